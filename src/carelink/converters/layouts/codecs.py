"""How a cell says a value, and back: one codec per kind of item, and some for the field's own ways.

``read(cell)`` returns ``(value, rule)``, ``write(value)`` the canonical cell. ``read(write(value)) == value``
holds for every value that the writer does not report as not exact.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from carelink.converters import damage
from carelink.converters.kaigo_kohyo import cells
from carelink.converters.layouts.layout import item_of
from carelink.converters.prefectures import CODE_OF, NAME_OF, with_check_digit
from carelink.converters.rules import kohyo
from carelink.converters.rules import layout as rules
from carelink.records import eras
from carelink.records.codes import CodeList, in_form_order
from carelink.records.kinds import Clock, Coded, Day, Moment, Multi, Number, Quantity, Text, Truth, Whole
from carelink.records.lists.facility import Category, Weekday

if TYPE_CHECKING:
    from carelink.converters.layouts.layout import Column
    from carelink.findings import Rule
    from carelink.records.forms import Form

JST: Final = timezone(timedelta(hours=9))
Read = Callable[[str], tuple[Any, "Rule | None"]]


@dataclass(frozen=True, slots=True)
class Codec:
    """How one column says its values.

    :param read: cell → value and what is to be said; never called with an empty cell
    :param write: value → canonical cell
    :param exact: whether every value is read back as it was, so that the writer need not try
    :param facts: what the words of its rules name, e.g. the list
    """

    read: Read
    write: Callable[[Any], str]
    exact: bool = False
    facts: tuple[tuple[str, str], ...] = ()


def codec_of(column: Column, form: Form) -> Codec:
    """Return the codec of a column: the one it names, the one of its path, or the one of its item's kind."""
    if name := column.codec or BY_PATH.get(column.path) or ("" if column.path else "text"):
        return NAMED[name]
    kind = item_of(form.record, column.path).kind
    match kind:
        case Multi(one=Coded(list=words)):
            return _ticks(words)
        case Coded(list=words):
            return _option(words)
        case Quantity(whole=whole):
            return NAMED["whole" if whole else "number"]
    if type(kind) not in _BY_KIND:
        raise TypeError(f"{column.path}: no column can say it")
    return NAMED[_BY_KIND[type(kind)]]


_BY_KIND: Final[dict[type, str]] = {
    Text: "text",
    Truth: "truth",
    Day: "date",
    Moment: "moment",
    Clock: "time",
    Whole: "whole",
    Number: "number",
}


# --- text and numbers ---------------------------------------------------------------------------


def _text(cell: str) -> tuple[str, Rule | None]:
    return cell, damage.error_of(cell)


def _house(cell: str) -> tuple[str, Rule | None]:
    """Read an address: one that is nothing but a date has lost its house number."""
    return cell, damage.damage_of(cell)


def _whole(cell: str) -> tuple[int | None, Rule | None]:
    plain = damage.without_decimals(unicodedata.normalize("NFKC", cell).strip().replace(",", ""))
    plain = re.sub(r"[人名床分件回歳年日]$", "", plain)
    if re.fullmatch(r"-?(0|[1-9][0-9]{0,8})", plain):
        return int(plain), None
    return None, rules.NUMBER_UNREADABLE


def _count(cell: str) -> tuple[int | None, Rule | None]:
    value, rule = _whole(cell)
    if value is None or value < 0:
        return None, rule or rules.NUMBER_UNREADABLE
    return (value, None) if value else (None, kohyo.CAPACITY_ZERO)


def _number(cell: str) -> tuple[Decimal | None, Rule | None]:
    plain = unicodedata.normalize("NFKC", cell).strip().replace(",", "")
    if re.fullmatch(r"-?[0-9]{1,20}(\.[0-9]{1,20})?", plain):
        return Decimal(plain), None
    return None, rules.NUMBER_UNREADABLE


_YES: Final = frozenset("○ 〇 ◯ はい 有 あり 可 1 TRUE true true yes ✓ レ".split())  # noqa: SIM905  a list of words
_NO: Final = frozenset("× ✕ いいえ 無 なし 不可 0 FALSE false no".split())  # noqa: SIM905


def _truth(cell: str) -> tuple[bool | None, Rule | None]:
    if cell in _YES:
        return True, None
    return (False, None) if cell in _NO else (None, rules.TRUTH_UNREADABLE)


def _uuid(cell: str) -> tuple[UUID | None, Rule | None]:
    try:
        return UUID(cell), None
    except ValueError:
        return None, rules.NUMBER_UNREADABLE


# --- days and times -----------------------------------------------------------------------------

_COMPACT: Final = re.compile(r"[12][0-9]{7}")
_CLOCK: Final = re.compile(r"([0-9]{1,2})[:：時]([0-9]{2})?分?(?::([0-9]{2})(\.[0-9]{1,6})?)?")


def _day(cell: str) -> tuple[date | None, Rule | None]:
    plain = unicodedata.normalize("NFKC", cell).strip()
    if _COMPACT.fullmatch(plain):
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    found = eras.parse(plain.removesuffix(" 00:00"))
    return (found, None) if isinstance(found, date) else (None, rules.DATE_UNREADABLE)


def _clock(cell: str) -> tuple[time | None, Rule | None]:
    plain = unicodedata.normalize("NFKC", cell).strip()
    if re.fullmatch(r"0?\.[0-9]{1,20}", plain):  # a spreadsheet's fraction of a day
        minutes = round(float(plain) * 1_440)
        return time(*divmod(min(minutes, 1_439), 60)), rules.REWRITTEN
    if (match := _CLOCK.fullmatch(plain)) is None:
        return None, rules.CLOCK_UNREADABLE
    hour, minute, second, part = match.groups()
    if (hour, minute or "00") == ("24", "00"):
        return time(23, 59), rules.REWRITTEN
    try:
        micro = round(float(part or 0) * 1_000_000)
        return time(int(hour), int(minute or 0), int(second or 0), micro), None
    except ValueError:
        return None, rules.CLOCK_UNREADABLE


def _write_clock(value: time) -> str:
    if value.microsecond:
        return value.isoformat()
    return value.isoformat("seconds" if value.second else "minutes")


def _moment(cell: str) -> tuple[datetime | None, Rule | None]:
    plain = unicodedata.normalize("NFKC", cell).strip()
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T\S+", plain):
        try:
            found = datetime.fromisoformat(plain)
        except ValueError:
            return None, rules.DATE_UNREADABLE
        return (found if found.tzinfo else found.replace(tzinfo=JST)), None
    day, _, clock = plain.partition(" ")
    on, rule = _day(day)
    at, clock_rule = _clock(clock.strip()) if clock else (time(), None)
    if on is None or at is None:
        return None, rule or clock_rule
    return datetime.combine(on, at, JST), None


def _write_moment(value: datetime) -> str:
    try:
        here = value.astimezone(JST)
    except OverflowError:
        return value.isoformat()
    return f"{here.date().isoformat()} {_write_clock(here.time())}"


# --- words of lists -----------------------------------------------------------------------------


def _fold(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


@cache
def _labels(words: type[CodeList]) -> dict[str, CodeList]:
    return {**{_fold(w.label): w for w in words}, **{w.label: w for w in words}}


def _one(words: type[CodeList], cell: str) -> Any:
    known = _labels(words)
    if (found := known.get(cell)) is not None:
        return found
    if cell.endswith("）") and "（" in cell:
        for i, character in enumerate(cell):
            if character == "（" and (member := known.get(cell[:i])) is not None and member.takes_text:
                return member(cell[i + 1 : -1])
    return known.get(_fold(cell))


def _write_one(value: Any) -> str:
    return value.label if value.text is None else f"{value.label}（{value.text}）"


@cache
def _option(words: type[CodeList]) -> Codec:
    def read(cell: str) -> tuple[Any, Rule | None]:
        found = _one(words, cell)
        return found, None if found is not None else rules.OPTION_UNKNOWN

    return Codec(read, _write_one, facts=(("list", words.title),))


@cache
def _ticks(words: type[CodeList]) -> Codec:
    def read(cell: str) -> tuple[Any, Rule | None]:
        found, unknown = _ticked(words, cell)
        unique = {option.member: option for option in reversed(found)}
        ticks = in_form_order(tuple(unique.values())) if unique else None
        return ticks, rules.OPTION_UNKNOWN if unknown else None

    def write(value: Any) -> str:
        return ";".join(map(_write_one, value))

    return Codec(read, write, facts=(("list", words.title),))


def _ticked(words: type[CodeList], cell: str) -> tuple[list[Any], bool]:
    """Take a cell apart at ``;``; where that leaves words of no list, at the field's other marks too."""
    found, unknown = [], False
    for piece in filter(None, (p.strip() for p in cell.split(";"))):
        option = _one(words, piece)
        if option is not None:
            found.append(option)
            continue
        smaller = [p for p in re.split(r"[；、,，\n/／]+\s*", piece) if p.strip()]
        for part in smaller:
            option = _one(words, part.strip())
            unknown |= option is None
            found += [option] if option is not None else []
    return found, unknown


_WEEKDAYS: Final = {day.label: day for day in Weekday}
_WEEK: Final = tuple(Weekday)[:7]


@lru_cache(maxsize=1_024)
def _weekdays(cell: str) -> tuple[Any, Rule | None]:
    """Read 月火水木金, 月・水, 月～金, 毎日, 平日; 祝 is an eighth day."""
    plain = re.sub(r"[\s・,、;/／]|曜日?", "", unicodedata.normalize("NFKC", cell)).replace("祝日", "祝")
    plain = plain.replace("毎日", "月火水木金土日").replace("平日", "月火水木金")
    plain = re.sub("([月火水木金土日])[~～〜-]([月火水木金土日])", lambda m: _span(m[1], m[2]), plain)
    if not plain or any(character not in _WEEKDAYS for character in plain):
        return None, rules.OPTION_UNKNOWN
    return in_form_order(tuple({_WEEKDAYS[character] for character in plain})), None


def _span(first: str, last: str) -> str:
    week = [day.label for day in _WEEK]
    a, b = week.index(first), week.index(last)
    return "".join(week[a : b + 1] if a <= b else week[a:] + week[: b + 1])


def _write_weekdays(days: Any) -> str:
    return "".join(day.label for day in days)


_INSTITUTIONS: Final = {
    "病院": Category.HOSPITAL,
    "診療所": Category.CLINIC,
    "有床診療所": Category.CLINIC,
    "無床診療所": Category.CLINIC,
    "歯科": Category.DENTAL,
    "歯科診療所": Category.DENTAL,
    "薬局": Category.PHARMACY,
}


def _institution(cell: str) -> tuple[Any, Rule | None]:
    found = _INSTITUTIONS.get(_fold(cell)) or _one(Category, cell)
    return found, None if found is not None else rules.OPTION_UNKNOWN


def _degrees(cell: str) -> tuple[Decimal | None, Rule | None]:
    return cells.read_degrees(cell)


def _departments(cell: str) -> tuple[Any, Rule | None]:
    from carelink.records.sheets.facility import Department

    names = [n for p in re.split(r"[;；、,，\n]", cell) if (n := p.strip())]
    return tuple(Department(name=name) for name in names) or None, damage.error_of(cell)


def _write_departments(value: Any) -> str:
    return ";".join(department.name for department in value)


_NAVII_KINDS: Final = {
    "1": Category.HOSPITAL,
    "2": Category.CLINIC,
    "3": Category.DENTAL,
    "5": Category.PHARMACY,
}
_NAVII_CODES: Final = {category: code for code, category in _NAVII_KINDS.items()}


def _navii_kind(cell: str) -> tuple[Any, Rule | None]:
    """Read 機関区分 of 医療情報ネット; 4 (助産所) is no field of our list, and stays as text."""
    found = _NAVII_KINDS.get(cell)
    return found, None if found is not None or cell == "4" else rules.OPTION_UNKNOWN


def _prefecture(cell: str) -> tuple[str | None, Rule | None]:
    name = NAME_OF.get(cell.zfill(2))
    return name, None if name is not None else rules.OPTION_UNKNOWN


def _municipality_parts(cell: str) -> tuple[str, Rule | None]:
    """Read five digits as the national code without its check digit; three wait for the prefecture."""
    if re.fullmatch(r"(0[1-9]|[1-3][0-9]|4[0-7])[0-9]{3}", cell):
        return with_check_digit(cell), None
    return (cell, None) if re.fullmatch(r"[0-9]{3}", cell) else cells.read_municipality(cell)


NAMED: Final[dict[str, Codec]] = {
    "text": Codec(_text, str, exact=True),
    "address": Codec(_house, str, exact=True),
    "office-number": Codec(cells.read_office_number, str),
    "medical-number": Codec(cells.read_office_number, str),
    "corporate-number": Codec(cells.read_corporate_number, str),
    "municipality": Codec(cells.read_municipality, str),
    "kana": Codec(cells.read_kana, str, exact=True),
    "telephone": Codec(cells.read_telephone, str),
    "url": Codec(cells.read_url, str, exact=True),
    "degrees": Codec(_degrees, cells.write_degrees),
    "days": Codec(cells.read_days, cells.write_days, facts=(("list", "利用可能曜日"),)),
    "weekdays": Codec(_weekdays, _write_weekdays, facts=(("list", "曜日"),)),
    "departments": Codec(_departments, _write_departments),
    "institution": Codec(_institution, _write_one, facts=(("list", "医療機関の種類"),)),
    "navii-kind": Codec(_navii_kind, lambda value: _NAVII_CODES[value], facts=(("list", "機関区分"),)),
    "navii-prefecture": Codec(_prefecture, CODE_OF.__getitem__, facts=(("list", "都道府県コード"),)),
    "navii-municipality": Codec(_municipality_parts, str),
    "count": Codec(_count, str),
    "whole": Codec(_whole, str),
    "number": Codec(_number, lambda value: format(value, "f")),
    "truth": Codec(_truth, lambda value: "○" if value else "×", exact=True),
    "date": Codec(_day, date.isoformat),
    "time": Codec(_clock, _write_clock),
    "moment": Codec(_moment, _write_moment),
    "uuid": Codec(_uuid, str, exact=True),
}
"""Every codec a column map may name with ``as``."""

BY_PATH: Final = {
    "id": "uuid",
    "written": "moment",
    "identity.name_kana": "kana",
    "identity.office_number": "office-number",
    "identity.medical_number": "medical-number",
    "operator.corporate_number": "corporate-number",
    "site.municipality_code": "municipality",
    "site.address": "address",
    "site.latitude": "degrees",
    "site.longitude": "degrees",
    "contact.telephone": "telephone",
    "contact.fax": "telephone",
    "contact.website": "url",
    "opening.days": "days",
    "offer.departments": "departments",
    "reception.capacity": "count",
    "reception.beds": "count",
    "hours.days": "weekdays",
    "hours.opens": "time",
    "hours.closes": "time",
}
"""Items that the field writes in a way of its own."""


__all__ = ["BY_PATH", "JST", "NAMED", "Codec", "codec_of"]
