"""Flags of closed days → one sentence, and columns of times → rows of hours."""

from __future__ import annotations

import unicodedata
from datetime import time
from typing import TYPE_CHECKING, Final

from carelink.converters.layouts.codecs import NAMED
from carelink.converters.navii import columns as c
from carelink.converters.rules import navii as rules
from carelink.records.codes import in_form_order
from carelink.records.sheets.facility import Hours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carelink.findings import Rule
    from carelink.records.lists.facility import HoursFor, Weekday

_WEEKS: Final = 5


class Flags:
    """Where the flags of closed days stand in a table."""

    def __init__(self, header: Sequence[str]) -> None:
        self.weekly: dict[int, str] = {}
        self.some: dict[int, tuple[int, str]] = {}
        self.holidays: int | None = None
        self.other: int | None = None
        for i, heading in enumerate(header):
            plain = unicodedata.normalize("NFKC", heading)
            if match := c.EVERY_WEEK.fullmatch(plain):
                self.weekly[i] = match[1]
            elif match := c.SOME_WEEK.fullmatch(plain):
                self.some[i] = (int(match[1]), match[2])
            elif c.HOLIDAYS.fullmatch(plain):
                self.holidays = i
            elif c.OTHER.fullmatch(plain):
                self.other = i

    @property
    def columns(self) -> frozenset[int]:
        """Every column that is a flag, or the free text beside them."""
        places = {*self.weekly, *self.some, self.holidays, self.other}
        return frozenset(place for place in places if place is not None)

    def closed(self, cells: Sequence[str | None]) -> tuple[str | None, set[int]]:
        """Return when the place is closed in words, and the columns whose cell is no flag."""
        odd = {
            i for i in (*self.weekly, *self.some, self.holidays) if i is not None and _flag(cells[i]) is None
        }
        odd = {i for i in odd if cells[i]}
        every = [day for i, day in self.weekly.items() if _flag(cells[i]) is False]
        weeks: dict[str, list[int]] = {}
        for i, (week, day) in self.some.items():
            if _flag(cells[i]) is False:
                weeks.setdefault(day, []).append(week)
        for day in [d for d, found in weeks.items() if len(found) == _WEEKS]:
            del weeks[day]  # closed in all five weeks is closed every week
            if day not in every:
                every.append(day)
        said = [f"毎週{'・'.join(d for d in '月火水木金土日祝' if d in every)}曜日"] if every else []
        said += [f"第{'・'.join(map(str, sorted(w)))}{day}曜日" for day, w in weeks.items()]
        if self.holidays is not None and _flag(cells[self.holidays]) is False:
            said.append("祝日")
        if self.other is not None and (text := (cells[self.other] or "").strip()):
            said.append(f"その他: {text}")
        return "; ".join(said) or None, odd


def _flag(cell: str | None) -> bool | None:
    plain = (cell or "").strip().removesuffix(".0")
    return {"0": False, "1": True}.get(plain)


class Times:
    """Where the columns of times stand: ``(purpose, slot) → day → (start, end)``."""

    def __init__(self, header: Sequence[str]) -> None:
        self.spans: dict[tuple[HoursFor, str], dict[Weekday, dict[str, int]]] = {}
        for i, heading in enumerate(header):
            if match := c.TIME.fullmatch(unicodedata.normalize("NFKC", heading)):
                key = c.PURPOSE[match[2]], match[3]
                days = self.spans.setdefault(key, {})
                days.setdefault(c.DAY[match[1]], {})[match[4]] = i

    @property
    def columns(self) -> frozenset[int]:
        """Every column of times."""
        return frozenset(i for days in self.spans.values() for ends in days.values() for i in ends.values())

    def read(
        self, cells: Sequence[str | None], department: str | None = None
    ) -> tuple[list[Hours], list[tuple[int, Rule]]]:
        """Return rows of hours, equal days joined, and what is to be said of which column."""
        said: list[tuple[int, Rule]] = []
        joined: dict[tuple[HoursFor, time, time | None], list[Weekday]] = {}
        for (purpose, _), days in self.spans.items():
            for day, ends in days.items():
                opens, closes = (self._clock(cells, ends.get(end), said) for end in ("開始", "終了"))
                if opens is None and closes is not None:
                    said.append((ends["終了"], rules.TIME_ALONE))
                if opens is None or (opens == closes == time(0)):
                    continue  # 00:00-00:00 is how the tables say nothing
                joined.setdefault((purpose, opens, closes), []).append(day)
        rows = [
            Hours(
                days=in_form_order(tuple(dict.fromkeys(days))),
                opens=o,
                closes=e,
                purpose=p,
                department=department,
            )
            for (p, o, e), days in joined.items()
        ]
        return rows, said

    @staticmethod
    def _clock(cells: Sequence[str | None], at: int | None, said: list[tuple[int, Rule]]) -> time | None:
        text = (cells[at] or "").strip() if at is not None else ""
        if not text or at is None:
            return None
        value, rule = NAMED["time"].read(text)
        if rule is not None:
            said.append((at, rule))
        return value if isinstance(value, time) else None
