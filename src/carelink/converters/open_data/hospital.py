"""医療機関一覧: 推奨データセット v1 (26 columns) and 自治体標準オープンデータセット, in and out.

Carries who, where, contact, operator, kind of institution, departments by name, one span of hours, beds and
remarks. What it cannot carry is reported per record: codes of departments, further spans of hours, vacancy …
"""

from __future__ import annotations

from typing import Final

from carelink.converters.layouts.door import Door
from carelink.converters.layouts.layout import Column, Layout
from carelink.converters.open_data import columns as c
from carelink.records.sheets.facility import Facility

_KIND: Final = Column("医療機関の種類", "offer.category", codec="institution")

V1: Final = Door(
    Layout(
        "hospital",
        "医療機関一覧",
        "medical institutions of a town (recommended data set)",
        Facility,
        (
            *c.V1_HEAD,
            Column("名称", "identity.name", also=("医療機関名称",)),
            Column("名称_カナ", "identity.name_kana"),
            _KIND,
            *c.V1_PLACE,
            c.FAX,
            *c.MEDICAL,
            c.URL,
            c.REMARKS,
        ),
        frozenset({"医療機関の種類", "診療科目", "医療機関コード", "診療曜日"}),
    )
)
STANDARD: Final = Door(
    Layout(
        "hospital-standard",
        "医療機関一覧（自治体標準）",
        "medical institutions of a town (standard data set)",
        Facility,
        (*c.HEAD, _KIND, c.FAX, *c.MEDICAL, *c.TAIL),
        frozenset({"地方公共団体名", "所在地_連結表記", "医療機関の種類", "診療科目", "診療曜日"}),
        least=3,
    )
)
