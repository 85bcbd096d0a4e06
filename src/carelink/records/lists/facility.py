"""The lists a facility is described with: fields, days, procedures accepted; its services stand beside."""

from __future__ import annotations

from carelink.records.codes import TEXT, CodeList
from carelink.records.lists.services import PublishedService, ServiceKind


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


class Weekday(CodeList, title="曜日", en="Day", slug="facility-weekday"):
    """The days of opening hours: the week, and 祝日, which the tables treat as an eighth day."""

    MON = "月", "Monday"
    TUE = "火", "Tuesday"
    WED = "水", "Wednesday"
    THU = "木", "Thursday"
    FRI = "金", "Friday"
    SAT = "土", "Saturday"
    SUN = "日", "Sunday"
    HOLIDAYS = "祝", "Public holidays"


class HoursFor(CodeList, title="時間の種別", en="What the hours are for", slug="facility-hours-for"):
    """What somebody can do in these hours; words of 医療情報ネット, in a list of our own."""

    TREATMENT = "診療", "Treatment"
    RECEPTION = "外来受付", "Reception of outpatients"
    WORK = "就業", "Working hours"
    SHOP = "開店", "Shop hours"
    USE = "利用", "Use"


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


__all__ = [
    "Answer",
    "AvailableDay",
    "CareDesignation",
    "Category",
    "DisabilityDesignation",
    "HoursFor",
    "MedicalProcedure",
    "Publication",
    "PublishedService",
    "ServiceKind",
    "TogetherService",
    "Vacancy",
    "Weekday",
    "category_of",
]
