"""Lists of the directory of 在宅医療コーディネーター (HHC): professions and parts that the city names."""

from carelink.records.codes import TEXT, CodeList


class CoordinatorProfession(CodeList, title="コーディネーターの職種", en="Profession of a coordinator"):
    """The professions that the city lists, and その他 for its など."""

    NURSE = "看護師", "Nurse"
    PHARMACIST = "薬剤師", "Pharmacist"
    CARE_MANAGER = "ケアマネジャー", "Care manager"
    SOCIAL_WORKER = "MSW", "Medical social worker"
    PUBLIC_HEALTH_NURSE = "保健師", "Public health nurse"
    PHYSICAL_THERAPIST = "理学療法士", "Physical therapist"
    OCCUPATIONAL_THERAPIST = "作業療法士", "Occupational therapist"
    DIETITIAN = "管理栄養士", "Registered dietitian"
    OTHER = "その他", "Other", TEXT


class CoordinatorPart(CodeList, title="コーディネーターの役割", en="Part of a coordinator"):
    """What those who finished the course do in the next ones, as the city tells it."""

    LECTURER = "講師", "Lecturer"
    FACILITATOR = "ファシリテーター", "Facilitator"
    PANELLIST = "パネリスト", "Panellist"
    OTHER = "その他", "Other", TEXT
