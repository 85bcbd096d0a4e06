"""One function per rule (or per family of rules); each looks at one record in its document."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from carelink.records.checks import (
    admission,
    answers,
    consultation,
    discharge,
    home,
    levels,
    minutes,
    newer,
    numbers,
    revision,
    wishes,
)
from carelink.records.checks.case import Case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from carelink.findings import Finding
    from carelink.records.forms import Form


class Check(NamedTuple):
    """A rule (or a family of rules), and what it needs to have anything to say.

    :ivar stated: items of which each must be stated
    :ivar asked: items of which the form must ask for one
    """

    of: Callable[[Case], Iterator[Finding]]
    stated: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


CHECKS: Final = (
    Check(levels.missing),
    Check(answers.none_alone),
    Check(answers.of_the_list),
    Check(answers.once),
    Check(numbers.check_digits, asked=(*numbers.NUMBERS,)),
    Check(admission.certification, ("basics.certification",)),
    Check(admission.periods, asked=("basics.valid_to", "functioning.recent_admission_to")),
    Check(admission.age, ("basics.born",)),
    Check(admission.details, asked=tuple(asked for asked, _ in admission.DETAILS)),
    Check(admission.wheelchair, ("functioning.mobility",)),
    Check(discharge.stay, ("basics.admitted", "basics.planned_discharge")),
    Check(discharge.details, asked=tuple(asked for asked, _ in discharge.DETAILS)),
    Check(discharge.age, ("basics.born", "basics.age")),
    Check(discharge.hearings, ("basics.admitted", "evidence.hearings")),
    Check(consultation.anonymous, ("conclusion.consent", "subject.name")),
    Check(consultation.consented, ("subject.name",)),
    Check(consultation.follow_up, ("conclusion.follow_up",)),
    Check(consultation.closed, ("reception.received", "reception.closed")),
    Check(minutes.named, ("secrecy.handling", "subject.name")),
    Check(minutes.ended, ("meeting.began", "meeting.ended")),
    Check(minutes.parts, ("result.parts",)),
    Check(revision.named),
    Check(wishes.talk, asked=("talk.talk_held", "talk.discussed_on")),
    Check(wishes.withdrawn, ("talk.wish_state",)),
    Check(wishes.refused, ("talk.participants",)),
    Check(wishes.order, ("wishes.resuscitation", "documents.dnar_order")),
    Check(wishes.papers, asked=tuple(asked for asked, _ in wishes.DETAILS)),
    Check(newer.edition),
    Check(newer.eating, ("nutrition.feeding_ways",)),
    Check(newer.body, ("nutrition.bmi", "nutrition.height", "nutrition.weight")),
    Check(newer.details, ("nutrition.denture_worn",)),
    Check(newer.talk, asked=("final_stage.talk_held", "final_stage.discussed_on")),
    Check(home.measures, asked=("measures.temperature",)),
    Check(home.seen, ("basics.seen",)),
    Check(home.messages, ("messages.messages",)),
)
"""Every check, in the order it speaks."""


@cache
def checks_of(form: Form) -> tuple[Check, ...]:
    """Return the checks that may have something to say of a record on this form, in their order."""
    has = {item.path for item in form.items}
    return tuple(c for c in CHECKS if has.issuperset(c.stated) and (not c.asked or has.intersection(c.asked)))


__all__ = ["CHECKS", "Case", "Check", "checks_of"]
