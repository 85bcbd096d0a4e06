"""Japanese eras (元号) in and out: 明治, 大正, 昭和, 平成, 令和.

Dates before 1873 are refused: until then Japan counted months by the moon. The day an era changed in 1912 and
in 1926 may be told in either era; it is written in the later one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class Mistake(StrEnum):
    """Why a text is not a day."""

    NOT_A_DATE = "not-a-date"  # no era, year, month and day can be made out
    NO_SUCH_DAY = "no-such-day"  # 昭和13年2月30日
    OUTSIDE_ERA = "outside-era"  # 昭和64年2月1日


@dataclass(frozen=True, slots=True)
class Era:
    """An era with its first and last day; the letters are those of forms and files (M T S H R)."""

    name: str
    short: str
    letter: str
    digit: str
    first: date
    last: date


ERAS: Final = (
    Era("明治", "明", "M", "1", date(1873, 1, 1), date(1912, 7, 30)),
    Era("大正", "大", "T", "2", date(1912, 7, 30), date(1926, 12, 25)),
    Era("昭和", "昭", "S", "3", date(1926, 12, 25), date(1989, 1, 7)),
    Era("平成", "平", "H", "4", date(1989, 1, 8), date(2019, 4, 30)),
    Era("令和", "令", "R", "5", date(2019, 5, 1), date.max),
)
"""Oldest first. 明治 begins with the solar calendar (明治6年)."""

_YEAR_ONE: Final = {"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019}
_BY_WORD: Final = {word: era for era in ERAS for word in (era.name, era.short, era.letter)}
_ERA_DATE: Final = re.compile(
    r"(明治|大正|昭和|平成|令和|[明大昭平令]|[MTSHR])\.?"
    r"(元|[0-9]{1,2})(?:年|[./-])([0-9]{1,2})(?:月|[./-])([0-9]{1,2})日?(?:生)?",
    re.IGNORECASE,
)
_WESTERN: Final = re.compile(r"([0-9]{4})(?:年|[./-])([0-9]{1,2})(?:月|[./-])([0-9]{1,2})日?(?:生)?")
_BLANK: Final = re.compile(r"\s+")


def parse(text: str) -> date | Mistake:
    """Return the day a text says: ``昭和13年1月2日``, ``S13.1.2``, ``令和元年5月1日``, ``1938-01-02``.

    Full-width digits and blanks are read; a day outside its era is a mistake, not a guess.
    """
    plain = _BLANK.sub("", unicodedata.normalize("NFKC", text))
    western = _WESTERN.fullmatch(plain)
    if western is not None:
        return _day(int(western[1]), int(western[2]), int(western[3]))
    found = _ERA_DATE.fullmatch(plain)
    if found is None:
        return Mistake.NOT_A_DATE
    era = _BY_WORD[found[1].upper()]
    year = 1 if found[2] == "元" else int(found[2])
    day = _day(_YEAR_ONE[era.name] + year - 1, int(found[3]), int(found[4]))
    if isinstance(day, date) and (year < 1 or not era.first <= day <= era.last):
        return Mistake.OUTSIDE_ERA
    return day


def era_of(day: date) -> Era | None:
    """Return the era of a day (the later one on a day of change), None before 1873."""
    return next((era for era in reversed(ERAS) if era.first <= day), None)


def written(day: date) -> str:
    """Return the day as forms write it: ``昭和13年1月2日``, ``令和元年5月1日``; before 1873 western."""
    era = era_of(day)
    if era is None:
        return f"{day.year}年{day.month}月{day.day}日"
    year = day.year - _YEAR_ONE[era.name] + 1
    return f"{era.name}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def _day(year: int, month: int, day: int) -> date | Mistake:
    try:
        return date(year, month, day)
    except ValueError:
        return Mistake.NO_SUCH_DAY
