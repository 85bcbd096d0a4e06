"""The resources around 入院時情報提供書: the stay, the hospital, the doctor, the evidence, the insurance."""

from typing import TYPE_CHECKING

from carelink.records.places import (
    Role,
    Tagged,
)
from carelink.records.sheets.people import desk, office_of, person_of
from carelink.records.tree import concept

if TYPE_CHECKING:
    from carelink.records.document import Document
    from carelink.records.tree import Node


def _inpatient(doc: "Document") -> "Node":
    actcode = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
    stay: Node = {"status": "unknown", "class": {"system": actcode, "code": "IMP"}}
    subject = doc.subject
    return stay if subject is None else {**stay, "subject": subject}


stay = Role("stay", "Encounter", "encounter", made=_inpatient, profile="sheet-stay")

recipient = desk("recipient", "情報提供先", "header")
recipient_office = office_of(recipient, "recipient-office")
recipient_person = person_of(recipient, "recipient-person")

gp = desk("family-doctor", "かかりつけ医", "family-doctor")
gp_office = office_of(gp, "family-doctor-office")
gp_person = person_of(gp, "family-doctor-person")

provision = Tagged(
    "Communication",
    "provision",
    "情報提供",
    "header",
    "topic",
    many=False,
    rest={"status": "completed"},
    subject="subject",
    profile="sheet-provision",
)

to_send = Tagged(
    "Consent",
    "consent-to-send",
    "情報送付の同意",
    "header",
    "category",
    rest={
        "status": "active",
        "scope": concept("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"),
        "policy": [{"uri": "https://laws.e-gov.go.jp/law/415AC0000000057"}],  # 個人情報の保護に関する法律
    },
    subject="patient",
    profile="sheet-consent",
    also=({"system": "http://loinc.org", "code": "59284-0"},),  # Consent Document
)

insurance = Tagged(
    "Coverage",
    "long-term-care-insurance",
    "介護保険",
    "basics",
    "type",
    many=False,
    rest={"status": "active", "payor": [{"display": "介護保険者"}]},
    subject="beneficiary",
    profile="sheet-coverage",
)
