"""Filters of a value set: which codes of a system they let through."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.profiles.terminology.codes import Codes, Concept

_HIERARCHY: Final = frozenset({"concept", "code"})
_PATTERN_AT_MOST: Final = 200
_NESTED_REPEAT = re.compile(r"[*+}]\)?[*+{]")


def passes(filter_: dict[str, Any], codes: Codes, code: str) -> bool | None:
    """Whether a code of the system passes one filter; None when it cannot be decided."""
    name, operator, value = filter_.get("property"), filter_.get("op"), filter_.get("value")
    concept = codes.get(code)
    if not isinstance(name, str) or not isinstance(value, str) or not value:
        return None
    if concept is None:
        return False if codes.complete else None
    if name in _HIERARCHY:
        return _by_hierarchy(codes, concept.code, str(operator), value)
    return _by_property(concept, name, str(operator), value)


def passes_by_code(filter_: dict[str, Any], code: str) -> bool | None:
    """Whether a code of a registry without hierarchy and properties passes; None when more is asked."""
    name, operator, value = filter_.get("property"), filter_.get("op"), filter_.get("value")
    if name not in _HIERARCHY or not isinstance(value, str) or not value:
        return None
    answers: dict[str, Callable[[], bool | None]] = {
        "in": lambda: code in _listed(value),
        "not-in": lambda: code not in _listed(value),
        "=": lambda: code == value,
        "regex": lambda: _matches(value, code),
    }
    answer = answers.get(str(operator))
    return answer() if answer is not None else None


def _by_hierarchy(codes: Codes, code: str, operator: str, value: str) -> bool | None:
    below = code in codes.descendants(value)
    listed = code in _listed(value)
    answers: dict[str, Callable[[], bool | None]] = {
        "is-a": lambda: below or code == value,
        "descendent-of": lambda: below,
        "is-not-a": lambda: not below and code != value,
        "generalizes": lambda: code == value or value in codes.descendants(code),
        "in": lambda: listed,
        "not-in": lambda: not listed,
        "=": lambda: code == value,
        "regex": lambda: _matches(value, code),
    }
    answer = answers.get(operator)
    return answer() if answer is not None else None


def _by_property(concept: Concept, name: str, operator: str, value: str) -> bool | None:
    values = _implicit(concept, name)
    if operator == "=":
        return any(v == value or v.rpartition("|")[2] == value for v in values)
    if operator == "in":
        return bool(_listed(value).intersection(values))
    if operator == "not-in":
        return not _listed(value).intersection(values)
    if operator == "exists":
        return bool(values) == (value == "true")
    if operator == "regex":
        results = [_matches(value, v) for v in values]
        return True if True in results else (None if None in results else False)
    return None


def _implicit(concept: Concept, name: str) -> list[str]:
    if name == "display":
        return [concept.display] if concept.display else []
    if name == "notSelectable" and not concept.values(name):
        return ["false"]
    return concept.values(name)


def _listed(value: str) -> frozenset[str]:
    return frozenset(item.strip() for item in value.split(","))


def _matches(pattern: str, text: str) -> bool | None:
    """Full match; patterns that could run away (nested repeats, great length) stay undecided."""
    if len(pattern) > _PATTERN_AT_MOST or _NESTED_REPEAT.search(pattern):
        return None
    try:
        return re.fullmatch(pattern, text) is not None
    except re.error:
        return None
