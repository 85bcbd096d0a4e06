"""Lists of meetings and their minutes.

No national form of 地域ケア個別会議 minutes exists; the kinds are those that the manuals name, the rest is
our own design. The last three lists are those of 退院支援委員会会議記録 (別紙様式38), seen in a public copy.
"""

from carelink.records.codes import TEXT, CodeList


class MeetingKind(CodeList, title="会議の種別", en="Kind of meeting"):
    """The first four are those of 地域ケア個別会議; the rest is ours."""

    INDIVIDUAL = "個別課題解決", "Solving one person's problem"
    INDEPENDENCE = "自立支援型", "Supporting independence"
    DIFFICULT = "困難事例", "A difficult case"
    REGIONAL = "地域課題検討", "Problems of the region"
    MULTIDISCIPLINARY = "多職種連携会議", "Multidisciplinary meeting"
    SERVICE = "サービス担当者会議", "Meeting of the services"
    DISCHARGE = "退院前カンファレンス", "Discharge conference"
    DISCHARGE_COMMITTEE = "退院支援委員会", "Discharge support committee"
    OTHER = "その他", "Other", TEXT


class MeetingWay(CodeList, title="開催方法", en="Way of meeting"):
    """How people met (carelink's own)."""

    ON_SITE = "対面", "In one room"
    ONLINE = "オンライン", "Online"
    HYBRID = "併用", "Both"
    IN_WRITING = "照会・書面", "In writing"


class Profession(CodeList, title="職種", en="Profession"):
    """Who sits at the table: the roles of 入退院支援 and of the care team (carelink's own)."""

    CARE_MANAGER = "介護支援専門員", "Care manager"
    COMMUNITY_CENTER = "地域包括支援センター職員", "Staff of the community centre"
    HOSPITAL_DOCTOR = "病院医師", "Hospital physician"
    DOCTOR = "かかりつけ医・在宅医", "Family or home-visiting doctor"
    DENTIST = "歯科医師", "Dentist"
    DENTAL_HYGIENIST = "歯科衛生士", "Dental hygienist"
    PHARMACIST = "薬剤師", "Pharmacist"
    DISCHARGE_NURSE = "退院支援看護師", "Discharge planning nurse"
    WARD_NURSE = "病棟看護師", "Ward nurse"
    HOME_NURSE = "訪問看護師", "Home nurse"
    NURSE = "看護師(その他)", "Nurse, other"
    PUBLIC_HEALTH_NURSE = "保健師", "Public health nurse"
    SOCIAL_WORKER = "MSW・社会福祉士", "Medical or certified social worker"
    PHYSICAL_THERAPIST = "理学療法士", "Physical therapist"
    OCCUPATIONAL_THERAPIST = "作業療法士", "Occupational therapist"
    SPEECH_THERAPIST = "言語聴覚士", "Speech therapist"
    DIETITIAN = "管理栄養士", "Registered dietitian"
    CARE_WORKER = "介護職", "Care worker"
    EQUIPMENT_ADVISER = "福祉用具専門相談員", "Adviser on assistive devices"
    DISABILITY_ADVISER = "相談支援専門員", "Adviser on disability services"
    COORDINATOR = "在宅医療コーディネーター", "Home health coordinator"
    GOVERNMENT = "行政", "Public administration"
    WELFARE_COMMISSIONER = "民生委員", "Welfare commissioner"
    PERSON = "本人", "The person"
    FAMILY = "家族", "Family"
    OTHER = "その他", "Other", TEXT


class Attendance(CodeList, title="出席・欠席", en="Present or absent"):
    """As 別紙様式38 prints it beside the person (seen)."""

    PRESENT = "出席", "Present"
    ABSENT = "欠席", "Absent"


class Handling(CodeList, title="個人情報の取扱い", en="Handling of personal data"):
    """Whether the case is told with a name (carelink's own)."""

    ANONYMISED = "匿名化", "Anonymised"
    CONSENTED = "実名(本人または家族の同意あり)", "Named, with consent of person or family"
    NO_CASE = "個別事例なし", "No individual case"


class MedicalDifficulty(
    CodeList, title="退院困難な要因(医学的要因)", en="What makes discharge hard: medical"
):
    """退院困難な要因, medical (seen: 別紙様式38)."""

    MENTAL = "精神症状", "Mental symptoms"
    BEHAVIOUR = "問題行動", "Problem behaviour"
    ADL = "ADLの低下", "Decline in ADL"
    IADL = "IADLの低下", "Decline in IADL"
    COMPLICATION = "身体合併症", "Physical complication"


class SocialDifficulty(
    CodeList, title="退院困難な要因(社会・環境的要因)", en="What makes discharge hard: social"
):
    """退院困難な要因, social (seen: 別紙様式38)."""

    FAMILY = "家庭内調整", "Arrangement within the family"
    NO_PLACE = "受け入れ先の確保が困難", "No place to go"
    LIVELIHOOD = "生活費の確保が困難", "No means to live on"
    COSTS = "自己負担の費用が増加", "Higher costs to the person"
    OTHER = "その他", "Other", TEXT


class Destination(CodeList, title="予想される退院先", en="Where the person will probably go"):
    """予想される退院先 (seen: 別紙様式38)."""

    HOME = "自宅", "Home"
    DISABILITY = "障害福祉サービスによる入所施設", "Residential service of disability welfare"
    CARE = "介護保険サービスによる入所施設", "Residential service of care insurance"
    OTHER = "その他", "Other", TEXT
