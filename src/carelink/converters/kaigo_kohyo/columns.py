"""The 24 columns of 介護サービス情報公表システム open data, in their order, and the item each belongs to."""

from __future__ import annotations

from typing import Final

MUNICIPALITY: Final = "都道府県コード又は市町村コード"
NO: Final = "No"
PREFECTURE: Final = "都道府県名"
CITY: Final = "市区町村名"
NAME: Final = "事業所名"
KANA: Final = "事業所名カナ"
SERVICE: Final = "サービスの種類"
ADDRESS: Final = "住所"
BUILDING: Final = "方書（ビル名等）"
LATITUDE: Final = "緯度"
LONGITUDE: Final = "経度"
TELEPHONE: Final = "電話番号"
FAX: Final = "FAX番号"
CORPORATE: Final = "法人番号"
OPERATOR: Final = "法人の名称"
NUMBER: Final = "事業所番号"
DAYS: Final = "利用可能曜日"
DAY_NOTES: Final = "利用可能曜日特記事項"
CAPACITY: Final = "定員"
URL: Final = "URL"
TOGETHER: Final = "高齢者の方と障害者の方が同時一体的に利用できるサービス"
CARE: Final = "介護保険の通常の指定基準を満たしている"
DISABILITY: Final = "障害福祉の通常の指定基準を満たしている"
REMARKS: Final = "備考"

PATHS: Final = {
    MUNICIPALITY: "site.municipality_code",
    NO: "identity.office_number",
    PREFECTURE: "site.prefecture",
    CITY: "site.city",
    NAME: "identity.name",
    KANA: "identity.name_kana",
    SERVICE: "offer.service_name",
    ADDRESS: "site.address",
    BUILDING: "site.building",
    LATITUDE: "site.latitude",
    LONGITUDE: "site.longitude",
    TELEPHONE: "contact.telephone",
    FAX: "contact.fax",
    CORPORATE: "operator.corporate_number",
    OPERATOR: "operator.name",
    NUMBER: "identity.office_number",
    DAYS: "opening.days",
    DAY_NOTES: "opening.notes",
    CAPACITY: "reception.capacity",
    URL: "contact.website",
    TOGETHER: "shared.together",
    CARE: "shared.care",
    DISABILITY: "shared.disability",
    REMARKS: "listing.remarks",
}
"""Heading → item of the Facility. ``No`` repeats the office number and has no item of its own."""

HEADINGS: Final = tuple(PATHS)

TELLING: Final = frozenset({NUMBER, NAME, SERVICE})
"""Headings that no other layout has together: with two of them, a table is taken for this one."""
