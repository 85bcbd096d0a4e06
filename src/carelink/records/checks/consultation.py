"""Items of 相談受付票 that must agree with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.records import rules
from carelink.records.lists.consultation import ConsultationConsent, FollowUp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.findings import Finding
    from carelink.records.checks.case import Case


def anonymous(case: Case) -> Iterator[Finding]:
    """Yield a finding where an anonymous consultation names the person."""
    unnamed = case.get("conclusion.consent") is ConsultationConsent.ANONYMOUS
    if unnamed and case.get("subject.name") is not None:
        yield rules.NAME_WITHOUT_CONSENT.at(case.form["subject.name"].at.where(case.doc, None))


def consented(case: Case) -> Iterator[Finding]:
    """Yield a finding where the person is named and nobody says who agreed."""
    if case.kind == "consultation" and not case.states("conclusion.consent") and case.states("subject.name"):
        yield rules.NAME_CONSENT_UNSTATED.at(case.form["subject.name"].at.where(case.doc, None))


def follow_up(case: Case) -> Iterator[Finding]:
    """Yield a finding where a follow-up has no day."""
    needed = case.get("conclusion.follow_up") is FollowUp.NEEDED
    if needed and case.get("conclusion.follow_up_on") is None:
        yield rules.FOLLOW_UP_UNDATED.at(case.form["conclusion.follow_up"].at.where(case.doc, None))


def closed(case: Case) -> Iterator[Finding]:
    """Yield a finding where a case is closed before it came in."""
    received, ended = case.get("reception.received"), case.get("reception.closed")
    if received is not None and ended is not None and ended < received.date():
        yield case.say_at(rules.PERIOD_REVERSED, "reception.closed")
