"""Items of 退院・退所情報記録書 that must agree with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from carelink.records import rules
from carelink.records.checks.admission import denied

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.findings import Finding
    from carelink.records.checks.case import Case

DETAILS: Final = (
    ("basics.level_pending", "basics.care_level_at_discharge"),
    ("status.choking", "status.choking_frequency"),
    ("status.denture", "status.denture_kind"),
    ("status.denture", "status.denture_use"),
    ("issues.contraindicated", "issues.contraindications"),
)
"""Items that may say なし, each with a detail that then has nothing to tell."""


def stay(case: Case) -> Iterator[Finding]:
    """Yield a finding where the planned discharge is before the admission."""
    admitted, planned = case.get("basics.admitted"), case.get("basics.planned_discharge")
    if admitted is not None and planned is not None and planned < admitted:
        yield case.say_at(rules.PERIOD_REVERSED, "basics.planned_discharge")


def details(case: Case) -> Iterator[Finding]:
    """Yield a finding where a detail is stated of something that is なし."""
    yield from denied(case, DETAILS)


def age(case: Case) -> Iterator[Finding]:
    """Yield a finding where the age is not what the birth date makes it on the day of writing."""
    born, stated = case.get("basics.born"), case.get("basics.age")
    if born is None or stated is None or case.written is None or case.form.kind != "discharge-record":
        return
    on = case.written.date()
    if stated != on.year - born.year - ((on.month, on.day) < (born.month, born.day)):
        yield case.say_at(rules.AGE_DIFFERS, "basics.age")


def hearings(case: Case) -> Iterator[Finding]:
    """Yield a finding where somebody was heard before the stay began."""
    admitted = case.get("basics.admitted")
    days = [h.heard for h in case.get("evidence.hearings") or () if h.heard is not None]
    if admitted is not None and any(day < admitted for day in days):
        yield case.say_at(rules.HEARD_BEFORE_STAY, "evidence.hearings")
