"""Now and today, and the edges of what a value may mean (FHIRPath N1 §5.9, and later additions)."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from carelink.fhir.fhirpath.environment import only
from carelink.fhir.fhirpath.errors import EvaluationError
from carelink.fhir.fhirpath.functions.function import Function, answer, integer
from carelink.fhir.fhirpath.nodes import of, system
from carelink.fhir.fhirpath.quantities import Quantity, same_scale
from carelink.fhir.fhirpath.times import Date, DateTime, Time, earliest, latest

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.fhir.fhirpath.environment import Eval, Scope
    from carelink.fhir.fhirpath.nodes import Collection
    from carelink.fhir.fhirpath.syntax import Constant
    from carelink.fhir.fhirpath.times import Parts

_DIGITS = (4, 6, 8, 10, 12, 14, 17)
"""Digits of a point in time known to the year, month, day, hour, minute, second, millisecond."""
_CLOCK_DIGITS = (2, 4, 6, 9)
_DAY, _SECOND = 3, 6
_MOST_DIGITS = 31
_ZONES = {False: 14 * 60, True: -12 * 60}
"""Offset of the place that reaches a point in time first, and last."""


def now(scope: Scope, _: Collection) -> Collection:
    """Return the instant of this evaluation."""
    return [of(scope.situation.instant())]


def today(scope: Scope, _: Collection) -> Collection:
    """Return the day of this evaluation."""
    return [of(Date(scope.situation.instant().parts[:3]))]


def time_of_day(scope: Scope, _: Collection) -> Collection:
    """Return the time of this evaluation."""
    return [of(Time(scope.situation.instant().parts[3:]))]


def _decimal_edge(value: Decimal, digits: int, *, high: bool) -> Decimal:
    exponent = value.as_tuple().exponent
    step = Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)
    upward = high if value >= 0 else not high
    edge = abs(value) + step if upward else abs(value) - step
    if not value and not high:
        edge, upward = -step, True
    cut = Decimal(1).scaleb(-digits)
    edge = edge.quantize(cut, ROUND_HALF_UP if upward else ROUND_DOWN)
    return -edge if value < 0 else edge


def _precise(parts: Parts, digits: int) -> Parts | None:
    """Cut full parts to a number of digits."""
    if digits not in _DIGITS:
        return None
    size = min(_DIGITS.index(digits) + 1, _SECOND)
    if size < _SECOND:
        return parts[:size]
    second = Decimal(parts[5])
    return (*parts[:5], second.quantize(Decimal(1 if digits == _DIGITS[5] else "0.001"), ROUND_DOWN))


def _filled(parts: Parts, *, high: bool) -> Parts:
    full = latest(parts) if high else earliest(parts)
    second = Decimal(full[5])
    if high and len(parts) == _SECOND and second == second.to_integral_value() and "." not in str(second):
        second += Decimal("0.999")
    return (*full[:5], second)


def _moment_edge(value: Date | DateTime | Time, digits: int | None, *, high: bool) -> Constant | None:
    if isinstance(value, Time):
        wanted = _CLOCK_DIGITS[-1] if digits is None else digits
        parts = _precise(_filled((2000, 1, 1, *value.parts), high=high), wanted + _DIGITS[2])
        return None if parts is None or wanted not in _CLOCK_DIGITS else Time(parts[3:])
    parts = _precise(
        _filled(value.parts, high=high), digits or (_DIGITS[2] if isinstance(value, Date) else _DIGITS[-1])
    )
    if parts is None:
        return None
    if isinstance(value, Date):
        return Date(parts) if len(parts) <= _DIGITS.index(_DIGITS[2]) + 1 else DateTime(parts, _ZONES[high])
    zone = _ZONES[high] if value.offset is None else value.offset
    return DateTime(parts, zone if len(parts) > _DAY else None)


def _edge(value: Constant, digits: int | None, *, high: bool) -> Constant | None:
    if digits is not None and not 0 <= digits <= _MOST_DIGITS:
        return None
    if isinstance(value, Date | DateTime | Time):
        return _moment_edge(value, digits, high=high)
    places = 8 if digits is None else digits
    if isinstance(value, Quantity):
        return Quantity(_decimal_edge(value.value, places, high=high), value.unit, value.calendar)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _decimal_edge(Decimal(value), places, high=high)
    raise EvaluationError("boundaries exist for numbers, quantities, dates and times")


def _boundary(*, high: bool) -> Callable[..., Collection]:
    def run(scope: Scope, focus: Collection, precision: Eval | None = None) -> Collection:
        node = only(focus)
        value = None if node is None else system(node)
        digits = None if precision is None else integer(scope, precision)
        result = None if value is None else _edge(value, digits, high=high)
        return [] if result is None else [of(result)]

    return run


def precision(_: Scope, focus: Collection) -> Collection:
    """Count the digits a value was stated with."""
    node = only(focus)
    value = None if node is None else system(node)
    match value:
        case None:
            return []
        case Date() | DateTime():
            return [of(_stated(value.parts, _DIGITS))]
        case Time():
            return [of(_stated((2000, 1, 1, *value.parts), _DIGITS) - _DIGITS[2])]
        case Decimal():
            exponent = value.as_tuple().exponent
            return [of(max(0, -exponent) if isinstance(exponent, int) else 0)]
        case int() if not isinstance(value, bool):
            return [of(0)]
    raise EvaluationError("numbers, dates and times have a precision")


def _stated(parts: Parts, digits: tuple[int, ...]) -> int:
    fraction = len(parts) == _SECOND and "." in str(parts[5])
    return digits[len(parts) - 1 + fraction]


def comparable(scope: Scope, focus: Collection, other: Eval) -> Collection:
    """Whether two quantities have units that convert into each other."""
    one, two = only(focus), only(other(scope))
    if one is None or two is None:
        return []
    a, b = system(one), system(two)
    if not isinstance(a, Quantity) or not isinstance(b, Quantity):
        raise EvaluationError("comparable works on quantities")
    return answer(same_scale(a, b) is not None)


FUNCTIONS = {
    "now": Function(now),
    "today": Function(today),
    "timeOfDay": Function(time_of_day),
    "lowBoundary": Function(_boundary(high=False), 0, 1),
    "highBoundary": Function(_boundary(high=True), 0, 1),
    "precision": Function(precision),
    "comparable": Function(comparable, 1, 1),
}
