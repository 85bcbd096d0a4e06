"""What happened, as IHE BALP AuditEvents: who, to whom, which message, why. Never about whom.

Shaped after BALP's PrivacyDisclosure.Source and PrivacyDisclosure.Recipient (BasicAudit 1.1.5). BALP asks for
the patient; we do not write one: the message's id leads whoever holds the store to the record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from carelink.canonical import code_system, identifier_system

if TYPE_CHECKING:
    from datetime import datetime

Tree = dict[str, Any]

_DCM: Final = "http://dicom.nema.org/resources/ontology/DCM"
_LIFE: Final = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle"
_PURPOSE: Final = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
_ENTITY: Final = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
_EXPORT: Final = ("110106", "Export", "R")
_IMPORT: Final = ("110107", "Import", "C")
_DELETED: Final = ("110100", "Application Activity", "D")
_ALERT: Final = ("110113", "Security Alert", "E")

_SHAPE: Final = {
    "message-sent": (_EXPORT, "disclose", "0"),
    "message-received": (_IMPORT, "receive", "0"),
    "message-rejected": (_IMPORT, "receive", "4"),
    "message-repeated": (_IMPORT, "receive", "0"),
    "message-conflict": (_ALERT, None, "8"),
    "message-unanswered": (_EXPORT, "disclose", "4"),
    "consent-overridden": (_ALERT, "disclose", "4"),
    "content-deleted": (_DELETED, "destroy", "0"),
    "parcel-refused": (_ALERT, None, "8"),
    "receipt-sent": (_EXPORT, None, "0"),
    "receipt-received": (_IMPORT, None, "0"),
    "receipt-contradicts": (_ALERT, None, "8"),
}
"""Our event → DICOM type with its action, ISO 21089 life-cycle event, outcome (0, 4 minor, 8 serious)."""


@dataclass(frozen=True, slots=True)
class Member:
    """An organisation in the journal: the name that our own trust list gives it, and its key."""

    name: str
    kid: str


def entry(  # noqa: PLR0913  one argument per element of the AuditEvent
    what: str,
    *,
    at: datetime,
    observer: Member,
    source: Member | None = None,
    receiver: Member | None = None,
    message: str | None = None,
    purpose: str | None = None,
    details: dict[str, str] | None = None,
) -> Tree:
    """Return one AuditEvent.

    :param what: one of our events, see the shapes above
    :param observer: who writes this journal
    :param source: who sent; ``None`` when nobody we trust did
    :param message: MessageHeader.id
    :param details: codes, ids and digests only
    """
    (code, display, action), life, outcome = _SHAPE[what]
    subtypes = [{"system": _LIFE, "code": life}] if life else []
    tree: Tree = {
        "resourceType": "AuditEvent",
        "type": {"system": _DCM, "code": code, "display": display},
        "subtype": [*subtypes, {"system": code_system("journal-event"), "code": what}],
        "action": action,
        "recorded": at.isoformat(),
        "outcome": outcome,
    }
    if purpose:
        tree["purposeOfEvent"] = [{"coding": [{"system": _PURPOSE, "code": purpose}]}]
    tree["agent"] = [
        *([_agent(source, "110153", "Source Role ID", requestor=True)] if source else []),
        *([_agent(receiver, "110152", "Destination Role ID", requestor=False)] if receiver else []),
    ] or [_agent(observer, "110152", "Destination Role ID", requestor=False)]
    tree["source"] = {"observer": _who(observer)}
    tree["entity"] = [_entity(message, details or {})]
    return tree


def _agent(member: Member, role: str, display: str, *, requestor: bool) -> Tree:
    kind = {"coding": [{"system": _DCM, "code": role, "display": display}]}
    return {"type": kind, "who": _who(member), "requestor": requestor}


def _who(member: Member) -> Tree:
    return {"identifier": {"system": identifier_system("key"), "value": member.kid}, "display": member.name}


def _entity(message: str | None, details: dict[str, str]) -> Tree:
    tree: Tree = {"type": {"system": _ENTITY, "code": "4", "display": "Other"}}
    if message:
        tree["what"] = {"identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{message}"}}
    if details:
        tree["detail"] = [{"type": name, "valueString": value} for name, value in sorted(details.items())]
    return tree
