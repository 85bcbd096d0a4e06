"""Which consultations somebody promised to come back to, and whose day has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carelink.records.lists.consultation import FollowUp
from carelink.records.statistics.cases import latest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from carelink.findings import Finding
    from carelink.records.sheets.consultation import Consultation


@dataclass(frozen=True, slots=True)
class Promise:
    """One follow-up that is still open.

    :param consultation: its newest version
    :param on: the day it was promised for, None when none was said
    :param days_late: days since then, 0 or less while it is not late
    """

    consultation: Consultation
    on: date | None
    days_late: int

    @property
    def overdue(self) -> bool:
        """Whether the day is past."""
        return self.on is not None and self.days_late > 0

    def finding(self) -> Finding:
        """Return what is said of an overdue one: where, never who."""
        from carelink.records import rules

        form = self.consultation.form()
        doc = self.consultation.frame.opened(form, self.consultation.to_fhir())
        where = form["conclusion.follow_up_on"].at.where(doc, None) if doc is not None else "Bundle"
        return rules.FOLLOW_UP_OVERDUE.at(where)


def open_follow_ups(consultations: Iterable[Consultation], on: date) -> tuple[Promise, ...]:
    """Return the follow-ups that are 要 and not yet done, the longest overdue first, undated ones last.

    One that a later consultation of the same desk takes up (親番号) is done, whatever it says itself.
    """
    dated, _ = latest(consultations)
    taken_up = {
        (c.reception.desk or "", c.reception.earlier_no)
        for c in dated
        if c.reception.earlier_no is not None and c.reception.earlier_no != c.reception.consultation_no
    }
    found = []
    for one in dated:
        number = (one.reception.desk or "", one.reception.consultation_no)
        if one.conclusion.follow_up is FollowUp.NEEDED and number not in taken_up:
            day = one.conclusion.follow_up_on
            found.append(Promise(one, day, 0 if day is None else (on - day).days))
    return tuple(sorted(found, key=lambda p: (p.on is None, -p.days_late)))
