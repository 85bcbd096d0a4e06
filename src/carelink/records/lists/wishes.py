"""Lists of the sheet of wishes (ACP, 看取り, 急変時).

`TalkHeld` and `TalkParticipant` are remembered from a block that several official forms share since 2024
and were not compared with a printed one. `LifeValue` holds what was seen of a regional form. All others are
carelink's own, gathered from forms in use: no national list was found.

No option here is called なし: "not wanted" is an answer of somebody, and never what an empty box means.
"""

from carelink.records.codes import TEXT, CodeList


class TalkHeld(CodeList, title="意向の話し合い", en="Whether wishes were talked about"):
    """Whether wishes were talked about, and if not, whether the person did not want to (remembered)."""

    HELD = "本人・家族等との話し合いを実施している", "Talked about with person and family"
    NOT_WISHED = (
        "話し合いを実施していない（本人からの話し合いの希望がない）",
        "Not talked about: the person does not wish to",
    )
    NOT_HELD = "話し合いを実施していない（それ以外）", "Not talked about: other reasons"


class TalkParticipant(CodeList, title="話し合いへの参加者", en="Who took part in the talk"):
    """Who took part (remembered); 家族 has a bracket for name and relation."""

    PERSON = "本人", "The person"
    FAMILY = "家族", "Family", TEXT
    TEAM = "医療・ケアチーム", "The team of medicine and care", TEXT
    OTHER = "その他", "Others", TEXT


class WishState(CodeList, title="意向の状態", en="State of the wishes"):
    """Whether what is written still holds. A withdrawal ends older sheets too; see `wishes.current`."""

    VALID = "有効", "Valid"
    WITHDRAWN = "撤回", "Withdrawn"
    UPDATED = "更新済", "Updated by a newer one"


class WishedPlace(CodeList, title="療養場所の希望", en="Where somebody wants to be"):
    """Where to be cared for, and where to be at the end."""

    HOME = "自宅", "Home"
    HOSPITAL = "病院", "Hospital"
    FACILITY = "介護施設", "Care facility"
    HOSPICE = "緩和ケア病棟・ホスピス", "Palliative ward or hospice"
    OTHER = "その他", "Elsewhere", TEXT
    UNDECIDED = "未定", "Undecided"


class Resuscitation(CodeList, title="心肺停止時の心肺蘇生", en="Resuscitation when heart and breath stop"):
    """Of the four answers only 希望しない is a refusal."""

    WANTED = "希望する", "Wanted"
    NOT_WANTED = "希望しない", "Not wanted"
    UNDECIDED = "未定", "Undecided"
    NOT_DISCUSSED = "話し合っていない", "Not talked about"


class TransportWish(CodeList, title="救急搬送", en="Transport by ambulance"):
    """What to do when something happens at home."""

    WANTED = "希望する", "Wanted"
    ASK_DOCTOR = "主治医に連絡し指示を受ける", "Call the doctor and do as told"
    NOT_WANTED = "希望しない", "Not wanted"
    UNDECIDED = "未定", "Undecided"


class TreatmentWish(CodeList, title="個別治療の意向", en="Wish about one treatment"):
    """The same four answers for each treatment."""

    WANTED = "希望する", "Wanted"
    NOT_WANTED = "希望しない", "Not wanted"
    DEPENDS = "その時の状況で", "Depends on the moment"
    UNDECIDED = "未定", "Undecided"


class LifeValue(CodeList, title="大切にしたいこと", en="What matters to the person"):
    """Six of about twenty values of a regional form that was seen in part; その他 takes the others."""

    JOY = "楽しみや喜びにつながることがあること", "Things that bring joy"
    TIME_WITH_OTHERS = "家族や友人と十分に時間を過ごせること", "Enough time with family and friends"
    LITTLE_PAIN = "痛みや苦しみが少なく過ごせること", "Little pain and suffering"
    CHOSEN_PLACE = "望んだ場所で過ごせること", "Being where one wants to be"
    ALL_TREATMENT = "納得いくまで十分な治療を受けること", "All treatment until it is enough for oneself"
    NATURAL = "自然に近い形で過ごすこと", "As near to nature as can be"
    OTHER = "その他", "Other", TEXT


class CalledFirst(CodeList, title="急変時の連絡先", en="Whom to call when something happens"):
    """Whom to call; the order of the rows is the order of the calls."""

    VISITING_NURSE = "訪問看護", "Visiting nurse"
    DOCTOR = "主治医", "Doctor"
    FAMILY = "家族", "Family"
    CARE_MANAGER = "ケアマネジャー", "Care manager"
    AMBULANCE = "救急", "Ambulance"
