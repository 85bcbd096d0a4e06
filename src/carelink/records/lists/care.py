"""Lists about the person, the household and the care insurance."""

from carelink.records.codes import TEXT, CodeList


class CareLevel(CodeList, title="要介護度", en="Care level"):
    """要介護状態区分, with the codes of the billing interface (seen in a billing source; 06 remembered).

    11 was 経過的要介護, before and around 2006. A public mapping that shifts 要支援1 to 11 is wrong.
    """

    _01 = "非該当", "Not eligible"
    _06 = "事業対象者", "Eligible for the town's programme"
    _11 = "要支援（経過的要介護）", "Support level (transitional, until 2006)"
    _12 = "要支援１", "Support level 1"
    _13 = "要支援２", "Support level 2"
    _21 = "要介護１", "Care level 1"
    _22 = "要介護２", "Care level 2"
    _23 = "要介護３", "Care level 3"
    _24 = "要介護４", "Care level 4"
    _25 = "要介護５", "Care level 5"


class Certification(CodeList, title="要介護認定の状況", en="Status of certification"):
    """A second axis beside the level, not a level (remembered: 2018 form)."""

    CERTIFIED = "認定済", "Certified"
    APPLIED = "申請中", "Applied for"
    CHANGE_APPLIED = "区分変更", "Change of level applied for"
    NOT_APPLIED = "未申請", "Not applied for"


class BedriddenRank(CodeList, title="障害高齢者の日常生活自立度（寝たきり度）", en="Bedridden rank"):
    """障害高齢者の日常生活自立度 (seen)."""

    INDEPENDENT = "自立", "Independent"
    J1 = "J1", "J1"
    J2 = "J2", "J2"
    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    C2 = "C2", "C2"


class DementiaRank(CodeList, title="認知症高齢者の日常生活自立度", en="Dementia rank"):
    """認知症高齢者の日常生活自立度 (seen)."""

    INDEPENDENT = "自立", "Independent"
    I = "Ⅰ", "I"  # noqa: E741  the rank is called so
    II_A = "Ⅱa", "IIa"
    II_B = "Ⅱb", "IIb"
    III_A = "Ⅲa", "IIIa"
    III_B = "Ⅲb", "IIIb"
    IV = "Ⅳ", "IV"
    M = "M", "M"


class Judge(CodeList, title="自立度を判断した人", en="Who judged the rank"):
    """Beside both ranks (remembered: 2018 form)."""

    DOCTOR = "医師の判断", "Physician"
    CARE_MANAGER = "ケアマネジャーの判断", "Care manager"


class Copay(CodeList, title="介護保険の自己負担割合", en="Copayment"):
    """介護保険の自己負担割合 (remembered: 2018 form)."""

    TEN = "1割", "10%"
    TWENTY = "2割", "20%"
    THIRTY = "3割", "30%"
    UNKNOWN = "不明", "Unknown"


class Disability(CodeList, title="障害など認定", en="Certified disability"):
    """障害など認定 (remembered: 2018 form; the grade stands in the bracket)."""

    NONE = "なし", "None"
    PHYSICAL = "身体", "Physical", TEXT
    MENTAL = "精神", "Mental", TEXT
    INTELLECTUAL = "知的", "Intellectual", TEXT


class Pension(CodeList, title="年金などの種類", en="Pension"):
    """年金などの種類 (remembered: 2018 form)."""

    NATIONAL = "国民年金", "National pension"
    EMPLOYEES = "厚生年金", "Employees' pension"
    DISABILITY = "障害年金", "Disability pension"
    WELFARE = "生活保護", "Public assistance"
    OTHER = "その他", "Other", TEXT


class Housing(CodeList, title="住居の種類", en="Kind of housing"):
    """住環境 (remembered: 2018 form)."""

    HOUSE = "戸建て", "House"
    FLAT = "集合住宅", "Flat"


class Household(CodeList, title="世帯構成", en="Household"):
    """世帯構成 before admission (remembered: 2018 form)."""

    ALONE = "独居", "Lives alone"
    ELDERLY = "高齢者世帯", "Elderly household"
    WITH_CHILD = "子と同居", "With child"
    OTHER = "その他", "Other", TEXT
    ALONE_BY_DAY = "日中独居", "Alone by day"


class HouseholdAfter(CodeList, title="退院後の世帯状況", en="Household after discharge"):
    """退院後の世帯状況; the form prints 高齢世帯 here, 高齢者世帯 in section 2 (remembered: 2018 form)."""

    ALONE = "独居", "Will live alone"
    ELDERLY = "高齢世帯", "Elderly household"
    WITH_CHILD = "子と同居", "With child"
    ALONE_BY_DAY = "日中独居", "Alone by day"
    OTHER = "その他", "Other", TEXT


class Cohabiting(CodeList, title="同居・別居", en="Same or separate household"):
    """Of the main caregiver (remembered: 2018 form)."""

    TOGETHER = "同居", "Same household"
    APART = "別居", "Separate household"


class Consideration(CodeList, title="世帯に対する配慮", en="Consideration for the household"):
    """世帯に対する配慮 (remembered: 2018 form)."""

    NOT_NEEDED = "不要", "Not needed"
    NEEDED = "必要", "Needed", TEXT


class CaregiverAfter(CodeList, title="退院後の主介護者", en="Main caregiver after discharge"):
    """退院後の主介護者 (remembered: 2018 form)."""

    SAME = "本シート2に同じ", "Same as in section 2"
    DIFFERENT = "左記以外", "Somebody else", TEXT


class CareCapacity(CodeList, title="介護力", en="Capacity for care"):
    """介護力; 十分 and 一部 are printed in the bracket of the first option (remembered: 2018 form)."""

    SUFFICIENT = "介護力が見込める(十分)", "Can be expected: sufficient"
    PARTIAL = "介護力が見込める(一部)", "Can be expected: partly"
    NOT_EXPECTED = "介護力は見込めない", "Cannot be expected"
    NOBODY = "家族や支援者はいない", "No family or supporter"


class CarePlanPages(CodeList, title="同封の書類", en="Enclosed documents"):
    """What shows the services in use (seen)."""

    CARE_PLAN = "居宅サービス計画書1.2.3表", "Care plan, tables 1 to 3"
    OTHER = "その他", "Other", TEXT


class Means(CodeList, title="情報提供の手段", en="Means of providing information"):
    """提供手段 of the fee evidence (remembered: the notice names 面談 and FAX; the rest is ours)."""

    MEETING = "面談", "Meeting"
    FAX = "FAX", "Fax"
    MAIL = "郵送", "Post"
    ELECTRONIC = "電子的送付", "Electronic"
    PHONE = "電話", "Telephone"
    OTHER = "その他", "Other", TEXT
