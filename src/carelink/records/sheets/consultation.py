"""相談受付票: one consultation of a 在宅医療支援センター. Callers may stay anonymous.

No national form exists (the rules of the 地域支援事業 ask only that a desk be run), so the whole form is our
design; the channels and the three functions are those of a city's desk.
"""

from datetime import date
from typing import ClassVar

from pydantic import AwareDatetime

from carelink import canonical
from carelink.records.codes import Bracketed, Ticks
from carelink.records.frame import DocumentFrame, Frame
from carelink.records.item import INITIALS, MUST, NOTHING, RECOMMENDED, Group, Section, item
from carelink.records.lists.care import CareLevel, Household
from carelink.records.lists.consultation import (
    Action,
    AgeBand,
    CallerProfession,
    CallerRelation,
    CallerType,
    Channel,
    ConsultationConsent,
    Direction,
    DiseaseGroup,
    FollowUp,
    Function,
    Outcome,
    Receiver,
    Topic,
)
from carelink.records.lists.shared import Sex
from carelink.records.places import (
    answer,
    author,
    author_office,
    author_person,
    coded,
    composition,
    extension,
    here,
    identifier,
    listed,
    patient,
    person_name,
    said,
    tasks,
    telecom,
)
from carelink.records.revision import Revisable

NUMBER = canonical.identifier_system("consultation")
FACILITY = canonical.identifier_system("facility")


class Reception(Section, frozen=True, code="reception", number="1", ja="受付", en="Reception", usual=said):
    """Who took it, when and how."""

    consultation_no: str | None = item(
        "受付番号",
        "Number, unique in the fiscal year",
        level=RECOMMENDED,
        at=composition / identifier(NUMBER, single=True) / "value",
    )
    received: AwareDatetime | None = item("受付日時", "Received at", level=MUST)
    closed: date | None = item("終結日", "Closed on")
    desk: str | None = item("窓口", "Desk", level=MUST, at=author_office / "name")
    receiver: str | None = item("対応者", "Counsellor", at=person_name(author_person, "IDE"))
    receiver_profession: Receiver | None = item(
        "対応者の職種",
        "Profession of the counsellor",
        level=RECOMMENDED,
        at=author / listed("code", Receiver),
    )
    channel: Bracketed[Channel] | None = item("相談方法", "Channel", level=MUST)
    direction: Direction | None = item("種別", "New or continued", level=RECOMMENDED)
    earlier_no: str | None = item("親番号", "Number of the earlier consultation")


class Caller(Section, frozen=True, code="caller", number="2", ja="相談者", en="Caller", usual=said):
    """Who asked; everything but the kind of caller may stay unsaid."""

    caller_type: Bracketed[CallerType] | None = item("相談者", "Caller", level=MUST)
    caller_profession: Bracketed[CallerProfession] | None = item("職種", "Profession", level=RECOMMENDED)
    caller_relation: Bracketed[CallerRelation] | None = item("続柄", "Relation to the person")
    caller_office: str | None = item("所属", "Office of the caller")
    caller_name: str | None = item("相談者氏名", "Name of the caller", instead=NOTHING)
    caller_tel: str | None = item("相談者連絡先", "Telephone of the caller", instead=NOTHING)


class Subject(
    Section, frozen=True, code="consultation-subject", number="3", ja="対象者", en="Person", usual=answer
):
    """Whom it is about, as little as will do; the name only with consent."""

    name: str | None = item("対象者氏名", "Name", at=person_name(patient, "IDE"), instead=INITIALS)
    sex: Sex | None = item(
        "性別", "Sex", at=coded(patient / "gender", {Sex.MALE: "male", Sex.FEMALE: "female"})
    )
    tel: str | None = item(
        "電話番号", "Telephone", at=patient / telecom("phone", "home") / "value", instead=NOTHING
    )
    age_band: AgeBand | None = item("年代", "Age band", level=RECOMMENDED)
    municipality: str | None = item("居住市町(地方公共団体コード)", "Municipality (code)", level=RECOMMENDED)
    care_level: CareLevel | None = item(
        "要介護度", "Care level", level=RECOMMENDED, code="subject-care-level"
    )
    disease_group: Bracketed[DiseaseGroup] | None = item("主病名区分", "Group of the main disease")
    household: Ticks[Household] | None = item("世帯", "Household", code="subject-household")


class Content(Section, frozen=True, code="content", number="4", ja="相談と対応", en="Content", usual=said):
    """What it was about and what was done."""

    topics: Ticks[Topic] | None = item("相談内容", "Topics", level=MUST)
    functions: Ticks[Function] | None = item("事業の機能", "Functions of the desk", level=RECOMMENDED)
    summary: str | None = item("相談概要", "Summary", level=RECOMMENDED)
    response: str | None = item("対応内容", "Response", level=RECOMMENDED)
    actions: Ticks[Action] | None = item("対応", "Actions", level=RECOMMENDED)
    minutes: int | None = item("対応時間(分)", "Time spent", unit="分", level=RECOMMENDED)


class Referral(Group, frozen=True):
    """Where the case is handed on to: a Task for somebody named, or known by a facility's number or id."""

    name: str | None = item("紹介先", "Name", at=here / "owner" / "display")
    facility: str | None = item(
        "紹介先の番号",
        "Number or id of the facility",
        at=here / "owner" / identifier(FACILITY, single=True) / "value",
    )
    referred_kind: CallerType | None = item(
        "紹介先の種別", "Kind", at=here / extension("referred-kind") / "valueCodeableConcept"
    )


class Conclusion(Section, frozen=True, code="conclusion", number="5", ja="結果", en="Conclusion", usual=said):
    """How it goes on."""

    referrals: tuple[Referral, ...] | None = item(
        "紹介先・つなぎ先", "Referred to", at=tasks(), rows=3, code="referral"
    )
    follow_up: FollowUp | None = item("フォロー", "Follow-up", level=RECOMMENDED)
    follow_up_on: date | None = item("フォローの日", "Date of the follow-up")
    follow_up_result: str | None = item("フォローの結果", "Result of the follow-up")
    outcome: Outcome | None = item("転帰", "Outcome", level=RECOMMENDED)
    consent: ConsultationConsent | None = item(
        "同意", "Consent", level=RECOMMENDED, code="consultation-consent"
    )


class Consultation(Revisable, frozen=True):
    """相談受付票. A Patient is written only when something is said about a person."""

    kind: ClassVar[str] = "consultation"
    title: ClassVar[str] = "相談受付票"
    en: ClassVar[str] = "the consultation"
    default_edition: ClassVar[str] = "carelink"
    frame: ClassVar[Frame] = DocumentFrame(
        "consultation",
        {
            "coding": [
                {
                    "system": canonical.code_system("document-type"),
                    "code": "consultation",
                    "display": "相談受付票",
                }
            ],
            "text": "相談受付票",
        },
        subject="subject",
    )

    reception: Reception = Reception()
    caller: Caller = Caller()
    subject: Subject = Subject()
    content: Content = Content()
    conclusion: Conclusion = Conclusion()
