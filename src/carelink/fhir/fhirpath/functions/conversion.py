"""Conversions (FHIRPath N1 §5.5): ``toX`` gives the value or nothing, ``convertsToX`` says which."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from carelink.fhir.fhirpath.environment import only
from carelink.fhir.fhirpath.functions.function import Function, answer, text
from carelink.fhir.fhirpath.nodes import is_text, of, system
from carelink.fhir.fhirpath.operators import bounded
from carelink.fhir.fhirpath.quantities import CALENDAR, Quantity, in_unit
from carelink.fhir.fhirpath.times import Date, DateTime, Time

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.fhir.fhirpath.environment import Eval, Scope
    from carelink.fhir.fhirpath.nodes import Collection, Node
    from carelink.fhir.fhirpath.syntax import Constant

_TRUE = {"true", "t", "yes", "y", "1", "1.0"}
_FALSE = {"false", "f", "no", "n", "0", "0.0"}
_INTEGER = re.compile(r"[+-]?[0-9]{1,19}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?")


def to_boolean(value: Constant) -> bool | None:
    """Convert to a boolean."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | Decimal):
        return bool(value) if value in (0, 1) else None
    if isinstance(value, str):
        return True if value.lower() in _TRUE else False if value.lower() in _FALSE else None
    return None


def to_integer(value: Constant) -> int | None:
    """Convert to an integer."""
    if isinstance(value, int):
        return int(value)
    return int(value) if isinstance(value, str) and _INTEGER.fullmatch(value) else None


def to_decimal(value: Constant) -> Decimal | None:
    """Convert to a decimal."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(int(value))
    return Decimal(value) if isinstance(value, str) and _DECIMAL.fullmatch(value) else None


def to_string(value: Constant) -> str | None:
    """Convert to a string."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def to_date(value: Constant) -> Date | None:
    """Convert to a date; the time of a date with time is dropped."""
    if isinstance(value, str):
        value = Date.parse(value) or DateTime.parse(value) or value
    if isinstance(value, DateTime):
        return Date(value.parts[:3])
    return value if isinstance(value, Date) else None


def to_datetime(value: Constant) -> DateTime | None:
    """Convert to a date with time, as precise as it is."""
    if isinstance(value, str):
        return DateTime.parse(value)
    if isinstance(value, Date):
        return DateTime(value.parts)
    return value if isinstance(value, DateTime) else None


def to_time(value: Constant) -> Time | None:
    """Convert to a time of day."""
    if isinstance(value, str):
        return Time.parse(value)
    return value if isinstance(value, Time) else None


def to_quantity(value: Constant) -> Quantity | None:
    """Convert to a quantity; a bare number has the unit ``'1'``."""
    if isinstance(value, str):
        return Quantity.parse(value)
    if isinstance(value, int | Decimal):
        return Quantity(Decimal(value))
    return value if isinstance(value, Quantity) else None


def _converted(
    scope: Scope, focus: Collection, operation: Callable[[Constant], Constant | None]
) -> Constant | None:
    node: Node | None = only(focus)
    if node is not None and is_text(node):
        text(scope, [node])
    if node is not None and operation is to_string and type(node.value) is str:
        return node.value  # a date of the tree stays as it was written
    value = None if node is None else system(node)
    return None if value is None else bounded(operation(value))


def _to(operation: Callable[[Constant], Constant | None]) -> Callable[..., Collection]:
    def run(scope: Scope, focus: Collection, unit: Eval | None = None) -> Collection:
        value = _converted(scope, focus, operation)
        if unit is not None and isinstance(value, Quantity):
            value = _in(value, text(scope, unit))
        return [] if value is None else [of(value)]

    return run


def _converts(operation: Callable[[Constant], Constant | None]) -> Callable[..., Collection]:
    def run(scope: Scope, focus: Collection, unit: Eval | None = None) -> Collection:
        if not focus:
            return []
        return answer(bool(_to(operation)(scope, focus, unit) if unit else _to(operation)(scope, focus)))

    return run


def _in(value: Quantity, unit: str | None) -> Quantity | None:
    if unit is None:
        return None
    return in_unit(value, CALENDAR.get(unit, unit), calendar=unit in CALENDAR)


_KINDS: dict[str, Callable[[Constant], Constant | None]] = {
    "Boolean": to_boolean,
    "Integer": to_integer,
    "Decimal": to_decimal,
    "String": to_string,
    "Date": to_date,
    "DateTime": to_datetime,
    "Time": to_time,
    "Quantity": to_quantity,
}
FUNCTIONS = {
    **{f"to{name}": Function(_to(convert), 0, int(name == "Quantity")) for name, convert in _KINDS.items()},
    **{f"convertsTo{name}": Function(_converts(c), 0, int(name == "Quantity")) for name, c in _KINDS.items()},
}
