"""Codes inside a value set, and codes outside it, always in the same order."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.profiles import Packages
    from carelink.profiles.terminology import Terminology

Coding = dict[str, str]

_ELSEWHERE: Final[dict[str, tuple[Coding, ...]]] = {
    "http://unitsofmeasure.org": tuple(
        {"code": c} for c in ("mg", "mL", "g", "cm", "kg", "d", "h", "%", "/min", "a")
    ),
    "http://loinc.org": (
        {"code": "34133-9", "display": "Summary of episode note"},
        {"code": "8302-2", "display": "Body height"},
    ),
    "http://snomed.info/sct": ({"code": "404684003", "display": "Clinical finding"},),
    "urn:ietf:bcp:47": ({"code": "ja"}, {"code": "en"}),
    "urn:ietf:bcp:13": ({"code": "text/plain"}, {"code": "application/pdf"}),
    "urn:iso:std:iso:3166": ({"code": "JP"}, {"code": "NL"}),
    "urn:iso:std:iso:4217": ({"code": "JPY"}, {"code": "EUR"}),
    "urn:ietf:rfc:3986": ({"code": "urn:oid:1.2.392"},),
}
"""Systems that are a grammar or too large to ship: a few codes of theirs."""
_FAR: Final = (
    {"system": "http://hl7.org/fhir/administrative-gender", "code": "unknown", "display": "Unknown"},
    {
        "system": "http://terminology.hl7.org/CodeSystem/v3-NullFlavor",
        "code": "NI",
        "display": "NoInformation",
    },
    {"system": "http://hl7.org/fhir/publication-status", "code": "draft", "display": "Draft"},
    {"system": "http://hl7.org/fhir/days-of-week", "code": "mon", "display": "Monday"},
)
"""Codes that exist and belong to hardly any value set."""
_LOOKED_AT: Final = 4_000
_HERE: Final = frozenset({"ja", "JP", "JPY", "Japanese", "Asia/Tokyo"})
"""Codes and displays that fit records from Japan: they come first."""


class Picker:
    """Finds codes by value set."""

    def __init__(self, packages: Packages, terminology: Terminology) -> None:
        self._packages = packages
        self._terminology = terminology
        self._inside: dict[tuple[str, str | None], list[Coding]] = {}

    def inside(self, value_set: str, system: str | None = None, *, at_most: int = 6) -> list[Coding]:
        """Return codes of a value set; those of unknown membership only where none is known to be in it.

        :param system: only codes of this system
        """
        key = value_set, system
        if key not in self._inside:
            self._inside[key] = self._listed(value_set, system)
        return self._inside[key][:at_most]

    def outside(self, value_set: str, *, at_most: int = 8) -> Iterator[Coding]:
        """Yield codes that exist but are not in a value set: near ones (of its systems) first."""
        members = self._terminology.members(value_set)
        if members is None:
            return
        near = (c for s in sorted(members.systems()) for c in islice(self.of_system(s), _LOOKED_AT))
        far = (dict(c) for c in _FAR)
        for part in (near, far):
            yield from islice((c for c in part if members.has(c["system"], c["code"]) is False), at_most // 2)

    def _listed(self, value_set: str, system: str | None) -> list[Coding]:
        members = self._terminology.members(value_set)
        if members is None:
            return []
        sure: list[Coding] = []
        unsure: list[Coding] = []
        for coding in islice(self._candidates(value_set, 0), _LOOKED_AT):
            if system is not None and coding["system"] != system:
                continue
            answer = members.has(coding["system"], coding["code"])
            if answer is not False and coding not in sure and coding not in unsure:
                (sure if answer else unsure).append(coding)
        return sorted(sure or unsure, key=lambda c: c["code"] not in _HERE and c.get("display") not in _HERE)

    def _candidates(self, canonical: str, depth: int) -> Iterator[Coding]:
        resource = self._packages.value_set(canonical)
        if resource is None or depth > 6:  # noqa: PLR2004  value sets of value sets end somewhere
            return
        yield from _expanded(resource)
        compose = resource.get("compose")
        for include in (compose.get("include") if isinstance(compose, dict) else None) or ():
            system = include.get("system")
            for concept in include.get("concept") or ():
                coding = {"system": str(system), "code": str(concept["code"])}
                display = concept.get("display") or self._display(coding)
                yield coding | ({"display": str(display)} if display else {})
            if system and not include.get("concept"):
                yield from self.of_system(str(system))
            for imported in include.get("valueSet") or ():
                yield from self._candidates(str(imported), depth + 1)

    def of_system(self, system: str) -> Iterator[Coding]:
        """Yield the codes of a system that may be used, or a few where it is a grammar or not at hand."""
        codes = self._terminology.codes(system)
        if codes is not None and codes.concepts:
            for concept in codes.concepts.values():
                if not concept.inactive and "true" not in concept.values("notSelectable"):
                    shown = {"display": concept.display} if concept.display else {}
                    yield {"system": system, "code": concept.code} | shown
            return
        yield from ({"system": system} | coding for coding in _ELSEWHERE.get(system, ()))

    def _display(self, coding: Coding) -> str | None:
        codes = self._terminology.codes(coding["system"])
        concept = codes.get(coding["code"]) if codes is not None else None
        return concept.display if concept is not None else None


def _expanded(resource: dict[str, Any]) -> Iterator[Coding]:
    expansion = resource.get("expansion")
    waiting = list((expansion.get("contains") if isinstance(expansion, dict) else None) or ())
    while waiting:
        entry = waiting.pop(0)
        waiting[:0] = entry.get("contains") or ()
        if entry.get("code") and entry.get("system"):
            shown = {"display": str(entry["display"])} if entry.get("display") else {}
            yield {"system": str(entry["system"]), "code": str(entry["code"])} | shown
