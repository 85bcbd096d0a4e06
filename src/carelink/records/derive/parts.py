"""The few shapes every artefact is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from carelink import canonical
from carelink.fhir import tables
from carelink.records.derive.reasons import reasoned

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carelink.records.tree import Node

VERSION: Final = "0.1.0"
"""Of the package; profiles/package.json says the same, a test holds them together."""

FHIR: Final = "http://hl7.org/fhir/StructureDefinition/"


def pascal(name: str) -> str:
    """Return the computable name of an artefact: ``answer-adl`` → ``AnswerAdl``."""
    return "".join(part.capitalize() for part in name.split("-"))


def head(kind: str, name: str, title: str, description: str) -> Node:
    """Return what every conformance resource begins with."""
    return {
        "resourceType": kind,
        "id": name,
        "url": f"{canonical.base()}/{kind}/{name}",
        "version": VERSION,
        "name": pascal(name),
        "title": title,
        "status": "draft",
        "experimental": False,
        "publisher": "carelink",
        "description": description,
        "jurisdiction": [{"coding": [{"system": "urn:iso:std:iso:3166", "code": "JP"}]}],
    }


@dataclass(frozen=True, slots=True)
class Profile:
    """A StructureDefinition to be: ``elements`` are the differential, without the root."""

    name: str
    type: str
    title: str
    description: str
    elements: Sequence[Node] = field(default_factory=tuple)
    constraints: Sequence[Node] = field(default_factory=tuple)
    base: str = ""
    """Canonical URL of what it derives from; R4's own type when empty."""

    def to_fhir(self) -> Node:
        """Return the StructureDefinition, a differential over its base."""
        root: Node = {"id": self.type, "path": self.type, "short": self.title}
        if self.constraints:
            root["constraint"] = [*self.constraints]
        return {
            **head("StructureDefinition", self.name, self.title, self.description),
            "fhirVersion": "4.0.1",
            "kind": "resource",
            "abstract": False,
            "type": self.type,
            "baseDefinition": self.base or FHIR + self.type,
            "derivation": "constraint",
            "differential": {"element": [root, *in_order(self.type, [reasoned(e) for e in self.elements])]},
        }


def in_order(type_: str, elements: Sequence[Node]) -> list[Node]:
    """Return elements of a differential in the order of the base type, slices after what they slice.

    The reference's snapshot generator drops, without a word, what stands before an element it should follow.
    """
    slices: dict[str, int] = {}

    def key(node: Node) -> tuple[tuple[int, int], ...]:
        owner: str | None = type_
        found: list[tuple[int, int]] = []
        for step in node["id"].split(".")[1:]:
            name, _, slice_ = step.partition(":")
            info = tables.type_of(owner) if owner is not None else None
            names = [e.name for e in info.elements] if info is not None else []
            plain = name.removesuffix("[x]")
            at = names.index(plain) if plain in names else len(names)
            number = slices.setdefault(f"{len(found)} {step}", len(slices) + 1) if slice_ else 0
            found.append((at, number))
            base = info.element(plain) if info is not None else None
            owner = base.types[0] if base is not None and len(base.types) == 1 else None
        return tuple(found)

    return sorted(elements, key=key)


def element(id_: str, **said: Any) -> Node:
    """Return one element of a differential; the path is the id without its slice names."""
    path = ".".join(step.partition(":")[0] for step in id_.split("."))
    names = {"slice_name": "sliceName", "type_": "type", "min_": "min", "max_": "max"}
    return {"id": id_, "path": path, **{names.get(key, key): value for key, value in said.items()}}


def slicing(id_: str, discriminator: str, path: str, **said: Any) -> Node:
    """Return the head of an open slicing."""
    cut = {"discriminator": [{"type": discriminator, "path": path}], "rules": "open", "ordered": False}
    return element(id_, slicing=cut, **said)


def types(*codes: str) -> list[Node]:
    """Return the types an element may have."""
    return [{"code": code} for code in codes]


def binding(value_set: str, strength: str = "required") -> Node:
    """Return a binding to one of our value sets."""
    return {"strength": strength, "valueSet": canonical.value_set(value_set)}


def constraint(key: str, severity: str, human: str, expression: str, *, why: str) -> Node:
    """Return an invariant.

    :param human: what shall be so, Japanese / English
    :param why: the reason, Japanese / English
    """
    return {"key": key, "requirements": why, "severity": severity, "human": human, "expression": expression}


def code_system(name: str, title: str, description: str, concepts: Iterable[Node]) -> Node:
    """Return a complete CodeSystem."""
    listed = list(concepts)
    return {
        **head("CodeSystem", name, title, description),
        "caseSensitive": True,
        "content": "complete",
        "count": len(listed),
        "concept": listed,
    }


def coded(code: str, ja: str, en: str = "", definition: str = "") -> Node:
    """Return one concept: Japanese display, English designation."""
    concept: Node = {"code": code, "display": ja}
    if definition:
        concept["definition"] = definition
    if en:
        concept["designation"] = [{"language": "en", "value": en}]
    return concept


def value_set(name: str, title: str, description: str, system: str, codes: Iterable[Node] = ()) -> Node:
    """Return a ValueSet: these codes of a system, or all of them."""
    include: Node = {"system": system}
    listed = list(codes)
    if listed:
        include["concept"] = listed
    return {**head("ValueSet", name, title, description), "compose": {"include": [include]}}
