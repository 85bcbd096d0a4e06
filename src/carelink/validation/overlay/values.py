"""fixed[x] and pattern[x]: whether a value is the same, or holds everything the pattern says."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def same(fixed: Any, value: Any) -> bool:
    """Whether a value equals a fixed one exactly: nothing missing, nothing extra, decimals to the digit."""
    if isinstance(fixed, dict):
        return (
            isinstance(value, dict)
            and fixed.keys() == value.keys()
            and all(same(v, value[k]) for k, v in fixed.items())
        )
    if isinstance(fixed, list):
        return (
            isinstance(value, list)
            and len(fixed) == len(value)
            and all(same(f, v) for f, v in zip(fixed, value, strict=True))
        )
    return _same_literal(fixed, value)


def matcher(pattern: Any) -> Callable[[Any], bool]:
    """Return the test of a pattern: a value may hold more, and each item of a list matches some item."""
    if isinstance(pattern, dict):
        return _object_matcher([(key, matcher(inner)) for key, inner in pattern.items()])
    if isinstance(pattern, list):
        return _list_matcher([matcher(inner) for inner in pattern])
    if isinstance(pattern, str):
        return pattern.__eq__
    return lambda value: _same_literal(pattern, value)


def _object_matcher(parts: list[tuple[str, Callable[[Any], bool]]]) -> Callable[[Any], bool]:
    def matches(value: Any) -> bool:
        if type(value) is not dict:
            return False
        for key, test in parts:  # noqa: SIM110  a generator costs more than the loop, and this runs often
            if key not in value or test(value[key]) is not True:
                return False
        return True

    return matches


def _list_matcher(tests: list[Callable[[Any], bool]]) -> Callable[[Any], bool]:
    def matches(value: Any) -> bool:
        if type(value) is not list:
            return False
        for test in tests:
            for item in value:
                if test(item) is True:
                    break
            else:
                return False
        return True

    return matches


def _same_literal(wanted: Any, value: Any) -> bool:
    if isinstance(wanted, bool) or isinstance(value, bool):
        return wanted is value
    if isinstance(wanted, (int, Decimal)) and isinstance(value, (int, Decimal)):
        return str(wanted) == str(value)
    return bool(wanted == value)


def differences(wanted: Any, value: Any, *, exact: bool) -> list[str]:
    """Return the parts of a complex value that are missing or extra; [] when a part of it differs."""
    if not isinstance(wanted, dict) or not isinstance(value, dict):
        return []
    return [k for k in wanted if k not in value] + ([k for k in value if k not in wanted] if exact else [])
