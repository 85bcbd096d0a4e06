"""A group is one resource (or several), or entries of a list; its parts are places relative to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from carelink.records.document import ITEM
from carelink.records.places.root import stamped
from carelink.records.tree import Node, code_of, concept, copied, dicts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carelink.records.document import Document
    from carelink.records.item import Item
    from carelink.records.places.root import Root


def _read_parts(item: Item, doc: Document, node: Node) -> Any:
    values = {p.name: v for p in item.parts if (v := p.at.get(doc, node)) is not None}
    return item.group(**values) if values and item.group is not None else None


def _write_parts(item: Item, doc: Document, node: Node, row: Any, *, fresh: bool) -> None:
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
    """

    type: str
    slot: str
    many: bool = True
    rest: Mapping[str, Any] = field(default_factory=dict, hash=False)
    subject: str = "subject"
    profile: str = ""
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
            row = _read_parts(item, doc, node)
            if row is not None:
                found.append(row)
                if not item.many:
                    break
        if item.many:
            return tuple(found) or None
        return found[0] if found else None

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
            _write_parts(item, doc, node, row, fresh=fresh)

    def _new(self, doc: Document, item: Item, i: int) -> Node:
        tag = concept(ITEM, item.code, item.ja)
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


@dataclass(frozen=True, slots=True)
class Rows:
    """A group per entry of a list element: opening hours, contacts. Parts are ``here / "…"`` in the entry.

    The rows own the list: an entry none of whose parts is understood is kept, after the others.
    """

    root: Root
    name: str
    item: Item | None = None

    def bind(self, item: Item) -> Rows:
        """Return this place, knowing its item."""
        return replace(self, item=item)

    def _entries(self, doc: Document, node: Node) -> list[Node]:
        entries = dicts(node.get(self.name))
        for i, entry in enumerate(entries):
            doc.paths[id(entry)] = f"{doc.path(node)}.{self.name}[{i}]"
        return entries

    def get(self, doc: Document, here: Node | None) -> Any:
        """Return the group, or a tuple of rows, or None."""
        node = self.root.find(doc, here)
        if node is None or self.item is None:
            return None
        entries = self._entries(doc, node)
        found = [r for e in entries if (r := _read_parts(self.item, doc, e)) is not None]
        if found and len(found) == len(entries):
            doc.claim(node, self.name)
        if self.item.many:
            return tuple(found) or None
        return found[0] if found else None

    def put(self, doc: Document, here: Node | None, value: Any) -> None:
        """Write row by row onto the entries that are there."""
        item = self.item
        rows = () if value is None or item is None else value if item.many else (value,)
        node = self.root.make(doc, here) if rows else self.root.find(doc, here)
        if node is None or item is None:
            return
        entries = self._entries(doc, node)
        ours = [e for e in entries if _read_parts(item, doc, e) is not None]
        foreign = [e for e in entries if not any(e is o for o in ours)]
        written = []
        for i, row in enumerate(rows):
            entry: Node = ours[i] if i < len(ours) else {}
            _write_parts(item, doc, entry, row, fresh=i >= len(ours))
            written.append(entry)
        doc.paths.clear()  # the entries have moved
        node[self.name] = [*written, *foreign]
        if not node[self.name]:
            del node[self.name]

    def where(self, doc: Document, here: Node | None) -> str:
        """Return the path of the list, or of the resource it is missing from."""
        node = self.root.find(doc, here)
        return doc.path(doc.root) if node is None else f"{doc.path(node)}.{self.name}"


def related() -> Resources:
    """Return the place of a person around the person cared for: RelatedPerson, our role in relationship."""
    return Resources("RelatedPerson", "relationship", subject="patient", profile="sheet-relative")


def communications() -> Resources:
    """Return the place of what was told: Communication, the item as its topic."""
    return Resources("Communication", "topic", many=False, rest={"status": "completed"})


def consents() -> Resources:
    """Return the place of an ACP talk: Consent with scope ``adr``, one per talk, never a boolean."""
    scope = concept("http://terminology.hl7.org/CodeSystem/consentscope", "adr")
    policy = {"text": "人生の最終段階における医療・ケアの決定プロセスに関するガイドライン"}
    return Resources(
        "Consent",
        "category",
        rest={"status": "active", "scope": scope, "policyRule": policy},
        subject="patient",
    )


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
