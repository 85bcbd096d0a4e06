"""How one Python value is written in FHIR: a small kind per type, each with ``write`` and ``read``.

``read`` returns None for what it does not understand; the reader then keeps it and says so.
"""

from __future__ import annotations

import re
import types
import typing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from pydantic import AwareDatetime

from carelink.records.codes import CodeList, Noted
from carelink.records.tree import Node, code_of, concept

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?")
_WIDEST = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Kind:
    """One FHIR data type; ``suffix`` completes ``value[x]``: String, Boolean, Quantity and so on."""

    suffix: ClassVar[str] = ""

    def write(self, value: Any) -> Any:
        """Return the FHIR form of ``value``."""
        return value

    def read(self, raw: Any) -> Any:
        """Return the Python value of ``raw``, or None when it is not understood."""
        return raw


class Text(Kind):
    """``str``: free text, as written."""

    __slots__ = ()
    suffix = "String"

    def read(self, raw: Any) -> str | None:
        """Return a text that is not empty."""
        return raw if isinstance(raw, str) and raw else None


class Truth(Kind):
    """``bool``: a box that is ticked or explicitly not."""

    __slots__ = ()
    suffix = "Boolean"

    def read(self, raw: Any) -> bool | None:
        """Return a JSON boolean, nothing that merely looks like one."""
        return raw if isinstance(raw, bool) else None


class Whole(Kind):
    """``int`` without a unit."""

    __slots__ = ()
    suffix = "Integer"

    def read(self, raw: Any) -> int | None:
        """Return a whole number."""
        return raw if isinstance(raw, int) and not isinstance(raw, bool) else None


class Number(Kind):
    """``Decimal`` without a unit, its literal kept."""

    __slots__ = ()
    suffix = "Decimal"

    def read(self, raw: Any) -> Decimal | None:
        """Return an exact number."""
        return _decimal(raw)


class Day(Kind):
    """``date``, whole: 1938 or 1938-05 alone is kept in the Bundle and reported as unread."""

    __slots__ = ()
    suffix = "DateTime"

    def write(self, value: date) -> str:
        """Return ``YYYY-MM-DD``."""
        return value.isoformat()

    def read(self, raw: Any) -> date | None:
        """Return the day; of a moment, the day at its own offset."""
        if not isinstance(raw, str):
            return None
        if _DAY.fullmatch(raw) is None:
            moment = _moment(raw)
            return None if moment is None else moment.date()
        try:
            return date.fromisoformat(raw)
        except ValueError:
            return None


class Moment(Kind):
    """Aware ``datetime``, to the second or finer."""

    __slots__ = ()
    suffix = "DateTime"

    def write(self, value: datetime) -> str:
        """Return the moment with an offset FHIR knows (whole minutes, at most 14 hours)."""
        offset = value.utcoffset() or timedelta()
        if offset % timedelta(minutes=1) or abs(offset) > _WIDEST:
            value = value.astimezone(UTC)
        return value.isoformat()

    def read(self, raw: Any) -> datetime | None:
        """Return the moment; a day alone is not one."""
        return _moment(raw)


class Clock(Kind):
    """``time`` of day without an offset, as the form writes it."""

    __slots__ = ()
    suffix = "Time"

    def write(self, value: time) -> str:
        """Return ``HH:MM:SS``."""
        return value.isoformat()

    def read(self, raw: Any) -> time | None:
        """Return the time of day."""
        if not isinstance(raw, str) or _TIME.fullmatch(raw) is None:
            return None
        try:
            return time.fromisoformat(raw)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Quantity(Kind):
    """A number with the form's printed unit; ``whole`` for ``int``, else ``Decimal``."""

    suffix: ClassVar[str] = "Quantity"
    unit: str
    whole: bool

    def write(self, value: Any) -> Node:
        """Return a Quantity with the unit as printed."""
        return {"value": value, "unit": self.unit}

    def read(self, raw: Any) -> Any:
        """Return the number when the unit is the form's own (or unsaid) and nothing compares it."""
        if not isinstance(raw, dict) or "comparator" in raw or raw.get("unit", self.unit) != self.unit:
            return None
        number = _decimal(raw.get("value"))
        if number is None or not self.whole:
            return number
        return int(number) if number == number.to_integral_value() else None


@dataclass(frozen=True, slots=True)
class Coded(Kind):
    """An option of ``list``; ``noted`` when the item keeps the text in its brackets."""

    suffix: ClassVar[str] = "CodeableConcept"
    list: type[CodeList]
    noted: bool = False

    def write(self, value: CodeList | Noted[Any]) -> Node:
        """Return a CodeableConcept: our coding with the printed label, the brackets as text."""
        member = value.member
        return concept(member.system, member.code, member.label, value.text)

    def read(self, raw: Any) -> Any:
        """Return the option whose coding stands among the codings of ``raw``."""
        member = self.list.by_code(code_of(raw, self.list.system))
        if member is None:
            return None
        text = raw.get("text")
        return member(text) if self.noted and isinstance(text, str) else member


@dataclass(frozen=True, slots=True)
class Multi(Kind):
    """Any number of options of ``one.list``."""

    one: Coded


def _decimal(raw: Any) -> Decimal | None:
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        return None
    number = Decimal(raw)
    return number if number.is_finite() else None


def _moment(raw: Any) -> datetime | None:
    if not isinstance(raw, str) or _MOMENT.fullmatch(raw) is None:
        return None
    try:
        return datetime.fromisoformat(raw)
    except ValueError:
        return None


_SIMPLE: dict[Any, Kind] = {
    str: Text(),
    bool: Truth(),
    int: Whole(),
    Decimal: Number(),
    date: Day(),
    datetime: Moment(),
    AwareDatetime: Moment(),
    time: Clock(),
}


def kind_of(annotation: Any, unit: str | None = None) -> tuple[Kind | None, type | None, bool]:
    """Read an annotation: ``(kind, group class, repeats)``, one of the first two being None.

    Understood are ``X | None``, ``Bracketed[L] | None``, ``Ticks[L] | None``, ``tuple[G, ...] | None``.
    """
    if typing.get_origin(annotation) in {types.UnionType, typing.Union}:
        args = [a for a in typing.get_args(annotation) if a is not type(None)]
    else:
        args = [annotation]
    head = args[0]
    if typing.get_origin(head) is typing.Annotated:
        head = typing.get_args(head)[0]
    if typing.get_origin(head) is tuple:
        kind, group, _ = kind_of(typing.get_args(head)[0])
        return (Multi(kind) if isinstance(kind, Coded) else kind), group, True
    if isinstance(head, type) and issubclass(head, CodeList):
        return Coded(head, noted=len(args) > 1), None, False
    if unit is not None:
        return Quantity(unit, whole=head is int), None, False
    return (_SIMPLE[head], None, False) if head in _SIMPLE else (None, head, False)
