"""Make drawn answers agree with each other: two answers drawn apart contradict each other now and then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.records.lists.care import Certification
from carelink.records.lists.consultation import ConsultationConsent
from carelink.records.lists.meeting import Handling
from carelink.records.lists.wishes import TalkHeld, WishState

if TYPE_CHECKING:
    from datetime import date

Answers = dict[str, Any]

_IN_ORDER: Final = (
    ("basics.admitted", "basics.planned_discharge"),
    ("meeting.began", "meeting.ended"),
    ("talk.discussed_on", "talk.review_due"),
    ("functioning.recent_admission_from", "functioning.recent_admission_to"),
)
_TALKS: Final = (("talk", "wishes."), ("final_stage", "final_stage."))


def agreed(answers: Answers, written: date) -> Answers:
    """Return the answers without what contradicts others among them."""
    told = dict(answers)
    for first, last in _IN_ORDER:
        if first in told and last in told:
            told[first], told[last] = sorted((told[first], told[last]))
    if "reception.received" in told and "reception.closed" in told:
        told["reception.closed"] = max(told["reception.closed"], told["reception.received"].date())
    if told.get("basics.certification") is Certification.NOT_APPLIED:
        _drop(told, "basics.care_level", "basics.valid_from", "basics.valid_to")
    if ("site.longitude" in told) is not ("site.latitude" in told):
        _drop(told, "site.longitude", "site.latitude")
    unnamed = {Handling.ANONYMISED, Handling.NO_CASE, ConsultationConsent.ANONYMOUS}
    if {told.get("secrecy.handling"), told.get("conclusion.consent")} & unnamed:
        _drop(told, "subject.name", "subject.kana")
    _about_wishes(told, written)
    return told


def _about_wishes(told: Answers, written: date) -> None:
    """Where wishes are stated, there was a talk, and it had a day; what takes them back states none."""
    state = told.get("talk.wish_state")
    if state is not None and getattr(state, "member", state) is WishState.WITHDRAWN:
        _drop(told, *(path for path in told if path.startswith("wishes.")))
    for section, of_a_talk in _TALKS:
        held, on = f"{section}.talk_held", f"{section}.discussed_on"
        if held not in told:
            continue
        stated = [p for p in told if p.startswith((of_a_talk, f"{section}.")) and p != held]
        if stated and told[held] in {TalkHeld.NOT_HELD, TalkHeld.NOT_WISHED}:
            told[held] = TalkHeld.HELD
        if told[held] is TalkHeld.HELD:
            told.setdefault(on, written)


def _drop(told: Answers, *paths: str) -> None:
    for path in paths:
        told.pop(path, None)
