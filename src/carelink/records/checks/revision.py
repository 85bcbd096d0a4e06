"""What a corrected or cancelled document must say of the one it replaces, alone and beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink.findings import Report
from carelink.records import amending, rules
from carelink.records.revision import revision_of
from carelink.records.tree import dicts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from carelink.findings import Finding
    from carelink.records.checks.case import Case
    from carelink.records.record import Record
    from carelink.records.tree import Node


def named(case: Case) -> Iterator[Finding]:
    """Yield what is missing where a document says that it is a later version of another one."""
    root = case.doc.root
    if root.get("resourceType") != "Composition" or not amending.promises_target(root):
        return
    path = case.doc.path(root)
    target = amending.replaced(root)
    if target is None:
        if root.get("status") != amending.CANCELLED or dicts(root.get("relatesTo")):
            yield rules.REPLACES_NOTHING.at(f"{path}.relatesTo")
        return  # withdrawn without a word more: `record-withdrawn` says so
    if target == case.doc.space:
        yield rules.REPLACES_ITSELF.at(f"{path}.relatesTo")
    note = amending.note_of(case.doc)
    revision = amending.read(case.doc)
    if note is None or revision is None or not (revision.reason and revision.by):
        yield rules.CHANGE_UNEXPLAINED.at(path if note is None else case.doc.path(note))
    if note is not None:
        yield from _agrees(case, note, target)


def _agrees(case: Case, note: Node, target: Any) -> Iterator[Finding]:
    for i, entity in enumerate(dicts(note.get("entity"))):
        what = entity.get("what")
        other = amending.identified(what.get("identifier")) if isinstance(what, dict) else None
        if entity.get("role") in ("revision", "removal") and other is not None and other != target:
            yield rules.CHANGE_DISAGREES.at(f"{case.doc.path(note)}.entity[{i}].what")


def replacement(newer: Record, older: Record) -> Report:
    """Return what speaks against ``newer`` taking the place of ``older``: a receiver asks before it does.

    A record that names another one, is of another kind, or was written before what it would replace has an
    error; a birth date that differs is a warning, as it may be what was corrected.
    """
    return Report(_against(newer, older))


def _against(newer: Record, older: Record) -> Iterator[Finding]:
    said = revision_of(newer)
    where = "Bundle.entry[0].resource.relatesTo"
    if said is None:
        yield rules.REPLACES_NOTHING.at(where)
        return
    if said.replaces != older.id:
        yield rules.REPLACES_OTHER.at(where)
    if newer.id == older.id:
        yield rules.REPLACES_ITSELF.at(where)
    if newer.kind != older.kind:
        yield rules.REPLACES_OTHER_KIND.at("Bundle.entry[0].resource.type")
    if newer.written < older.written:
        yield rules.OLDER_THAN_REPLACED.at("Bundle.timestamp")
    births = _born(newer), _born(older)
    if None not in births and births[0] != births[1]:
        yield rules.REPLACES_OTHER_PERSON.at("Patient.birthDate")


def _born(record: Record) -> date | None:
    for path in ("basics", "person", "subject"):
        born: date | None = getattr(getattr(record, path, None), "born", None)
        if born is not None:
            return born
    return None
