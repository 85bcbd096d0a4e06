"""Equality, equivalence, order and identity of items (FHIRPath N1 §6.1, §6.2)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from carelink.fhir.fhirpath import quantities
from carelink.fhir.fhirpath.errors import EvaluationError
from carelink.fhir.fhirpath.nodes import Node, system
from carelink.fhir.fhirpath.quantities import Quantity
from carelink.fhir.fhirpath.times import Date, DateTime, Time, order

if TYPE_CHECKING:
    from carelink.fhir.fhirpath.nodes import Collection

_Number = (int, Decimal)
_Moment = (Date, DateTime, Time)


def _is_number(value: Any) -> bool:
    return isinstance(value, _Number) and not isinstance(value, bool)


def equal(one: Node, other: Node) -> bool | None:  # noqa: PLR0911  one answer for each pair of kinds
    """Compare two items; None when it cannot be known (precision, units, no value)."""
    if type(one.value) is dict and type(other.value) is dict:
        return bool(one.value == other.value)
    a, b = system(one), system(other)
    if a is None or b is None:
        return None if one.value is None or other.value is None else False
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if _is_number(a) and _is_number(b):
        return a == b
    if isinstance(a, _Moment) and isinstance(b, _Moment):
        return _same_moment(a, b)
    if isinstance(a, Quantity) or isinstance(b, Quantity):
        return _same_quantity(_as_quantity(a), _as_quantity(b))
    return type(a) is type(b) and a == b


def _same_moment(a: Date | DateTime | Time, b: Date | DateTime | Time) -> bool | None:
    if isinstance(a, Time) != isinstance(b, Time):
        return False
    sign = order(a, b)
    return None if sign is None else sign == 0


def _as_quantity(value: Any) -> Quantity | None:
    if isinstance(value, Quantity):
        return value
    return Quantity(Decimal(value)) if _is_number(value) else None


def _same_quantity(a: Quantity | None, b: Quantity | None) -> bool | None:
    if a is None or b is None:
        return False
    both = quantities.same_scale(a, b)
    return None if both is None else both[0] == both[1]


def equals(one: Collection, other: Collection) -> bool | None:
    """Compare two collections, order included; None when either is empty."""
    if not one or not other:
        return None
    if len(one) != len(other):
        return False
    answers = [equal(a, b) for a, b in zip(one, other, strict=True)]
    if False in answers:
        return False
    return None if None in answers else True


def equivalent(one: Node, other: Node) -> bool:
    """Compare two items loosely: case, white space, and digits beyond the shorter number do not matter."""
    a, b = system(one), system(other)
    if a is None or b is None:
        return _alike(one.value, other.value)
    if isinstance(a, _Moment) and isinstance(b, _Moment):
        return isinstance(a, Time) == isinstance(b, Time) and order(a, b) == 0
    if isinstance(a, Quantity) or isinstance(b, Quantity):
        first, second = _as_quantity(a), _as_quantity(b)
        both = quantities.same_scale(first, second, loosely=True) if first and second else None
        return both is not None and _rounded_alike(*both)
    return _alike(a, b)


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _rounded_alike(a: int | Decimal, b: int | Decimal) -> bool:
    first, second = Decimal(a), Decimal(b)
    unit = Decimal(1).scaleb(-min(_places(first), _places(second)))
    return first.quantize(unit, ROUND_HALF_UP) == second.quantize(unit, ROUND_HALF_UP)


def _alike(a: Any, b: Any) -> bool:
    """Compare values of the tree loosely."""
    if isinstance(a, str) and isinstance(b, str):
        return a.casefold().split() == b.casefold().split()
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if _is_number(a) and _is_number(b):
        return _rounded_alike(a, b)
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_alike(v, b[k]) for k, v in a.items())
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(_alike(v, w) for v, w in zip(a, b, strict=True))
    return bool(a == b)


def all_equivalent(one: Collection, other: Collection) -> bool:
    """Compare two collections loosely, order not minded."""
    if len(one) != len(other):
        return False
    left = list(other)
    for a in one:
        place = next((n for n, b in enumerate(left) if equivalent(a, b)), None)
        if place is None:
            return False
        del left[place]
    return True


def compare(one: Node, other: Node) -> int | None:
    """Order two items: -1, 0, 1, or None when it cannot be known.

    :raises EvaluationError: for items that have no common order
    """
    a, b = system(one), system(other)
    if a is None or b is None:
        if one.value is None or other.value is None or isinstance(a or b, Quantity):
            return None
        raise EvaluationError("<, <=, > and >= compare strings, numbers, quantities, dates and times only")
    if isinstance(a, Quantity) or isinstance(b, Quantity):
        return _order_quantities(one, other)
    fit = (_is_number(a) and _is_number(b)) or (type(a) is type(b) and not isinstance(a, bool))
    if isinstance(a, _Moment) and isinstance(b, _Moment):
        if isinstance(a, Time) == isinstance(b, Time):
            return order(a, b)
        fit = False
    if not fit:
        raise EvaluationError("these two types have no common order")
    return (a > b) - (a < b)  # type: ignore[operator]  # both are numbers or both strings


def _order_quantities(one: Node, other: Node) -> int | None:
    a, b = _as_quantity(system(one)), _as_quantity(system(other))
    if a is None or b is None:
        raise EvaluationError("a quantity and this type have no common order")
    plain = all(type(n.value) is dict and "code" not in n.value for n in (one, other))
    # Without codes the reference validator compares the numbers, whatever the units are called.
    both = (a.value, b.value) if plain else quantities.same_scale(a, b)
    return None if both is None else (both[0] > both[1]) - (both[0] < both[1])


def key(node: Node) -> Any:
    """Return something hashable that is the same for items that are equal."""
    value = system(node)
    if value is None:
        return _frozen(node.value if node.value is not None else node.sibling)
    if isinstance(value, bool):
        return ("boolean", value)
    if isinstance(value, Quantity):
        return ("quantity", value.value.normalize(), value.unit, value.calendar)
    if isinstance(value, Date | DateTime):
        offset = value.offset if isinstance(value, DateTime) else None
        return ("moment", value.parts, offset)
    return _frozen(value)  # malformed data has lists where none belong


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return frozenset((k, _frozen(v)) for k, v in value.items())
    if isinstance(value, list):
        return tuple(_frozen(v) for v in value)
    return ("boolean", value) if isinstance(value, bool) else value
