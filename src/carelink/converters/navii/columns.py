"""The columns of 医療情報ネット: names as found in readers of others; flags and times are patterns."""

from __future__ import annotations

import re
from typing import Final

from carelink.converters.layouts.layout import Column, Layout
from carelink.records.lists.facility import HoursFor, Weekday
from carelink.records.sheets.facility import Facility


def _some(heading: str, path: str = "", codec: str = "", also: tuple[str, ...] = ()) -> Column:
    return Column(heading, path, codec, also, optional=True)


_BEDS: Final = tuple(
    _some(heading)
    for heading in (
        "一般病床",
        "療養病床",
        "療養病床のうち医療保険適用",
        "療養病床のうち介護保険適用",
        "精神病床",
        "結核病床",
        "感染症病床",
    )
)

FACILITY: Final = Layout(
    "navii",
    "医療情報ネット（施設・助産所・薬局）",
    "medical information net: places",
    Facility,
    (
        Column("ID", "identity.navii_id"),
        Column("正式名称", "identity.name", also=("名称",)),
        _some("正式名称（フリガナ）", "identity.name_kana", also=("フリガナ",)),
        _some("略称", "identity.name_common"),
        _some("略称（フリガナ）"),
        _some("英語表記（ローマ字表記）", "identity.name_en", also=("ローマ字",)),
        _some("機関区分", "offer.category", "navii-kind"),
        _some("都道府県コード", "site.prefecture", "navii-prefecture"),
        _some("市区町村コード", "site.municipality_code", "navii-municipality"),
        _some("所在地", "site.address"),
        _some("所在地座標（緯度）", "site.latitude"),
        _some("所在地座標（経度）", "site.longitude"),
        _some("案内用ホームページアドレス", "contact.website", also=("薬局のホームページアドレス",)),
        _some("電話番号", "contact.telephone"),
        _some("FAX番号", "contact.fax"),
        *_BEDS,
        _some("合計病床数", "reception.beds"),
    ),
    frozenset({"ID", "正式名称", "所在地座標（緯度）", "機関区分", "都道府県コード", "正式名称（フリガナ）"}),
    least=3,
    two_way=False,
)

HOURS: Final = Layout(
    "navii-hours",
    "医療情報ネット（診療科・診療時間）",
    "medical information net: departments and hours",
    Facility,
    (
        Column("ID", "identity.navii_id"),
        Column("診療科目コード"),
        Column("診療科目名"),
        Column("診療時間帯"),
    ),
    frozenset({"ID", "診療科目コード", "診療科目名", "診療時間帯"}),
    least=3,
    two_way=False,
)

_DAYS: Final = "月火水木金土日祝"
DAY: Final = {day.label: day for day in Weekday}

TIME: Final = re.compile(
    rf"([{_DAYS}])_(診療|外来受付|就業時間帯|外来受付時間帯|開店時間帯)([1-9１-９]?)_?(開始|終了)時間"
)
PURPOSE: Final = {
    "診療": HoursFor.TREATMENT,
    "外来受付": HoursFor.RECEPTION,
    "就業時間帯": HoursFor.WORK,
    "外来受付時間帯": HoursFor.RECEPTION,
    "開店時間帯": HoursFor.SHOP,
}
"""Words in the headings of times → what the hours are for."""

EVERY_WEEK: Final = re.compile(
    r"(?:毎週決まった曜日に(?:休診|休業)|定期閉店毎週|営業日)[（(]([月火水木金土日祝])[）)]"
)
SOME_WEEK: Final = re.compile(
    r"(?:決まった週に(?:休診|休業)(?:[（(]定期週[）)])?|定期閉店)第([1-5１-５])週[（(]([月火水木金土日])[）)]"
)
HOLIDAYS: Final = re.compile(r"祝日に(?:休診|休業|閉店)|定期閉店祝日")
OTHER: Final = re.compile(r"その他の(?:休診日|休業日|閉店日)(?:[（(].*[）)])?")
