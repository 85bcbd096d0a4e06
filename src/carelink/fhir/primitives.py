"""The primitive types of R4: what is wrong with a value, by its letter and by good sense.

A check gets a value as it stands in a tree and returns its faults, none when it is good; whoever tells a
person puts them into words. The patterns are those of datatypes.html, with the traps avoided: they bind the
whole value; white space in a code is ASCII white space (a full-width space U+3000 is a letter of a Japanese
name), while no kind of space belongs in a uri; a date must exist in the calendar; and the pattern of
base64Binary as published takes exponential time, ours takes linear.
"""

from __future__ import annotations

import re
from calendar import monthrange
from decimal import Decimal
from enum import Enum
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from carelink.fhir.numbers import Exact

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Fault(Enum):
    """What may be wrong with a primitive value. ``forbidden``: R4 does not allow it at all."""

    TYPE = "another JSON type: '1' for a number, 1 for a string"
    EMPTY = "no characters"
    FORM = "not in the pattern of the type"
    DAY = "2023-02-29: no such day"
    ZONE = "a time of a day without its offset"
    RANGE = "outside 32 bits, or not positive"
    LENGTH = "longer than 1 MiB"
    URL = "not a uri: a space, an oid that is none"
    CONTROL = "a control character other than tab, carriage return, line feed"
    BLANK = "only white space"
    SURROUNDED = "white space before or after"
    DIRECTION = "a change of writing direction that is not closed"
    MARKUP = "what looks like an HTML tag"
    YEAR = "before 1800, or 80 years ahead"
    DIGITS = "more than 18 digits"
    SPACED = "base64 with white space"
    RELATIVE = "a canonical that names no server"

    @property
    def forbidden(self) -> bool:
        """Whether R4 forbids it; the others are allowed by the letter, and mostly mistakes."""
        return self not in _ALLOWED


Faults = tuple[Fault, ...]
NONE: Final[Faults] = ()
LONGEST: Final = 1024 * 1024
"""Characters of a string or markdown (datatypes.html#string)."""

_ALLOWED: Final = frozenset(
    {
        Fault.BLANK,
        Fault.SURROUNDED,
        Fault.DIRECTION,
        Fault.MARKUP,
        Fault.YEAR,
        Fault.DIGITS,
        Fault.SPACED,
        Fault.RELATIVE,
    }
)
_SPACE: Final = (
    "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
)
_ANY_SPACE: Final = re.compile(f"[{_SPACE}]")
_ASCII_SPACE: Final = str.maketrans("", "", "\t\n\v\f\r ")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DIRECTION: Final = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_MARKUP: Final = re.compile(r"<[A-Za-z][A-Za-z0-9:_-]*(?:\s[^<>]*)?/?>")
_RAW_HTML: Final = re.compile(r"(?<!\\)<(?:/?[A-Za-z][A-Za-z0-9-]*[\s>]|[!?])")

_CODE: Final = re.compile(r"[^\s]+( [^\s]+)*", re.ASCII)
_ID: Final = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OID: Final = re.compile(r"[0-2](\.(0|[1-9][0-9]*))+")
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]*={0,2}")
_DAY: Final = r"-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_TIME: Final = r"([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?"
_ZONE: Final = r"(?P<zone>Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00))"
_DATE: Final = r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?"
_DATED: Final = {
    "date": re.compile(_DATE, re.ASCII),
    "dateTime": re.compile(rf"{_DATE}(?:(?<=-\d\d-\d\d)T{_TIME}{_ZONE}?)?", re.ASCII),
    "instant": re.compile(rf"(\d{{4}}){_DAY}T{_TIME}{_ZONE}", re.ASCII),
}
_TIME_OF_DAY: Final = re.compile(_TIME, re.ASCII)

_NUMBERS: Final = ("integer", "unsignedInt", "positiveInt", "decimal")
_PROSE: Final = ("string", "markdown", "xhtml")
_EARLIEST_YEAR: Final = 1800
_YEARS_AHEAD: Final = 80
_LAST: Final = 2**31 - 1
_DIGITS: Final = 18


def is_valid(type_name: str, value: object) -> bool:
    """Whether R4 allows ``value`` to stand for the primitive ``type_name``."""
    return not any(fault.forbidden for fault in CHECKS[type_name](value))


def json_kind(type_name: str) -> str:
    """Return how JSON writes a primitive type: "boolean", "number" or "string"."""
    if type_name == "boolean":
        return "boolean"
    return "number" if type_name in _NUMBERS else "string"


def _boolean(value: Any) -> Faults:
    return NONE if value is True or value is False else (Fault.TYPE,)


def _integer(least: int) -> Callable[[Any], Faults]:
    def check(value: Any) -> Faults:
        if type(value) is int:
            return NONE if least <= value <= _LAST else (Fault.RANGE,)
        if type(value) is Exact and value.literal == "-0" and least < 0:
            return NONE
        return (Fault.FORM,) if isinstance(value, (Decimal, float)) else (Fault.TYPE,)

    return check


def _decimal(value: Any) -> Faults:
    if type(value) is int:
        return NONE if abs(value) < 10**_DIGITS else (Fault.DIGITS,)
    if isinstance(value, Decimal):
        if not value.is_finite():
            return (Fault.FORM,)
        return NONE if len(value.as_tuple().digits) <= _DIGITS else (Fault.DIGITS,)
    if type(value) is float:
        return NONE if isfinite(value) else (Fault.FORM,)
    return (Fault.TYPE,)


def _text(type_name: str, judge: Callable[[str], Faults]) -> Callable[[Any], Faults]:
    """Wrap a check of text: empty and blank values, control characters, then the type's own form."""
    prose = type_name in _PROSE

    def check(value: Any) -> Faults:
        if type(value) is not str:
            return (Fault.TYPE,)
        if not value:
            return (Fault.EMPTY,)
        blank = not value.strip(_SPACE)
        faults = NONE if blank and prose else judge(value)
        if blank:
            faults = (Fault.BLANK, *faults)
        if _CONTROL.search(value):
            faults += (Fault.CONTROL,)
        if _DIRECTION.search(value) and not _directions_closed(value):
            faults += (Fault.DIRECTION,)
        return faults

    return check


def _directions_closed(text: str) -> bool:
    opened: list[str] = []
    for mark in _DIRECTION.findall(text):
        if mark in "\u202c\u2069":
            if not opened or opened.pop() != mark:
                return False
        else:
            opened.append("\u2069" if mark >= "\u2066" else "\u202c")
    return not opened


def _string(value: str) -> Faults:
    faults: Faults = (Fault.LENGTH,) if len(value) > LONGEST else NONE
    if value[0] in _SPACE or value[-1] in _SPACE:
        faults += (Fault.SURROUNDED,)
    if "<" in value and _MARKUP.search(value):
        faults += (Fault.MARKUP,)
    return faults


def _markdown(value: str) -> Faults:
    faults: Faults = (Fault.LENGTH,) if len(value) > LONGEST else NONE
    return (*faults, Fault.MARKUP) if "<" in value and _RAW_HTML.search(value) else faults


def _xhtml(_: str) -> Faults:
    return NONE


def _pattern(pattern: re.Pattern[str]) -> Callable[[str], Faults]:
    def judge(value: str) -> Faults:
        return NONE if pattern.fullmatch(value) else (Fault.FORM,)

    return judge


def _uri(type_name: str) -> Callable[[str], Faults]:
    start = {"oid": "urn:oid:", "uuid": "urn:uuid:"}.get(type_name, "")
    canonical = type_name == "canonical"

    def judge(value: str) -> Faults:
        plain = value.partition("|")[0] if canonical else value
        if _ANY_SPACE.search(value) or not _urn_fits(plain.partition("#")[0]) or not value.startswith(start):
            return (Fault.URL,)
        relative = canonical and value[0] != "#" and not _ABSOLUTE.fullmatch(plain)
        return (Fault.RELATIVE,) if relative else NONE

    return judge


def _urn_fits(value: str) -> bool:
    """Whether a urn:uuid: or urn:oid: holds a real one; bare oid: and uuid: are always wrong."""
    if value.startswith("urn:uuid:"):
        return _UUID.fullmatch(value[9:]) is not None
    if value.startswith("urn:oid:"):
        return _OID.fullmatch(value[8:]) is not None
    return not value.startswith(("oid:", "uuid:"))


@cache
def _last_year() -> int:
    from datetime import UTC, datetime

    return datetime.now(UTC).year + _YEARS_AHEAD


def _dated(type_name: str) -> Callable[[str], Faults]:
    matches = _DATED[type_name].fullmatch

    def judge(value: str) -> Faults:
        found = matches(value)
        if found is None or found[1] == "0000":
            return (Fault.FORM,)
        if "T" in value and found["zone"] is None:
            return (Fault.ZONE,)
        year, month, day = int(found[1]), found[2], found[3]
        if day is not None and int(day) > monthrange(year, int(month))[1]:
            return (Fault.DAY,)
        return NONE if _EARLIEST_YEAR <= year <= _last_year() else (Fault.YEAR,)

    return judge


def _base64(value: str) -> Faults:
    packed = value.translate(_ASCII_SPACE)
    fits = packed and len(packed) % 4 == 0 and _BASE64.fullmatch(packed)
    faults: Faults = NONE if fits else (Fault.FORM,)
    return faults if len(packed) == len(value) else (*faults, Fault.SPACED)


_JUDGES: Final[Mapping[str, Callable[[str], Faults]]] = {
    "string": _string,
    "markdown": _markdown,
    "xhtml": _xhtml,
    "code": _pattern(_CODE),
    "id": _pattern(_ID),
    "time": _pattern(_TIME_OF_DAY),
    "base64Binary": _base64,
    **{name: _uri(name) for name in ("uri", "url", "canonical", "oid", "uuid")},
    **{name: _dated(name) for name in _DATED},
}
CHECKS: Final[Mapping[str, Callable[[Any], Faults]]] = {
    "boolean": _boolean,
    "integer": _integer(-(2**31)),
    "unsignedInt": _integer(0),
    "positiveInt": _integer(1),
    "decimal": _decimal,
    **{name: _text(name, judge) for name, judge in _JUDGES.items()},
}
"""The check of each primitive type, for code that looks it up once and calls it often."""
