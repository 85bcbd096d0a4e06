"""From a JP-CLINS document to the discharge letter: people, diagnoses, course with what has no item."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from carelink.converters.jp_clins import told
from carelink.converters.jp_clins.people import basics_of, header_of
from carelink.converters.jp_clins.sections import Goes
from carelink.converters.jp_clins.source import Source
from carelink.converters.rules import clins as rules

if TYPE_CHECKING:
    from carelink.converters.jp_clins.source import Place
    from carelink.findings import Finding
    from carelink.records.sheets.letter import Diagnosis, DischargeLetter
    from carelink.records.tree import Node

_JAPAN: Final = timezone(timedelta(hours=9))
_GONE: Final = frozenset(
    ("refuted", "entered-in-error", "cancelled", "stopped", "not-taken", "not-done", "revoked")
)
_COMPOSITION: Final = frozenset(
    ("status", "type", "title", "date", "author", "custodian", "section", "subject", "confidentiality")
)
_BETWEEN: Final = re.compile(r"[\s、。，．,.・()（）:：;；/／-]+")
_SPACE: Final = UUID("6e2f8f0c-6b0e-5d0b-9a43-1f6f4c0d7f11")


def letter_of(tree: Node) -> tuple[DischargeLetter | None, list[Finding]]:
    """Return the letter that a document states, or None, and everything that has to be said."""
    from carelink.errors import UnreadableError
    from carelink.records.sheets.letter import DischargeLetter, State

    source = Source(tree)
    if source.root is None:
        return None, [rules.NO_DOCUMENT.at("Bundle")]
    if source.root.get("status") == "entered-in-error":
        return None, [rules.WITHDRAWN.at(f"{source.root_path}.status")]
    written = _written(source)
    if written is None:
        return None, [rules.NO_TIME.at(f"{source.root_path}.date")]
    source.take(source.root, source.root_path, _COMPOSITION)
    sections = source.sections()
    values: dict[str, Any] = {
        "id": _id(source),
        "written": written,
        "header": header_of(source, sections),
        "basics": basics_of(source),
    }
    diagnoses = _diagnoses(source, sections)
    course = _course(source, sections)
    values["state"] = {"diagnoses": diagnoses or None, "course": course}
    source.leave()
    try:
        values["state"] = State(**values["state"])
        record = DischargeLetter(**values)
    except (UnreadableError, ValueError):
        record = None
        source.say(rules.REFUSED, "Bundle")
    return record, list(dict.fromkeys(source.found))


def _written(source: Source) -> datetime | None:
    root = source.root or {}
    for raw, path in (
        (root.get("date"), f"{source.root_path}.date"),
        (source.bundle.get("timestamp"), "Bundle.timestamp"),
    ):
        found = _moment(raw)
        if found is not None:
            if isinstance(raw, str) and "T" not in raw:
                source.say(rules.DAY_ONLY, path)
            return found
    return None


def _moment(raw: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(raw) if "T" in raw else None
        found = found or datetime.combine(date.fromisoformat(raw), time())
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=_JAPAN)


def _id(source: Source) -> UUID:
    """Return an id made of the document's own: the same document is the same record, whenever it comes."""
    from carelink.records.document import stable

    own = source.bundle.get("identifier") or (source.root or {}).get("identifier")
    if not isinstance(own, dict) or not isinstance(own.get("value"), str):
        own = source.bundle
    text = json.dumps(own, ensure_ascii=True, sort_keys=True, default=str)
    return UUID(stable(_SPACE, text))


def _gone(node: Node) -> bool:
    """Whether a resource says that it does not hold."""
    status = node.get("status")
    return (isinstance(status, str) and status in _GONE) or told.code(node.get("verificationStatus")) in _GONE


def _diagnoses(source: Source, sections: list[Place]) -> tuple[Diagnosis, ...]:
    from carelink.records.sheets.letter import Diagnosis

    stated = {Goes.DIAGNOSES, Goes.PLAN}
    if not any(place.kind.goes is Goes.DIAGNOSES for place in sections):
        stated.add(Goes.EARLIER)
    out: list[Diagnosis] = []
    for place in sections:
        if place.kind.goes is Goes.EARLIER and Goes.EARLIER not in stated:
            source.say(rules.SECTION, place.path, **_named(place))
        if place.kind.goes not in stated:
            continue
        before = len(out)
        for node, path in source.entries(place):
            if node.get("resourceType") == "Condition" and (found := _diagnosis(source, node, path)):
                out.append(Diagnosis(diagnosis=found[0], onset=found[1]))
        text = told.narrative(place.node)
        if text is None or place.kind.goes is Goes.PLAN:
            continue
        if len(out) == before:
            out.append(Diagnosis(diagnosis=text))
            source.say(rules.DIAGNOSIS_TEXT, f"{place.path}.text")
        elif _beyond(text, out[before:]):
            source.say(rules.ELEMENT, f"{place.path}.text")
    return tuple(out)


def _beyond(text: str, diagnoses: list[Diagnosis]) -> bool:
    """Whether a narrative says more than the diagnoses beside it."""
    for said in (d for diagnosis in diagnoses for d in (diagnosis.diagnosis, diagnosis.onset)):
        text = text.replace(said, " ") if said else text
    return bool(_BETWEEN.sub("", text))


def _diagnosis(source: Source, node: Node, path: str) -> tuple[str, str | None] | None:
    taken = {"code", "onsetDateTime", "onsetString", "verificationStatus", "clinicalStatus"}
    source.take(node, path, taken)
    name = told.diagnosis(node)
    if _gone(node):
        source.say(rules.NOT_STANDING, path)
        return None
    if name is None:
        source.say(rules.UNREADABLE, f"{path}.code")
        return None
    _codes(source, node.get("code"), f"{path}.code")
    return name, told.onset(node)


def _codes(source: Source, value: Any, path: str) -> None:
    """Say that the codes of a concept are not taken, its words are."""
    if isinstance(value, dict) and value.get("coding"):
        source.say(rules.ELEMENT, f"{path}.coding")


def _course(source: Source, sections: list[Place]) -> str | None:
    """Return the course: each section that is told under its name, in the order of :data:`SECTIONS`."""
    from carelink.converters.jp_clins.sections import SECTIONS

    order = {code: i for i, code in enumerate(SECTIONS)}
    told_here = [p for p in sections if p.kind.goes in {Goes.COURSE, Goes.TOLD, Goes.PLAN}]
    out = []
    for place in sorted(told_here, key=lambda p: order[p.kind.code]):
        text = _words(source, place)
        if text is not None:
            out.append(f"【{place.kind.ja}】{text}")
            if place.kind.goes is not Goes.COURSE:
                source.say(rules.IN_COURSE, place.path, **_named(place))
    for place in sections:
        if place.kind.goes is Goes.NOWHERE:
            source.say(rules.SECTION, place.path, **_named(place))
    return "\n".join(out) or None


def _named(place: Place) -> dict[str, object]:
    return {"code": place.kind.code, "ja": place.kind.ja, "en": place.kind.en}


def _words(source: Source, place: Place) -> str | None:
    """Return a section's narrative, and of its entries what the narrative does not say already."""
    lines = [told.narrative(place.node)]
    for node, path in source.entries(place):
        kind = node.get("resourceType")
        if not isinstance(kind, str) or kind not in told.LINES or id(node) in source.used:
            continue
        line, taken = told.LINES[kind]
        source.take(node, path, taken)
        if _gone(node):
            source.say(rules.NOT_STANDING, path)
            continue
        said = line(node)
        if said is None:
            source.say(rules.UNREADABLE, path)
            continue
        for name in ("code", "medicationCodeableConcept"):
            _codes(source, node.get(name), f"{path}.{name}")
        if said not in (lines[0] or ""):
            lines.append(said)
    return "\n".join(line for line in lines if line) or None
