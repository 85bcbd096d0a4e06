"""Columns that several lists of towns share."""

from __future__ import annotations

from typing import Final

from carelink.converters.layouts.layout import Column

CODE: Final = Column(
    "都道府県コード又は市区町村コード",
    "site.municipality_code",
    also=(
        "都道府県コード又は市町村コード",
        "市区町村コード",
        "市町村コード",
        "全国地方公共団体コード",
    ),
)
NO: Final = Column("NO", also=("No.", "№"))
PREFECTURE: Final = Column("都道府県名", "site.prefecture")
CITY: Final = Column("市区町村名", "site.city")
ADDRESS: Final = Column("住所", "site.address", also=("所在地",))
BUILDING: Final = Column("方書", "site.building", also=("方書（ビル名等）", "方書(ビル名等)"))
LATITUDE: Final = Column("緯度", "site.latitude")
LONGITUDE: Final = Column("経度", "site.longitude")
TELEPHONE: Final = Column("電話番号", "contact.telephone")
EXTENSION: Final = Column("内線番号", "contact.telephone_extension")
FAX: Final = Column("FAX番号", "contact.fax", also=("ファックス番号",))
CORPORATE: Final = Column("法人番号", "operator.corporate_number")
OPERATOR: Final = Column("法人の名称", "operator.name", also=("法人名",))
URL: Final = Column("URL", "contact.website", also=("ホームページ", "URL（ホームページ）"))
REMARKS: Final = Column("備考", "listing.remarks")
POSTAL: Final = Column("郵便番号", "site.postal_code", optional=True)

V1_HEAD: Final = (CODE, NO, PREFECTURE, CITY)
V1_PLACE: Final = (ADDRESS, BUILDING, LATITUDE, LONGITUDE, TELEPHONE, EXTENSION)

HEAD: Final = (
    Column("全国地方公共団体コード"),
    Column("ID", "identity.local_number"),
    Column("地方公共団体名"),
    Column("名称", "identity.name"),
    Column("名称_カナ", "identity.name_kana"),
    Column("名称_英語", "identity.name_en"),
    Column("所在地_全国地方公共団体コード", "site.municipality_code"),
    Column("町字ID", optional=True),
    Column("所在地_連結表記", "site.address", also=("所在地_連結標記",)),
    Column("所在地_都道府県", "site.prefecture"),
    Column("所在地_市区町村", "site.city"),
    Column("所在地_町字"),
    Column("所在地_番地以下"),
    Column("建物名等(方書)", "site.building"),
    Column("緯度", "site.latitude"),
    Column("経度", "site.longitude"),
    Column("高度の種別", optional=True),
    Column("高度の値", optional=True),
    Column("電話番号", "contact.telephone"),
    Column("内線番号", "contact.telephone_extension"),
    Column("連絡先メールアドレス", "contact.email"),
    Column("連絡先FormURL"),
    Column("連絡先備考（その他、SNSなど）"),
    Column("郵便番号", "site.postal_code"),
)
"""The common head of 自治体標準オープンデータセット, as seen in published lists."""

TAIL: Final = (URL, Column("画像"), Column("画像_ライセンス"), REMARKS)
"""What every list of it ends with."""

CARE: Final = (
    CORPORATE,
    OPERATOR,
    Column("事業所番号", "identity.office_number"),
    Column("利用可能曜日", "hours.days"),
    Column("利用可能曜日特記事項", "opening.notes"),
    Column("定員", "reception.capacity"),
)
"""Special columns of 介護サービス事業所一覧."""

MEDICAL: Final = (
    CORPORATE,
    OPERATOR,
    Column("医療機関コード", "identity.medical_number"),
    Column("診療曜日", "hours.days"),
    Column("診療開始時間", "hours.opens"),
    Column("診療終了時間", "hours.closes"),
    Column("診療日時特記事項", "opening.notes"),
    Column("時間外における対応", "opening.after_hours"),
    Column("診療科目", "offer.departments"),
    Column("病床数", "reception.beds"),
)
"""Special columns of 医療機関一覧."""
