"""One value of a sheet ⇄ what somebody types for it: ticks by their label, dates as people write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from carelink.converters.rules import sheet as rules
from carelink.records import eras, kinds
from carelink.records.codes import CodeList, Noted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carelink.findings import Rule

JAPAN: Final = timezone(timedelta(hours=9))
"""Times without an offset are Japanese ones: the country has one zone and no summer time."""

OPTION: Final = "選択"
TEXT: Final = "内容"

_BRACKETS: Final = re.compile(r"(?s)\s*([^（(]+?)\s*[（(](.*)[）)]\s*")
_CLOCK: Final = re.compile(r"([0-9]{1,2})[:時]\s*([0-9]{1,2})分?(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?")
_NUMBER: Final = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?")
_YES: Final = {"はい": True, "いいえ": False, "☑": True, "☐": False}
_LARGEST_EXPONENT: Final = 30


class Unread(NamedTuple):
    """Why a value was not read (or not wholly): the rule and the facts of the form it needs."""

    rule: Rule
    facts: dict[str, str]


def folded(label: str) -> str:
    """Fold a label: width, blanks and kinds of brackets do not matter to whoever types it."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", label)).casefold()


def nearest(label: str, known: Iterable[str]) -> str:
    """Return the known label that looks most like this one."""
    by_fold = {folded(k): k for k in known}
    near = get_close_matches(folded(label), by_fold, n=1, cutoff=0.0)
    return by_fold[near[0]] if near else ""


def day_of(text: str) -> date | None:
    """Read 2026-04-01, 2026年4月1日, 令和8年4月1日, R8.4.1; a day outside its era is not one."""
    day = eras.parse(text)
    return day if isinstance(day, date) else None


def moment_of(raw: Any) -> datetime | None:
    """Read a date and time, of Japan when no offset is said; a day alone is its midnight."""
    if isinstance(raw, datetime):
        return raw if raw.tzinfo is not None else raw.replace(tzinfo=JAPAN)
    if isinstance(raw, date):
        return datetime(raw.year, raw.month, raw.day, tzinfo=JAPAN)
    if not isinstance(raw, str):
        return None
    try:
        moment = datetime.fromisoformat(raw.strip())
    except ValueError:
        head, _, tail = raw.strip().replace("　", " ").partition(" ")
        day, clock = day_of(head), _clock(tail)
        if day is None or (tail and clock is None):
            return None
        moment = datetime.combine(day, clock or time())
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=JAPAN)


def _clock(raw: Any) -> time | None:
    if isinstance(raw, time):
        return raw
    found = _CLOCK.fullmatch(unicodedata.normalize("NFKC", raw).strip()) if isinstance(raw, str) else None
    if found is None:
        return None
    try:
        return time(int(found[1]), int(found[2]), int(found[3] or 0), int((found[4] or "0").ljust(6, "0")))
    except ValueError:
        return None


def _number(raw: Any, unit: str = "") -> Decimal | None:
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int):
        return Decimal(raw)
    if isinstance(raw, str):
        plain = unicodedata.normalize("NFKC", raw).strip()
        plain = plain.removesuffix(unicodedata.normalize("NFKC", unit)).strip()
        return Decimal(plain) if _NUMBER.fullmatch(plain) else None
    if isinstance(raw, Decimal) and raw.is_finite() and abs(raw.adjusted()) <= _LARGEST_EXPONENT:
        return raw
    return None


def read(kind: kinds.Kind, raw: Any, label: str) -> tuple[Any, list[Unread]]:
    """Return the value of one item as typed, and what could not be read of it."""
    if isinstance(kind, kinds.Multi):
        return _ticks(kind, raw, label)
    if isinstance(kind, kinds.Coded):
        return _option(kind, raw, label)
    value, wanted = _simple(kind, raw)
    if value is None:
        words = {"label": label, "wanted": wanted[0], "wanted_en": wanted[1]}
        return None, [Unread(rules.VALUE_KIND, words)]
    return value, []


def _simple(kind: kinds.Kind, raw: Any) -> tuple[Any, tuple[str, str]]:  # noqa: PLR0911  one line per kind
    match kind:
        case kinds.Text():
            return (raw if isinstance(raw, str) else None), ("引用符で囲んだ文字", "text in quotes")
        case kinds.Truth():
            value = raw if isinstance(raw, bool) else _YES.get(raw) if isinstance(raw, str) else None
            return value, ("true か false（はい・いいえ）", "true or false")
        case kinds.Day():
            day = raw if type(raw) is date else day_of(raw) if isinstance(raw, str) else None
            return day, ("日付（2026-04-01 や令和8年4月1日）", "a date such as 2026-04-01")
        case kinds.Moment():
            return moment_of(raw), ("日時（2026-04-01T09:00:00+09:00）", "a date and time")
        case kinds.Clock():
            return _clock(raw), ("時刻（14:30）", "a time such as 14:30")
        case kinds.Whole():
            number = _number(raw)
            return _whole(number), ("整数", "a whole number")
        case kinds.Quantity():
            number = _number(raw, kind.unit)
            wanted = (f"数（単位は {kind.unit}）", f"a number (of {kind.unit})")
            return (_whole(number) if kind.whole else number), wanted
        case _:
            return _number(raw), ("数", "a number")


def _whole(number: Decimal | None) -> int | None:
    if number is None or number != number.to_integral_value():
        return None
    return int(number)


def _option(kind: kinds.Coded, raw: Any, label: str) -> tuple[Any, list[Unread]]:
    said, text = raw, None
    if isinstance(raw, dict) and set(raw) <= {OPTION, TEXT} and OPTION in raw:
        said, text = raw[OPTION], raw.get(TEXT) or None
    if not isinstance(said, str) or not isinstance(text, str | None):
        words = {"label": label, "wanted": "選択肢の名前", "wanted_en": "the name of an option"}
        return None, [Unread(rules.VALUE_KIND, words)]
    member = _member(kind.list, said)
    if member is None and text is None and (found := _BRACKETS.fullmatch(said)):
        member, text = _member(kind.list, found[1]), found[2] or None
    if member is None:
        near = nearest(said, [m.label for m in kind.list])
        return None, [Unread(rules.OPTION_UNKNOWN, {"label": label, "near": near})]
    if text is not None and not (kind.noted and member.takes_text):
        return member, [Unread(rules.OPTION_TEXT, {"label": label, "option": member.label})]
    return member(text), []


def _member(words: type[CodeList], said: str) -> CodeList | None:
    wanted = folded(said)
    exact = (m for m in words if m.label == said.strip())
    return next(exact, None) or next((m for m in words if folded(m.label) == wanted), None)


def _ticks(kind: kinds.Multi, raw: Any, label: str) -> tuple[Any, list[Unread]]:
    found: dict[CodeList, Any] = {}
    unread: list[Unread] = []
    for one in raw if isinstance(raw, list) else [raw]:
        value, said = _option(kind.one, one, label)
        unread += said
        if value is not None and value.member in found:
            unread.append(Unread(rules.OPTION_ALONE, {"label": label}))
        elif value is not None:
            found[value.member] = value
    return tuple(found.values()) or None, unread


def write(kind: kinds.Kind, value: Any, label: str = "") -> Any:
    """Return what somebody would type: plain TOML values."""
    if isinstance(kind, kinds.Multi):
        return [write(kind.one, tick) for tick in value]
    if isinstance(kind, kinds.Coded):
        if not isinstance(value, Noted):
            return value.label
        short = f"{value.label}（{value.text}）"
        return (
            short if _option(kind, short, label) == (value, []) else {OPTION: value.label, TEXT: value.text}
        )
    if isinstance(value, datetime):
        return datetime.fromisoformat(kinds.Moment().write(value))
    return value
