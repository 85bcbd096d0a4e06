"""The document as it is read: its parts by reference, and all that has to be said about the reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.converters.jp_clins.sections import OTHER, SECTIONS, SYSTEM, Section
from carelink.converters.rules import clins as rules
from carelink.records.tree import Node, code_of, dicts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.findings import Finding

DEEPEST: Final = 8
"""How deep sections may nest; JP-CLINS nests them twice."""
MOST: Final = 1_000
"""Entries of a section that are read."""
_ENVELOPE: Final = frozenset(
    (
        "resourceType", "id", "meta", "language", "text", "implicitRules", "identifier", "subject", "patient",
        "contained", "active",
    )
)  # fmt: skip
"""Elements that say what every resource says, or whom it is about: never a loss of their own."""


class Place:
    """A section with its path."""

    __slots__ = ("kind", "node", "path")

    def __init__(self, node: Node, path: str, kind: Section) -> None:
        self.node, self.path, self.kind = node, path, kind


class Source:
    """A JP-CLINS document.

    :param root: the Composition
    :param found: what has been said about the reading so far
    """

    def __init__(self, bundle: Node) -> None:
        self.bundle = bundle
        self.found: list[Finding] = []
        self.used: set[int] = set()
        self._by_ref: dict[str, tuple[Node, str]] = {}
        self.resources: list[tuple[Node, str]] = []
        entries = bundle.get("entry")
        for i, entry in enumerate(entries if isinstance(entries, list) else ()):
            resource = entry.get("resource") if isinstance(entry, dict) else None
            if isinstance(resource, dict):
                self._index(entry, resource, f"Bundle.entry[{i}].resource")
        compositions = [r for r in self.resources if r[0].get("resourceType") == "Composition"]
        self.root: Node | None = compositions[0][0] if compositions else None
        self.root_path = compositions[0][1] if compositions else "Bundle"

    def _index(self, entry: Node, resource: Node, path: str) -> None:
        self.resources.append((resource, path))
        for name in (entry.get("fullUrl"), f"{resource.get('resourceType')}/{resource.get('id')}"):
            if isinstance(name, str):
                self._by_ref.setdefault(name, (resource, path))

    def say(self, rule: Any, path: str, **facts: object) -> None:
        """Note a finding."""
        self.found.append(rule.at(path, **facts))

    def sections(self) -> list[Place]:
        """Return all sections, outer ones before those in them."""
        return list(self._sections(self.root or {}, self.root_path, 0))

    def _sections(self, node: Node, path: str, depth: int) -> Iterator[Place]:
        inner = node.get("section")
        for i, section in enumerate(inner if isinstance(inner, list) else ()):
            if not isinstance(section, dict):
                continue
            here = f"{path}.section[{i}]"
            yield Place(section, here, SECTIONS.get(code_of(section.get("code"), SYSTEM) or "", OTHER))
            if depth < DEEPEST:
                yield from self._sections(section, here, depth + 1)

    def entries(self, place: Place) -> Iterator[tuple[Node, str]]:
        """Yield the resources that a section lists; a reference that leads nowhere is said."""
        refs = place.node.get("entry")
        listed = refs if isinstance(refs, list) else []
        if len(listed) > MOST:
            self.say(rules.TOO_MANY, f"{place.path}.entry", limit=MOST)
        for i, ref in enumerate(listed[:MOST]):
            found = self.follow(ref)
            if found is None:
                self.say(rules.BROKEN_REFERENCE, f"{place.path}.entry[{i}]")
            else:
                yield found

    def follow(self, reference: Any) -> tuple[Node, str] | None:
        """Return what a Reference points at, with its path."""
        target = reference.get("reference") if isinstance(reference, dict) else None
        return self._by_ref.get(target) if isinstance(target, str) else None

    def first(self, references: Any, kind: str) -> tuple[Node, str] | None:
        """Return the first resource of this type among references."""
        many = references if isinstance(references, list) else [references]
        found = (self.follow(reference) for reference in many)
        return next((f for f in found if f is not None and f[0].get("resourceType") == kind), None)

    def take(self, node: Node, path: str, names: frozenset[str] | set[str]) -> None:
        """Note that of a resource these elements were taken, and say which were not."""
        if id(node) in self.used:
            return
        self.used.add(id(node))
        for name in node:
            if name not in names and name not in _ENVELOPE and not name.startswith("_"):
                self.say(rules.ELEMENT, f"{path}.{name}")

    def leave(self) -> None:
        """Say which resources were not taken at all."""
        for node, path in self.resources:
            if id(node) not in self.used and node is not self.root:
                kind = node.get("resourceType")
                known = isinstance(kind, str) and kind.isascii() and kind.isalpha()
                self.say(rules.RESOURCE, path, kind=kind if known else "resource")

    def parts(self, name: str) -> list[Node]:
        """Return the objects of an element of the Composition."""
        return dicts((self.root or {}).get(name))
