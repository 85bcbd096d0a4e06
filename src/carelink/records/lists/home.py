"""Lists of the home sheet. All are carelink's own: no national form of everyday sharing at home was found."""

from carelink.records.codes import TEXT, CodeList


class Occasion(CodeList, title="関わった場面", en="Occasion"):
    """How the writer came to know."""

    VISIT = "訪問", "Visit"
    DAY_SERVICE = "通所", "Day service"
    PHONE = "電話・オンライン", "Telephone or online"
    FAMILY = "家族から聞いた", "Told by the family"
    OTHER = "その他", "Other", TEXT


class Change(CodeList, title="前回からの変化", en="Change since the last time"):
    """The first thing that whoever reads wants to know."""

    SAME = "変わりない", "As before"
    BETTER = "良くなった", "Better"
    WORSE = "悪くなった", "Worse", TEXT
    NEW = "新しい症状・出来事がある", "Something new", TEXT
    UNKNOWN = "不明", "Unknown"


class MealAmount(CodeList, title="食事量", en="How much was eaten"):
    """Of the last meal."""

    ALL = "全量", "All"
    MOST = "8割以上", "Four fifths or more"
    HALF = "半分くらい", "About half"
    LITTLE = "少量", "Little"
    NOTHING = "食べていない", "Nothing"
    UNKNOWN = "不明", "Unknown"


class MedicineTaken(CodeList, title="飲み薬を飲めたか", en="Whether medicines were taken"):
    """``NO_MEDICINE`` and not ``NONE``: that nothing is prescribed does not mean that nothing was taken."""

    ALL = "全部飲めた", "All taken"
    PART = "飲めなかったものがある", "Some not taken", TEXT
    NOT_TAKEN = "飲めなかった", "Not taken", TEXT
    NO_MEDICINE = "飲み薬はない", "No medicine is prescribed"
    UNKNOWN = "不明", "Unknown"


class Addressee(CodeList, title="あて先", en="To whom"):
    """Whom a message of the home sheet asks or tells."""

    ALL = "全員", "Everybody"
    DOCTOR = "主治医", "Doctor"
    VISITING_NURSE = "訪問看護", "Visiting nurse"
    CARE_MANAGER = "ケアマネジャー", "Care manager"
    PHARMACIST = "薬剤師", "Pharmacist"
    DENTIST = "歯科", "Dentist"
    REHABILITATION = "リハビリ", "Rehabilitation"
    CARE_WORKER = "介護職", "Care workers"
    FAMILY = "家族", "Family"
    OTHER = "その他", "Other", TEXT


class Urgency(CodeList, title="急ぎ具合", en="Urgency"):
    """Travels as Communication.priority. A sheet is no telephone: 今すぐ asks for a call as well."""

    NOW = "今すぐ(電話もする)", "Now (and call)"
    TODAY = "今日中", "Today"
    SOON = "数日のうち", "In a few days"
    NO_HURRY = "急がない", "No hurry"
