"""What is known about one stay in hospital: its days, and what has been done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_JAPAN: Final = timezone(timedelta(hours=9))


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay.

    :param admitted: day of admission
    :param admitted_at: time of admission, None when not known: then it counts as within hours
    :param planned: day on which the discharge is foreseen
    :param discharged: day of discharge, once it has happened
    :param done: fact → the day it happened (``information``, ``screening``, ``hearing`` …)
    :param hospital_class: ``加算1`` or ``加算2``, which the hospital claims; empty: both are listed
    :param ward: ``general`` or ``long-term``; empty: both are listed
    """

    admitted: date
    admitted_at: time | None = None
    planned: date | None = None
    discharged: date | None = None
    done: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    hospital_class: str = ""
    ward: str = ""

    def anchor(self, after: str) -> date | None:
        """Return the day that steps are counted from, None while it is not known.

        Until the discharge has happened, the foreseen day stands for it.
        """
        if after == "admission":
            return self.admitted
        if after == "planned":
            return self.planned or self.discharged
        if after == "discharge":
            return self.discharged or self.planned
        march = date(self.admitted.year, 3, 31)
        return march if self.admitted <= march else date(self.admitted.year + 1, 3, 31)

    def says(self, only: Iterable[str]) -> bool:
        """Whether it is known that a step for this class and ward is one of this stay."""
        return all(self._of(one) == one for one in only)

    def concerns(self, only: Iterable[str]) -> bool:
        """Whether a step for this class and ward may be one of this stay."""
        return all(self._of(one) in {"", one} for one in only)

    def _of(self, one: str) -> str:
        return self.hospital_class if one.startswith("加算") else self.ward


def stay_of(records: Iterable[Any], **known: Any) -> Stay | None:
    """Return the stay that an admission sheet, a discharge record and minutes tell, or None without a day.

    :param known: what is known otherwise, by field of :class:`Stay`; it wins over the records
    """
    days: dict[str, Any] = {}
    done: dict[str, date] = {}
    for record in records:
        if record.kind == "admission-sheet":
            _take(days, admitted=record.header.admitted)
            _take(done, information=record.header.provided)
        elif record.kind == "discharge-record":
            _take(days, admitted=record.basics.admitted, planned=record.basics.planned_discharge)
            heard = [h for h in record.evidence.hearings or () if h.heard is not None]
            _first(done, "hearing", [h.heard for h in heard])
            _first(done, "discharge-conference", [h.heard for h in heard if _at_conference(h)])
        elif record.kind == "minutes" and _discharge(record):
            _first(done, "discharge-conference", [_day(record.meeting.began)])
    done |= known.pop("done", {}) or {}
    days |= {name: value for name, value in known.items() if value}
    return Stay(**days, done=MappingProxyType(done)) if "admitted" in days else None


def _take(into: dict[str, date], **said: date | None) -> None:
    into |= {name: day for name, day in said.items() if day is not None}


def _first(into: dict[str, date], fact: str, days: list[date]) -> None:
    if days:
        into[fact] = min((*days, into[fact]) if fact in into else days)


def _at_conference(hearing: Any) -> bool:
    from carelink.records.lists.discharge import Attended

    return hearing.attended is Attended.YES


def _discharge(minutes: Any) -> bool:
    from carelink.records.lists.meeting import MeetingKind

    kind = minutes.meeting.meeting_kind
    return kind is not None and kind.member is MeetingKind.DISCHARGE and minutes.meeting.began is not None


def _day(moment: datetime) -> date:
    return moment.astimezone(_JAPAN).date()
