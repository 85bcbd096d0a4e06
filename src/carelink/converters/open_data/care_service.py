"""介護サービス事業所一覧: 推奨データセット v1 (22 columns) and 自治体標準オープンデータセット, in and out.

Carries who, where, contact, operator, services by name, days, capacity and remarks. Columns without an item
(``NO``, 連絡先FormURL …) are remembered as text and written back. What it cannot carry is reported per
record: vacancy, procedures, hours, 共生型, publication, dates of confirmation.
"""

from __future__ import annotations

from typing import Final

from carelink.converters.layouts.door import Door
from carelink.converters.layouts.layout import Column, Layout
from carelink.converters.open_data import columns as c
from carelink.records.sheets.facility import Facility

_SERVICE: Final = Column("実施サービス", "offer.service_name", also=("サービスの種類", "サービス種類"))

V1: Final = Door(
    Layout(
        "care-service",
        "介護サービス事業所一覧",
        "care services of a town (recommended data set)",
        Facility,
        (
            *c.V1_HEAD,
            Column("介護サービス事業所名称", "identity.name"),
            Column("介護サービス事業所名称_カナ", "identity.name_kana"),
            _SERVICE,
            *c.V1_PLACE,
            c.FAX,
            c.CORPORATE,
            c.OPERATOR,
            Column("事業所番号", "identity.office_number", also=("介護事業所番号",)),
            Column("利用可能曜日", "hours.days"),
            Column("利用可能曜日特記事項", "opening.notes"),
            Column("定員", "reception.capacity"),
            c.URL,
            c.REMARKS,
        ),
        frozenset({"介護サービス事業所名称", "実施サービス", "介護サービス事業所名称_カナ"}),
    )
)
STANDARD: Final = Door(
    Layout(
        "care-service-standard",
        "介護サービス事業所一覧（自治体標準）",
        "care services of a town (standard data set)",
        Facility,
        (*c.HEAD, _SERVICE, c.FAX, *c.CARE, *c.TAIL),
        frozenset({"地方公共団体名", "所在地_連結表記", "実施サービス", "事業所番号"}),
        least=3,
    )
)
