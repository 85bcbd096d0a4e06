"""急変時 and 看取り: whom to call in which order, what to expect, who comes, which papers there are."""

from datetime import date
from typing import Final

from carelink.records.codes import Bracketed
from carelink.records.item import NOTHING, RECOMMENDED, Group, Section, item
from carelink.records.lists.shared import YesNo
from carelink.records.lists.wishes import CalledFirst
from carelink.records.places import (
    Resources,
    Rows,
    Step,
    extension,
    here,
    patient,
    person_name,
    telecom,
    wished,
)
from carelink.records.sheets.people import desk, office_of, person_of

_EMERGENCY: Final = {
    "relationship": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0131", "code": "C"}]}]
}
"""Emergency contact, the code every reader of a Patient knows."""

_doctor = desk("end-of-life-doctor", "看取りの主治医", "emergency")
_doctor_person = person_of(_doctor, "end-of-life-doctor-person")
_doctor_office = office_of(_doctor, "end-of-life-doctor-office")
_backup = desk("backup-bed", "後方支援・バックベッド", "emergency")
_backup_person = person_of(_backup, "backup-bed-person")
_backup_office = office_of(_backup, "backup-bed-office")


class Call(Group, frozen=True):
    """One call of the list; the rows stand in the order of the calls."""

    who: CalledFirst | None = item(
        "連絡先", "Whom", at=here / extension("called-first") / "valueCodeableConcept"
    )
    name: str | None = item("名称・氏名", "Name", at=here / "name" / "text", instead=NOTHING)
    hours: str | None = item("時間帯", "At what time", at=here / extension("contact-hours") / "valueString")
    tel: str | None = item("TEL", "Telephone", at=here / telecom("phone") / "value", instead=NOTHING)


class Event(Group, frozen=True):
    """One thing that may happen, and what to do then."""

    event: str | None = item(
        "予測される急変", "What may happen", at=here / Step("prediction") / "outcome" / "text"
    )
    response: str | None = item("対応", "What to do", at=here / "mitigation")


class Emergency(
    Section,
    frozen=True,
    code="emergency",
    number="3",
    ja="急変時・看取りの体制",
    en="When something happens, and at the end",
    usual=wished,
):
    """What to do, for whoever stands at the bed at night."""

    calls: tuple[Call, ...] | None = item(
        "急変時の連絡順",
        "Whom to call, in this order",
        level=RECOMMENDED,
        row="3.1",
        mark="design",
        rows=3,
        at=Rows(patient, Step("contact", _EMERGENCY), ("name", "telecom", "address", "organization")),
    )
    events: tuple[Event, ...] | None = item(
        "予測される急変と対応",
        "What may happen, and what to do",
        row="3.2",
        mark="design",
        rows=2,
        code="expected-event",
        at=Resources(
            "RiskAssessment", "code", many=False, rest={"status": "final"}, profile="expected-event"
        ),
    )
    doctor: str | None = item(
        "看取りの主治医",
        "Doctor at the end (certifies the death)",
        row="3.3",
        mark="design",
        at=person_name(_doctor_person, "IDE"),
    )
    doctor_clinic: str | None = item(
        "看取りの医療機関", "Clinic of the doctor", row="3.3", mark="design", at=_doctor_office / "name"
    )
    doctor_tel: str | None = item(
        "看取りの主治医 24時間連絡",
        "Day and night telephone of the doctor",
        row="3.3",
        mark="design",
        at=_doctor / telecom("phone", "work") / "value",
    )
    doctor_deputy: str | None = item(
        "看取りの主治医 不在時の代理", "Who comes when the doctor is away", row="3.3", mark="design"
    )
    backup: str | None = item(
        "後方支援・バックベッド", "Backup bed", row="3.4", mark="design", at=_backup_office / "name"
    )
    backup_person: str | None = item(
        "後方支援・バックベッド 担当者",
        "Person in charge of the backup bed",
        row="3.4",
        mark="design",
        at=person_name(_backup_person, "IDE"),
    )


class Documents(
    Section, frozen=True, code="wishes-documents", number="4", ja="文書", en="Papers", usual=wished
):
    """Which papers there are. A DNAR order is the doctor's; the wish of the person stands in section 2."""

    advance_directive: Bracketed[YesNo] | None = item(
        "事前指示書", "Advance directive", row="4.1", mark="design"
    )
    advance_directive_where: str | None = item(
        "事前指示書の保管場所", "Where the advance directive is kept", row="4.1", mark="design"
    )
    dnar_order: YesNo | None = item("DNAR指示書", "DNAR order", row="4.2", mark="design")
    dnar_order_on: date | None = item(
        "DNAR指示書の作成日", "Date of the DNAR order", row="4.2", mark="design"
    )
