"""A group is one resource, or one per row; its parts are places relative to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from carelink.records.document import ITEM
from carelink.records.places.root import stamped
from carelink.records.tree import Node, code_of, concept, copied

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carelink.records.document import Document
    from carelink.records.item import Item


def read_parts(item: Item, doc: Document, node: Node) -> Any:
    """Return one row of a group as its node states it, None when nothing is stated."""
    values = {p.name: v for p in item.parts if (v := p.at.get(doc, node)) is not None}
    return item.group(**values) if values and item.group is not None else None


def write_parts(item: Item, doc: Document, node: Node, row: Any, *, fresh: bool) -> None:
    """Write one row of a group onto its node, touching only what differs."""
    for part in item.parts:
        new = part.of(row)
        if (fresh and new is not None) or (not fresh and part.at.get(doc, node) != new):
            part.at.put(doc, node, new)


@dataclass(frozen=True, slots=True)
class Resources:
    """A resource per row, found by its item code in ``slot`` and held by the item's section.

    :param slot: relationship, category, topic, code … ; ``many`` when it is a list
    :param subject: the element that refers to the person; left out when the document is about nobody
    :param profile: short name of the profile that a new one claims
    :param also: further codings of the tag in a new one, for readers who know only the standard's
    """

    type: str
    slot: str
    many: bool = True
    rest: Mapping[str, Any] = field(default_factory=dict, hash=False)
    subject: str = "subject"
    profile: str = ""
    also: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)
    item: Item | None = None

    def bind(self, item: Item) -> Resources:
        """Return this place, knowing its item."""
        return replace(self, item=item)

    def get(self, doc: Document, here: Node | None) -> Any:  # noqa: ARG002  same door for every place
        """Return the group, or a tuple of rows, or None."""
        item = self.item
        if item is None:
            return None
        found = []
        for node in doc.find(self.type, item.code):
            doc.claim(node)
            row = read_parts(item, doc, node)
            if row is not None:
                found.append(row)
                if not item.many:
                    break
        if item.many:
            return tuple(found) or None
        return found[0] if found else None

    def states(self, doc: Document) -> bool:
        """Whether ``get`` would return something, without making it."""
        parts = self.item.parts if self.item is not None else ()
        nodes = doc.find(self.type, self.item.code) if self.item is not None else ()
        return any(part.at.get(doc, node) is not None for node in nodes for part in parts)

    def put(self, doc: Document, here: Node | None, value: Any) -> None:  # noqa: ARG002  as above
        """Write row by row onto the resources that are there; surplus resources are dropped."""
        item = self.item
        if item is None:
            return
        rows = () if value is None else value if item.many else (value,)
        nodes = [n for n in [*doc.find(self.type, item.code)] if not self._leaves(doc, n, item.code)]
        for node in nodes[len(rows) :]:
            doc.drop(node)
        for i, row in enumerate(rows):
            fresh = i >= len(nodes)
            node = self._new(doc, item, i) if fresh else nodes[i]
            write_parts(item, doc, node, row, fresh=fresh)

    def _new(self, doc: Document, item: Item, i: int) -> Node:
        tag = concept(ITEM, item.code, item.ja)
        tag["coding"] += copied(list(self.also))
        node: Node = {**stamped(self.type, self.profile), **copied(dict(self.rest))}
        subject = doc.subject
        if self.subject and subject is not None:
            node[self.subject] = subject
        node[self.slot] = [tag] if self.many else tag
        return doc.add(node, f"{item.key}/{i}", item.section.code)

    def _leaves(self, doc: Document, node: Node, code: str) -> bool:
        """One person in two roles: an unlike answer for this role moves out of the shared resource."""
        concepts = node.get(self.slot)
        if not isinstance(concepts, list) or sum(code_of(c, ITEM) is not None for c in concepts) < 2:  # noqa: PLR2004  shared by two
            return False
        node[self.slot] = [c for c in concepts if code_of(c, ITEM) != code]
        doc.coded[self.type, code] = [n for n in doc.find(self.type, code) if n is not node]
        return True

    def where(self, doc: Document, here: Node | None) -> str:  # noqa: ARG002  as above
        """Return the path of the first resource; of a missing group, its section."""
        if self.item is None:
            return doc.path(doc.root)
        found = doc.find(self.type, self.item.code)
        return doc.path(found[0]) if found else doc.section_path(self.item.section.code)


def related() -> Resources:
    """Return the place of a person around the person cared for: RelatedPerson, our role in relationship."""
    return Resources("RelatedPerson", "relationship", subject="patient", profile="sheet-relative")


def tasks() -> Resources:
    """Return the place of what somebody is asked to do: Task, the item as its code."""
    return Resources(
        "Task",
        "code",
        many=False,
        rest={"status": "requested", "intent": "proposal"},
        subject="for",
        profile="consultation-referral",
    )
