"""Date, DateTime and Time with the precision they were written with (FHIRPath N1 §4.2, §6.2).

Comparing values of different precision, or with and without an offset, can be undecidable: then the answer is
None. Seconds and fractions of a second count as one precision, as FHIRPath asks.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

_FIRST: tuple[int | Decimal, ...] = (1, 1, 1, 0, 0, Decimal(0))
_LAST: tuple[int | Decimal, ...] = (9999, 12, 31, 23, 59, Decimal("59.999"))
_HIGHEST: tuple[int | Decimal, ...] = (*_LAST[:5], Decimal("60.999999999"))
"""FHIR lets a leap second be written."""
_DAY = 3
_SECOND = 6
_EARLIEST, _LATEST = 14 * 60, -12 * 60
"""Offsets, in minutes, of the first and the last place on earth to reach an instant."""
_SPLIT = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(T)?(?:(\d{2})(?::(\d{2})(?::(\d{2}(?:\.\d+)?))?)?)?(Z|[+-]\d{2}:\d{2})?",
    re.ASCII,
)
_CLOCK = re.compile(r"(\d{2})(?::(\d{2})(?::(\d{2}(?:\.\d+)?))?)?", re.ASCII)

Parts: TypeAlias = tuple[int | Decimal, ...]


def _valid(parts: Parts) -> bool:
    for part, low, high in zip(parts, _FIRST, _HIGHEST, strict=False):
        if not low <= part <= high:
            return False
    return len(parts) < _DAY or int(parts[2]) <= calendar.monthrange(int(parts[0]), int(parts[1]))[1]


def _offset(text: str | None) -> int | None:
    if text is None:
        return None
    if text == "Z":
        return 0
    minutes = int(text[1:3]) * 60 + int(text[4:6])
    return -minutes if text[0] == "-" else minutes


def _zone(offset: int | None) -> str:
    if offset is None:
        return ""
    sign = "-" if offset < 0 else "+"
    return "Z" if offset == 0 else f"{sign}{abs(offset) // 60:02d}:{abs(offset) % 60:02d}"


def _second(value: int | Decimal) -> str:
    whole, _, fraction = format(value, "f").partition(".")
    return f"{int(whole):02d}" + (f".{fraction}" if fraction else "")


def _day_text(parts: Parts) -> str:
    return "-".join(f"{int(p):0{4 if n == 0 else 2}d}" for n, p in enumerate(parts[:3]))


def _clock_text(parts: Parts) -> str:
    return ":".join(_second(p) if n == 2 else f"{int(p):02d}" for n, p in enumerate(parts))  # noqa: PLR2004  seconds


@dataclass(frozen=True, slots=True)
class Date:
    """A day, a month or a year: 1 to 3 parts."""

    parts: Parts

    @classmethod
    def parse(cls, text: str) -> Date | None:
        """Read YYYY[-MM[-DD]]; None when it is no date."""
        match = _SPLIT.fullmatch(text)
        if match is None or match[4] or match[5] or match[8]:
            return None
        parts = tuple(int(p) for p in match.group(1, 2, 3) if p is not None)
        return cls(parts) if _valid(parts) else None

    def literal(self) -> str:
        """Write it as after the ``@`` of a literal."""
        return str(self)

    def __str__(self) -> str:
        return _day_text(self.parts)


@dataclass(frozen=True, slots=True)
class DateTime:
    """A point in time: 1 to 6 parts, and minutes east of UTC when they are stated."""

    parts: Parts
    offset: int | None = None

    @classmethod
    def parse(cls, text: str) -> DateTime | None:
        """Read YYYY[-MM[-DD]][T[hh[:mm[:ss[.f]]]][zone]]; None when it is no date with time."""
        match = _SPLIT.fullmatch(text)
        if match is None or (match[5] and not match[4]) or (match[8] and not match[5]):
            return None
        if match[5] and not match[3]:
            return None
        parts: Parts = tuple(int(p) for p in match.group(1, 2, 3, 5, 6) if p is not None)
        if match[7]:
            parts = (*parts, Decimal(match[7]))
        return cls(parts, _offset(match[8])) if _valid(parts) else None

    def literal(self) -> str:
        """Write it as after the ``@`` of a literal: always with a T."""
        return str(self) if len(self.parts) > _DAY else f"{self}T"

    def __str__(self) -> str:
        day = _day_text(self.parts)
        return day if len(self.parts) <= _DAY else f"{day}T{_clock_text(self.parts[3:])}{_zone(self.offset)}"


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day: 1 to 3 parts, never an offset."""

    parts: Parts

    @classmethod
    def parse(cls, text: str) -> Time | None:
        """Read hh[:mm[:ss[.f]]]; None when it is no time."""
        match = _CLOCK.fullmatch(text)
        if match is None:
            return None
        parts: Parts = tuple(int(p) for p in match.group(1, 2) if p is not None)
        if match[3]:
            parts = (*parts, Decimal(match[3]))
        return cls(parts) if _valid((*_FIRST[:3], *parts)) else None

    def literal(self) -> str:
        """Write it as after the ``@`` of a literal."""
        return f"T{self}"

    def __str__(self) -> str:
        return _clock_text(self.parts)


Moment: TypeAlias = Date | DateTime | Time


def _instant(parts: Parts, offset: int) -> tuple[datetime, Decimal] | None:
    """Return the minute in UTC and the seconds in it; None outside the years 1 to 9999."""
    year, month, day, hour, minute = (int(p) for p in parts[:5])
    try:
        return datetime(year, month, day, hour, minute) - timedelta(minutes=offset), Decimal(parts[5])  # noqa: DTZ001  all are UTC here
    except (OverflowError, ValueError):
        return None


def earliest(parts: Parts) -> Parts:
    """Fill the missing parts of a date with the lowest ones."""
    return (*parts, *_FIRST[len(parts) :])


def latest(parts: Parts) -> Parts:
    """Fill the missing parts of a date with the highest ones."""
    if len(parts) < _DAY:
        month = int(parts[1]) if len(parts) > 1 else 12
        parts = (parts[0], month, calendar.monthrange(int(parts[0]), month)[1])
    return (*parts, *_LAST[len(parts) :])


def _span(value: Date | DateTime) -> tuple[tuple[datetime, Decimal], tuple[datetime, Decimal]] | None:
    offset = value.offset if isinstance(value, DateTime) else None
    low = _instant(earliest(value.parts), _EARLIEST if offset is None else offset)
    high = _instant(latest(value.parts), _LATEST if offset is None else offset)
    return None if low is None or high is None else (low, high)


def _sign(one: Parts | tuple[datetime, Decimal], other: Parts | tuple[datetime, Decimal]) -> int:
    return (one > other) - (one < other)  # type: ignore[operator]  # both sides are of the same kind


def order(one: Moment, other: Moment) -> int | None:
    """Compare two moments: -1, 0, 1, or None when their precision does not decide it.

    A Time and a Date never meet here; the caller has refused them.
    """
    a = one.offset if isinstance(one, DateTime) else None
    b = other.offset if isinstance(other, DateTime) else None
    if a == b or isinstance(one, Time):
        known = min(len(one.parts), len(other.parts))
        sign = _sign(one.parts[:known], other.parts[:known])
        return sign if sign or len(one.parts) == len(other.parts) else None
    if isinstance(other, Time):
        return None
    first, second = _span(one), _span(other)
    if first is None or second is None:
        return None
    if a is not None and b is not None and len(one.parts) == len(other.parts) == _SECOND:
        return _sign(first[0], second[0])
    return _order_spans(
        first, second, exact=a is not None and b is not None and len(one.parts) == len(other.parts)
    )


def _order_spans(
    one: tuple[tuple[datetime, Decimal], tuple[datetime, Decimal]],
    other: tuple[tuple[datetime, Decimal], tuple[datetime, Decimal]],
    *,
    exact: bool,
) -> int | None:
    if exact:
        return _sign(one[0], other[0])
    if one[1] < other[0]:
        return -1
    return 1 if one[0] > other[1] else None


def today() -> Date:
    """Return the day of the computer's own time zone."""
    now = date.today()  # noqa: DTZ011  FHIRPath asks for the local day
    return Date((now.year, now.month, now.day))


def now() -> DateTime:
    """Return this instant with the computer's offset."""
    moment = datetime.now().astimezone()
    offset = moment.utcoffset() or timedelta()
    second = Decimal(moment.second) + Decimal(moment.microsecond // 1000) / 1000
    parts = (
        moment.year,
        moment.month,
        moment.day,
        moment.hour,
        moment.minute,
        second.quantize(Decimal("0.001")),
    )
    return DateTime(parts, int(offset.total_seconds() // 60))
