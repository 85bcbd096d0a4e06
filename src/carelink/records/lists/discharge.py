"""Lists of 退院・退所情報記録書 alone. All remembered: 2018 form, not compared with a printed one."""

from carelink.records.codes import TEXT, CodeList


class LevelPending(CodeList, title="退院(所)時の認定の状況", en="Certification at discharge"):
    """What the form offers beside 要支援( )・要介護( )."""

    APPLIED = "申請中", "Applied for"
    NONE = "なし", "None"


class Stability(CodeList, title="疾患の状況", en="State of a disease"):
    """Of each of the diseases ①②③."""

    STABLE = "安定", "Stable"
    UNSTABLE = "不安定", "Unstable"


class MobilityMeans(CodeList, title="移動手段", en="Means of moving about"):
    """移動手段."""

    INDEPENDENT = "自立", "Without aid"
    STICK = "杖", "Stick"
    WALKER = "歩行器", "Walking frame"
    WHEELCHAIR = "車いす", "Wheelchair"
    OTHER = "その他", "Other", TEXT


class Toileting(CodeList, title="排泄方法", en="Ways of toileting"):
    """排泄方法."""

    TOILET = "トイレ", "Toilet"
    COMMODE = "ポータブル", "Commode"
    DIAPER = "おむつ", "Diapers"
    CATHETER = "カテーテル・パウチ", "Catheter, pouch", TEXT


class BathingMethod(CodeList, title="入浴方法", en="Ways of bathing"):
    """入浴方法."""

    INDEPENDENT = "自立", "Independent"
    SHOWER = "シャワー浴", "Shower"
    ORDINARY = "一般浴", "Ordinary bath"
    MECHANICAL = "機械浴", "Mechanical bath"
    NOT_DONE = "行わず", "Not bathed"


class DischargeMeal(CodeList, title="食事形態(退院・退所)", en="Form of meals at discharge"):
    """食事形態; not the options of the admission form."""

    NORMAL = "普通", "Normal"
    TUBE = "経管栄養", "Tube feeding"
    OTHER = "その他", "Other", TEXT


class ChokingFrequency(CodeList, title="むせ あり", en="How often the person chokes"):
    """What stands in the bracket of 嚥下機能(むせ) あり."""

    SOMETIMES = "時々", "Sometimes"
    ALWAYS = "常に", "Always"


class OralCare(CodeList, title="口腔ケア", en="Oral care"):
    """口腔ケア."""

    INDEPENDENT = "自立", "Independent"
    PARTIAL = "一部介助", "Partial assistance"
    FULL = "全介助", "Full assistance"


class SleepAtDischarge(CodeList, title="睡眠(退院・退所)", en="Sleep in hospital"):
    """睡眠; the admission form writes 良 for 良好."""

    GOOD = "良好", "Good"
    POOR = "不良", "Poor", TEXT


class Cognition(CodeList, title="認知・精神", en="Cognition and mind"):
    """認知・精神; it has no なし."""

    DECLINE = "認知機能低下", "Cognitive decline"
    DELIRIUM = "せん妄", "Delirium"
    WANDERING = "徘徊", "Wandering"
    AGITATION = "焦燥・不穏", "Agitation"
    AGGRESSION = "攻撃性", "Aggression"
    OTHER = "その他", "Other", TEXT


class Disclosed(CodeList, title="本人への病名告知", en="Told the diagnosis"):
    """本人への病名告知, あり first as the form prints it."""

    YES = "あり", "Yes"
    NO = "なし", "No"


class NursingView(CodeList, title="看護の視点", en="From the view of nursing"):
    """看護の視点."""

    NONE = "なし", "None"
    BLOOD_PRESSURE = "血圧", "Blood pressure"
    FLUID_RESTRICTION = "水分制限", "Fluid restriction"
    DIET_RESTRICTION = "食事制限", "Diet restriction"
    MEAL_FORM = "食形態", "Form of meals"
    SWALLOWING = "嚥下", "Swallowing"
    ORAL_CARE = "口腔ケア", "Oral care"
    HYGIENE = "清潔ケア", "Hygiene"
    BLOOD_SUGAR = "血糖コントロール", "Control of blood sugar"
    EXCRETION = "排泄", "Excretion"
    SKIN = "皮膚状態", "Skin"
    SLEEP = "睡眠", "Sleep"
    MIND = "認知機能・精神面", "Cognition and mind"
    MEDICINES = "服薬指導", "Guidance on medicines"
    GUIDANCE = (
        "療養上の指導（食事・水分・睡眠・清潔ケア・排泄 などにおける指導）",
        "Guidance on daily care (meals, fluids, sleep, hygiene, excretion …)",
    )
    TERMINAL = "ターミナル", "End of life"
    OTHER = "その他", "Other", TEXT


class RehabView(CodeList, title="リハビリの視点", en="From the view of rehabilitation"):
    """リハビリの視点."""

    NONE = "なし", "None"
    PERSON_GUIDANCE = "本人指導", "Guidance for the person"
    FAMILY_GUIDANCE = "家族指導", "Guidance for the family"
    RANGE_OF_MOTION = "関節可動域練習（ストレッチ含む）", "Range of motion, stretching"
    STRENGTH = "筋力増強練習", "Strength training"
    BALANCE = "バランス練習", "Balance training"
    PARALYSIS = "麻痺・筋緊張改善練習", "Paralysis and muscle tone"
    BASIC_MOVEMENTS = "起居／立位等基本動作練習", "Basic movements: rising, standing …"
    SWALLOWING = "摂食・嚥下訓練", "Eating and swallowing"
    SPEECH = "言語訓練", "Speech training"
    ADL = (
        "ADL練習（歩行／入浴／トイレ動作／移乗等）",
        "Daily activities: walking, bathing, toilet, transfer …",
    )
    IADL = "IADL練習（買い物、調理等）", "Instrumental activities: shopping, cooking …"
    PAIN = "疼痛管理（痛みコントロール）", "Pain control"
    DEVICES = "更生装具・福祉用具等管理", "Orthoses and assistive devices"
    ENDURANCE = "運動耐容能練習", "Exercise tolerance"
    COMMUNITY = "地域活動支援", "Support of local activities"
    SOCIAL = "社会参加支援", "Support of social participation"
    WORK = "就労支援", "Support of employment"
    OTHER = "その他", "Other", TEXT


class Attended(CodeList, title="会議出席", en="Attended a conference"):
    """会議出席, 無 first as the form prints it."""

    NO = "無", "No"
    YES = "有", "Yes"
