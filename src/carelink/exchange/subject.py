"""Whom a record is about, and what it says of them, as far as consent and the third-party record ask."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Subject:
    """The person a record is about.

    :param name: as the record states it
    :param birth: date of birth, if stated
    :param identifiers: ``system|value``
    """

    name: str = field(repr=False)
    birth: str | None = field(default=None, repr=False)
    identifiers: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def keys(self) -> frozenset[str]:
        """Digests under which this person is found again: one per identifier, and one of name and birth."""
        named = "".join(self.name.split())
        texts = {*self.identifiers, *([f"{named}|{self.birth}"] if self.birth and named else [])}
        return frozenset(hashlib.sha256(text.encode()).hexdigest() for text in texts)


def subject_of(tree: Tree) -> Subject | None:
    """Return the person in a record's Bundle; None for records about no person, such as facilities."""
    for resource in _resources(tree):
        if resource.get("resourceType") == "Patient":
            return _subject(resource)
    return None


def items_of(tree: Tree) -> tuple[str, ...]:
    """Return what kinds of data a record holds: its sections by title, else its types of resources."""
    for resource in _resources(tree):
        if resource.get("resourceType") == "Composition":
            sections = [one.get("title") for one in _dicts(resource.get("section"))]
            titles = tuple(title for title in sections if isinstance(title, str))
            if titles:
                return titles
    return tuple(sorted({str(one.get("resourceType")) for one in _resources(tree)}))


def _subject(patient: Tree) -> Subject:
    names = _dicts(patient.get("name"))
    birth = patient.get("birthDate")
    identifiers = {f"{one.get('system')}|{one.get('value')}" for one in _dicts(patient.get("identifier"))}
    name = _said(names[0]) if names else ""
    return Subject(name, birth if isinstance(birth, str) else None, frozenset(identifiers))


def _said(name: Tree) -> str:
    if isinstance(name.get("text"), str):
        return str(name["text"])
    given = name.get("given")
    parts = [name.get("family"), *(given if isinstance(given, list) else [])]
    return " ".join(part for part in parts if isinstance(part, str))


def _resources(tree: Tree) -> Iterator[Tree]:
    for entry in _dicts(tree.get("entry")):
        if isinstance(entry.get("resource"), dict):
            yield entry["resource"]


def _dicts(value: Any) -> list[Tree]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
