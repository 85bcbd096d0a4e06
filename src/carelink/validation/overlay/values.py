"""fixed[x] and pattern[x]: whether a value is the same, or holds everything the pattern says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any


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


def holds(pattern: Any, value: Any) -> bool:
    """Whether a value contains a pattern: more is allowed, and each item of a list matches some item."""
    if isinstance(pattern, dict):
        return isinstance(value, dict) and all(k in value and holds(v, value[k]) for k, v in pattern.items())
    if isinstance(pattern, list):
        return isinstance(value, list) and all(any(holds(p, v) for v in value) for p in pattern)
    return _same_literal(pattern, value)


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
