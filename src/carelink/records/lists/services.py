"""Services of the long-term care insurance, as it pays them and as it publishes them.

``ServiceKind`` holds the two-character 介護サービス種類コード of the insurers' interface,
``PublishedService`` the services under which 介護サービス情報公表システム publishes offices, names verbatim.
"""

from __future__ import annotations

from carelink.records.codes import CodeList


class ServiceKind(
    CodeList, title="介護サービス種類コード", en="Kind of long-term care service", slug="service-kind"
):
    """Two characters, e.g. ``14``. Codes keep their capital letters (``2A``), as invoices write them."""

    def __init__(self, label: str, en: str = "", takes_text: bool = False) -> None:  # noqa: FBT001, FBT002  as CodeList
        super().__init__(label, en, takes_text)
        self.code = self._name_.lstrip("_")

    _11 = "訪問介護", "Home help"
    _12 = "訪問入浴介護", "Home bathing"
    _13 = "訪問看護", "Home nursing"
    _14 = "訪問リハビリテーション", "Home rehabilitation"
    _15 = "通所介護", "Day care"
    _16 = "通所リハビリテーション", "Day rehabilitation"
    _17 = "福祉用具貸与", "Rental of assistive devices"
    _21 = "短期入所生活介護", "Short stay"
    _22 = "短期入所療養介護（介護老人保健施設）", "Short stay with medical care (health facility)"
    _23 = "短期入所療養介護（療養病床を有する病院等）", "Short stay with medical care (hospital)"
    _24 = "介護予防短期入所生活介護", "Preventive short stay"
    _25 = (
        "介護予防短期入所療養介護（介護老人保健施設）",
        "Preventive short stay with medical care (health facility)",
    )
    _26 = (
        "介護予防短期入所療養介護（療養病床を有する病院等）",
        "Preventive short stay with medical care (hospital)",
    )
    _27 = "特定施設入居者生活介護（短期利用）", "Care in specified housing (short use)"
    _28 = "地域密着型特定施設入居者生活介護（短期利用）", "Care in small specified housing (short use)"
    _2A = "短期入所療養介護（介護医療院）", "Short stay with medical care (integrated facility)"
    _2B = (
        "介護予防短期入所療養介護（介護医療院）",
        "Preventive short stay with medical care (integrated facility)",
    )
    _31 = "居宅療養管理指導", "Management guidance for home care"
    _32 = "認知症対応型共同生活介護（短期利用以外）", "Group home for dementia"
    _33 = "特定施設入居者生活介護", "Care in specified housing"
    _34 = "介護予防居宅療養管理指導", "Preventive management guidance for home care"
    _35 = "介護予防特定施設入居者生活介護", "Preventive care in specified housing"
    _36 = "地域密着型特定施設入居者生活介護", "Care in small specified housing"
    _37 = "介護予防認知症対応型共同生活介護（短期利用以外）", "Preventive group home for dementia"
    _38 = "認知症対応型共同生活介護（短期利用）", "Group home for dementia (short use)"
    _39 = "介護予防認知症対応型共同生活介護（短期利用）", "Preventive group home for dementia (short use)"
    _41 = "特定福祉用具販売", "Sale of assistive devices"
    _42 = "住宅改修", "Home modification"
    _43 = "居宅介護支援", "Care management"
    _44 = "特定介護予防福祉用具販売", "Preventive sale of assistive devices"
    _45 = "介護予防住宅改修", "Preventive home modification"
    _46 = "介護予防支援", "Preventive care management"
    _51 = "介護老人福祉施設（介護福祉施設）", "Welfare facility for the elderly"
    _52 = "介護老人保健施設（介護保健施設）", "Health facility for the elderly"
    _53 = "介護療養型医療施設", "Long-term care hospital (until 2024-03)"
    _54 = "地域密着型介護老人福祉施設入所者生活介護", "Small welfare facility for the elderly"
    _55 = "介護医療院", "Integrated facility for medical and long-term care"
    _59 = "特定入所者介護サービス等", "Supplementary benefit for residents"
    _61 = "介護予防訪問介護", "Preventive home help (until 2018-03)"
    _62 = "介護予防訪問入浴介護", "Preventive home bathing"
    _63 = "介護予防訪問看護", "Preventive home nursing"
    _64 = "介護予防訪問リハビリテーション", "Preventive home rehabilitation"
    _65 = "介護予防通所介護", "Preventive day care (until 2018-03)"
    _66 = "介護予防通所リハビリテーション", "Preventive day rehabilitation"
    _67 = "介護予防福祉用具貸与", "Preventive rental of assistive devices"
    _68 = "小規模多機能型居宅介護（短期利用）", "Small multifunctional care (short use)"
    _69 = "介護予防小規模多機能型居宅介護（短期利用）", "Preventive small multifunctional care (short use)"
    _71 = "夜間対応型訪問介護", "Home help at night"
    _72 = "認知症対応型通所介護", "Day care for dementia"
    _73 = "小規模多機能型居宅介護（短期利用以外）", "Small multifunctional care"
    _74 = "介護予防認知症対応型通所介護", "Preventive day care for dementia"
    _75 = "介護予防小規模多機能型居宅介護（短期利用以外）", "Preventive small multifunctional care"
    _76 = "定期巡回・随時対応型訪問介護看護", "Regular and on-demand home help and nursing"
    _77 = (
        "複合型サービス（看護小規模多機能型居宅介護・短期利用以外）",
        "Small multifunctional care with nursing",
    )
    _78 = "地域密着型通所介護", "Small day care"
    _79 = (
        "複合型サービス（看護小規模多機能型居宅介護・短期利用）",
        "Small multifunctional care with nursing (short use)",
    )
    A1 = "訪問型サービス（みなし）", "Visiting service, deemed (until 2018-03)"
    A2 = "訪問型サービス（独自）", "Visiting service of the municipality"
    A3 = "訪問型サービス（独自／定率）", "Visiting service of the municipality, rate"
    A4 = "訪問型サービス（独自／定額）", "Visiting service of the municipality, fixed"
    A5 = "通所型サービス（みなし）", "Day service, deemed (until 2018-03)"
    A6 = "通所型サービス（独自）", "Day service of the municipality"
    A7 = "通所型サービス（独自／定率）", "Day service of the municipality, rate"
    A8 = "通所型サービス（独自／定額）", "Day service of the municipality, fixed"
    A9 = "その他の生活支援サービス（配食／定率）", "Meal delivery, rate"
    AA = "その他の生活支援サービス（配食／定額）", "Meal delivery, fixed"
    AB = "その他の生活支援サービス（見守り／定率）", "Watching over, rate"
    AC = "その他の生活支援サービス（見守り／定額）", "Watching over, fixed"
    AD = "その他の生活支援サービス（その他／定率）", "Other support in daily life, rate"
    AE = "その他の生活支援サービス（その他／定額）", "Other support in daily life, fixed"
    AF = "介護予防ケアマネジメント", "Preventive care management of the municipality"


class PublishedService(
    CodeList, title="公表サービスの種類", en="Service as published", slug="facility-published-service"
):
    """Three digits: the number of the published file. The first two are mostly the ``ServiceKind``."""

    _110 = "訪問介護", "Home help"
    _120 = "訪問入浴介護", "Home bathing"
    _130 = "訪問看護", "Home nursing"
    _140 = "訪問リハビリテーション", "Home rehabilitation"
    _150 = "通所介護", "Day care"
    _155 = "指定療養通所介護", "Day care for medical needs"
    _160 = "通所リハビリテーション", "Day rehabilitation"
    _170 = "福祉用具貸与", "Rental of assistive devices"
    _210 = "短期入所生活介護", "Short stay"
    _220 = "短期入所療養介護（介護老人保健施設）", "Short stay with medical care (health facility)"
    _230 = "短期入所療養介護(療養病床を有する病院等）", "Short stay with medical care (hospital)"
    _320 = "認知症対応型共同生活介護", "Group home for dementia"
    _331 = "特定施設入居者生活介護（有料老人ホーム）", "Specified housing (private home)"
    _332 = "特定施設入居者生活介護（軽費老人ホーム）", "Specified housing (low-fee home)"
    _334 = (
        "特定施設入居者生活介護（有料老人ホーム（サービス付き高齢者向け住宅））",
        "Specified housing (serviced housing)",
    )
    _335 = (
        "特定施設入居者生活介護（有料老人ホーム（外部サービス利用型））",
        "Specified housing (private home, external services)",
    )
    _336 = (
        "特定施設入居者生活介護（軽費老人ホーム（外部サービス利用型））",
        "Specified housing (low-fee home, external services)",
    )
    _337 = (
        "特定施設入居者生活介護（有料老人ホーム（サービス付き高齢者向け住宅（外部サービス利用型））)",
        "Specified housing (serviced housing, external services)",
    )
    _361 = "地域密着型特定施設入居者生活介護（有料老人ホーム）", "Small specified housing (private home)"
    _362 = "地域密着型特定施設入居者生活介護（軽費老人ホーム）", "Small specified housing (low-fee home)"
    _364 = (
        "地域密着型特定施設入居者生活介護（有料老人ホーム（サービス付き高齢者向け住宅））",
        "Small specified housing (serviced housing)",
    )
    _410 = "特定福祉用具販売", "Sale of assistive devices"
    _430 = "居宅介護支援", "Care management"
    _510 = "介護老人福祉施設", "Welfare facility for the elderly"
    _520 = "介護老人保健施設", "Health facility for the elderly"
    _530 = "介護療養型医療施設", "Long-term care hospital (until 2024-03)"
    _540 = "地域密着型介護老人福祉施設入所者生活介護", "Small welfare facility for the elderly"
    _550 = "介護医療院", "Integrated facility for medical and long-term care"
    _551 = "短期入所療養介護（介護医療院）", "Short stay with medical care (integrated facility)"
    _710 = "夜間対応型訪問介護", "Home help at night"
    _720 = "認知症対応型通所介護", "Day care for dementia"
    _730 = "小規模多機能型居宅介護", "Small multifunctional care"
    _760 = "定期巡回・随時対応型訪問介護看護", "Regular and on-demand home help and nursing"
    _770 = "看護小規模多機能型居宅介護（複合型サービス）", "Small multifunctional care with nursing"
    _780 = "地域密着型通所介護", "Small day care"

    @property
    def kind(self) -> ServiceKind:
        """The service kind it is paid as; the sub-kinds of one kind share their first two digits."""
        return ServiceKind[{"551": "_2A"}.get(self.code, f"_{self.code[:2]}")]
