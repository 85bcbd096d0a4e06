"""Section 7 of 入院時情報提供書: functioning, diseases, treatments."""

from datetime import date
from decimal import Decimal

from carelink.records.codes import Bracketed, Ticks
from carelink.records.item import FEE, RECOMMENDED, Section, item
from carelink.records.lists.functioning import (
    Adl,
    AdmissionFrequency,
    Aid,
    Bpsd,
    Communication,
    DentureKind,
    Disease,
    IntakeRoute,
    MealForm,
    OralHygiene,
    Paralysis,
    Sleep,
    Swallowing,
    Toilet,
    Treatment,
)
from carelink.records.lists.shared import Restriction, YesNo, YesNoUnknown
from carelink.records.places import (
    conditions,
    functioning,
    procedures,
)
from carelink.records.sheets.admission.marks import H


class Functioning(
    Section,
    frozen=True,
    code="functioning",
    number="7",
    ja="身体・生活機能の状況/療養生活上の課題について",
    en="Functioning and problems of care",
    usual=functioning,
):
    """What the person can do, eats, needs; diseases and treatments."""

    paralysis: Paralysis | None = item("麻痺の状況", "Paralysis", row="7.1")
    pressure_ulcer: Bracketed[YesNo] | None = item("褥瘡の有無", "Pressure ulcer", row="7.2")
    mobility: Adl | None = item("移動", "Mobility", level=RECOMMENDED, row="7.3")
    transfer: Adl | None = item("移乗", "Transfer", level=RECOMMENDED, row="7.3")
    dressing: Adl | None = item("更衣", "Dressing", level=RECOMMENDED, row="7.3")
    grooming: Adl | None = item("整容", "Grooming", level=RECOMMENDED, row="7.3")
    bathing: Adl | None = item("入浴", "Bathing", level=RECOMMENDED, row="7.3")
    eating: Adl | None = item("食事", "Eating", level=RECOMMENDED, row="7.3")
    bed_mobility: Adl | None = item("起居動作", "Moving in bed", row="7.4")
    aid_indoor: Ticks[Aid] | None = item("移動(室内)", "Aids indoors", row="7.5")
    aid_outdoor: Ticks[Aid] | None = item("移動(屋外)", "Aids outdoors", row="7.5")
    meals: int | None = item("食事回数", "Meals per day", unit="回/日", row="7.6")
    breakfast: int | None = item("食事回数 朝", "Breakfast at about", unit="時頃", row="7.6")
    lunch: int | None = item("食事回数 昼", "Lunch at about", unit="時頃", row="7.6")
    supper: int | None = item("食事回数 夜", "Supper at about", unit="時頃", row="7.6")
    diet_restriction: Bracketed[Restriction] | None = item("食事制限", "Diet restriction", row="7.7")
    meal_form: Ticks[MealForm] | None = item("食事形態", "Form of meals", row="7.8")
    udf: str | None = item("UDF等の食形態区分", "Texture class (UDF …)", row="7.9")
    intake_route: Ticks[IntakeRoute] | None = item("摂取方法", "Route of intake", row="7.10")
    thickening: Bracketed[YesNo] | None = item("水分とろみ", "Thickened fluids", row="7.11")
    fluid_restriction: Bracketed[Restriction] | None = item("水分制限", "Fluid restriction", row="7.12")
    swallowing: Swallowing | None = item("嚥下機能", "Swallowing", row="7.13")
    denture: YesNo | None = item("義歯", "Dentures", row="7.14")
    denture_kind: Ticks[DentureKind] | None = item("義歯 あり", "Kind of dentures", row="7.14")
    oral_hygiene: OralHygiene | None = item("口腔清潔", "Oral hygiene", row="7.15")
    halitosis: YesNo | None = item("口臭", "Halitosis", row="7.15")
    urination: Adl | None = item("排尿", "Urination", level=RECOMMENDED, row="7.16", screening=True)
    defecation: Adl | None = item("排便", "Defecation", level=RECOMMENDED, row="7.16", screening=True)
    portable_toilet: Toilet | None = item("ポータブルトイレ", "Commode", row="7.17", screening=True)
    diaper: Toilet | None = item("オムツ/パッド", "Diapers or pads", row="7.17", mark=H, screening=True)
    sleep: Bracketed[Sleep] | None = item("睡眠の状態", "Sleep", row="7.18", mark=H)
    hypnotics: YesNo | None = item("眠剤の使用", "Hypnotics", row="7.18", mark=H)
    smoking: YesNo | None = item("喫煙", "Smoking", row="7.19", mark=H)
    cigarettes: int | None = item("喫煙量", "Cigarettes per day", unit="本くらい/日", row="7.19", mark=H)
    alcohol: YesNo | None = item("飲酒", "Alcohol", row="7.19", mark=H)
    alcohol_amount: Decimal | None = item(
        "飲酒量", "Alcohol per day (180 ml)", unit="合くらい/日あたり", row="7.19", mark=H
    )
    vision: Communication | None = item("視力", "Seeing", row="7.20", mark=H)
    hearing: Communication | None = item("聴力", "Hearing", row="7.20", mark=H)
    speech: Communication | None = item("言語", "Speaking", row="7.20", mark=H)
    understanding: Communication | None = item("意思疎通", "Understanding each other", row="7.20", mark=H)
    glasses: Bracketed[YesNo] | None = item("眼鏡", "Glasses", row="7.21", mark=H)
    hearing_aid: YesNo | None = item("補聴器", "Hearing aid", row="7.21", mark=H)
    communication_notes: str | None = item(
        "コミュニケーションに関する特記事項", "Notes on communication", row="7.21", mark=H
    )
    bpsd: Ticks[Bpsd] | None = item(
        "精神面における療養上の問題", "Behavioural and psychological problems", level=FEE, row="7.22", mark=H
    )
    disease_history: Ticks[Disease] | None = item(
        "疾患歴", "Diseases", level=FEE, row="7.23", mark=H, screening=True, at=conditions()
    )
    recent_admission: Bracketed[YesNoUnknown] | None = item(
        "最近半年間での入院", "Admission in the last six months", row="7.24", mark=H, screening=True
    )
    recent_admission_from: date | None = item(
        "最近半年間での入院 期間 開始", "Last admission from", row="7.24", mark=H
    )
    recent_admission_to: date | None = item(
        "最近半年間での入院 期間 終了", "Last admission to", row="7.24", mark=H
    )
    admission_frequency: AdmissionFrequency | None = item(
        "入院頻度", "Frequency of admissions", row="7.25", mark=H, screening=True
    )
    treatments: Ticks[Treatment] | None = item(
        "入院前に実施している医療処置",
        "Treatments before admission",
        level=FEE,
        row="7.26",
        mark=H,
        screening=True,
        at=procedures(),
    )
