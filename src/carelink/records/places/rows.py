"""A group per entry of a list element, in the order of the form: ``Patient.contact``."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from carelink.records.places.group import read_parts, write_parts
from carelink.records.tree import ABSENT, Node, copied, dicts

if TYPE_CHECKING:
    from carelink.records.document import Document
    from carelink.records.item import Item
    from carelink.records.places.root import Role, Tagged
    from carelink.records.places.step import Step


@dataclass(frozen=True, slots=True)
class Rows:
    """One entry per row. FHIR keeps the order of a list, so the order of the rows is the order on paper.

    :param least: elements of which an entry must have one; the first is written as not known when none is
        stated (pat-1)
    """

    root: Role | Tagged
    step: Step
    least: tuple[str, ...] = field(default=())
    item: Item | None = None

    def bind(self, item: Item) -> Rows:
        """Return this place, knowing its item."""
        return replace(self, item=item)

    def get(self, doc: Document, here: Node | None) -> Any:
        """Return the rows, or None."""
        node = self.root.find(doc, here)
        if node is None or self.item is None:
            return None
        entries = self.step.all(node)
        rows = [row for e in entries if (row := read_parts(self.item, doc, e)) is not None]
        if len(entries) == len(rows) == len(dicts(node.get(self.step.name))):
            doc.claim(node, self.step.name)
        return tuple(rows) or None

    def put(self, doc: Document, here: Node | None, value: Any) -> None:
        """Write row by row onto the entries that are there; surplus entries go, somebody else's stay."""
        rows = value or ()
        node = self.root.make(doc, here) if rows else self.root.find(doc, here)
        if node is None or self.item is None:
            return
        doc.untell(node)
        known = self.step.all(node)
        for entry in known[len(rows) :]:
            self.step.remove(node, entry)
        for i, row in enumerate(rows):
            fresh = i >= len(known)
            entry = self.step.blank() if fresh else known[i]
            if fresh:
                node.setdefault(self.step.name, []).append(entry)
            for name in self.least[:1]:
                if entry.get(name) == ABSENT:
                    del entry[name]
            write_parts(self.item, doc, entry, row, fresh=fresh)
            if self.least and not any(entry.get(name) for name in self.least):
                entry[self.least[0]] = copied(ABSENT)

    def where(self, doc: Document, here: Node | None) -> str:
        """Return the path of the list; of one that is not there, where it would be."""
        node = self.root.find(doc, here)
        return f"{doc.path(node)}.{self.step.name}" if node is not None else self.root.missing(doc, here)
