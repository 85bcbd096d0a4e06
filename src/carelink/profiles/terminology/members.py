"""A value set as a membership test: include by include, then the excludes, in three-valued logic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from carelink.profiles.terminology.filters import passes, passes_by_code
from carelink.profiles.terminology.grammars import grammar
from carelink.profiles.terminology.units import UCUM, same_dimension

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from carelink.profiles.terminology.codes import Codes

Resource = dict[str, Any]

_UNION_BEFORE: Final = "hl7.org/fhir/ValueSet/"
"""R4's own value sets were written when several imports in one include meant their union."""


def both(answers: Iterable[bool | None]) -> bool | None:
    """All must hold: a no decides, else an unknown, else yes."""
    result: bool | None = True
    for answer in answers:
        if answer is False:
            return False
        if answer is None:
            result = None
    return result


def either(answers: Iterable[bool | None]) -> bool | None:
    """One suffices: a yes decides, else an unknown, else no."""
    result: bool | None = False
    for answer in answers:
        if answer is True:
            return True
        if answer is None:
            result = None
    return result


class Sources(NamedTuple):
    """Where a value set finds what it refers to."""

    codes: Callable[[str], Codes | None]
    members: Callable[[str], Members | None]


class Members:
    """One value set. ``has`` answers yes, no, or None for "cannot be decided here"."""

    def __init__(self, resource: Resource, sources: Sources) -> None:
        self.url = str(resource.get("url", ""))
        self.version = resource.get("version")
        compose = resource.get("compose")
        compose = compose if isinstance(compose, dict) else {}
        union = _UNION_BEFORE in self.url
        self._includes = [_Include(i, sources, union=union) for i in _dicts(compose.get("include"))]
        self._excludes = [_Include(e, sources, union=union) for e in _dicts(compose.get("exclude"))]
        expansion = resource.get("expansion")
        self._expansion = frozenset(_expanded(expansion)) if isinstance(expansion, dict) else None
        self._answers: dict[tuple[str | None, str], bool | None] = {}

    def has(self, system: str | None, code: str) -> bool | None:
        """Whether the code is in the set; ``system`` None means: under any system of the set."""
        key = (system, code)
        if key not in self._answers:
            if len(self._answers) > _MEMO_AT_MOST:
                self._answers.clear()
            self._answers[key] = self._decide(system, code)
        return self._answers[key]

    def _decide(self, system: str | None, code: str) -> bool | None:
        if not self._includes:
            return self._in_expansion(system, code) if self._expansion is not None else None
        included = either(i.has(system, code) for i in self._includes)
        if included is None and self._expansion is not None:
            return self._in_expansion(system, code)
        if included is not False and self._excludes:
            excluded = either(e.has(system, code) for e in self._excludes)
            return both((included, None if excluded is None else not excluded))
        return included

    def _in_expansion(self, system: str | None, code: str) -> bool:
        expansion = self._expansion or frozenset()
        if system is None:
            return any(code == listed for _, listed in expansion)
        return (system, code) in expansion

    def systems(self) -> frozenset[str]:
        """Return the systems its codes come from, imports included."""
        found: set[str] = {system for system, _ in self._expansion or () if system}
        for include in self._includes:
            found |= include.systems()
        return frozenset(found)

    def displays(self, system: str, code: str) -> frozenset[str]:
        """Return the texts that the value set itself gives for a code."""
        return frozenset(text for include in self._includes for text in include.displays(system, code))


_MEMO_AT_MOST: Final = 20_000


class _Include:
    """One include or exclude: everything inside it is intersected."""

    def __init__(self, raw: Resource, sources: Sources, *, union: bool) -> None:
        system = raw.get("system")
        self._system = system if isinstance(system, str) else None
        concepts = _dicts(raw.get("concept"))
        self._concepts = {c["code"]: c for c in concepts if isinstance(c.get("code"), str)}
        self._filters = _dicts(raw.get("filter"))
        imports = raw.get("valueSet")
        self._imports = [v for v in imports if isinstance(v, str)] if isinstance(imports, list) else []
        self._sources = sources
        self._join = either if union else both

    def has(self, system: str | None, code: str) -> bool | None:
        if self._system is None and not self._imports:
            return None
        if self._system is not None and system is not None and system != self._system:
            return False
        answers = [self._of_system(self._system, code)] if self._system is not None else []
        if self._imports:
            wanted = self._system or system
            answers.append(self._join(self._imported(url, wanted, code) for url in self._imports))
        return both(answers)

    def _of_system(self, system: str, code: str) -> bool | None:
        if self._concepts:
            return self._listed(system, code)
        codes = self._sources.codes(system)
        if self._filters:
            if codes is None or codes.has(code) is None:
                return self._of_grammar(system, code)
            return both(passes(f, codes, code) for f in self._filters)
        if codes is not None:
            return codes.has(code)
        check = grammar(system)
        return check(code) if check is not None else None

    def _of_grammar(self, system: str, code: str) -> bool | None:
        """Filter a code of a system that is no list here."""
        check = grammar(system)
        if check is None:
            return None
        return both((check(code), *(_passes(system, f, code) for f in self._filters)))

    def _listed(self, system: str, code: str) -> bool:
        if code in self._concepts:
            return True
        codes = self._sources.codes(system)
        if codes is None or codes.case_sensitive:
            return False
        folded = code.casefold()
        return any(folded == listed.casefold() for listed in self._concepts)

    def _imported(self, url: str, system: str | None, code: str) -> bool | None:
        members = self._sources.members(url)
        return None if members is None else members.has(system, code)

    def systems(self) -> set[str]:
        found = {self._system} if self._system else set()
        for url in self._imports:
            if (members := self._sources.members(url)) is not None:
                found |= members.systems()
        return found

    def displays(self, system: str, code: str) -> Iterator[str]:
        if system == self._system and (concept := self._concepts.get(code)) is not None:
            if isinstance(concept.get("display"), str):
                yield concept["display"]
            for designation in _dicts(concept.get("designation")):
                if isinstance(designation.get("value"), str):
                    yield designation["value"]


def _passes(system: str, filter_: Resource, code: str) -> bool | None:
    if system == UCUM and filter_.get("property") == "canonical" and filter_.get("op") == "=":
        return same_dimension(code, str(filter_.get("value")))
    return passes_by_code(filter_, code)


def _expanded(expansion: Resource) -> Iterator[tuple[str | None, str]]:
    waiting = _dicts(expansion.get("contains"))
    while waiting:
        entry = waiting.pop()
        waiting.extend(_dicts(entry.get("contains")))
        if isinstance(entry.get("code"), str) and not entry.get("abstract"):
            yield entry.get("system"), entry["code"]


def _dicts(value: object) -> list[Resource]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []
