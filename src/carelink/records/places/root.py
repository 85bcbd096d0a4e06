"""Resources that places start from: by role, by item code, or the one a group stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from carelink import canonical
from carelink.records.document import ITEM
from carelink.records.tree import ABSENT, Node, concept, copied, dicts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from carelink.records.document import Document
    from carelink.records.places.element import Element
    from carelink.records.places.step import Step


def _element(root: Root, step: str | Step) -> Element:
    from carelink.records.places.element import Element

    return Element(root, (step,))


@dataclass(frozen=True, slots=True)
class Role:
    """A resource reached by reference from the document's root (or from another role).

    :param type: its resource type
    :param via: the element of ``parent`` that refers to it; empty for the root itself
    :param many: whether that element is a list
    :param made: what a new one holds from the start
    :param profile: short name of the profile that a new one claims
    """

    name: str
    type: str
    via: str = ""
    parent: Role | Tagged | None = None
    many: bool = False
    made: Callable[[Document], Node] | None = field(default=None, compare=False)
    profile: str = ""

    def find(self, doc: Document, here: Node | None) -> Node | None:
        """Return the resource, or None."""
        base = doc.root if self.parent is None else self.parent.find(doc, here)
        if base is None or not self.via:
            return base
        found = doc.follow(base, self.via, self.type)
        if found is None:
            return None
        doc.claim(base, self.via)
        return found

    def make(self, doc: Document, here: Node | None) -> Node:
        """Return the resource, made and referred to when it is not there."""
        found = self.find(doc, here)
        if found is None:
            base = doc.root if self.parent is None else self.parent.make(doc, here)
            extra = self.made(doc) if self.made is not None else {}
            found = doc.add({**stamped(self.type, self.profile), **extra}, f"role/{self.name}")
            ref = doc.reference(found)
            others = [r for r in dicts(base.get(self.via)) if r != ABSENT]
            base[self.via] = [*others, ref] if self.many else ref
        return found

    def restore(self, doc: Document, node: Node) -> None:
        """Say again what a new one says of elements that must be there and now are not."""
        for name, value in (self.made(doc) if self.made is not None else {}).items():
            if name.startswith("_") and name[1:] not in node:
                node.setdefault(name, value)

    def missing(self, doc: Document, here: Node | None) -> str:
        """Return the path of the reference that would lead to it."""
        base = doc.root if self.parent is None else self.parent.find(doc, here)
        if base is None and self.parent is not None:
            return self.parent.missing(doc, here)
        return f"{doc.path(base)}.{self.via}" if base is not None else doc.path(doc.root)

    def __truediv__(self, step: str | Step) -> Element:
        return _element(self, step)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A resource that a section holds, found by an item code in ``slot``: recipient, family doctor, coverage.

    :param slot: the element with the code; ``many`` when it is a list
    :param subject: the element that refers to the person, empty when there is none
    :param also: further codings of the tag in a new one, for readers who know only the standard's
    """

    type: str
    code: str
    ja: str
    section: str
    slot: str
    many: bool = True
    rest: Mapping[str, Any] = field(default_factory=dict, hash=False)
    subject: str = ""
    profile: str = ""
    also: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)

    def find(self, doc: Document, here: Node | None) -> Node | None:  # noqa: ARG002  same door for every root
        """Return the first resource with the code, or None."""
        found = doc.find(self.type, self.code)
        if not found:
            return None
        doc.claim(found[0])
        return found[0]

    def make(self, doc: Document, here: Node | None) -> Node:
        """Return the resource, made and listed in its section when it is not there."""
        found = self.find(doc, here)
        if found is None:
            tag = concept(ITEM, self.code, self.ja)
            node: Node = {**stamped(self.type, self.profile), **copied(dict(self.rest))}
            tag["coding"] += copied(list(self.also))
            node[self.slot] = [tag] if self.many else tag
            if self.subject and (subject := doc.subject) is not None:
                node[self.subject] = subject
            found = doc.add(node, f"tagged/{self.code}", self.section)
        return found

    def missing(self, doc: Document, here: Node | None) -> str:  # noqa: ARG002  as above
        """Return the path of the section that would hold it."""
        return doc.section_path(self.section)

    def __truediv__(self, step: str | Step) -> Element:
        return _element(self, step)


@dataclass(frozen=True, slots=True)
class Here:
    """The resource of the group this part belongs to."""

    def find(self, doc: Document, here: Node | None) -> Node | None:  # noqa: ARG002  same door for every root
        """Return the resource."""
        return here

    def make(self, doc: Document, here: Node | None) -> Node:  # noqa: ARG002  as above
        """Return the resource; its group has made it."""
        if here is None:
            raise LookupError("a part is written into its group")  # a form declares `here` outside a group
        return here

    def missing(self, doc: Document, here: Node | None) -> str:
        """Return the path of the resource, or of the record when there is none."""
        return doc.path(doc.root if here is None else here)

    def __truediv__(self, step: str | Step) -> Element:
        return _element(self, step)


Root = Role | Tagged | Here


def stamped(resource_type: str, profile: str) -> Node:
    """Return a new resource that claims one of our profiles (none when the name is empty)."""
    node: Node = {"resourceType": resource_type}
    if profile:
        node["meta"] = {"profile": [canonical.structure(profile)]}
    return node


def document_scoped(doc: Document) -> Node:
    """Return the identifier that every Patient of ours has: JP_Patient demands one, people may have none."""
    return {"identifier": [{"system": canonical.identifier_system("sheet"), "value": str(doc.space)}]}


composition = Role("composition", "Composition")


def nameless(_doc: Document) -> Node:
    """Return what an Organization without a name needs (org-1): the statement that it is not known."""
    return {"_name": copied(ABSENT)}


patient = Role("patient", "Patient", "subject", made=document_scoped, profile="sheet-patient")
author = Role("author", "PractitionerRole", "author", many=True)
author_person = Role("author-person", "Practitioner", "practitioner", author)
author_office = Role("author-office", "Organization", "organization", author, made=nameless)
here = Here()
