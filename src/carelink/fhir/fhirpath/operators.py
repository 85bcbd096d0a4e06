"""Arithmetic and concatenation (FHIRPath N1 §6.6)."""

from __future__ import annotations

from decimal import Decimal, DecimalException
from typing import TYPE_CHECKING, Any

from carelink.fhir.fhirpath import quantities
from carelink.fhir.fhirpath.durations import shift
from carelink.fhir.fhirpath.errors import EvaluationError
from carelink.fhir.fhirpath.nodes import Node, is_text, of, system
from carelink.fhir.fhirpath.quantities import Quantity
from carelink.fhir.fhirpath.times import Date, DateTime, Time

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.fhir.fhirpath.syntax import Constant

_LARGEST = Decimal(10) ** 28
"""Beyond this a number is an overflow, and so empty (FHIRPath N1 §6.6)."""


def _number(value: Any) -> int | Decimal | None:
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def bounded(value: Any) -> Constant | None:
    """Return a result, or None when it has overflowed."""
    number: int | Decimal | None = value.value if isinstance(value, Quantity) else _number(value)
    if isinstance(number, Decimal) and not number.is_finite():
        return None
    if number is not None and abs(Decimal(number)) > _LARGEST:
        return None
    found: Constant | None = value
    return found


def _add(a: Any, b: Any) -> Any:
    if isinstance(a, str) and isinstance(b, str):
        return a + b
    return _sum(a, b, 1)


def _subtract(a: Any, b: Any) -> Any:
    return _sum(a, b, -1)


def _sum(a: Any, b: Any, sign: int) -> Any:
    if isinstance(a, Date | DateTime | Time) and isinstance(b, Quantity):
        return shift(a, b, sign)
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return quantities.add(a, b, sign)
    return _numbers(a, b, lambda x, y: x + sign * y)


def _numbers(a: Any, b: Any, operation: Callable[[Any, Any], Any]) -> Any:
    first, second = _number(a), _number(b)
    if first is None or second is None:
        raise EvaluationError("this operator does not work on these types")
    return operation(first, second)


def _scaled(a: Any, b: Any, *, divide: bool) -> Any:
    if isinstance(a, Quantity) or isinstance(b, Quantity):
        one = a if isinstance(a, Quantity) else _numbers(a, 1, lambda x, _: Quantity(Decimal(x)))
        other = b if isinstance(b, Quantity) else _numbers(b, 1, lambda x, _: Quantity(Decimal(x)))
        return quantities.multiply(one, other, divide=divide)
    if not divide:
        return _numbers(a, b, lambda x, y: x * y)
    return _numbers(a, b, lambda x, y: Decimal(x) / Decimal(y) if y else None)


def _multiply(a: Any, b: Any) -> Any:
    return _scaled(a, b, divide=False)


def _divide(a: Any, b: Any) -> Any:
    return _scaled(a, b, divide=True)


def _div(a: Any, b: Any) -> Any:
    return _numbers(a, b, lambda x, y: int(Decimal(x) / Decimal(y)) if y else None)


def _mod(a: Any, b: Any) -> Any:
    def rest(x: int | Decimal, y: int | Decimal) -> int | Decimal | None:
        if not y:
            return None
        found = Decimal(x) % Decimal(y)
        return int(found) if isinstance(x, int) and isinstance(y, int) else found

    return _numbers(a, b, rest)


_OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "/": _divide,
    "div": _div,
    "mod": _mod,
}


def arithmetic(operator: str, one: Node, other: Node) -> Node | None:
    """Apply ``+ - * / div mod``; None for overflow, division by zero and units that do not fit.

    :raises EvaluationError: for types the operator does not work on
    """
    a, b = system(one), system(other)
    if a is None or b is None:
        if one.value is None or other.value is None:
            return None
        raise EvaluationError("this operator does not work on these types")
    try:
        result = bounded(_OPERATIONS[operator](a, b))
    except DecimalException:
        return None
    return None if result is None else of(result)


def concatenate(one: Node | None, other: Node | None) -> str:
    """Apply ``&``: what is empty counts as the empty string.

    :raises EvaluationError: for anything but strings
    """
    parts = [node for node in (one, other) if node is not None and node.value is not None]
    if not all(is_text(node) for node in parts):
        raise EvaluationError("& joins strings only")
    return "".join(node.value for node in parts)


def negative(node: Node) -> Node:
    """Apply the minus sign.

    :raises EvaluationError: for anything but numbers and quantities
    """
    value = system(node)
    if isinstance(value, Quantity):
        return of(Quantity(-value.value, value.unit, value.calendar))
    number = _number(value)
    if number is None:
        raise EvaluationError("+ and - as signs belong to numbers and quantities")
    return of(-number)
