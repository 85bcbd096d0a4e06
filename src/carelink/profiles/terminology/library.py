"""All value sets and code systems of some packages, compiled on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink.profiles.terminology.codes import Codes
from carelink.profiles.terminology.grammars import grammar
from carelink.profiles.terminology.members import Members, Sources
from carelink.profiles.urls import split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.profiles.packages import Packages


class Terminology:
    """Code systems and value sets by canonical URL, offline.

    Cycles of value sets that import each other end as "cannot be decided".
    """

    def __init__(self, packages: Packages) -> None:
        self._packages = packages
        self._codes: dict[str, Codes] = {}
        self._members: dict[str, Members] = {}
        self._sources = Sources(self.codes, self.members)

    def codes(self, system: str) -> Codes | None:
        """Return a code system, or None when it is not at hand (SNOMED CT, LOINC, UCUM ...)."""
        found = self._codes.get(system)
        if found is None:
            resource = self._packages.code_system(system)
            if resource is None:
                return None  # unknown URLs come from the data: not remembered, so memory stays bounded
            found = self._codes[system] = Codes(resource)
        return found

    def has(self, system: str, code: str) -> bool | None:
        """Whether a code system, or the grammar or registry that stands for it, has the code."""
        codes = self.codes(system)
        if codes is not None:
            return codes.has(code)
        check = grammar(system)
        return check(code) if check is not None else None

    def member_of(self, value_set: dict[str, Any] | None, value: Any) -> bool | None:
        """Whether a code or Coding is in a value set that is given, not named; None when undecided."""
        if value_set is None:
            return None
        members = Members(value_set, self._sources)
        if isinstance(value, str):
            return members.has(None, value)
        if not isinstance(value, dict):
            return None
        system, code = value.get("system"), value.get("code")
        named = isinstance(system, str) and isinstance(code, str)
        return members.has(system, str(code)) if named else None

    def members(self, canonical: str) -> Members | None:
        """Return a value set, or None when it is not at hand."""
        found = self._members.get(canonical)
        if found is None:
            resource = self._resource(canonical)
            if resource is None:
                return None
            cyclic = self._imports_itself(canonical)
            sources = Sources(self.codes, _nothing if cyclic else self.members)
            found = self._members[canonical] = Members(resource, sources)
        return found

    def _resource(self, canonical: str) -> dict[str, Any] | None:
        return self._packages.value_set(canonical) or _implicit(split(canonical)[0])

    def _imports_itself(self, canonical: str) -> bool:
        """Whether following the imports leads back here; such a set cannot be decided, and must not loop."""
        seen: set[str] = set()
        waiting = [canonical]
        while waiting:
            for url in _imports(self._resource(waiting.pop()) or {}):
                if split(url)[0] == split(canonical)[0]:
                    return True
                if url not in seen:
                    seen.add(url)
                    waiting.append(url)
        return False


def _nothing(canonical: str) -> Members | None:
    del canonical
    return None


def _imports(resource: dict[str, Any]) -> Iterator[str]:
    compose = resource.get("compose")
    for side in ("include", "exclude"):
        for part in (compose.get(side) if isinstance(compose, dict) else None) or ():
            imported = part.get("valueSet") if isinstance(part, dict) else None
            yield from (url for url in imported or () if isinstance(url, str))


def _implicit(url: str) -> dict[str, Any] | None:
    """Return value sets that exist by definition: all of a grammar, all of SNOMED CT or LOINC."""
    systems = {
        "http://hl7.org/fhir/ValueSet/mimetypes": "urn:ietf:bcp:13",
        "http://www.rfc-editor.org/bcp/bcp13.txt": "urn:ietf:bcp:13",
        "http://unitsofmeasure.org/vs": "http://unitsofmeasure.org",
        "http://snomed.info/sct?fhir_vs": "http://snomed.info/sct",
        "http://loinc.org/vs": "http://loinc.org",
    }
    system = systems.get(url)
    return None if system is None else {"url": url, "compose": {"include": [{"system": system}]}}
