"""Adding a duration to a date, a point in time or a time of day (FHIRPath N1 §6.6.7)."""

from __future__ import annotations

import calendar
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from carelink.fhir.fhirpath.errors import EvaluationError
from carelink.fhir.fhirpath.quantities import CALENDAR
from carelink.fhir.fhirpath.times import Date, DateTime, Time, earliest

if TYPE_CHECKING:
    from carelink.fhir.fhirpath.quantities import Quantity
    from carelink.fhir.fhirpath.times import Moment, Parts

_SECONDS = {
    "week": Decimal(604800),
    "day": Decimal(86400),
    "hour": Decimal(3600),
    "minute": Decimal(60),
    "second": Decimal(1),
    "millisecond": Decimal("0.001"),
}
_UCUM = {"wk": "week", "d": "day", "h": "hour", "min": "minute", "s": "second", "ms": "millisecond"}
_PER_PART = (Decimal(86400 * 365), Decimal(86400 * 30), Decimal(86400), Decimal(3600), Decimal(60))
"""Seconds in the smallest part that is known: a year, a month, a day, an hour, a minute."""
_YEAR, _MONTH, _DAY, _WHOLE = 1, 2, 3, 6


def shift(moment: Moment, by: Quantity, sign: int) -> Moment | None:
    """Add (``sign`` 1) or take away (-1) a duration; None outside the years 1 to 9999.

    :raises EvaluationError: for a unit that is no calendar duration (a UCUM month is 30.4375 days long)
    """
    unit = CALENDAR.get(by.unit) or _UCUM.get(by.unit)  # 'month' in quotes is no UCUM code, and clear enough
    if unit is None or (isinstance(moment, Time) and unit in ("year", "month")):
        raise EvaluationError("only calendar durations can be added to a date or time")
    # Fractions count for seconds only: "the decimal portion of the time-valued quantity is ignored".
    amount = by.value if unit in ("second", "millisecond") else Decimal(int(by.value))
    if isinstance(moment, Time):
        return Time(_turned(moment.parts, sign * amount * _SECONDS[unit]))
    try:
        parts = _shifted(moment.parts, sign * amount, unit)
    except (OverflowError, ValueError):
        return None
    return Date(parts) if isinstance(moment, Date) else DateTime(parts, moment.offset)


def _shifted(parts: Parts, amount: Decimal, unit: str) -> Parts:
    if unit in ("year", "month"):
        return _months_later(parts, int(amount) * (12 if unit == "year" else 1))
    seconds = amount * _SECONDS[unit]
    if len(parts) == _WHOLE:
        return _seconds_later(parts, seconds)
    steps = int(seconds / _PER_PART[len(parts) - 1])
    if len(parts) <= _MONTH:
        return _months_later(parts, steps * (12 if len(parts) == _YEAR else 1))
    whole = (*parts, *earliest(parts)[len(parts) :])
    return _seconds_later(whole, steps * _PER_PART[len(parts) - 1])[: len(parts)]


def _months_later(parts: Parts, months: int) -> Parts:
    if len(parts) == _YEAR:
        months = int(Decimal(months) / 12) * 12
    month = int(parts[0]) * 12 + (int(parts[1]) - 1 if len(parts) > 1 else 0) + months
    year, month = month // 12, month % 12 + 1
    if not 1 <= year <= 9999:  # noqa: PLR2004  the years FHIR can write
        raise OverflowError
    if len(parts) < _DAY:
        return (year, month)[: len(parts)]
    day = min(int(parts[2]), calendar.monthrange(year, month)[1])
    return (year, month, day, *parts[3:])


def _seconds_later(parts: Parts, seconds: Decimal) -> Parts:
    year, month, day, hour, minute = (int(p) for p in parts[:5])
    total = Decimal(parts[5]) + seconds
    minutes = int((total / 60).to_integral_value("ROUND_FLOOR"))
    moved = datetime(year, month, day, hour, minute) + timedelta(minutes=minutes)  # noqa: DTZ001  wall clock
    return (moved.year, moved.month, moved.day, moved.hour, moved.minute, total - minutes * 60)


def _turned(parts: Parts, seconds: Decimal) -> Parts:
    """Turn a clock, past midnight if need be."""
    whole = (2000, 1, 2, *parts, *(0, 0, Decimal(0))[len(parts) :])
    known = _DAY + len(parts)
    if known < _WHOLE:
        step = _PER_PART[known - 1]
        seconds = int(seconds / step) * step
    return _seconds_later(whole, seconds % _PER_PART[_DAY - 1])[_DAY:known]
