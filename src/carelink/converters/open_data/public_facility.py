"""公共施設一覧: 推奨データセット v1 (24 columns) and 自治体標準オープンデータセット, in and out.

Carries who, where, contact, operator, one span of hours, description, accessibility and remarks; POIコード is
remembered as text. What it cannot carry is reported per record.
"""

from __future__ import annotations

from typing import Final

from carelink.converters.layouts.door import Door
from carelink.converters.layouts.layout import Column, Layout
from carelink.converters.open_data import columns as c
from carelink.records.sheets.facility import Facility

_USE: Final = (
    Column("利用可能曜日", "hours.days"),
    Column("開始時間", "hours.opens"),
    Column("終了時間", "hours.closes"),
    Column("利用可能日時特記事項", "opening.notes"),
    Column("説明", "offer.description"),
    Column("バリアフリー情報", "reception.accessibility"),
)

V1: Final = Door(
    Layout(
        "public-facility",
        "公共施設一覧",
        "public facilities of a town (recommended data set)",
        Facility,
        (
            *c.V1_HEAD,
            Column("名称", "identity.name"),
            Column("名称_カナ", "identity.name_kana"),
            Column("名称_通称", "identity.name_common"),
            Column("POIコード"),
            *c.V1_PLACE,
            c.CORPORATE,
            Column("団体名", "operator.name"),
            *_USE,
            c.URL,
            c.REMARKS,
        ),
        frozenset({"名称_通称", "POIコード", "バリアフリー情報", "団体名"}),
    )
)
STANDARD: Final = Door(
    Layout(
        "public-facility-standard",
        "公共施設一覧（自治体標準）",
        "public facilities of a town (standard data set)",
        Facility,
        (
            *c.HEAD[:6],
            Column("名称_通称", "identity.name_common"),
            Column("POIコード"),
            *c.HEAD[6:],
            c.CORPORATE,
            Column("団体名", "operator.name"),
            *_USE,
            *c.TAIL,
        ),
        frozenset({"地方公共団体名", "所在地_連結表記", "名称_通称", "POIコード", "バリアフリー情報"}),
        least=3,
    )
)
