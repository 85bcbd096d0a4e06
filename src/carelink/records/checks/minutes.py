"""Items of 会議録 that must agree with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.records import rules
from carelink.records.lists.meeting import Handling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.findings import Finding
    from carelink.records.checks.case import Case


def named(case: Case) -> Iterator[Finding]:
    """Yield a finding where the minutes say that no name is told, and tell one."""
    handling = case.get("secrecy.handling")
    if handling in {Handling.ANONYMISED, Handling.NO_CASE} and case.get("subject.name") is not None:
        yield rules.NAME_IN_ANONYMISED.at(case.form["subject.name"].at.where(case.doc, None))


def ended(case: Case) -> Iterator[Finding]:
    """Yield a finding where a meeting ends before it begins."""
    began, end = case.get("meeting.began"), case.get("meeting.ended")
    if began is not None and end is not None and end < began:
        yield case.say_at(rules.PERIOD_REVERSED, "meeting.ended")


def parts(case: Case) -> Iterator[Finding]:
    """Yield a finding for each part that nobody has to play, or that has no day."""
    if not case.states("result.parts"):
        return
    item = case.form["result.parts"]
    by_name = {part.name: part for part in item.parts}
    for node in case.doc.find("Task", item.code):
        for name in ("who", "until"):
            place = by_name[name].at
            if place.get(case.doc, node) is None:
                yield rules.PART_OPEN.at(case.doc.path(node), ja=by_name[name].ja, en=by_name[name].en)
