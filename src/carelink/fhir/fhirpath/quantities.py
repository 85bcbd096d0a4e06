"""Quantities: a number with a UCUM unit or a calendar duration (FHIRPath N1 §2.1.2.1, §4.2, §6.6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext

from carelink.fhir.fhirpath.units import product, spelt, unit

CALENDAR = {
    **{word: word for word in ("year", "month", "week", "day", "hour", "minute", "second", "millisecond")},
    **{f"{w}s": w for w in ("year", "month", "week", "day", "hour", "minute", "second", "millisecond")},
}
"""The words of calendar durations, and the one each is filed under."""

_DEFINITE = {"week": "wk", "day": "d", "hour": "h", "minute": "min", "second": "s", "millisecond": "ms"}
_ALIKE = {**_DEFINITE, "year": "a", "month": "mo"}
"""Equivalent (``~``), though a year and ``'a'`` are not equal."""

_WRITTEN = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(?:'([^']+)'|([A-Za-z]+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Quantity:
    """``value`` of ``unit``: a UCUM code, or the singular word of a calendar duration when ``calendar``."""

    value: Decimal
    unit: str = "1"
    calendar: bool = False

    @classmethod
    def parse(cls, text: str) -> Quantity | None:
        """Read ``4.5 'mg'``, ``1 day`` or ``7``; None when it is none of them."""
        match = _WRITTEN.fullmatch(text)
        if match is None or (match[3] and match[3] not in CALENDAR):
            return None
        if match[3]:
            return cls(Decimal(match[1]), CALENDAR[match[3]], calendar=True)
        return cls(Decimal(match[1]), match[2] or "1")

    def __str__(self) -> str:
        number = format(self.value, "f")
        return f"{number} {self.unit}" if self.calendar else f"{number} '{self.unit}'"

    def code(self, *, loosely: bool = False) -> str | None:
        """Return the UCUM code; None for a year or a month, which have none that is equal."""
        return (_ALIKE if loosely else _DEFINITE).get(self.unit) if self.calendar else self.unit


def _months(quantity: Quantity) -> Decimal | None:
    if quantity.calendar and quantity.unit in ("year", "month"):
        return quantity.value * (12 if quantity.unit == "year" else 1)
    return None


def same_scale(one: Quantity, other: Quantity, *, loosely: bool = False) -> tuple[Decimal, Decimal] | None:
    """Return both values in one unit, or None when they cannot be compared."""
    if one.unit == other.unit and one.calendar == other.calendar:
        return one.value, other.value
    first, second = _months(one), _months(other)
    if first is not None and second is not None:
        return first, second
    code, code2 = one.code(loosely=loosely), other.code(loosely=loosely)
    if code is None or code2 is None:
        return None
    if code == code2:
        return one.value, other.value
    scale, scale2 = unit(code), unit(code2)
    if scale is None or scale2 is None or scale.dimensions != scale2.dimensions:
        return None
    with localcontext() as context:
        context.prec = 40
        return one.value * scale.factor, other.value * scale2.factor


def add(one: Quantity, other: Quantity, sign: int = 1) -> Quantity | None:
    """Add in the unit of the first; None when the units do not fit."""
    both = same_scale(one, other)
    if both is None:
        return None
    with localcontext() as context:
        context.prec = 40
        factor = both[0] / one.value if one.value else _factor_to(one, other)
        return Quantity(one.value + sign * both[1] / factor, one.unit, one.calendar)


def _factor_to(one: Quantity, other: Quantity) -> Decimal:
    both = same_scale(Quantity(Decimal(1), one.unit, one.calendar), other)
    return both[0] if both else Decimal(1)


def multiply(one: Quantity, other: Quantity, *, divide: bool = False) -> Quantity | None:
    """Multiply or divide two quantities; None for units we do not know and for a division by zero."""
    code, code2 = one.code(), other.code()
    if code is None or code2 is None or (divide and not other.value):
        return None
    if code2 == "1":
        return Quantity(one.value / other.value if divide else one.value * other.value, code)
    known, known2 = unit(code), unit(code2)
    if known is None or known2 is None:
        return None
    joined = product(known, known2, -1 if divide else 1)
    value = one.value / other.value if divide else one.value * other.value
    return Quantity(value * joined.factor, spelt(joined))


def in_unit(quantity: Quantity, unit_name: str, *, calendar: bool) -> Quantity | None:
    """Convert to another unit; None when it does not fit."""
    one = Quantity(Decimal(1), unit_name, calendar)
    both = same_scale(one, quantity)
    return None if both is None else Quantity(both[1] / both[0], unit_name, calendar)
