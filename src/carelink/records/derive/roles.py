"""The profiles of the resources that play a role in a sheet: by hand, over base R4, with JP Core's ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from carelink.records.derive.parts import Profile, constraint, element
from carelink.records.document import ITEM
from carelink.records.tree import concept

if TYPE_CHECKING:
    from carelink.records.tree import Node


def _item(path: str, code: str) -> Node:
    return element(path, min_=1, patternCodeableConcept=concept(ITEM, code), mustSupport=True)


def _person(type_: str) -> list[Node]:
    return [element(f"{type_}.{name}", mustSupport=True) for name in ("name", "telecom")]


_POSTAL = constraint(
    "jp-postal-code",
    "warning",
    "郵便番号は NNN-NNNN または上3桁 / JP Core writes a postal code as NNN-NNNN, or its first three digits",
    "address.postalCode.all(matches('^[0-9]{3}(-[0-9]{4})?$'))",
    why="JP Core の書き方にそろえる / The convention of JP Core",
)

ROLES: Final = (
    Profile(
        "sheet-patient",
        "Patient",
        "利用者(患者) / The person cared for",
        "Conforms to JP_Patient, which demands an identifier with a value; names are marked IDE, SYL or ABC.",
        [
            element("Patient.identifier", min_=1, mustSupport=True),
            element("Patient.identifier.value", min_=1),
            element("Patient.name", mustSupport=True),
            element("Patient.telecom", mustSupport=True),
            element("Patient.gender", mustSupport=True),
            element("Patient.birthDate", mustSupport=True),
            element("Patient.address", mustSupport=True),
        ],
        [_POSTAL],
    ),
    Profile(
        "sheet-relative",
        "RelatedPerson",
        "主介護者・キーパーソン / A person around the person",
        "Our role in relationship, 続柄 as text beside it; one person may hold several roles.",
        [
            element("RelatedPerson.relationship", min_=1, mustSupport=True),
            *_person("RelatedPerson"),
        ],
    ),
    Profile(
        "sheet-desk",
        "PractitionerRole",
        "担当者 / Somebody with an office",
        "The hospital a sheet goes to, the family doctor: person and office are referred to.",
        [
            element("PractitionerRole.code", min_=1, mustSupport=True),
            element("PractitionerRole.practitioner", mustSupport=True),
            element("PractitionerRole.organization", mustSupport=True),
        ],
    ),
    Profile(
        "sheet-coverage",
        "Coverage",
        "介護保険 / Long-term care insurance",
        "Insurer, number of the insured and the time the certification is valid.",
        [
            _item("Coverage.type", "long-term-care-insurance"),
            element("Coverage.subscriberId", mustSupport=True),
            element("Coverage.period", mustSupport=True),
            element("Coverage.payor", mustSupport=True),
        ],
    ),
    Profile(
        "sheet-stay",
        "Encounter",
        "入院 / The stay in hospital",
        "The admission that the sheet is written for; period.start is 入院日.",
        [element("Encounter.period", mustSupport=True)],
    ),
    Profile(
        "sheet-provision",
        "Communication",
        "情報提供 / That the information was given",
        "When, how and where: the evidence of 入院時情報連携加算.",
        [
            _item("Communication.topic", "provision"),
            element("Communication.sent", mustSupport=True),
            element("Communication.medium", mustSupport=True),
        ],
    ),
    Profile(
        "sheet-consent",
        "Consent",
        "情報送付の同意 / Consent to send",
        "Whether person or family agreed; absent means not stated, never no.",
        [
            element("Consent.category", min_=1, mustSupport=True),
            element("Consent.provision", mustSupport=True),
            element("Consent.provision.type", min_=1),
        ],
    ),
    Profile(
        "discharge-disease",
        "Condition",
        "現在治療中の疾患 / A disease being treated",
        "As the care manager was told it: code.text, with its state. clinicalStatus is not claimed.",
        [
            _item("Condition.category", "treated-disease"),
            element("Condition.code", mustSupport=True),
        ],
    ),
    Profile(
        "letter-diagnosis",
        "Condition",
        "診断名 / A diagnosis of the discharge letter",
        "As the doctor writes it: code.text, and about when it began. clinicalStatus is not claimed.",
        [
            _item("Condition.category", "letter-diagnosis"),
            element("Condition.code", mustSupport=True),
            element("Condition.onset[x]", mustSupport=True),
        ],
    ),
    Profile(
        "discharge-hearing",
        "Communication",
        "聞き取り / A hearing",
        "When, from whom, at a conference or not: the evidence of 退院・退所加算. The sender is the source "
        "of the information, never the author of the record.",
        [
            _item("Communication.topic", "staff-hearing"),
            element("Communication.received", mustSupport=True),
            element("Communication.sender", mustSupport=True),
        ],
    ),
    Profile(
        "expected-event",
        "RiskAssessment",
        "予測される急変と対応 / What may happen, and what to do",
        "One thing the team expects at home: prediction.outcome in words, and what to do as mitigation.",
        [
            _item("RiskAssessment.code", "expected-event"),
            element("RiskAssessment.prediction", mustSupport=True),
            element("RiskAssessment.mitigation", mustSupport=True),
        ],
    ),
    Profile(
        "home-message",
        "Communication",
        "連絡・相談 / A message of the home sheet",
        "What one member of the team asks or tells the others: whom, what, how urgent, by when to answer.",
        [
            _item("Communication.topic", "home-message"),
            element("Communication.priority", mustSupport=True),
            element("Communication.payload", mustSupport=True),
        ],
    ),
    Profile(
        "record-revision",
        "Provenance",
        "訂正・取消の記録 / Why and by whom a document was corrected or cancelled",
        "Of the whole document: its target is the Composition, its entity the document that is replaced.",
        [
            element("Provenance.target", mustSupport=True),
            element("Provenance.recorded", mustSupport=True),
            element("Provenance.reason", mustSupport=True),
            element("Provenance.activity", min_=1, mustSupport=True),
            element("Provenance.agent", mustSupport=True),
            element("Provenance.entity", min_=1, mustSupport=True),
            element("Provenance.entity.what.identifier", min_=1),
        ],
    ),
    Profile(
        "consultation-referral",
        "Task",
        "紹介先・つなぎ先 / A referral",
        "Whom a case is handed on to, by name or by the number or id of a facility record.",
        [
            _item("Task.code", "referral"),
            element("Task.owner", mustSupport=True),
        ],
    ),
    Profile(
        "minutes-attendee",
        "PractitionerRole",
        "出席者 / Somebody at a meeting",
        "Person and office by name only; the profession stands beside our item code.",
        [
            element("PractitionerRole.code", min_=1, mustSupport=True),
            element("PractitionerRole.practitioner", mustSupport=True),
            element("PractitionerRole.organization", mustSupport=True),
        ],
    ),
    Profile(
        "minutes-opinion",
        "Communication",
        "各職種の意見 / What one profession said",
        "The text is the payload; who said it is the sender.",
        [
            _item("Communication.topic", "opinion"),
            element("Communication.sender", mustSupport=True),
            element("Communication.payload", mustSupport=True),
        ],
    ),
    Profile(
        "minutes-part",
        "Task",
        "役割分担 / Who does what by when",
        "What a meeting agreed on; the end of the restriction is the day it shall be done by.",
        [
            _item("Task.code", "meeting-part"),
            element("Task.description", mustSupport=True),
            element("Task.owner", mustSupport=True),
            element("Task.restriction", mustSupport=True),
        ],
    ),
)
