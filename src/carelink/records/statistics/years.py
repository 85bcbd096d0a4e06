"""Fiscal years (年度): April to March, named by the year in which they begin."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone
from typing import Final

from carelink.errors import UsageError, Words
from carelink.records.eras import ERAS

_JAPAN: Final = timezone(timedelta(hours=9))
_APRIL: Final = 4
_FIRST: Final = {"昭和": 1926, "平成": 1989, "令和": 2019}
_BY_WORD: Final = {word: e.name for e in ERAS if e.name in _FIRST for word in (e.name, e.short, e.letter)}
_ERA_YEAR: Final = re.compile(r"(昭和|平成|令和|[昭平令]|[SHR])\.?(元|[0-9]{1,2})年?度?", re.IGNORECASE)
_WESTERN: Final = re.compile(r"([0-9]{4})年?度?")


def year_of(day: date | datetime) -> int:
    """Return the fiscal year of a day; of a moment, by the clock in Japan."""
    if isinstance(day, datetime):
        day = day.astimezone(_JAPAN).date()
    return day.year if day.month >= _APRIL else day.year - 1


def fiscal_year(text: str) -> int:
    """Return the year that ``令和8``, ``令和8年度``, ``R8`` or ``2026`` means.

    令和元年度 and 平成31年度 are the same year, 2019.

    :raises UsageError: when it is no year, or none of its era
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    western = _WESTERN.fullmatch(plain)
    if western is not None:
        return int(western[1])
    found = _ERA_YEAR.fullmatch(plain)
    if found is not None:
        name = _BY_WORD[found[1].upper()]
        number = 1 if found[2] == "元" else int(found[2])
        year = _FIRST[name] + number - 1
        if number >= 1 and year <= next(e for e in ERAS if e.name == name).last.year:
            return year
    raise UsageError(
        Words("年度として読めません。", "This is no fiscal year."),
        hint=Words("令和8、R8、2026 のように書いてください。", "Write 令和8, R8 or 2026."),
    )


def year_in_words(year: int) -> Words:
    """Return ``令和8年度`` and ``FY2026 (April 2026 to March 2027)``."""
    era = next((e for e in reversed(ERAS) if e.name in _FIRST and _FIRST[e.name] <= year), None)
    number = year - _FIRST[era.name] + 1 if era is not None else year
    ja = f"{era.name if era else ''}{'元' if number == 1 else number}年度"
    return Words(ja, f"FY{year} (April {year} to March {year + 1})")
