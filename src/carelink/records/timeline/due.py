"""By when each step is due, with closed days and office hours, and how it stands on a given day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from carelink.records.fees.admission import limits_of
from carelink.records.fees.office import Office
from carelink.records.timeline.steps import national

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.findings import Finding, Report
    from carelink.records.timeline.stay import Stay
    from carelink.records.timeline.steps import Course, Step

_ONE: Final = timedelta(days=1)
_LONGEST: Final = 14
"""Days to look back for an open one: no office is closed for longer."""


class State(StrEnum):
    """How a step stands."""

    DONE = "done"
    LATE = "late"  # done, after its last day
    EARLY = "early"  # done, before its first day
    OVERDUE = "overdue"
    DUE = "due"  # in its window
    AHEAD = "ahead"  # its window has not begun
    UNNOTED = "unnoted"  # past its window, but not known to be owed in this stay
    UNDATED = "undated"  # the day it is counted from is not known yet


@dataclass(frozen=True, slots=True)
class Due:
    """One step of one stay.

    :param earliest: first day of its window, None for any
    :param latest: last day, None while the day it is counted from is not known
    :param act_by: last day of the window on which the debtor's office is open; ``latest`` if there is none
    :param open: whether the debtor's office is open on any day of the window
    :param sure: whether the step is known to be one of this stay, and can be asked for
    :param done: the day it was done, None when nobody noted one
    """

    step: Step
    earliest: date | None
    latest: date | None
    act_by: date | None
    open: bool
    sure: bool
    done: date | None

    def state(self, on: date) -> State:
        """Return how the step stands on a day."""
        if self.latest is None:
            return State.DONE if self.done else State.UNDATED
        if self.done is not None:
            if self.done > self.latest:
                return State.LATE
            return State.EARLY if self.earliest is not None and self.done < self.earliest else State.DONE
        if on > self.latest:
            return State.OVERDUE if self.sure else State.UNNOTED
        return State.AHEAD if self.earliest is not None and on < self.earliest else State.DUE


@dataclass(frozen=True, slots=True)
class Timeline:
    """The steps of one stay in the order of their last days; those without a day come last."""

    stay: Stay
    course: Course
    dues: tuple[Due, ...]

    def __iter__(self) -> Iterator[Due]:
        return iter(self.dues)

    def __getitem__(self, code: str) -> Due:
        """Return the step with this code; KeyError when there is none."""
        for due in self.dues:
            if due.step.code == code:
                return due
        raise KeyError(code)

    def report(self, on: date) -> Report:
        """Return what is overdue on a day (warnings) and what was done late (information)."""
        from carelink.findings import Report

        return Report(self._findings(on))

    def _findings(self, on: date) -> Iterator[Finding]:
        from carelink.records import rules

        said = {State.OVERDUE: rules.STEP_OVERDUE, State.LATE: rules.STEP_LATE}
        for due in self.dues:
            rule = said.get(due.state(on))
            if rule is not None:
                yield rule.at(f"timeline.{due.step.code}", ja=due.step.name.ja, en=due.step.name.en)


def timeline(
    stay: Stay,
    course: Course | None = None,
    *,
    office: Office | None = None,
    hospital: Office | None = None,
) -> Timeline:
    """Return who owes what to whom by when in one stay.

    :param course: a town's own rule; the national default when not given
    :param office: days and hours of the care manager's office, :class:`carelink.records.fees.Office`
    :param hospital: the same of the hospital's discharge unit
    :raises UsageError: when a day lies outside the years whose holidays are known (2019 to 2099)
    """
    course = course or national()
    offices = {"office": office or Office(), "hospital": hospital or Office()}
    dues = [_due(step, stay, offices) for step in course.steps if stay.concerns(step.only)]
    return Timeline(stay, course, tuple(sorted(dues, key=lambda d: d.latest or date.max)))


def _due(step: Step, stay: Stay, offices: dict[str, Office]) -> Due:
    done, sure = stay.done.get(step.noted_as), not step.quiet and stay.says(step.only)
    anchor = stay.anchor(step.after)
    latest = _latest(step, stay, anchor, offices["office"])
    if anchor is None or latest is None:
        return Due(step, None, None, None, open=False, sure=sure, done=done)
    earliest = None if step.earliest is None else anchor + timedelta(days=step.earliest)
    debtor = offices[step.by]
    begins = earliest or (stay.admitted if latest >= stay.admitted else latest - timedelta(days=_LONGEST))
    if begins == stay.admitted and debtor.after_hours(stay.admitted_at):
        begins += _ONE  # whoever comes after closing time is heard of on the next day
    day = latest
    while day >= begins and not debtor.opens_on(day):
        day -= _ONE
    found = day >= begins
    return Due(step, earliest, latest, day if found else latest, open=found, sure=sure, done=done)


def _latest(step: Step, stay: Stay, anchor: date | None, office: Office) -> date | None:
    if anchor is None:
        return None
    if not step.fee:
        return anchor + timedelta(days=step.latest)
    limits = limits_of(anchor, admitted_at=stay.admitted_at, office=office)
    return None if limits is None else limits.first if step.fee == "first" else limits.second
