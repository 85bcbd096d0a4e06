"""The lists a facility is described with: services, categories, days, procedures accepted.

``ServiceKind`` holds the two-character 介護サービス種類コード of the insurers' interface,
``PublishedService`` the services under which 介護サービス情報公表システム publishes offices, names verbatim.
"""

from __future__ import annotations

from carelink.records.codes import TEXT, CodeList


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


class Category(CodeList, title="資源の分野", en="Field of the resource", slug="facility-category"):
    """The fields people look in: 検索したい分野 of the city's directory (carelink's own list)."""

    CONSULTATION = "相談窓口", "Consultation desk"
    HOSPITAL = "病院", "Hospital"
    CLINIC = "診療所", "Clinic"
    DENTAL = "歯科診療所", "Dental clinic"
    PHARMACY = "薬局", "Pharmacy"
    HOME_NURSING = "訪問看護", "Home nursing"
    CARE_MANAGEMENT = "居宅介護支援", "Care management"
    HOME_CARE = "訪問系サービス", "Services at home"
    DAY_CARE = "通所系サービス", "Day services"
    SHORT_STAY = "短期入所", "Short stay"
    MULTIFUNCTION = "多機能型サービス", "Multifunctional services"
    RESIDENTIAL = "介護保険施設", "Residential facility"
    HOUSING = "高齢者の住まい", "Housing for the elderly"
    EQUIPMENT = "福祉用具・住宅改修", "Assistive devices, home modification"
    MUNICIPAL = "総合事業", "Programme of the municipality"
    INFORMAL = "生活支援サービス", "Support in daily life"


class AvailableDay(CodeList, title="利用可能曜日", en="Days available", slug="facility-available-day"):
    """The four words of the published table. 平日 is Monday to Friday without public holidays."""

    WEEKDAYS = "平日", "Weekdays"
    SATURDAY = "土曜日", "Saturday"
    SUNDAY = "日曜日", "Sunday"
    HOLIDAYS = "祝日", "Public holidays"


class TogetherService(
    CodeList,
    title="高齢者の方と障害者の方が同時一体的に利用できるサービス",
    en="Used together by elderly and disabled persons",
    slug="facility-together",
):
    """First column of 共生型サービス."""

    YES = "あり", "Yes"
    NO = "なし", "No"


class CareDesignation(
    CodeList,
    title="介護保険の通常の指定基準を満たしている",
    en="Meets the ordinary standard of care insurance",
    slug="facility-care-designation",
):
    """Second column of 共生型サービス: one word, or nothing."""

    ORDINARY = "通常の指定", "Ordinary designation"


class DisabilityDesignation(
    CodeList,
    title="障害福祉の通常の指定基準を満たしている",
    en="Meets the ordinary standard of disability welfare",
    slug="facility-disability-designation",
):
    """Third column of 共生型サービス."""

    NO = "なし", "None"
    ORDINARY = "通常の指定", "Ordinary designation"
    SHARED = "共生型", "Shared designation"
    CONFORMING = "基準該当", "Conforming to the standard"


class Vacancy(CodeList, title="空き状況", en="Vacancy", slug="facility-vacancy"):
    """Whether somebody can be taken in now; asked again and again, so it has its own date."""

    YES = "あり", "Yes"
    CONDITIONAL = "条件付き", "Under conditions", TEXT
    NO = "なし", "No"
    CHECKING = "確認中", "Being checked"


class Publication(CodeList, title="公開可否", en="Publication", slug="facility-publication"):
    """Who may see the entry."""

    PUBLIC = "公開", "Public"
    MEMBERS = "関係者のみ", "Members only"


class Answer(CodeList, title="医療処置への対応", en="Acceptance of a procedure", slug="facility-acceptance"):
    """Four values, and blank is not 不可: an office that was not asked has not refused."""

    YES = "可", "Yes"
    CONDITIONAL = "条件付き", "Under conditions", TEXT
    NO = "不可", "No"
    UNKNOWN = "不明", "Unknown"


class MedicalProcedure(CodeList, title="医療処置", en="Medical procedure", slug="facility-procedure"):
    """装着・使用医療機器等 of the 訪問看護指示書, and what the field asks for beyond it (carelink's own)."""

    PERITONEAL_DIALYSIS = "自動腹膜灌流装置", "Automated peritoneal dialysis"
    DIALYSATE_SUPPLY = "透析液供給装置", "Dialysate supply"
    OXYGEN = "酸素療法", "Oxygen therapy"
    SUCTION = "吸引器", "Suction"
    CENTRAL_VENOUS = "中心静脈栄養", "Central venous nutrition"
    INFUSION_PUMP = "輸液ポンプ", "Infusion pump"
    TUBE_NASAL = "経管栄養（経鼻）", "Nasal tube feeding"
    TUBE_GASTRIC = "経管栄養（胃瘻）", "Gastrostomy feeding"
    CATHETER = "留置カテーテル", "Indwelling catheter"
    VENTILATOR_POSITIVE = "人工呼吸器（陽圧式）", "Ventilator, positive pressure"
    VENTILATOR_NEGATIVE = "人工呼吸器（陰圧式）", "Ventilator, negative pressure"
    TRACHEAL_CANNULA = "気管カニューレ", "Tracheal cannula"
    COLOSTOMY = "人工肛門", "Colostomy"
    UROSTOMY = "人工膀胱", "Urostomy"
    INSULIN = "インスリン注射", "Insulin injection"
    PAIN_CONTROL = "疼痛管理（麻薬）", "Pain control with narcotics"
    PRESSURE_ULCER = "褥瘡処置", "Care of pressure ulcers"
    HAEMODIALYSIS_TRANSPORT = "血液透析送迎", "Transport to haemodialysis"
    PORT = "ポート・PICC", "Port or PICC"
    NEPHROSTOMY = "腎瘻", "Nephrostomy"
    DRAIN = "ドレーン", "Drain"
    OTHER = "その他", "Other", TEXT


_BY_KIND: dict[str, Category] = {
    **dict.fromkeys(("13", "63"), Category.HOME_NURSING),
    **dict.fromkeys(("43", "46"), Category.CARE_MANAGEMENT),
    **dict.fromkeys(("11", "12", "14", "31", "34", "61", "62", "64", "71", "76"), Category.HOME_CARE),
    **dict.fromkeys(("15", "16", "65", "66", "72", "74", "78"), Category.DAY_CARE),
    **dict.fromkeys(("21", "22", "23", "24", "25", "26", "2A", "2B"), Category.SHORT_STAY),
    **dict.fromkeys(("68", "69", "73", "75", "77", "79"), Category.MULTIFUNCTION),
    **dict.fromkeys(("51", "52", "53", "54", "55"), Category.RESIDENTIAL),
    **dict.fromkeys(("27", "28", "32", "33", "35", "36", "37", "38", "39"), Category.HOUSING),
    **dict.fromkeys(("17", "41", "42", "44", "45", "67"), Category.EQUIPMENT),
}


def category_of(kind: ServiceKind) -> Category | None:
    """Return the field in which people look for this service; 59 is a benefit, not a place, and has none."""
    if kind.code.startswith("A"):
        return Category.CARE_MANAGEMENT if kind is ServiceKind.AF else Category.MUNICIPAL
    return _BY_KIND.get(kind.code)
