"""Lists of the consultation desk.

No national form exists; the channels and functions are those of a city's desk, the rest is our own design.
"""

from carelink.records.codes import TEXT, CodeList


class Channel(CodeList, title="相談方法", en="Channel"):
    """電話, 窓口, 電子メール, FAX are the city's; the rest is ours."""

    PHONE = "電話", "Telephone"
    DESK = "窓口(来所)", "At the desk"
    MAIL = "電子メール", "E-mail"
    FAX = "FAX", "Fax"
    VISIT = "訪問", "Visit"
    VIDEO = "Web会議", "Video call"
    OTHER = "その他", "Other", TEXT


class Direction(CodeList, title="種別", en="New or continued"):
    """Whether the case is known."""

    NEW = "新規", "New"
    CONTINUED = "継続", "Continued"
    AGAIN = "再相談", "Again after closing"


class Receiver(CodeList, title="対応者の職種", en="Profession of the counsellor"):
    """Who answers."""

    NURSE = "看護師", "Nurse"
    CARE_MANAGER = "介護支援専門員", "Care manager"
    SOCIAL_WORKER = "社会福祉士", "Social worker"
    PUBLIC_HEALTH_NURSE = "保健師", "Public health nurse"
    CLERK = "事務", "Clerk"


class CallerType(CodeList, title="相談者", en="Caller"):
    """Who asks; also the kinds of places a case is handed on to."""

    HOSPITAL_LIAISON = "病院(地域連携室)", "Hospital, liaison office"
    HOSPITAL = "病院(その他)", "Hospital, other"
    CLINIC = "診療所", "Clinic"
    DENTIST = "歯科", "Dentist"
    PHARMACY = "薬局", "Pharmacy"
    HOME_NURSING = "訪問看護", "Home nursing"
    CARE_OFFICE = "居宅介護支援事業所", "Care management office"
    COMMUNITY_CENTER = "地域包括支援センター", "Community comprehensive support centre"
    CARE_SERVICE = "介護サービス事業所", "Care service office"
    CARE_FACILITY = "介護施設", "Care facility"
    DISABILITY_SERVICE = "障害福祉", "Disability service"
    GOVERNMENT = "行政", "Public administration"
    MEDICAL_ASSOCIATION = "医師会等団体", "Medical association or the like"
    PERSON = "本人", "The person"
    FAMILY = "家族・親族", "Family"
    NEIGHBOUR = "知人・住民", "Acquaintance, resident"
    WELFARE_COMMISSIONER = "民生委員", "Welfare commissioner"
    OTHER = "その他", "Other", TEXT


class CallerProfession(CodeList, title="相談者の職種", en="Profession of the caller"):
    """Of a professional caller."""

    DOCTOR = "医師", "Physician"
    DENTIST = "歯科医師", "Dentist"
    PHARMACIST = "薬剤師", "Pharmacist"
    NURSE = "看護師", "Nurse"
    PUBLIC_HEALTH_NURSE = "保健師", "Public health nurse"
    SOCIAL_WORKER = "MSW・社会福祉士", "Medical or certified social worker"
    CARE_MANAGER = "介護支援専門員", "Care manager"
    THERAPIST = "PT・OT・ST", "Physical, occupational or speech therapist"
    DIETITIAN = "管理栄養士", "Registered dietitian"
    CARE_WORKER = "介護職", "Care worker"
    CLERK = "事務", "Clerk"
    OTHER = "その他", "Other", TEXT
    NOT_A_PROFESSIONAL = "―", "Not a professional"


class CallerRelation(CodeList, title="続柄", en="Relation of the caller"):
    """Of a caller from the family."""

    PERSON = "本人", "The person"
    SPOUSE = "配偶者", "Spouse"
    CHILD = "子", "Child"
    CHILD_IN_LAW = "子の配偶者", "Spouse of a child"
    PARENT = "親", "Parent"
    SIBLING = "兄弟姉妹", "Sibling"
    GRANDCHILD = "孫", "Grandchild"
    OTHER_RELATIVE = "その他親族", "Other relative"
    OTHER = "その他", "Other", TEXT


class AgeBand(CodeList, title="年代", en="Age band"):
    """対象者の年代: enough for statistics, without a birth date."""

    UNDER_40 = "40歳未満", "Under 40"
    FROM_40 = "40〜64歳", "40 to 64"
    FROM_65 = "65〜74歳", "65 to 74"
    FROM_75 = "75〜84歳", "75 to 84"
    FROM_85 = "85〜94歳", "85 to 94"
    FROM_95 = "95歳以上", "95 and over"
    UNKNOWN = "不明", "Unknown"


class DiseaseGroup(CodeList, title="主病名区分", en="Group of the main disease"):
    """対象者の主病名区分."""

    CANCER = "がん", "Cancer"
    STROKE = "脳血管疾患", "Cerebrovascular disease"
    HEART = "心疾患", "Heart disease"
    RESPIRATORY = "呼吸器疾患", "Respiratory disease"
    DEMENTIA = "認知症", "Dementia"
    NEUROLOGICAL = "神経難病", "Intractable neurological disease"
    ORTHOPAEDIC = "骨折・整形外科疾患", "Fracture, orthopaedic disease"
    FRAILTY = "老衰・フレイル", "Senility, frailty"
    OTHER = "その他", "Other", TEXT
    UNKNOWN = "不明", "Unknown"


class Topic(CodeList, title="相談内容", en="Topic"):
    """What it is about, several at once."""

    HOME_DOCTOR = "在宅医(訪問診療・往診)の紹介", "Finding a home-visiting doctor"
    HOME_NURSING = "訪問看護の紹介", "Finding home nursing"
    HOME_DENTISTRY = "訪問歯科", "Dentistry at home"
    HOME_PHARMACY = "訪問薬剤", "Pharmacist at home"
    DISCHARGE = "退院調整・退院支援", "Discharge planning"
    TRANSFER = "転院・施設入所", "Transfer, moving into a facility"
    END_OF_LIFE = "在宅での看取り・ACP", "Dying at home, ACP"
    PALLIATIVE = "緩和ケア・がん", "Palliative care, cancer"
    DEMENTIA = "認知症", "Dementia"
    INTRACTABLE = "難病", "Intractable disease"
    DEVICES = "医療処置・医療機器", "Treatments and devices"
    CARE_INSURANCE = "介護保険制度・申請", "Care insurance"
    CARE_SERVICES = "介護サービス調整", "Arranging care services"
    COSTS = "医療費・経済", "Costs"
    FAMILY_BURDEN = "家族介護負担・虐待", "Burden on the family, abuse"
    NO_RELATIVES = "独居・身寄りなし", "Living alone, no relatives"
    EMERGENCY = "急変時の対応", "Sudden change"
    TEAMWORK = "多職種連携・情報共有ツール", "Teamwork, sharing information"
    TRAINING = "研修・普及啓発", "Training, public relations"
    COMPLAINT = "苦情", "Complaint"
    OTHER = "その他", "Other", TEXT


class Function(CodeList, title="事業の機能", en="Function of the desk"):
    """The three functions of the city's desk."""

    CONSULTATION = "在宅医療に関する相談窓口", "Consultation desk for home care"
    DISCHARGE = "退院調整への支援", "Support of discharge planning"
    PUBLIC_RELATIONS = "普及啓発", "Public relations"


class Action(CodeList, title="対応", en="Action"):
    """What was done, several at once."""

    INFORMED = "情報提供", "Gave information"
    ADVISED = "助言", "Gave advice"
    COORDINATED = "関係機関への連絡・調整", "Contacted and coordinated"
    VISITED = "同行訪問", "Went along on a visit"
    CONFERENCE = "カンファレンス参加", "Joined a conference"
    REFERRED = "他機関紹介", "Referred"
    LISTENED = "傾聴", "Listened"


class FollowUp(CodeList, title="フォロー", en="Follow-up"):
    """Whether somebody has to come back to it."""

    NOT_NEEDED = "不要", "Not needed"
    NEEDED = "要", "Needed"
    DONE = "実施済", "Done"


class Outcome(CodeList, title="転帰", en="Outcome"):
    """How it ended."""

    SOLVED = "解決", "Solved"
    HANDED_OVER = "他機関へ引継ぎ", "Handed over"
    GOING_ON = "継続中", "Going on"
    BROKEN_OFF = "中断", "Broken off"
    UNKNOWN = "不明", "Unknown"


class ConsultationConsent(CodeList, title="同意", en="Consent"):
    """Who agreed that the case is recorded with the person's name."""

    PERSON = "本人", "The person"
    FAMILY = "家族", "Family"
    ANONYMOUS = "なし(匿名相談)", "None (anonymous)"
