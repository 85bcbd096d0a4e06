"""minValue, maxValue, maxLength, minLength and regex of a profile."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from carelink.validation.rules import primitives as rules

if TYPE_CHECKING:
    from carelink.validation.overlay.items import Item
    from carelink.validation.overlay.part import Part
    from carelink.validation.walker import Walker

_CORE: Final = "http://hl7.org/fhir/StructureDefinition/"
_MIN_LENGTH: Final = _CORE + "minLength"
_REGEX: Final = _CORE + "regex"
_PATTERN_AT_MOST: Final = 300


class Limits(NamedTuple):
    """Bounds on a value; None where there is none."""

    smallest: Any = None
    largest: Any = None
    longest: int | None = None
    shortest: int | None = None
    regex: re.Pattern[str] | None = None


def limits_of(element: dict[str, Any]) -> Limits | None:
    """Return the limits an element definition states, or None."""
    extensions = {x.get("url"): x for x in element.get("extension", ()) if isinstance(x, dict)}
    limits = Limits(
        _of_choice(element, "minValue"),
        _of_choice(element, "maxValue"),
        element.get("maxLength") if isinstance(element.get("maxLength"), int) else None,
        extensions.get(_MIN_LENGTH, {}).get("valueInteger"),
        _compiled(extensions.get(_REGEX, {}).get("valueString")),
    )
    return None if limits == Limits() else limits


def _of_choice(element: dict[str, Any], prefix: str) -> Any:
    return next((v for k, v in element.items() if k.startswith(prefix)), None)


def _compiled(pattern: Any) -> re.Pattern[str] | None:
    if not isinstance(pattern, str) or len(pattern) > _PATTERN_AT_MOST:
        return None
    try:
        return re.compile(pattern)
    except re.error:
        return None


def check_limits(part: Part, limits: Limits, walker: Walker, item: Item) -> None:
    """Check one value against the limits of its profile."""
    text = item.value if isinstance(item.value, str) else None
    if text is not None:
        if limits.longest is not None and len(text) > limits.longest:
            part.say(walker, rules.TEXT_TOO_LONG, item.place, most=limits.longest)
        if limits.shortest is not None and len(text) < limits.shortest:
            part.say(walker, rules.TEXT_TOO_SHORT, item.place, least=limits.shortest)
        if limits.regex is not None and not limits.regex.fullmatch(text):
            part.say(walker, rules.MALFORMED_VALUE, item.place, type=item.type)
    if limits.smallest is not None:
        _at_least(part, limits.smallest, walker, item)
    if limits.largest is not None:
        _at_most(part, limits.largest, walker, item)


def _at_least(part: Part, limit: Any, walker: Walker, item: Item) -> None:
    order = _compare(item.value, limit)
    if order == OTHER_UNIT:
        part.say(walker, rules.RANGE_NOT_COMPARABLE, item.place)
    elif order is not None and order < 0:
        part.say(walker, rules.VALUE_TOO_SMALL, item.place, least=_shown(limit))


def _at_most(part: Part, limit: Any, walker: Walker, item: Item) -> None:
    order = _compare(item.value, limit)
    if order == OTHER_UNIT:
        part.say(walker, rules.RANGE_NOT_COMPARABLE, item.place)
    elif order is not None and order > 0:
        part.say(walker, rules.VALUE_TOO_LARGE, item.place, most=_shown(limit))


OTHER_UNIT: Final = 2
"""What a comparison gives for quantities of different units."""


def _compare(value: Any, limit: Any) -> int | None:
    """Return -1, 0, 1 as the value is below, at or above the limit; 2 for another unit; None if unlike."""
    if isinstance(limit, dict):
        return _compare_quantity(value, limit)
    if isinstance(limit, str) and isinstance(value, str):
        shared = min(len(limit), len(value))
        return _sign(value[:shared], limit[:shared])
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    try:
        return _sign(Decimal(value), Decimal(limit))
    except (InvalidOperation, TypeError, ValueError):
        return None


def _compare_quantity(value: Any, limit: dict[str, Any]) -> int | None:
    if not isinstance(value, dict) or "value" not in value:
        return None
    if (value.get("system"), value.get("code")) != (limit.get("system"), limit.get("code")):
        return OTHER_UNIT
    return _compare(value["value"], limit.get("value"))


def _sign(one: Any, other: Any) -> int:
    return 1 if one > other else -1 if one < other else 0


def _shown(limit: Any) -> str:
    if isinstance(limit, dict):
        return f"{limit.get('value', '')} {limit.get('code') or limit.get('unit') or ''}".strip()
    return str(limit)
