"""Checks of single values by FHIR type: format, calendar, range, white space.

A check gets a value as it stands in the tree and returns what is wrong with it: an empty tuple, or
``(rule, facts)`` pairs. Strings found good are remembered by the caller, so a check may take its time.
"""

from __future__ import annotations

import re
from calendar import monthrange
from decimal import Decimal
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from carelink.validation.rules import primitives as rules
from carelink.validation.rules import references as url_rules
from carelink.validation.rules import structure as structure_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.findings import Rule

Wrong = tuple[tuple["Rule", dict[str, Any]], ...]


OK: Final[Wrong] = ()

_SPACE: Final = (
    "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_MARKUP = re.compile(r"<[A-Za-z][A-Za-z0-9:_-]*(?:\s[^<>]*)?/?>")
_RAW_HTML = re.compile(r"(?<!\\)<(?:/?[A-Za-z][A-Za-z0-9-]*[\s>]|[!?])")
_STRING_AT_MOST: Final = 1_048_576

_CODE = re.compile(r"[^\s]+( [^\s]+)*", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OID = re.compile(r"[0-2](\.(0|[1-9][0-9]*))+")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+")
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_TIME_OF_DAY = r"([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?"
_TIME = re.compile(_TIME_OF_DAY, re.ASCII)
_ZONE = r"(Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00))"
_DATE_TIME = re.compile(rf"{_DATE.pattern}(?:(?<=-\d\d-\d\d)T{_TIME_OF_DAY}(?P<zone>{_ZONE})?)?", re.ASCII)
_INSTANT = re.compile(rf"(\d{{4}})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T{_TIME_OF_DAY}{_ZONE}", re.ASCII)
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")

_EARLIEST_YEAR: Final = 1800
_YEARS_AHEAD: Final = 80
_INT_MAX: Final = 2**31 - 1
_DIGITS: Final = 18


def check_of(type_name: str) -> Callable[[Any], Wrong]:
    """Return the check of a primitive type; of an unknown one, that of a string."""
    return _CHECKS.get(type_name, _string)


def json_kind(type_name: str) -> str:
    """Return how JSON writes a primitive type: "boolean", "number" or "string"."""
    if type_name == "boolean":
        return "boolean"
    return "number" if type_name in ("integer", "unsignedInt", "positiveInt", "decimal") else "string"


def _one(rule: Rule, **facts: Any) -> Wrong:
    return ((rule, facts),)


def _wrong_kind(type_name: str) -> Wrong:
    return _one(rules.WRONG_JSON_TYPE, type=type_name, json=json_kind(type_name))


def _boolean(value: Any) -> Wrong:
    return OK if value is True or value is False else _wrong_kind("boolean")


def _integer(type_name: str, least: int) -> Callable[[Any], Wrong]:
    def check(value: Any) -> Wrong:
        if type(value) is int:
            inside = least <= value <= _INT_MAX
            return OK if inside else _one(rules.NUMBER_OUT_OF_RANGE, type=type_name)
        if isinstance(value, (Decimal, float)):
            return _one(rules.MALFORMED_VALUE, type=type_name)
        return _wrong_kind(type_name)

    return check


def _decimal(value: Any) -> Wrong:
    if type(value) is int:
        return OK if abs(value) < 10**_DIGITS else _one(rules.DECIMAL_TOO_LONG)
    if isinstance(value, Decimal):
        if not value.is_finite():
            return _one(rules.MALFORMED_VALUE, type="decimal")
        return OK if len(value.as_tuple().digits) <= _DIGITS else _one(rules.DECIMAL_TOO_LONG)
    if type(value) is float:
        return OK if isfinite(value) else _one(rules.MALFORMED_VALUE, type="decimal")
    return _wrong_kind("decimal")


def _text(type_name: str, judge: Callable[[str], Wrong]) -> Callable[[Any], Wrong]:
    """Wrap a check of text: empty and blank values, control characters, then the type's own rules."""

    def check(value: Any) -> Wrong:
        if type(value) is not str:
            return _wrong_kind(type_name)
        if not value:
            return _one(rules.EMPTY_STRING)
        if not value.strip(_SPACE):
            return _one(rules.BLANK_STRING)
        wrong = judge(value)
        if _CONTROL.search(value):
            wrong += _one(rules.CONTROL_CHARACTER)
        if _DIRECTION.search(value) and not _directions_closed(value):
            wrong += _one(rules.UNPAIRED_DIRECTION_MARK)
        return wrong

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


def _judge_string(value: str) -> Wrong:
    wrong: Wrong = OK
    if len(value) > _STRING_AT_MOST:
        wrong += _one(rules.TEXT_TOO_LONG, most=_STRING_AT_MOST)
    if value[0] in _SPACE or value[-1] in _SPACE:
        wrong += _one(rules.SURROUNDING_SPACE)
    if "<" in value and _MARKUP.search(value):
        wrong += _one(rules.MARKUP_IN_TEXT)
    return wrong


def _judge_markdown(value: str) -> Wrong:
    return _one(rules.MARKUP_IN_MARKDOWN) if "<" in value and _RAW_HTML.search(value) else OK


def _judge_code(value: str) -> Wrong:
    return OK if _CODE.fullmatch(value) else _one(rules.MALFORMED_VALUE, type="code")


def _judge_id(value: str) -> Wrong:
    return OK if _ID.fullmatch(value) else _one(rules.MALFORMED_VALUE, type="id")


def _judge_resource_id(value: str) -> Wrong:
    return OK if _ID.fullmatch(value) else _one(structure_rules.RESOURCE_ID_INVALID)


def _judge_uri(type_name: str) -> Callable[[str], Wrong]:
    def judge(value: str) -> Wrong:
        plain = value.partition("|")[0] if type_name == "canonical" else value
        if any(c in _SPACE for c in value) or not _urn_fits(plain.partition("#")[0]):
            return _one(url_rules.URL_MALFORMED, type=type_name)
        if type_name == "oid" and not value.startswith("urn:oid:"):
            return _one(url_rules.URL_MALFORMED, type=type_name)
        if type_name == "uuid" and not value.startswith("urn:uuid:"):
            return _one(url_rules.URL_MALFORMED, type=type_name)
        if type_name == "canonical" and value[0] != "#" and not _ABSOLUTE.fullmatch(plain):
            return _one(url_rules.CANONICAL_RELATIVE)
        return OK

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


def _judge_day(year: str, month: str | None, day: str | None, type_name: str) -> Wrong:
    number = int(year)
    if number == 0:
        return _one(rules.MALFORMED_VALUE, type=type_name)
    if day is not None and month is not None and int(day) > monthrange(number, int(month))[1]:
        return _one(rules.IMPOSSIBLE_DATE)
    return OK if _EARLIEST_YEAR <= number <= _last_year() else _one(rules.IMPLAUSIBLE_YEAR)


def _judge_date(value: str) -> Wrong:
    found = _DATE.fullmatch(value)
    if found is None:
        return _one(rules.MALFORMED_VALUE, type="date")
    return _judge_day(found[1], found[2], found[3], "date")


def _judge_date_time(value: str) -> Wrong:
    found = _DATE_TIME.fullmatch(value)
    if found is None:
        return _one(rules.MALFORMED_VALUE, type="dateTime")
    if "T" in value and found["zone"] is None:
        return _one(rules.TIME_WITHOUT_ZONE)
    return _judge_day(found[1], found[2], found[3], "dateTime")


def _judge_instant(value: str) -> Wrong:
    found = _INSTANT.fullmatch(value)
    if found is None:
        return _one(rules.MALFORMED_VALUE, type="instant")
    return _judge_day(found[1], found[2], found[3], "instant")


def _judge_time(value: str) -> Wrong:
    return OK if _TIME.fullmatch(value) else _one(rules.MALFORMED_VALUE, type="time")


def _judge_base64(value: str) -> Wrong:
    packed = "".join(value.split())
    wrong: Wrong = OK if _BASE64.fullmatch(packed) else _one(rules.MALFORMED_VALUE, type="base64Binary")
    return wrong if len(packed) == len(value) else wrong + _one(rules.BASE64_WITH_SPACE)


_string = _text("string", _judge_string)

_CHECKS: Final[dict[str, Callable[[Any], Wrong]]] = {
    "boolean": _boolean,
    "integer": _integer("integer", -(2**31)),
    "unsignedInt": _integer("unsignedInt", 0),
    "positiveInt": _integer("positiveInt", 1),
    "decimal": _decimal,
    "string": _string,
    "markdown": _text("markdown", _judge_markdown),
    "code": _text("code", _judge_code),
    "id": _text("id", _judge_id),
    "resource id": _text("id", _judge_resource_id),
    **{t: _text(t, _judge_uri(t)) for t in ("uri", "url", "canonical", "oid", "uuid")},
    "date": _text("date", _judge_date),
    "dateTime": _text("dateTime", _judge_date_time),
    "instant": _text("instant", _judge_instant),
    "time": _text("time", _judge_time),
    "base64Binary": _text("base64Binary", _judge_base64),
    "xhtml": _text("xhtml", lambda _: OK),
}
