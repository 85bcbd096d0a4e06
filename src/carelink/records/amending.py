"""How a revision stands in a document: status, relatesTo and Provenance; written by the frame, read by id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from carelink.records.kinds import Moment
from carelink.records.places.root import stamped
from carelink.records.revision import Revision
from carelink.records.tree import ABSENT, Node, concept, copied, dicts

if TYPE_CHECKING:
    from datetime import datetime

    from carelink.records.document import Document

URN: Final = "urn:uuid:"
CANCELLED: Final = "entered-in-error"
_OPERATION: Final = "http://terminology.hl7.org/CodeSystem/v3-DataOperation"
_PARTICIPANT: Final = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
_REASON: Final = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
_MOMENT: Final = Moment()
_CHANGED: Final = ("amended", "corrected", CANCELLED)


def of_tree(bundle: Node) -> Revision | None:
    """Return what a Bundle says it replaces, None when it is no document or replaces nothing."""
    entries = [e for e in dicts(bundle.get("entry")) if isinstance(e.get("resource"), dict)]
    root = entries[0]["resource"] if entries else None
    if root is None or root.get("resourceType") != "Composition":
        return None
    target = replaced(root)
    if target is None:
        return None
    note = next((p for e in entries if _is_of(p := e["resource"], entries[0].get("fullUrl"))), None)
    return _revision(root, target, note)


def read(doc: Document) -> Revision | None:
    """Return the revision of a document, and note what of it was understood."""
    target = replaced(doc.root)
    if target is None:
        return None
    if len(dicts(doc.root["relatesTo"])) == 1:
        doc.claim(doc.root, "relatesTo")
    note = note_of(doc)
    if note is not None:
        doc.claim(note, "target", "recorded", "reason", "activity", "agent", "entity")
    return _revision(doc.root, target, note)


def _revision(root: Node, target: UUID, note: Node | None) -> Revision:
    reasons = dicts(note.get("reason")) if note is not None else []
    agents = dicts(note.get("agent")) if note is not None else []
    who = agents[0].get("who") if agents else None
    return Revision(
        replaces=target,
        cancels=root.get("status") == CANCELLED,
        reason=_text(reasons[0].get("text") if reasons else None),
        by=_text(who.get("display") if isinstance(who, dict) else None),
    )


def _text(raw: Any) -> str | None:
    return raw if isinstance(raw, str) and raw else None


def replaced(root: Node) -> UUID | None:
    """Return the id in ``relatesTo`` (replaces), None when there is none or it is no UUID."""
    for relation in dicts(root.get("relatesTo")):
        if relation.get("code") == "replaces":
            found = identified(relation.get("targetIdentifier"))
            if found is not None:
                return found
    return None


def identified(identifier: Any) -> UUID | None:
    """Return the UUID of an Identifier, or None."""
    value = identifier.get("value") if isinstance(identifier, dict) else None
    try:
        return UUID(value.removeprefix(URN)) if isinstance(value, str) else None
    except ValueError:
        return None


def promises_target(root: Node) -> bool:
    """Whether a Composition says that it is a later version of something."""
    relations = dicts(root.get("relatesTo"))
    return root.get("status") in _CHANGED or any(r.get("code") == "replaces" for r in relations)


def note_of(doc: Document) -> Node | None:
    """Return the Provenance of the document itself, if it has one."""
    url = doc.full_url.get(id(doc.root))
    return next((e["resource"] for _, e in doc.entries() if _is_of(e["resource"], url)), None)


def _is_of(resource: Node, url: Any) -> bool:
    if resource.get("resourceType") != "Provenance" or not isinstance(url, str):
        return False
    return any(t.get("reference") == url for t in dicts(resource.get("target")))


def write(doc: Document, revision: Revision | None, written: datetime) -> None:
    """Make status, relatesTo and Provenance say this revision; relations to other documents stay."""
    root = doc.root
    others = [r for r in dicts(root.get("relatesTo")) if r.get("code") != "replaces"]
    note = note_of(doc)
    if revision is None:
        root.pop("relatesTo", None)
        if others:
            root["relatesTo"] = others
        if root.get("status") in _CHANGED:
            root["status"] = "final"
        if note is not None:
            doc.drop(note)
        return
    root["status"] = CANCELLED if revision.cancels else "amended"
    identifier = {"system": "urn:ietf:rfc:3986", "value": f"{URN}{revision.replaces}"}
    root["relatesTo"] = [*others, {"code": "replaces", "targetIdentifier": identifier}]
    if note is None:
        made = stamped("Provenance", "record-revision")
        note = doc.add({**made, "target": [doc.reference(root)]}, "revision")
    doc.untell(note)
    _explain(note, revision, copied(identifier), written)


def _explain(note: Node, revision: Revision, identifier: Node, written: datetime) -> None:
    note["recorded"] = _MOMENT.write(written)
    note.pop("reason", None)
    if revision.reason is not None:
        note["reason"] = [concept(_REASON, "RECORDMGT", text=revision.reason)]
    note["activity"] = concept(_OPERATION, "NULLIFY" if revision.cancels else "UPDATE")
    who: Node = copied(ABSENT) if revision.by is None else {"display": revision.by}
    note["agent"] = [{"type": concept(_PARTICIPANT, "author"), "who": who}]
    role = "removal" if revision.cancels else "revision"
    note["entity"] = [{"role": role, "what": {"identifier": identifier}}]


def redate(doc: Document, written: datetime) -> None:
    """Write the moment into the Provenance, as it is that of the document."""
    note = note_of(doc)
    if note is not None:
        note["recorded"] = _MOMENT.write(written)
        doc.untell(note)
