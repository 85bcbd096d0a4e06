"""Value sets and code systems out of the tables, in FHIR shape and ready to look up."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from carelink.fhir.tables import store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Codes = frozenset[tuple[str, str]]
_DEPTH: Final = 8  # value sets that import value sets; R4 needs 3


def value_set_urls() -> tuple[str, ...]:
    """Return the canonical URLs of R4's value sets."""
    return store.keys("value-sets")


def code_system_urls() -> tuple[str, ...]:
    """Return the canonical URLs of R4's code systems."""
    return store.keys("code-systems")


def _row(table: str, url: str) -> Any:
    """Return a line by its whole URL (six v2 tables have ``|2.4`` in it), else without the version."""
    return store.row(table, url) or store.row(table, url.partition("|")[0])


def value_set(url: str) -> dict[str, Any] | None:
    """Return a value set of R4 (``|version`` is ignored) as FHIR JSON without the prose, or None."""
    row = _row("value-sets", url)
    if row is None:
        return None
    for include in (i for side in row.get("compose", {}).values() for i in side):
        if "concept" in include:
            pairs = ((c, "") if isinstance(c, str) else c for c in include["concept"])
            include["concept"] = [{"code": c, "display": d} if d else {"code": c} for c, d in pairs]
    if "expansion" in row:
        row["expansion"] = {"contains": row["expansion"]}
    return {"resourceType": "ValueSet", **row}


def code_system(url: str) -> dict[str, Any] | None:
    """Return a code system of R4 (``|version`` is ignored) as FHIR JSON without the prose, or None."""
    row = _row("code-systems", url)
    if row is None:
        return None
    kinds = {p["code"]: p["type"] for p in row.get("property", ())}
    if "concept" in row:
        row["concept"] = [_concept(c, kinds) for c in row["concept"]]
    return {"resourceType": "CodeSystem", **row}


def _concept(c: list[Any], kinds: dict[str, str]) -> dict[str, Any]:
    blank: list[Any] = ["", [], [], []]
    code, display, properties, children, designations = c + blank[len(c) - 1 :]
    full: dict[str, Any] = {"code": code}
    if display:
        full["display"] = display
    if designations:
        full["designation"] = [{"language": lang, "value": v} for lang, v in designations]
    if properties:
        full["property"] = [_property(k, v, kinds.get(k)) for k, v in properties]
    if children:
        full["concept"] = [_concept(child, kinds) for child in children]
    return full


def _property(code: str, value: Any, kind: str | None) -> dict[str, Any]:
    kind = kind or ("boolean" if isinstance(value, bool) else "code")
    return {"code": code, "value" + kind[0].upper() + kind[1:]: value}


@lru_cache(maxsize=256)
def code_system_displays(url: str) -> dict[str, str] | None:
    """Return code → display of a complete R4 code system (display "" where none is given), or None.

    None means: the codes cannot be known here, so nothing may be concluded. Do not change the dict.
    """
    row = _row("code-systems", url)
    if row is None or row["content"] != "complete":
        return None
    return {c[0]: (c[1] if len(c) > 1 else "") for c in _walk(row.get("concept", ()))}


def _walk(concepts: Iterable[list[Any]]) -> Iterator[list[Any]]:
    for c in concepts:
        yield c
        yield from _walk(_children(c))


def _children(c: list[Any]) -> list[list[Any]]:
    found: list[list[Any]] = c[3] if len(c) > 3 else []  # noqa: PLR2004 - place of the children in a row
    return found


@lru_cache(maxsize=1024)
def value_set_codes(url: str) -> Codes | None:
    """Return the ``(system, code)`` pairs of an R4 value set (``|version`` is ignored).

    None where R4 does not hold the codes: grammars (MIME, UCUM, BCP-47), registries (ISO 4217), outside
    systems (SNOMED CT, LOINC), or an unknown URL. A code system's URL is not a value set's.
    """
    return _codes(url, 0)


def _codes(url: str, depth: int) -> Codes | None:
    row = _row("value-sets", url)
    if row is None or depth > _DEPTH or "compose" not in row:
        return None
    found: set[tuple[str, str]] = set()
    for include in row["compose"]["include"]:
        part = _included(include, depth)
        if part is None:
            return None
        found |= part
    for exclude in row["compose"].get("exclude", ()):
        part = _included(exclude, depth)
        if part is None:
            return None
        found -= part
    return frozenset(found) or None


def _included(include: dict[str, Any], depth: int) -> Codes | None:
    """Return what one include or exclude names: codes of the system, cut to the imported value sets."""
    parts: list[Codes | None] = [_codes(v, depth + 1) for v in include.get("valueSet", ())]
    if "system" in include:
        parts.append(_of_system(include))
    if not parts or None in parts:
        return None
    known = [p for p in parts if p is not None]
    return known[0].intersection(*known[1:])


def _of_system(include: dict[str, Any]) -> Codes | None:
    system: str = include["system"]
    if "concept" in include:
        return frozenset((system, c if isinstance(c, str) else c[0]) for c in include["concept"])
    row = _row("code-systems", system)
    if row is None or row["content"] != "complete":
        return None
    concepts = list(_walk(row.get("concept", ())))
    codes = {c[0] for c in concepts}
    for f in include.get("filter", ()):
        if f["op"] != "is-a" or f["property"] not in ("concept", "code"):
            return None  # the few others (regex, =) are left to the terminology of ``validation``
        codes &= _below(concepts, f["value"])
    return frozenset((system, code) for code in codes)


def _below(concepts: list[list[Any]], top: str) -> set[str]:
    """Return ``top`` and everything below it, by nesting and by ``child`` properties (v3 uses both)."""
    edges = {
        c[0]: [k[0] for k in _children(c)] + [v for p, v in (c[2] if len(c) > 2 else ()) if p == "child"]  # noqa: PLR2004
        for c in concepts
    }
    found: set[str] = set()
    waiting = [top] if top in edges else []
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting += edges.get(code, ())
    return found
