"""Options that say days, times and office hours, as people at a desk write them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from carelink.records.fees import Office

    _OfDay = click.ParamType[date]
    _OfTime = click.ParamType[time]
else:  # only later releases of click than we ask for take the type
    _OfDay = _OfTime = click.ParamType

JAPAN: Final = timezone(timedelta(hours=9))
_DAYS: Final = "月火水木金土日"
_NAMES: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Day(_OfDay):
    """``2026-11-20``, ``令和8年11月20日``, ``R8.11.20``."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or fail as click does."""
        from carelink.records import eras

        found = value if isinstance(value, date) else eras.parse(value)
        if not isinstance(found, date):
            self.fail("日付は 2026-11-20 か 令和8年11月20日 の形で / write a day as 2026-11-20", param, ctx)
        return found


class Clock(_OfTime):
    """``19:30``."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> time:
        """Return the time, or fail as click does."""
        if isinstance(value, time):
            return value
        try:
            return datetime.strptime(value, "%H:%M").time()  # noqa: DTZ007  a time of day has no zone
        except ValueError:
            self.fail("時刻は 19:30 の形で / write a time as 19:30", param, ctx)


def weekdays(text: str | None) -> frozenset[int]:
    """Return the days of the week that ``月火水`` or ``mon,tue,sat`` names; Monday to Friday when empty.

    :raises click.BadParameter: when it names none
    """
    if not text:
        return frozenset(range(5))
    named = [part.strip().lower()[:3] for part in text.replace("、", ",").split(",")]
    found = {_NAMES.index(part) for part in named if part in _NAMES}
    found |= {_DAYS.index(letter) for letter in text if letter in _DAYS}
    if not found:
        raise click.BadParameter(
            "月火水木金 か mon,tue,wed の形で / write mon,tue,wed", param_hint="--open-on"
        )
    return frozenset(found)


def office_of(closes: time | None, open_on: str | None, *, on_holidays: bool) -> Office:
    """Return the office whose hours the options tell; what they do not say is the usual."""
    from carelink.records.fees import Office

    usual = Office()
    return Office(closes or usual.closes, weekdays(open_on), on_holidays, usual.closed)


def office_options(command: Any) -> Any:
    """Add the options on days and hours of a care manager's office."""
    for option in (
        click.option("--open-on-holidays", is_flag=True, help="祝日も営業 / open on public holidays"),
        click.option("--open-on", metavar="DAYS", help="営業日 / open days: 月火水木金土 or mon,tue,…"),
        click.option("--closes", type=Clock(), help="営業終了時刻 / closing time [17:30]"),
    ):
        command = option(command)
    return command


def today() -> date:
    """Return today's date in Japan."""
    return datetime.now(JAPAN).date()
