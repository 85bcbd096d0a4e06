"""Numbers (FHIRPath N1 §5.7)."""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Decimal, DecimalException
from typing import TYPE_CHECKING, Any

from carelink.fhir.fhirpath.environment import only
from carelink.fhir.fhirpath.errors import EvaluationError
from carelink.fhir.fhirpath.functions.function import Function
from carelink.fhir.fhirpath.nodes import of, system
from carelink.fhir.fhirpath.operators import bounded
from carelink.fhir.fhirpath.quantities import Quantity

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.fhir.fhirpath.environment import Eval, Scope
    from carelink.fhir.fhirpath.nodes import Collection

_MOST_DIGITS = 28


def _value(found: Collection) -> int | Decimal | Quantity | None:
    node = only(found)
    value = None if node is None else system(node)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Quantity):
        raise EvaluationError("a number is needed here")
    return value


def _on(operation: Callable[..., Any], *, quantities: bool = False) -> Callable[..., Collection]:
    """Lift an operation on numbers: whatever is empty or has no result makes the result empty."""

    def run(scope: Scope, focus: Collection, *arguments: Eval) -> Collection:
        values = [_value(focus), *(_value(argument(scope)) for argument in arguments)]
        if None in values:
            return []
        first = values[0]
        try:
            if isinstance(first, Quantity) and quantities:
                result: Any = Quantity(Decimal(operation(first.value)), first.unit, first.calendar)
            elif any(isinstance(value, Quantity) for value in values):
                raise EvaluationError("a number is needed here")
            else:
                result = operation(*values)
        except (DecimalException, ArithmeticError, ValueError):
            return []
        result = bounded(result)
        return [] if result is None else [of(result)]

    return run


def _exact(number: float) -> Decimal:
    """Return a float as the shortest decimal that means it."""
    return Decimal(repr(number))


def _round(number: int | Decimal, digits: int | Decimal = 0) -> Decimal | None:
    if digits != int(digits) or not 0 <= digits <= _MOST_DIGITS:
        raise EvaluationError("the precision of round is a small integer, not below 0")
    return Decimal(number).quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP)


def _power(base: int | Decimal, exponent: int | Decimal) -> int | Decimal | None:
    if isinstance(base, int) and isinstance(exponent, int) and exponent >= 0:
        # The size is known before the work: 10 to the 28th is the largest number there is.
        return (
            base**exponent if abs(base) <= 1 or exponent * math.log10(abs(base)) < _MOST_DIGITS + 1 else None
        )
    if base < 0 and exponent != int(exponent):
        return None
    return Decimal(base) ** Decimal(exponent)


def _log(number: int | Decimal, base: int | Decimal) -> Decimal | None:
    if number <= 0 or base <= 0 or base == 1:
        return None
    return _exact(round(math.log(number, base), 12))


FUNCTIONS = {
    "abs": Function(_on(abs, quantities=True)),
    "ceiling": Function(_on(lambda n: int(Decimal(n).to_integral_value(ROUND_CEILING)))),
    "floor": Function(_on(lambda n: int(Decimal(n).to_integral_value(ROUND_FLOOR)))),
    "truncate": Function(_on(lambda n: int(Decimal(n).to_integral_value(ROUND_DOWN)))),
    "round": Function(_on(_round), 0, 1),
    "exp": Function(_on(lambda n: _exact(math.exp(n)))),
    "ln": Function(_on(lambda n: _exact(math.log(n)) if n > 0 else None)),
    "log": Function(_on(_log), 1, 1),
    "power": Function(_on(_power), 1, 1),
    "sqrt": Function(_on(lambda n: Decimal(n).sqrt() if n >= 0 else None)),
}
