"""Lists that several forms share.

Labels are verbatim from the forms. "seen" lists were read in a public copy of the form, "remembered" ones
are from memory of an official document and must not be presented as its text.
"""

from carelink.records.codes import TEXT, CodeList


class YesNo(CodeList, title="なし・あり", en="No or yes"):
    """Most yes/no pairs of the 2018 form; あり has a bracket (seen)."""

    NO = "なし", "No"
    YES = "あり", "Yes", TEXT


class YesNoUnknown(CodeList, title="なし・あり・不明", en="No, yes or unknown"):
    """Yes/no pairs that print 不明 (remembered: 2018 form)."""

    NO = "なし", "No"
    YES = "あり", "Yes", TEXT
    UNKNOWN = "不明", "Unknown"


class Restriction(CodeList, title="食事制限・水分制限", en="Restriction"):
    """食事制限, 水分制限 (seen)."""

    YES = "あり", "Yes", TEXT
    NO = "なし", "No"
    UNKNOWN = "不明", "Unknown"


class Sex(CodeList, title="性別", en="Sex"):
    """性別 as both forms print it (remembered). Travels as Patient.gender."""

    MALE = "男", "Male"
    FEMALE = "女", "Female"


class VisitMode(CodeList, title="診察方法", en="Way of consultation"):
    """通院 or 訪問診療 (remembered: 2018 form)."""

    OUTPATIENT = "通院", "Outpatient"
    HOME_VISIT = "訪問診療", "Home visit"


class Present(CodeList, title="有・無", en="There or not"):
    """エレベーター 有・無 (remembered: 2018 form)."""

    YES = "有", "There is"
    NO = "無", "There is none"
