"""What the commands around the sheet share: days, times and office hours as people write them, and files."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from carelink.findings import Finding, Report
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


def records_of(files: Iterable[Path], kinds: Iterable[str]) -> tuple[list[Any], Report]:
    """Return the records of these kinds in the files, with the errors that were found on the way.

    A file that holds no record at all is an error; one that holds others is none.
    """
    from carelink import converters
    from carelink.findings import Report

    wanted = frozenset(kinds)
    found: list[Any] = []
    errors: list[Finding] = []
    for file in files:
        batch = converters.read_all(file)
        found += [record for record in batch.records if record.kind in wanted]
        errors += batch.report.errors
    return found, Report(errors)


def say(report: Report, lang: str) -> None:
    """Tell findings on the error stream, nothing where there are none."""
    if len(report):
        from carelink.findings import formats

        click.echo(formats.to_text(report, lang), err=True, nl=False)


def today() -> date:
    """Return today's date in Japan."""
    return datetime.now(JAPAN).date()
