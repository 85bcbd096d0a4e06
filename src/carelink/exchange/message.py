"""The message: a FHIR Bundle (type=message) around one record, after MedCom's rules.

``MessageHeader.id`` names the message and stays when it is sent again; ``Bundle.id`` names the envelope and
is new on every send. Two messages are the same when all but the envelope is: the digest is over that.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid5

from carelink.canonical import base, code_system, identifier_system, structure
from carelink.exchange.rules import MESSAGE_FOCUS, MESSAGE_FRAME
from carelink.findings import Report

if TYPE_CHECKING:
    from datetime import datetime

    from carelink.findings import Finding

Tree = dict[str, Any]

MEDIA_TYPE: Final = "application/fhir+json"
RECEIPT: Final = "receipt"
"""The event of a receipt; other events are kinds of records, or ``facility-directory``."""

_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HEADER: Final = "Bundle.entry[0].resource"


@dataclass(frozen=True, slots=True)
class Party:
    """A member as a message names it: the organisation, and its signing key."""

    name: str
    kid: str

    @property
    def endpoint(self) -> str:
        """The URL that stands for its letterbox: one per key, resolvable nowhere."""
        return f"{base()}/Endpoint/{self.kid}"

    def to_fhir(self) -> Tree:
        """Return it as an entry with an Organization."""
        about = {
            "resourceType": "Organization",
            "identifier": [{"system": identifier_system("key"), "value": self.kid}],
            "name": self.name,
        }
        return {"fullUrl": self.reference, "resource": about}

    @property
    def reference(self) -> str:
        """The urn that the message's own references use."""
        return uuid5(UUID(int=0), self.endpoint).urn


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on a message: its ids, when it was put together, from whom, to whom."""

    message: str
    envelope: str
    at: datetime
    sender: Party
    to: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receipt says: which message it answers, how, and why.

    :param outcome: "ok", "transient-error" (may be sent again) or "fatal-error" (must be corrected)
    """

    message: str
    outcome: str
    details: Tree | None = None

    @property
    def digest(self) -> str | None:
        """The digest of the message as the receiver saw it, when the receipt says it."""
        said = (i for i in _dicts((self.details or {}).get("issue")) if _is_digest(i))
        found = next(said, {}).get("diagnostics")
        return found if isinstance(found, str) else None


@dataclass(frozen=True, slots=True)
class Message:
    """A message that was read."""

    id: str
    envelope: str
    event: str
    source: str  # endpoint
    digest: str
    focus: Tree | None = None
    answer: Answer | None = None


def build(focus: Tree, label: Label, *, event: str) -> Tree:
    """Return the message that carries the record's Bundle ``focus``."""
    carried = {"fullUrl": uuid5(UUID(label.message), "focus").urn, "resource": focus}
    header = _header(event, label)
    header["focus"] = [{"reference": carried["fullUrl"]}]
    return _framed("exchange-message", label, header, [carried])


def build_receipt(answer: Answer, label: Label) -> Tree:
    """Return the receipt; ``answer.details`` is an OperationOutcome, needed unless the outcome is ok."""
    response: Tree = {"identifier": answer.message, "code": answer.outcome}
    rest = []
    if answer.details is not None:
        why = uuid5(UUID(label.message), "details").urn
        response["details"] = {"reference": why}
        rest = [{"fullUrl": why, "resource": answer.details}]
    return _framed("receipt", label, _header(RECEIPT, label) | {"response": response}, rest)


def again(tree: Tree, *, envelope: str, at: datetime) -> Tree:
    """Return the same message in a new envelope."""
    return {**tree, "id": envelope, "timestamp": at.isoformat()}


def digest(tree: Tree) -> str:
    """Return the SHA-256 of what makes a message itself: everything but its envelope."""
    from carelink.fhir import json

    kept = {name: value for name, value in tree.items() if name not in {"id", "timestamp"}}
    return hashlib.sha256(json.write(kept)).hexdigest()


def read(content: bytes) -> tuple[Message | None, Report]:
    """Return the message in ``content``, or None and what is wrong with its frame."""
    from carelink.fhir import json

    tree, findings = json.read(content)
    report = Report(findings)
    if tree is None or not report.ok:
        return None, report
    message = _message(tree)
    return (message, report) if isinstance(message, Message) else (None, report + Report([message]))


def _message(tree: Tree) -> Message | Finding:
    entries = tree.get("entry")
    resources = [_dict(e.get("resource")) for e in _dicts(entries)]
    header = resources[0] if resources else {}
    event = _dict(header.get("eventCoding"))
    said = [header.get("id"), tree.get("id"), event.get("code"), _dict(header.get("source")).get("endpoint")]
    if (
        tree.get("resourceType") != "Bundle"
        or tree.get("type") != "message"
        or header.get("resourceType") != "MessageHeader"
        or event.get("system") != code_system("message-event")
        or not all(isinstance(value, str) and value for value in said)
        or not all(_UUID.fullmatch(str(value)) for value in said[:2])
    ):
        return MESSAGE_FRAME.at("Bundle")
    own, envelope, kind, source = map(str, said)
    message = Message(own, envelope, kind, source, digest(tree))
    if message.event == RECEIPT or "response" in header:
        answer = _answer(header, resources)
        return replace(message, answer=answer) if answer else MESSAGE_FRAME.at(f"{_HEADER}.response")
    focus = _focus(header, entries)
    return replace(message, focus=focus) if focus is not None else MESSAGE_FOCUS.at(f"{_HEADER}.focus")


def seen_as(digest: str) -> Tree:
    """Return the OperationOutcome issue in which a receiver says what it saw.

    AES-GCM does not commit to a key: a dishonest sender could show two receivers two letters in one parcel.
    Both receipts then name different digests.
    """
    coding = {"system": code_system("receipt-detail"), "code": "message-digest"}
    details = {"coding": [coding], "text": "SHA-256"}
    return {"severity": "information", "code": "informational", "details": details, "diagnostics": digest}


def _is_digest(issue: Tree) -> bool:
    codings = _dicts(_dict(issue.get("details")).get("coding"))
    return any(coding.get("code") == "message-digest" for coding in codings)


def _answer(header: Tree, resources: list[Tree]) -> Answer | None:
    response = _dict(header.get("response"))
    about, outcome = response.get("identifier"), response.get("code")
    if not isinstance(about, str) or outcome not in {"ok", "transient-error", "fatal-error"}:
        return None
    details = (r for r in resources if r.get("resourceType") == "OperationOutcome")
    return Answer(about, outcome, next(details, None))


def _focus(header: Tree, entries: Any) -> Tree | None:
    said = [ref.get("reference") for ref in _dicts(header.get("focus"))]
    found = [
        _dict(e.get("resource")) for e in _dicts(entries) if len(said) == 1 and e.get("fullUrl") == said[0]
    ]
    return found[0] if len(found) == 1 and found[0].get("resourceType") == "Bundle" else None


def _header(event: str, label: Label) -> Tree:
    sender = label.sender
    return {
        "resourceType": "MessageHeader",
        "id": label.message,
        "eventCoding": {"system": code_system("message-event"), "code": event},
        "destination": [
            {"name": p.name, "endpoint": p.endpoint, "receiver": {"reference": p.reference}} for p in label.to
        ],
        "sender": {"reference": sender.reference},
        "source": {"name": sender.name, "software": "carelink", "endpoint": sender.endpoint},
    }


def _framed(profile: str, label: Label, header: Tree, rest: list[Tree]) -> Tree:
    first = {"fullUrl": f"urn:uuid:{header['id']}", "resource": header}
    known = {party.reference: party.to_fhir() for party in (label.sender, *label.to)}
    return {
        "resourceType": "Bundle",
        "id": label.envelope,
        "meta": {"profile": [structure(profile)]},
        "type": "message",
        "timestamp": label.at.isoformat(),
        "entry": [first, *known.values(), *rest],
    }


def _dict(value: Any) -> Tree:
    return value if isinstance(value, dict) else {}


def _dicts(value: Any) -> list[Tree]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
