"""A code system: its concepts, their displays, properties and hierarchy."""

from __future__ import annotations

from collections import deque
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

Resource = dict[str, Any]

_CONCEPT_PROPERTY = "http://hl7.org/fhir/concept-properties#"
_INACTIVE = frozenset({"retired", "inactive", "withdrawn", "deprecated"})


class Concept(NamedTuple):
    """One code of a code system.

    :param designations: (language or None, text), the display not among them
    :param properties: (code, value) in order; a Coding value stands as ``system|code``
    """

    code: str
    display: str | None
    designations: tuple[tuple[str | None, str], ...]
    properties: tuple[tuple[str, str], ...]
    parents: tuple[str, ...]

    def values(self, name: str) -> list[str]:
        """Return the values of one property."""
        return [value for code, value in self.properties if code == name]

    @property
    def inactive(self) -> bool:
        """Whether the concept should no longer be used."""
        return "true" in self.values("inactive") or bool(_INACTIVE.intersection(self.values("status")))


class Codes:
    """The concepts of one CodeSystem resource.

    ``content`` decides what an absent code means: it is wrong only in a complete system.
    """

    def __init__(self, resource: Resource) -> None:
        self.url = str(resource.get("url", ""))
        self.version = resource.get("version")
        self.content = resource.get("content", "complete")
        self.supplement = self.content == "supplement"
        self.case_sensitive = bool(resource.get("caseSensitive", True))
        self._resource = resource
        self._descendants: dict[str, frozenset[str]] = {}

    @property
    def complete(self) -> bool:
        """Whether a code that is not here does not exist."""
        return bool(self.content == "complete")

    @cached_property
    def concepts(self) -> dict[str, Concept]:
        """All concepts by code, nested ones included."""
        found: dict[str, Concept] = {}
        waiting: deque[tuple[Any, str | None]] = deque(
            (c, None) for c in _list(self._resource.get("concept"))
        )
        while waiting:
            raw, parent = waiting.popleft()
            if isinstance(raw, dict) and isinstance(code := raw.get("code"), str):
                found.setdefault(code, _concept(raw, code, parent))
                waiting.extend((child, code) for child in _list(raw.get("concept")))
        return found

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {code.casefold(): code for code in self.concepts}

    def get(self, code: str) -> Concept | None:
        """Return the concept of that code, letter case as the system demands."""
        concept = self.concepts.get(code)
        if concept is None and not self.case_sensitive and (same := self._folded.get(code.casefold())):
            return self.concepts[same]
        return concept

    def has(self, code: str) -> bool | None:
        """Whether the system has the code; None when this copy cannot know."""
        if self.content in ("example", "not-present", "supplement"):
            return None
        if self.get(code) is not None:
            return True
        return False if self.complete else None

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        """Edges from nesting and from parent/child properties; v3 systems use both."""
        children: dict[str, list[str]] = {}
        child_names, parent_names = self._edge_properties()
        for concept in self.concepts.values():
            for parent in concept.parents:
                children.setdefault(parent, []).append(concept.code)
            for name, value in concept.properties:
                if name in child_names:
                    children.setdefault(concept.code, []).append(value)
                elif name in parent_names:
                    children.setdefault(value, []).append(concept.code)
        return children

    def _edge_properties(self) -> tuple[set[str], set[str]]:
        child, parent = {"child"}, {"parent", "subsumedBy"}
        for declared in _list(self._resource.get("property")):
            if isinstance(declared, dict):
                uri = str(declared.get("uri", ""))
                if uri == _CONCEPT_PROPERTY + "child":
                    child.add(str(declared.get("code")))
                elif uri == _CONCEPT_PROPERTY + "parent":
                    parent.add(str(declared.get("code")))
        return child, parent

    def descendants(self, code: str) -> frozenset[str]:
        """Return everything below a code, itself left out; computed once per code."""
        if code not in self._descendants:
            seen: set[str] = set()
            waiting = list(self._children.get(code, ()))
            while waiting:
                below = waiting.pop()
                if below not in seen:
                    seen.add(below)
                    waiting.extend(self._children.get(below, ()))
            self._descendants[code] = frozenset(seen - {code})
        return self._descendants[code]


def _concept(raw: Resource, code: str, parent: str | None) -> Concept:
    return Concept(
        code,
        raw.get("display") if isinstance(raw.get("display"), str) else None,
        tuple(_designations(_list(raw.get("designation")))),
        tuple(_properties(_list(raw.get("property")))),
        (parent,) if parent is not None else (),
    )


def _designations(raw: list[Any]) -> Iterable[tuple[str | None, str]]:
    for designation in raw:
        if isinstance(designation, dict) and isinstance(designation.get("value"), str):
            yield designation.get("language"), designation["value"]


def _properties(raw: list[Any]) -> Iterable[tuple[str, str]]:
    for prop in raw:
        if isinstance(prop, dict) and isinstance(prop.get("code"), str):
            value = next((v for k, v in prop.items() if k.startswith("value")), None)
            yield prop["code"], _as_text(value)


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return f"{value.get('system', '')}|{value.get('code', '')}"
    return str(value)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
