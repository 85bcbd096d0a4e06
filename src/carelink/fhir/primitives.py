"""The primitive types of R4, and whether a value may be written there.

``is_valid`` answers yes or no, fast; ``fault`` says what is wrong, for whoever words it. The patterns are
those of datatypes.html, with three traps avoided: white space in them is ASCII white space (a full-width
space U+3000 is an ordinary letter of a Japanese name), they bind the whole value, and a date must exist
in the calendar. The pattern of base64Binary as published takes exponential time; ours takes linear.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING, Final

from carelink.fhir.numbers import Exact

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LONGEST: Final = 1024 * 1024
"""Characters of a string or markdown (datatypes.html#string)."""
_REMEMBERED: Final = 64  # longer values are checked each time, so that the memory stays small
_SPACE: Final = r" \t\n\r\x0b\x0c"
_YEAR: Final = r"(?:[0-9](?:[0-9](?:[0-9][1-9]|[1-9]0)|[1-9]00)|[1-9]000)"
_DAY: Final = r"(?:0[1-9]|[12][0-9]|3[01])"
_MONTH: Final = r"(?:0[1-9]|1[0-2])"
_TIME: Final = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?"
_ZONE: Final = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
_HEX: Final = "[0-9a-f]"
PATTERNS: Final[Mapping[str, re.Pattern[str]]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "canonical": rf"[^{_SPACE}]+",
        "code": rf"[^{_SPACE}]+(?:[{_SPACE}][^{_SPACE}]+)*",
        "date": rf"{_YEAR}(?:-{_MONTH}(?:-{_DAY})?)?",
        "dateTime": rf"{_YEAR}(?:-{_MONTH}(?:-{_DAY}(?:T{_TIME}{_ZONE})?)?)?",
        "id": r"[A-Za-z0-9\-.]{1,64}",
        "instant": rf"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
        "markdown": r"[^\x0b\x0c]+",
        "oid": r"urn:oid:[0-2](?:\.(?:0|[1-9][0-9]*))+",
        "string": r"[^\x0b\x0c]+",
        "time": _TIME,
        "uri": rf"[^{_SPACE}]+",
        "url": rf"[^{_SPACE}]+",
        "uuid": rf"urn:uuid:{_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}",
    }.items()
}
"""Patterns for ``fullmatch``, white space spelled out. base64Binary and the numbers are not regular here."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]*={0,2}")
_NO_SPACE: Final = str.maketrans("", "", " \t\n\r\x0b\x0c")
_LAST: Final = 2**31 - 1
_WHOLE: Final = {"integer": -(2**31), "unsignedInt": 0, "positiveInt": 1}
_DATED: Final = ("date", "dateTime", "instant")
_DAY_LENGTH: Final = 10


class Fault(Enum):
    """What may be wrong with a primitive value."""

    TYPE = "type"  # another JSON type: "1" for a number, 1 for a string
    EMPTY = "empty"  # ""
    FORM = "form"  # not in the pattern of the type
    DAY = "day"  # 2023-02-29: no such day
    RANGE = "range"  # outside 32 bits, or not positive
    LENGTH = "length"  # longer than 1 MiB
    CONTROL = "control"  # a control character other than tab, carriage return, line feed


def is_valid(type_name: str, value: object) -> bool:
    """Whether ``value`` may stand for the primitive ``type_name``. XHTML is only checked to be text."""
    return CHECKS[type_name](value)


def fault(type_name: str, value: object) -> Fault | None:  # noqa: PLR0911 - one answer for each fault
    """Return what is wrong with a value, None when it is valid."""
    if CHECKS[type_name](value):
        return None
    if type_name in _WHOLE:
        return Fault.RANGE if type(value) is int else Fault.TYPE
    if not isinstance(value, str) or type_name in ("boolean", "decimal"):
        return Fault.TYPE
    if not value:
        return Fault.EMPTY
    if _CONTROL.search(value):
        return Fault.CONTROL
    if len(value) > LONGEST and type_name in ("string", "markdown"):
        return Fault.LENGTH
    if type_name in _DATED and PATTERNS[type_name].fullmatch(value):
        return Fault.DAY
    return Fault.FORM


def _boolean(value: object) -> bool:
    return value is True or value is False


def _whole(type_name: str) -> Callable[[object], bool]:
    first = _WHOLE[type_name]

    def check(value: object) -> bool:
        if type(value) is int:
            return first <= value <= _LAST
        return first <= 0 and type(value) is Exact and value.literal == "-0"

    return check


def _decimal(value: object) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite()
    return type(value) is int or (type(value) is float and isfinite(value))


def _base64(value: object) -> bool:
    if not isinstance(value, str) or not value:
        return False
    packed = value.translate(_NO_SPACE)
    return len(packed) % 4 == 0 and packed != "" and _BASE64.fullmatch(packed) is not None


def _xhtml(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _text(type_name: str) -> Callable[[object], bool]:
    matches = PATTERNS[type_name].fullmatch

    def is_formed(value: str) -> bool:
        return matches(value) is not None and _CONTROL.search(value) is None

    return _remembering(is_formed, LONGEST)


def _dated(type_name: str) -> Callable[[object], bool]:
    matches = PATTERNS[type_name].fullmatch

    def exists(value: str) -> bool:
        if matches(value) is None:
            return False
        try:
            return len(value) < _DAY_LENGTH or bool(date.fromisoformat(value[:_DAY_LENGTH]))
        except ValueError:
            return False

    return _remembering(exists, LONGEST)


def _remembering(check: Callable[[str], bool], longest: int) -> Callable[[object], bool]:
    """Return a check of text that remembers its last short values: codes, systems and dates repeat."""
    remembered = lru_cache(maxsize=4096)(check)

    def ask(value: object) -> bool:
        if type(value) is not str:
            return False
        size = len(value)
        return remembered(value) if size <= _REMEMBERED else size <= longest and check(value)

    return ask


CHECKS: Final[Mapping[str, Callable[[object], bool]]] = {
    "base64Binary": _base64,
    "boolean": _boolean,
    "decimal": _decimal,
    "xhtml": _xhtml,
    **{name: _whole(name) for name in _WHOLE},
    **{name: _dated(name) for name in _DATED},
    **{name: _text(name) for name in PATTERNS if name not in _DATED},
}
"""The check of each primitive type, for code that looks it up once and calls it often."""
