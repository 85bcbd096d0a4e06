"""Lists of 主治医意見書 section 4, as two public copies print them.

That 診療情報提供書(退院時) has the same lists is remembered, not seen.
"""

from carelink.records.codes import TEXT, CodeList


class LikelyState(CodeList, title="発生の可能性の高い状態", en="States likely to occur"):
    """現在あるかまたは今後発生の可能性の高い状態."""

    INCONTINENCE = "尿失禁", "Incontinence of urine"
    FALL = "転倒・骨折", "Falls, fractures"
    MOBILITY = "移動能力の低下", "Loss of mobility"
    PRESSURE_ULCER = "褥瘡", "Pressure ulcer"
    HEART_LUNG = "心肺機能の低下", "Loss of heart and lung function"
    SECLUSION = "閉じこもり", "Staying indoors"
    LOW_SPIRITS = "意欲低下", "Loss of motivation"
    WANDERING = "徘徊", "Wandering"
    MALNUTRITION = "低栄養", "Malnutrition"
    DYSPHAGIA = "摂食・嚥下機能低下", "Loss of eating and swallowing"
    DEHYDRATION = "脱水", "Dehydration"
    INFECTION = "易感染性", "Prone to infection"
    CANCER_PAIN = "がん等による疼痛", "Pain from cancer or the like"
    OTHER = "その他", "Other", TEXT


class MedicalManagement(CodeList, title="医学的管理の必要性", en="Medical services needed"):
    """医学的管理の必要性; underlining the urgent ones, as the form allows, is not carried."""

    DOCTOR = "訪問診療", "Home visits by a doctor"
    NURSE = "訪問看護", "Home nursing"
    NURSE_ADVICE = "看護職員の訪問による相談・支援", "Advice by a visiting nurse"
    DENTIST = "訪問歯科診療", "Home visits by a dentist"
    PHARMACIST = "訪問薬剤管理指導", "Guidance by a visiting pharmacist"
    REHABILITATION = "訪問リハビリテーション", "Rehabilitation at home"
    SHORT_STAY = "短期入所療養介護", "Short stay with medical care"
    DENTAL_HYGIENE = "訪問歯科衛生指導", "Guidance by a visiting dental hygienist"
    NUTRITION = "訪問栄養食事指導", "Guidance by a visiting dietitian"
    DAY_REHABILITATION = "通所リハビリテーション", "Day rehabilitation"
    OTHER = "その他の医療系サービス", "Other medical services", TEXT


class ServiceCaution(CodeList, title="サービス提供時の留意事項", en="What services must see to"):
    """サービス提供時における医学的観点からの留意事項; each has a bracket for what it is."""

    BLOOD_PRESSURE = "血圧", "Blood pressure", TEXT
    EATING = "摂食", "Eating", TEXT
    SWALLOWING = "嚥下", "Swallowing", TEXT
    MOVING = "移動", "Moving about", TEXT
    EXERCISE = "運動", "Exercise", TEXT
    OTHER = "その他", "Other", TEXT
