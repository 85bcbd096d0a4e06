"""Lists about what the person can do, eats, needs: section 7 of 入院時情報提供書."""

from carelink.records.codes import TEXT, CodeList


class Adl(CodeList, title="ADL", en="Activities of daily living"):
    """移動 … 食事, 排尿, 排便 (seen)."""

    INDEPENDENT = "自立", "Independent"
    SUPERVISED = "見守り", "Supervision"
    PARTIAL = "一部介助", "Partial assistance"
    FULL = "全介助", "Full assistance"


class Paralysis(CodeList, title="麻痺の状況", en="Paralysis"):
    """麻痺の状況 (seen)."""

    NONE = "なし", "None"
    MILD = "軽度", "Mild"
    MODERATE = "中度", "Moderate"
    SEVERE = "重度", "Severe"


class Aid(CodeList, title="移動の補助具", en="Walking aids"):
    """移動(室内), 移動(屋外) (seen)."""

    STICK = "杖", "Stick"
    WALKER = "歩行器", "Walking frame"
    WHEELCHAIR = "車いす", "Wheelchair"
    OTHER = "その他", "Other", TEXT


class MealForm(CodeList, title="食事形態", en="Form of meals"):
    """食事形態 of the 2018 form (seen)."""

    NORMAL = "普通", "Normal"
    CHOPPED = "きざみ", "Chopped"
    DYSPHAGIA = "嚥下障害食", "Dysphagia diet"
    BLENDED = "ミキサー", "Blended"


class IntakeRoute(CodeList, title="摂取方法", en="Route of intake"):
    """摂取方法 (seen)."""

    ORAL = "経口", "Oral"
    TUBE = "経管栄養", "Tube feeding"


class Swallowing(CodeList, title="嚥下機能", en="Swallowing"):
    """嚥下機能 (seen)."""

    NO_CHOKING = "むせない", "Does not choke"
    SOMETIMES = "時々むせる", "Sometimes chokes"
    ALWAYS = "常にむせる", "Always chokes"


class OralHygiene(CodeList, title="口腔清潔", en="Oral hygiene"):
    """口腔清潔 (seen)."""

    GOOD = "良", "Good"
    POOR = "不良", "Poor"
    VERY_POOR = "著しく不良", "Very poor"


class Toilet(CodeList, title="ポータブルトイレ・オムツ/パッド", en="Commode, diapers"):
    """ポータブルトイレ (seen), オムツ/パッド (remembered)."""

    NONE = "なし", "None"
    NIGHT = "夜間", "At night"
    ALWAYS = "常時", "Always"


class Sleep(CodeList, title="睡眠の状態", en="Sleep"):
    """睡眠の状態 (remembered: 2018 form)."""

    GOOD = "良", "Good"
    POOR = "不良", "Poor", TEXT


class Communication(
    CodeList, title="視力・聴力・言語・意思疎通", en="Seeing, hearing, speaking, understanding"
):
    """視力, 聴力, 言語, 意思疎通 (remembered: 2018 form)."""

    FINE = "問題なし", "No problem"
    SOME_DIFFICULTY = "やや難あり", "Some difficulty"
    DIFFICULT = "困難", "Difficult"


class Bpsd(CodeList, title="精神面における療養上の問題", en="Behavioural and psychological problems"):
    """精神面における療養上の問題 (remembered: 2018 form)."""

    NONE = "なし", "None"
    HALLUCINATION = "幻視・幻聴", "Hallucinations"
    EXCITEMENT = "興奮", "Excitement"
    AGITATION = "焦燥・不穏", "Agitation"
    DELUSION = "妄想", "Delusions"
    AGGRESSION = "暴力/攻撃性", "Violence, aggression"
    RESISTANCE = "介護への抵抗", "Resistance to care"
    SLEEPLESSNESS = "不眠", "Sleeplessness"
    DAY_NIGHT_REVERSAL = "昼夜逆転", "Day-night reversal"
    WANDERING = "徘徊", "Wandering"
    DANGEROUS_ACTS = "危険行為", "Dangerous acts"
    UNCLEANLINESS = "不潔行為", "Uncleanliness"
    OTHER = "その他", "Other", TEXT


class Disease(CodeList, title="疾患歴", en="History of diseases"):
    """疾患歴 (remembered: 2018 form)."""

    NONE = "なし", "None"
    CANCER = "悪性腫瘍", "Malignancy"
    DEMENTIA = "認知症", "Dementia"
    RESPIRATORY_INFECTION = "急性呼吸器感染症", "Acute respiratory infection"
    STROKE = "脳血管障害", "Cerebrovascular disease"
    FRACTURE = "骨折", "Fracture"
    OTHER = "その他", "Other", TEXT


class AdmissionFrequency(CodeList, title="入院頻度", en="Frequency of admissions"):
    """入院頻度 (remembered: 2018 form)."""

    FREQUENT = "頻度は高い/繰り返している", "Frequent, repeated"
    SOMETIMES = "頻度は低いが、これまでにもある", "Rare, but not the first"
    FIRST = "今回が初めて", "This is the first"


class Treatment(CodeList, title="医療処置", en="Medical treatments"):
    """医療処置, the same list in both forms (remembered: 2018 form)."""

    NONE = "なし", "None"
    DRIP = "点滴", "Infusion"
    OXYGEN = "酸素療法", "Oxygen therapy"
    SUCTION = "喀痰吸引", "Suction"
    TRACHEOSTOMY = "気管切開", "Tracheostomy"
    GASTROSTOMY = "胃ろう", "Gastrostomy"
    NASAL_FEEDING = "経鼻栄養", "Nasogastric feeding"
    TUBE_FEEDING = "経腸栄養", "Enteral feeding"
    PRESSURE_ULCER = "褥瘡", "Pressure ulcer care"
    CATHETER = "尿道カテーテル", "Urinary catheter"
    UROSTOMY = "尿路ストーマ", "Urostomy"
    STOMA = "消化管ストーマ", "Stoma"
    PAIN = "痛みコントロール", "Pain control"
    BOWEL = "排便コントロール", "Bowel control"
    SELF_INJECTION = "自己注射", "Self-injection", TEXT
    OTHER = "その他", "Other", TEXT


class DentureKind(CodeList, title="義歯の種類", en="Kind of dentures"):
    """What stands in the bracket of 義歯 あり (seen)."""

    PARTIAL = "部分", "Partial"
    FULL = "総", "Full"
