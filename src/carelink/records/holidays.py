"""National holidays (国民の祝日), computed from the law as it stands for 2019 to 2099."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Final

from carelink.errors import UsageError, Words

FIRST, LAST = 2019, 2099
"""The equinoxes are those of the usual approximation, which holds until 2099."""

_FIXED: Final = ((1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23))
_MONDAYS: Final = ((1, 2), (7, 3), (9, 3), (10, 2))
"""Month, and which Monday of it: 成人の日, 海の日, 敬老の日, スポーツの日."""
_MOVED: Final = {
    # the emperor's birthday had not moved yet; three days around the accession and its ceremony
    2019: ({date(2019, 2, 23)}, {date(2019, 5, 1), date(2019, 10, 22)}),
    # 海の日, スポーツの日 and 山の日 in the years of the Olympic Games
    2020: (
        {date(2020, 7, 20), date(2020, 10, 12), date(2020, 8, 11)},
        {date(2020, 7, 23), date(2020, 7, 24), date(2020, 8, 10)},
    ),
    2021: (
        {date(2021, 7, 19), date(2021, 10, 11), date(2021, 8, 11)},
        {date(2021, 7, 22), date(2021, 7, 23), date(2021, 8, 8)},
    ),
}
_ONE: Final = timedelta(days=1)
_SUNDAY: Final = 6


def is_holiday(day: date) -> bool:
    """Whether a day is a national holiday, 振替休日 and 国民の休日 included.

    :raises UsageError: before 2019 and after 2099
    """
    return day in holidays(day.year)


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the national holidays of a year.

    :raises UsageError: before 2019 and after 2099
    """
    if not FIRST <= year <= LAST:
        raise UsageError(
            Words("祝日が分かるのは2019年から2099年までです。", "Holidays are known for 2019 to 2099."),
            hint=Words("年を確かめてください。", "Check the year."),
        )
    named = {date(year, m, d) for m, d in _FIXED} | {_monday(year, m, n) for m, n in _MONDAYS}
    named |= {_equinox(year, 3, 20.8431), _equinox(year, 9, 23.2488)}
    gone, come = _MOVED.get(year, (set(), set()))
    named = (named - gone) | come
    return frozenset(named | _instead(named) | _between(named))


def _monday(year: int, month: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(-first.weekday()) % 7 + 7 * (number - 1))


def _equinox(year: int, month: int, base: float) -> date:
    since = year - 1980
    return date(year, month, int(base + 0.242194 * since) - since // 4)


def _instead(named: set[date]) -> set[date]:
    """振替休日: for a holiday on a Sunday, the next day that is none."""
    out = set()
    for day in named:
        if day.weekday() == _SUNDAY:
            while day in named:
                day += _ONE  # noqa: PLW2901  walking on from it
            out.add(day)
    return out


def _between(named: set[date]) -> set[date]:
    """国民の休日: a day between two holidays, unless it is a Sunday."""
    return {d + _ONE for d in named if d + 2 * _ONE in named and (d + _ONE).weekday() != _SUNDAY} - named
