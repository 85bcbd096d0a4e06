"""Reading a Bundle of facilities, and saying what it holds that no Facility carries.

What is unread is found by writing the facility again and comparing: whatever is not written was not read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.errors import UnreadableError
from carelink.findings import Report
from carelink.records import rules
from carelink.records.facility.triple import triples
from carelink.records.fhir import values_of
from carelink.records.read import Read
from carelink.records.sheets.facility import Facility
from carelink.records.tree import Node, contains

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.findings import Finding
    from carelink.records.facility.triple import Triple

_BUNDLE: Final = frozenset({"resourceType", "id", "meta", "identifier", "type", "timestamp", "entry"})
_STRUCTURAL: Final = frozenset(
    {
        *("resourceType", "id", "meta", "text", "language", "active", "status", "mode", "physicalType"),
        *("providedBy", "location"),
    }
    | {"managingOrganization", "practitioner", "endpoint", "connectionType", "payloadType"}
)
"""Elements that hold the three resources together, or say nothing about the facility."""


def read(tree: Any) -> Read:
    """Return every facility of a Bundle with a report; never raises for bad data."""
    if not isinstance(tree, dict) or not isinstance(tree.get("entry"), list):
        return Read((), Report([rules.NO_RECORD.at("Bundle")]), tree if isinstance(tree, dict) else {})
    unread: dict[int, list[str]] = {i: [f"Bundle.entry[{i}].resource"] for i in range(len(tree["entry"]))}
    findings = [rules.UNREAD.at(f"Bundle.{name}") for name in tree if name not in _BUNDLE]
    records: list[Facility] = []
    for doc in triples(tree):
        record, found = _record(doc)
        findings += found
        if record is not None:
            records.append(record)
            again = next(triples(record.to_fhir()))
            for part, position in doc.positions.items():
                unread[position] = [*missing_from(getattr(doc, part), getattr(again, part), doc.at(part))]
    findings += [rules.UNREAD.at(path) for paths in unread.values() for path in paths]
    if not records and not any(f.code == rules.NO_TIME.code for f in findings):
        findings.append(rules.NO_RECORD.at("Bundle"))
    return Read(tuple(records), Report(findings), tree)


def _record(doc: Triple) -> tuple[Facility | None, list[Finding]]:
    values = values_of(Facility.form(), doc)
    if "written" not in values:
        return None, [rules.NO_TIME.at(f"{doc.at('service')}.meta.lastUpdated")]
    try:
        return Facility.of_document(doc, values), []
    except UnreadableError:
        return None, [rules.NO_RECORD.at(doc.at("service"))]


def missing_from(was: Node, now: Node, path: str) -> Iterator[str]:
    """Yield the paths of what stands in one resource and not in what is written of its record."""
    for name, value in was.items():
        if name in _STRUCTURAL:
            continue
        written = now.get(name)
        if isinstance(value, list):
            others = written if isinstance(written, list) else []
            left = (i for i, v in enumerate(value) if not any(contains(o, v) for o in others))
            yield from (f"{path}.{name}[{i}]" for i in left)
        elif isinstance(value, dict) and isinstance(written, dict):
            yield from missing_from(value, written, f"{path}.{name}")
        elif value != written:
            yield f"{path}.{name}"
