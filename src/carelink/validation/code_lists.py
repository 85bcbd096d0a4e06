"""Value sets, code systems, concept maps and search parameters as data: what their structure does not say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from carelink.validation.rules import code_lists as rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.validation.place import Place
    from carelink.validation.scope import Scope
    from carelink.validation.walker import Walker

    Concepts = list[tuple[dict[str, Any], Place]]

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_BOOLEAN: Final = frozenset({"notSelectable", "inactive"})
_PROPERTY_TYPES: Final = {
    "code": "valueCode",
    "Coding": "valueCoding",
    "string": "valueString",
    "integer": "valueInteger",
    "boolean": "valueBoolean",
    "dateTime": "valueDateTime",
    "decimal": "valueDecimal",
}
_IMPLICIT: Final = frozenset(
    {"inactive", "deprecated", "deprecationDate", "notSelectable", "parent", "child", "status", "comment"}
)
_PATTERN_AT_MOST: Final = 300
_CONCEPTS_AT_MOST: Final = 1_000_000


def check_value_set(walker: Walker, node: dict[str, Any], scope: Scope) -> None:
    """Check the parts of a value set's compose."""
    compose = node.get("compose")
    if not isinstance(compose, dict):
        return
    for name in ("include", "exclude"):
        for index, part in _dicts(compose.get(name)):
            _part(walker, part, ((scope.place, "compose", None), name, index))


def _part(walker: Walker, part: dict[str, Any], place: Place) -> None:
    system = part.get("system")
    if isinstance(system, str) and system:
        _system(walker, system, place)
    elif part.get("concept") or part.get("filter"):
        walker.sink.add(rules.INCLUDE_WITHOUT_SYSTEM, place)
    for index, filter_ in _dicts(part.get("filter")):
        wanted = _wanted(filter_)
        if wanted is not None:
            walker.sink.add(rules.FILTER_VALUE, (place, "filter", index), wanted=wanted)


def _system(walker: Walker, system: str, place: Place) -> None:
    if "|" in system:
        walker.sink.add(rules.INCLUDE_SYSTEM_VERSIONED, place)
    elif not _ABSOLUTE.fullmatch(system):
        walker.sink.add(rules.INCLUDE_SYSTEM_RELATIVE, place)
    else:
        kinds = walker.engine.packages.kinds(system)
        if "ValueSet" in kinds and "CodeSystem" not in kinds:
            walker.sink.add(rules.INCLUDE_SYSTEM_IS_VALUE_SET, place)


def _wanted(filter_: dict[str, Any]) -> str | None:
    """Return what the value of a filter should be, when it is something else."""
    name, operator, value = filter_.get("property"), filter_.get("op"), filter_.get("value")
    if not isinstance(value, str):
        return None
    if (operator == "exists" or (name in _BOOLEAN and operator == "=")) and value not in ("true", "false"):
        return "true / false"
    if operator == "regex" and len(value) <= _PATTERN_AT_MOST:
        try:
            re.compile(value)
        except (re.error, OverflowError, RecursionError):
            return "regex"
    return None


def check_code_system(walker: Walker, node: dict[str, Any], scope: Scope) -> None:
    """Check the codes of a code system, their number and their properties."""
    content = node.get("content")
    concepts = _concepts(node, scope.place)
    seen: set[str] = set()
    for concept, place in concepts:
        code = concept.get("code")
        if isinstance(code, str):
            if code in seen:
                walker.sink.add(rules.CODE_TWICE, place)
            seen.add(code)
    if content == "complete" and not concepts:
        walker.sink.add(rules.CODE_SYSTEM_EMPTY, scope.place)
    if isinstance(content, str) and (content == "supplement") != ("supplements" in node):
        walker.sink.add(rules.SUPPLEMENT_CONTENT, scope.place)
    count = node.get("count")
    if type(count) is int and _miscounted(content, count, len(concepts)):
        walker.sink.add(rules.CODE_COUNT_DIFFERS, (scope.place, "count", None))
    _properties(walker, node, concepts)


def _miscounted(content: Any, count: int, held: int) -> bool:
    return held != count if content == "complete" else content == "not-present" and held > 0


def _properties(walker: Walker, node: dict[str, Any], concepts: Concepts) -> None:
    types = {p.get("code"): p.get("type") for _, p in _dicts(node.get("property")) if _is_text(p.get("code"))}
    for concept, place in concepts:
        for index, held in _dicts(concept.get("property")):
            code, here = held.get("code"), (place, "property", index)
            if not isinstance(code, str):
                continue
            wanted = types.get(code)
            if code not in types and code not in _IMPLICIT:
                walker.sink.add(rules.CONCEPT_PROPERTY_UNKNOWN, here)
            elif _PROPERTY_TYPES.get(str(wanted), "") not in ("", *held):
                walker.sink.add(rules.CONCEPT_PROPERTY_TYPE, here, type=wanted)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _concepts(node: dict[str, Any], place: Place) -> Concepts:
    found: Concepts = []
    waiting: list[tuple[dict[str, Any], Place]] = [(node, place)]
    while waiting and len(found) < _CONCEPTS_AT_MOST:
        holder, where = waiting.pop()
        inner = [(concept, (where, "concept", index)) for index, concept in _dicts(holder.get("concept"))]
        found += inner
        waiting += inner
    return sorted(found, key=lambda pair: _order(pair[1]))


def _order(place: Place) -> list[int]:
    numbers: list[int] = []
    at: Place | None = place
    while at is not None:
        numbers.append(at[2] or 0)
        at = at[0]
    return numbers[::-1]


def check_concept_map(walker: Walker, node: dict[str, Any], scope: Scope) -> None:
    """Check what a concept map maps between."""
    for name in ("sourceUri", "sourceCanonical", "targetUri", "targetCanonical"):
        url = node.get(name)
        kinds = walker.engine.packages.kinds(url) if isinstance(url, str) else frozenset()
        if kinds and "ValueSet" not in kinds:
            short = name.removesuffix("Uri").removesuffix("Canonical")
            walker.sink.add(rules.MAP_SCOPE, (scope.place, short, None))
    for index, group in _dicts(node.get("group")):
        if "source" not in group or "target" not in group:
            walker.sink.add(rules.MAP_GROUP_OPEN, (scope.place, "group", index))


def check_search_parameter(walker: Walker, node: dict[str, Any], scope: Scope) -> None:
    """Check name and parts of a search parameter."""
    code = node.get("code")
    if isinstance(code, str) and any(character in code for character in ".$|"):
        walker.sink.add(rules.SEARCH_CODE, scope.place)
    components = node.get("component")
    if node.get("type") == "composite" and len(components if isinstance(components, list) else ()) < _PARTS:
        walker.sink.add(rules.SEARCH_COMPOSITE, scope.place)


_PARTS: Final = 2


def _dicts(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    for index, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict):
            yield index, item
