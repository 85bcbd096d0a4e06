"""When a care manager's office is open: 営業日 and 営業時間 of its 運営規程."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from carelink.records.holidays import is_holiday


@dataclass(frozen=True, slots=True)
class Office:
    """Days and hours of an office; unless said otherwise Monday to Friday, closed 29 December to 3 January.

    :param closes: 営業終了時刻; who is admitted at this time or later is admitted after hours
    :param weekdays: open days of the week, Monday is 0
    :param on_holidays: whether it opens on national holidays
    :param closed: further closed days of each year, as (month, day)
    """

    closes: time = time(17, 30)
    weekdays: frozenset[int] = frozenset(range(5))
    on_holidays: bool = False
    closed: frozenset[tuple[int, int]] = frozenset(((12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)))

    def opens_on(self, day: date) -> bool:
        """Whether the office is open on a day."""
        if day.weekday() not in self.weekdays or (day.month, day.day) in self.closed:
            return False
        return self.on_holidays or not is_holiday(day)

    def after_hours(self, at: time | None) -> bool:
        """Whether a time is after closing time; not when it is not known."""
        return at is not None and at.replace(tzinfo=None) >= self.closes
