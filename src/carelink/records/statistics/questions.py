"""By what the year is broken down: one question per table, each with its rows in order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Any, Final

from carelink.errors import Words
from carelink.records.lists.care import CareLevel
from carelink.records.lists.consultation import (
    AgeBand,
    CallerProfession,
    CallerType,
    Channel,
    Direction,
    Function,
    Topic,
)
from carelink.records.lists.towns import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.records.codes import CodeList
    from carelink.records.sheets.consultation import Consultation

JAPAN: Final = timezone(timedelta(hours=9))
NOT_STATED: Final = ("not-stated", Words("記載なし", "Not stated"))
"""The row of those that do not answer the question."""
_MONTHS: Final = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
_ENGLISH: Final = "January February March April May June July August September October November December"
_BANDS: Final = (
    ("to-15", 15, Words("〜15分", "up to 15 min")),
    ("to-30", 30, Words("〜30分", "up to 30 min")),
    ("to-60", 60, Words("〜60分", "up to 60 min")),
    ("over-60", None, Words("60分超", "over 60 min")),
)
_TOWN: Final = re.compile(r"[0-9]{6}")
_NO_TOWN: Final = "unreadable"


@dataclass(frozen=True, slots=True)
class Question:
    """One table.

    :param rows: code → label, in order; of towns, only what is found
    :param answers: the codes of one consultation; none when it does not say
    """

    code: str
    title: Words
    rows: dict[str, Words]
    answers: Callable[[Consultation], tuple[str, ...]]
    multiple: bool = False
    found_only: bool = False


def _listed(
    code: str,
    words: type[CodeList],
    get: Callable[[Consultation], Any],
    *,
    title: str = "",
    multiple: bool = False,
) -> Question:
    """Return the question that a code list answers; what stands in brackets is never looked at."""

    def answers(one: Consultation) -> tuple[str, ...]:
        said = get(one)
        ticks = () if said is None else said if isinstance(said, tuple) else (said,)
        return tuple(tick.member.code for tick in ticks)

    rows = {m.code: Words(m.label, m.en) for m in words}
    return Question(code, Words(title or words.title, words.en_title), rows, answers, multiple=multiple)


def _month(one: Consultation) -> tuple[str, ...]:
    received = one.reception.received
    return () if received is None else (f"{received.astimezone(JAPAN).month:02}",)


def _band(one: Consultation) -> tuple[str, ...]:
    minutes = one.content.minutes
    if minutes is None or minutes < 0:
        return ()
    return (next(code for code, most, _ in _BANDS if most is None or minutes <= most),)


def _town(one: Consultation) -> tuple[str, ...]:
    said = one.subject.municipality
    return () if said is None else (said if _TOWN.fullmatch(said) else _NO_TOWN,)


def _referred(one: Consultation) -> tuple[str, ...]:
    kinds = {
        r.referred_kind.code if r.referred_kind else "unspecified" for r in one.conclusion.referrals or ()
    }
    return tuple(kinds) or ("none",)


def towns(codes: set[str]) -> dict[str, Words]:
    """Return the rows for the towns that occur, by code, unreadable ones last; a name where it is known."""
    known = {code: Words(NAMES.get(code, code), code) for code in sorted(codes - {_NO_TOWN})}
    unreadable = {_NO_TOWN: Words("読めない符号", "Unreadable code")} if _NO_TOWN in codes else {}
    return {**known, **unreadable}


_REFERRALS: Final = {
    "none": Words("紹介なし", "Not referred"),
    **{m.code: Words(m.label, m.en) for m in CallerType},
    "unspecified": Words("種別の記載なし", "Kind not stated"),
}

QUESTIONS: Final = (
    Question(
        "month",
        Words("月", "Month"),
        {f"{m:02}": Words(f"{m}月", _ENGLISH.split()[m - 1]) for m in _MONTHS},
        _month,
    ),
    _listed("caller", CallerType, lambda c: c.caller.caller_type),
    _listed("profession", CallerProfession, lambda c: c.caller.caller_profession),
    _listed("channel", Channel, lambda c: c.reception.channel),
    _listed("topic", Topic, lambda c: c.content.topics, multiple=True),
    _listed("function", Function, lambda c: c.content.functions, multiple=True),
    _listed("care-level", CareLevel, lambda c: c.subject.care_level, title="対象者の要介護度"),
    _listed("age-band", AgeBand, lambda c: c.subject.age_band, title="対象者の年代"),
    Question("town", Words("対象者の居住市町", "Town of the person"), {}, _town, found_only=True),
    Question("minutes", Words("対応時間", "Time spent"), {code: said for code, _, said in _BANDS}, _band),
    Question("referral", Words("紹介先・つなぎ先", "Referred to"), _REFERRALS, _referred, multiple=True),
    _listed("direction", Direction, lambda c: c.reception.direction, title="新規・継続"),
)
"""Every table of the year, in the order in which cities usually report."""
