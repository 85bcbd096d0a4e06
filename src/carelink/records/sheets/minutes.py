"""会議録: minutes of 地域ケア個別会議, 多職種連携会議, サービス担当者会議, 退院支援委員会 and the like.

There is no fixed national form of the first two: their items are our design, after what the manuals name.
The items of サービス担当者会議の要点 (第4表) are remembered, those of 退院支援委員会会議記録 (別紙様式38)
seen in a public copy; each item says which. A case may be told without a name, so a Patient is written only
when something is said about a person.
"""

from datetime import date
from typing import ClassVar

from pydantic import AwareDatetime

from carelink import canonical
from carelink.records.codes import Bracketed, Ticks
from carelink.records.frame import DocumentFrame, Frame
from carelink.records.item import INITIALS, MUST, NOTHING, RECOMMENDED, Group, Section, item
from carelink.records.lists.care import CareLevel, Household
from carelink.records.lists.consultation import AgeBand, DiseaseGroup
from carelink.records.lists.meeting import (
    Attendance,
    Destination,
    Handling,
    MedicalDifficulty,
    MeetingKind,
    MeetingWay,
    Profession,
    SocialDifficulty,
)
from carelink.records.lists.shared import Sex
from carelink.records.places import (
    Resources,
    Step,
    answer,
    author_office,
    author_person,
    coded,
    extension,
    here,
    listed,
    minuted,
    patient,
    person_name,
)
from carelink.records.revision import Revisable


class Meeting(Section, frozen=True, code="meeting", number="1", ja="会議", en="Meeting", usual=minuted):
    """Which meeting it was, when, where and how."""

    meeting_name: str | None = item("会議名", "Name of the meeting", level=MUST, mark="design")
    meeting_kind: Bracketed[MeetingKind] | None = item(
        "会議の種別", "Kind of meeting", level=MUST, mark="design"
    )
    meeting_number: int | None = item("開催回数", "Which meeting of the series", unit="回", mark="known-H")
    began: AwareDatetime | None = item("開催日時", "Began", level=MUST, mark="known-H")
    ended: AwareDatetime | None = item("終了日時", "Ended", mark="design")
    meeting_place: str | None = item("開催場所", "Place", level=RECOMMENDED, mark="known-H")
    meeting_way: MeetingWay | None = item("開催方法", "Way of meeting", level=RECOMMENDED, mark="design")
    host: str | None = item("主催", "Convened by", level=MUST, mark="design", at=author_office / "name")
    chair: str | None = item("司会", "Chair", mark="design")
    recorder: str | None = item(
        "記録者", "Minutes taken by", level=RECOMMENDED, mark="design", at=person_name(author_person, "IDE")
    )


class Attendee(Group, frozen=True):
    """One at the table: a PractitionerRole that refers to person and office by name only."""

    name: str | None = item("氏名", "Name", at=here / "practitioner" / "display", instead=NOTHING)
    profession: Bracketed[Profession] | None = item(
        "職種", "Profession", at=here / listed("code", Profession)
    )
    office: str | None = item("所属", "Office", at=here / "organization" / "display")
    attendance: Attendance | None = item(
        "出席・欠席", "Present or absent", at=here / extension("meeting-attendance") / "valueCodeableConcept"
    )


class Attendees(
    Section, frozen=True, code="attendees", number="2", ja="出席者", en="Attendees", usual=minuted
):
    """Who was there; person and family are asked for apart, since meetings about them are held with them."""

    attendees: tuple[Attendee, ...] | None = item(
        "出席者",
        "Attendees",
        level=MUST,
        mark="known-H",
        rows=8,
        code="attendee",
        at=Resources("PractitionerRole", "code", subject="", profile="minutes-attendee"),
    )
    person_present: Attendance | None = item(
        "本人の出席", "The person was there", level=RECOMMENDED, mark="design"
    )
    family_present: Attendance | None = item(
        "家族の出席", "Family was there", level=RECOMMENDED, mark="design"
    )
    family_relation: str | None = item("出席した家族の続柄", "Relation of the family", mark="design")


class Subject(
    Section, frozen=True, code="meeting-subject", number="3", ja="事例", en="The case", usual=answer
):
    """Whom it is about, as little as will do; the name only with consent."""

    name: str | None = item(
        "利用者氏名", "Name", mark="known-H", at=person_name(patient, "IDE"), instead=INITIALS
    )
    sex: Sex | None = item(
        "性別", "Sex", mark="design", at=coded(patient / "gender", {Sex.MALE: "male", Sex.FEMALE: "female"})
    )
    age_band: AgeBand | None = item("年代", "Age band", mark="design")
    care_level: CareLevel | None = item("要介護度", "Care level", mark="design", code="subject-care-level")
    household: Ticks[Household] | None = item("世帯", "Household", mark="design", code="subject-household")
    disease_group: Bracketed[DiseaseGroup] | None = item(
        "主病名区分", "Group of the main disease", mark="design"
    )
    case_disease: str | None = item("病名", "Disease", mark="found")
    case_course: str | None = item("事例の経過", "Course of the case", mark="design")


class Opinion(Group, frozen=True):
    """What one profession said: a Communication with its text as payload."""

    profession: Bracketed[Profession] | None = item(
        "職種", "Profession", at=here / extension("opinion-profession") / "valueCodeableConcept"
    )
    name: str | None = item("発言者", "Said by", at=here / "sender" / "display", instead=NOTHING)
    opinion: str | None = item("意見", "Opinion", at=here / Step("payload") / "contentString")


class Discussion(
    Section, frozen=True, code="discussion", number="4", ja="検討", en="Discussion", usual=minuted
):
    """Why they met, what was said."""

    reason: str | None = item(
        "検討理由・論点", "Why it is discussed", level=RECOMMENDED, mark="design", code="meeting-reason"
    )
    matters: str | None = item("検討した項目", "Matters", mark="known-H", code="meeting-matters")
    person_wish: str | None = item(
        "本人の意向", "Wishes of the person", level=RECOMMENDED, mark="design", code="meeting-person-wish"
    )
    family_wish: str | None = item(
        "家族の意向", "Wishes of the family", mark="design", code="meeting-family-wish"
    )
    discussion: str | None = item("検討内容", "Discussion", mark="known-H", code="meeting-discussion")
    opinions: tuple[Opinion, ...] | None = item(
        "各職種の意見",
        "Opinions of the professions",
        mark="design",
        rows=6,
        code="opinion",
        at=Resources(
            "Communication", "topic", many=False, rest={"status": "completed"}, profile="minutes-opinion"
        ),
    )


class Part(Group, frozen=True):
    """Who does what by when: a Task."""

    who: str | None = item("誰が", "Who", at=here / "owner" / "display")
    what: str | None = item("何を", "What", at=here / "description")
    until: date | None = item("いつまで", "By when", at=here / "restriction" / "period" / "end")


class Result(Section, frozen=True, code="result", number="5", ja="結論", en="Result", usual=minuted):
    """What was agreed, who does what by when, what is left."""

    conclusion: str | None = item(
        "支援方針・結論", "What was agreed", level=MUST, mark="known-H", code="meeting-conclusion"
    )
    parts: tuple[Part, ...] | None = item(
        "役割分担",
        "Who does what by when",
        level=RECOMMENDED,
        mark="design",
        rows=6,
        code="meeting-part",
        at=Resources(
            "Task",
            "code",
            many=False,
            rest={"status": "requested", "intent": "plan"},
            subject="for",
            profile="minutes-part",
        ),
    )
    left: str | None = item("残された課題", "What is left", mark="known-H", code="meeting-left")
    regional: str | None = item(
        "個別から見えた地域課題", "Problems of the region seen in it", mark="design", code="meeting-regional"
    )
    next_meeting: date | None = item("次回の開催時期", "Next meeting", mark="known-H")
    monitoring: date | None = item("モニタリング日", "To be looked at again on", mark="design")


class Committee(
    Section,
    frozen=True,
    code="discharge-committee",
    number="6",
    ja="退院支援委員会",
    en="Discharge support committee",
    usual=minuted,
):
    """What 別紙様式38 asks beyond the rest; for that meeting only."""

    committee_admitted: date | None = item("入院年月日", "Admitted on", mark="found")
    committee_adviser: str | None = item("担当退院支援相談員", "Discharge adviser in charge", mark="found")
    medical_difficulties: Ticks[MedicalDifficulty] | None = item(
        "退院困難な要因(医学的要因)", "What makes discharge hard: medical", mark="found"
    )
    social_difficulties: Ticks[SocialDifficulty] | None = item(
        "退院困難な要因(社会・環境的要因)", "What makes discharge hard: social", mark="found"
    )
    goal: str | None = item("目標", "Goal", mark="found", code="committee-goal")
    evaluated: str | None = item("評価時期", "To be evaluated", mark="found", code="committee-evaluated")
    outline: str | None = item("支援概要", "Outline of the support", mark="found", code="committee-outline")
    destination: Bracketed[Destination] | None = item(
        "予想される退院先", "Where the person will probably go", mark="found"
    )


class Secrecy(
    Section, frozen=True, code="secrecy", number="7", ja="守秘", en="Confidentiality", usual=minuted
):
    """Members of 地域ケア会議 are bound to secrecy (介護保険法第115条の48, remembered)."""

    secrecy_confirmed: bool | None = item(
        "守秘義務確認", "Duty of secrecy confirmed", level=RECOMMENDED, mark="design"
    )
    handling: Handling | None = item(
        "個人情報の取扱い", "Handling of personal data", level=RECOMMENDED, mark="design"
    )


class Minutes(Revisable, frozen=True):
    """会議録. Made by who convened the meeting; nobody's form, so every town may lay its own over it."""

    kind: ClassVar[str] = "minutes"
    title: ClassVar[str] = "会議録"
    en: ClassVar[str] = "the minutes"
    default_edition: ClassVar[str] = "carelink"
    frame: ClassVar[Frame] = DocumentFrame(
        "minutes",
        {
            "coding": [
                {"system": canonical.code_system("document-type"), "code": "minutes", "display": "会議録"}
            ],
            "text": "会議録",
        },
        subject="subject",
    )

    meeting: Meeting = Meeting()
    attendees: Attendees = Attendees()
    subject: Subject = Subject()
    discussion: Discussion = Discussion()
    result: Result = Result()
    committee: Committee = Committee()
    secrecy: Secrecy = Secrecy()
