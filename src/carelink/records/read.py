"""Reading any record: which kind a tree is, what it states, and what it holds that we do not model."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from carelink import canonical
from carelink.errors import UnreadableError
from carelink.findings import Report
from carelink.records import rules
from carelink.records.tree import dicts, first_resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.findings import Finding
    from carelink.records.document import Document
    from carelink.records.record import Record
    from carelink.records.tree import Node

KINDS: Final = {
    "admission-sheet": ("sheets.admission", "AdmissionSheet"),
    "consultation": ("sheets.consultation", "Consultation"),
    "coordinator": ("sheets.coordinator", "Coordinator"),
    "discharge-letter": ("sheets.letter", "DischargeLetter"),
    "discharge-record": ("sheets.discharge", "DischargeRecord"),
    "facility": ("sheets.facility", "Facility"),
    "home-sheet": ("sheets.home", "HomeSheet"),
    "minutes": ("sheets.minutes", "Minutes"),
    "wishes-sheet": ("sheets.wishes", "WishesSheet"),
}
"""Module and class of every kind of record."""

_PROFILES: Final = {
    canonical.structure("admission-sheet"): "admission-sheet",
    canonical.structure("consultation"): "consultation",
    canonical.structure("coordinator"): "coordinator",
    canonical.structure("coordinator-directory"): "coordinator",
    canonical.structure("discharge-letter"): "discharge-letter",
    canonical.structure("discharge-record"): "discharge-record",
    canonical.structure("facility"): "facility",
    canonical.structure("facility-directory"): "facility",
    canonical.structure("home-sheet"): "home-sheet",
    canonical.structure("minutes"): "minutes",
    canonical.structure("wishes-sheet"): "wishes-sheet",
}


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the records, and what has to be said about the reading.

    Whoever edits a record keeps ``tree`` too, for ``record.to_fhir(onto=read.tree)``.
    """

    records: tuple[Record, ...]
    report: Report
    tree: Node

    @property
    def record(self) -> Record:
        """The only record.

        :raises UnreadableError: when there is none, or more than one
        """
        if len(self.records) != 1:
            from carelink.errors import Words

            raise UnreadableError(
                Words("ちょうど1件の記録ではありません", "this is not exactly one record"),
                hint=Words("複数の記録は records で読めます", "read several with .records"),
                report=self.report,
            )
        return self.records[0]


def class_of(kind: str) -> type[Record]:
    """Return the class of a kind of record; KeyError when there is no such kind."""
    module, name = KINDS[kind]
    found: type[Record] = getattr(import_module(f"carelink.records.{module}"), name)
    return found


def kind_of(tree: Any) -> str | None:
    """Return the kind of record a tree says it is, by ``meta.profile`` or document type, or None."""
    if not isinstance(tree, dict) or tree.get("resourceType") != "Bundle":
        return None
    first = first_resource(tree)
    for node in (tree, first):
        meta = node.get("meta") if isinstance(node, dict) else None
        profiles = meta.get("profile") if isinstance(meta, dict) else None
        for url in profiles if isinstance(profiles, list) else ():
            known = (
                _PROFILES.get(url.partition("|")[0].removesuffix("-composition"))
                if isinstance(url, str)
                else None
            )
            if known is not None:
                return known
    return _by_type(first)


def _by_type(composition: Any) -> str | None:
    type_ = composition.get("type") if isinstance(composition, dict) else None
    for coding in dicts(type_.get("coding")) if isinstance(type_, dict) else ():
        if coding.get("system") == canonical.code_system("document-type"):
            code = coding.get("code")
            return code if code in KINDS else None
    return None


def from_fhir(tree: Any) -> Read:
    """Return the records a tree states, with a report of what is kept but not understood.

    Never raises for bad data: a tree that is no record of ours yields no records and an error.
    """
    kind = kind_of(tree)
    if kind is None:
        return Read((), Report([rules.NO_RECORD.at("Bundle")]), tree if isinstance(tree, dict) else {})
    record = class_of(kind)
    several = getattr(record, "read_all", None)
    if several is not None:
        found: Read = several(tree)
        return found
    from carelink.records.fhir import values_of

    doc = record.frame.opened(record.form(), tree)
    if doc is None:
        return Read((), Report([rules.NO_RECORD.at("Bundle")]), tree)
    values = values_of(record.form(), doc)
    findings = list(_said_of(doc))
    if "written" not in values:
        return Read((), Report([rules.NO_TIME.at("Bundle.timestamp"), *findings]), tree)
    try:
        return Read((record.of_document(doc, values),), Report(findings), tree)
    except UnreadableError:
        return Read((), Report([rules.NO_RECORD.at("Bundle"), *findings]), tree)


def _said_of(doc: Document) -> Iterator[Finding]:
    from carelink.records.fhir import unread

    for path in unread(doc):
        yield rules.UNREAD.at(path)
