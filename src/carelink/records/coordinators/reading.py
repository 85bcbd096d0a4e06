"""Reading a Bundle of coordinators, and saying what it holds that no Coordinator carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.errors import UnreadableError
from carelink.findings import Report
from carelink.records import rules
from carelink.records.checks import levels
from carelink.records.checks.case import Case
from carelink.records.coordinators.pair import pairs
from carelink.records.facility.reading import missing_from
from carelink.records.fhir import values_of
from carelink.records.read import Read
from carelink.records.sheets.coordinator import Coordinator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.findings import Finding
    from carelink.records.coordinators.pair import Pair

_BUNDLE: Final = frozenset({"resourceType", "id", "meta", "identifier", "type", "timestamp", "entry"})


def read(tree: Any) -> Read:
    """Return every coordinator of a Bundle with a report; never raises for bad data."""
    if not isinstance(tree, dict) or not isinstance(tree.get("entry"), list):
        return Read((), Report([rules.NO_RECORD.at("Bundle")]), tree if isinstance(tree, dict) else {})
    unread: dict[int, list[str]] = {i: [f"Bundle.entry[{i}].resource"] for i in range(len(tree["entry"]))}
    findings = [rules.UNREAD.at(f"Bundle.{name}") for name in tree if name not in _BUNDLE]
    records: list[Coordinator] = []
    for doc in pairs(tree):
        record = _record(doc, findings)
        if record is not None:
            records.append(record)
            again = next(pairs(record.to_fhir()))
            for part, position in doc.positions.items():
                left = missing_from(getattr(doc, part), getattr(again, part), doc.at(part))
                unread[position] = [*left]
    findings += [rules.UNREAD.at(path) for paths in unread.values() for path in paths]
    if not records and not any(f.code == rules.NO_TIME.code for f in findings):
        findings.append(rules.NO_RECORD.at("Bundle"))
    return Read(tuple(records), Report(findings), tree)


def _record(doc: Pair, findings: list[Finding]) -> Coordinator | None:
    values = values_of(Coordinator.form(), doc)
    if "written" not in values:
        findings.append(rules.NO_TIME.at(f"{doc.at('role')}.meta.lastUpdated"))
        return None
    try:
        return Coordinator.of_document(doc, values)
    except UnreadableError:
        findings.append(rules.NO_RECORD.at(doc.at("role")))
        return None


def check(tree: Any) -> Iterator[Finding]:
    """Yield what is missing of each coordinator; an error for a tree without any."""
    form = Coordinator.form()
    found = False
    for doc in pairs(tree):
        found = True
        yield from levels.missing(Case(form, doc))
    if not found:
        yield rules.NO_RECORD.at("Bundle")
