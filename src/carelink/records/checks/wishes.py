"""What a sheet of wishes must not let anybody read into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from carelink.records import rules
from carelink.records.checks.admission import denied
from carelink.records.lists.shared import YesNo
from carelink.records.lists.wishes import Resuscitation, TalkHeld, TalkParticipant, WishState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.findings import Finding
    from carelink.records.checks.case import Case
    from carelink.records.item import Item

KIND: Final = "wishes-sheet"

_OF_A_TALK: Final = frozenset(
    f"talk.{name}"
    for name in ("discussed_on", "participants", "talk_content", "talk_other", "talk_annex", "review_due")
)
DETAILS: Final = (
    ("documents.advance_directive", "documents.advance_directive_where"),
    ("documents.dnar_order", "documents.dnar_order_on"),
)
"""Papers that there may not be, each with a detail that then has nothing to tell."""


def _wishes(case: Case) -> list[Item]:
    """Return the wishes that are stated; whom the person trusts is none of them."""
    return [
        i for i in case.form.items if i.section.field == "wishes" and i.group is None and case.states(i.path)
    ]


def talk(case: Case) -> Iterator[Finding]:
    """Yield a finding for a talk without a day, and for wishes out of a talk that did not take place."""
    if case.kind != KIND:
        return
    held, on = case.get("talk.talk_held"), case.get("talk.discussed_on")
    if held is TalkHeld.HELD and on is None:
        yield case.say_at(rules.TALK_UNDATED, "talk.discussed_on")
    if on is not None and case.written is not None and on > case.written.date():
        yield case.say_at(rules.TALK_AHEAD, "talk.discussed_on")
    due = case.get("talk.review_due")
    if on is not None and due is not None and due < on:
        yield case.say_at(rules.PERIOD_REVERSED, "talk.review_due")
    if held in {TalkHeld.NOT_HELD, TalkHeld.NOT_WISHED}:
        of_a_talk = [i for i in case.form.items if i.path in _OF_A_TALK and case.states(i.path)]
        for item in (*of_a_talk, *_wishes(case)):
            yield case.say(rules.WISH_WITHOUT_TALK, item)


def withdrawn(case: Case) -> Iterator[Finding]:
    """Yield a finding for every wish in what takes the wishes back."""
    state = case.get("talk.wish_state")
    if case.kind == KIND and state is not None and state.member is WishState.WITHDRAWN:
        for item in _wishes(case):
            yield case.say(rules.WISH_WITHDRAWN, item)


def refused(case: Case) -> Iterator[Finding]:
    """希望しない is the person's to say, or a proxy's; who took part must be stated to be doubted."""
    if case.kind != KIND:
        return
    took_part = {t.member for t in case.get("talk.participants") or ()}
    if not took_part or TalkParticipant.PERSON in took_part or case.get("wishes.proxy") is not None:
        return
    for item in _wishes(case):
        value = case.get(item.path)
        if getattr(value, "name", "") == "NOT_WANTED":
            yield case.say(rules.REFUSED_ALONE, item)


def order(case: Case) -> Iterator[Finding]:
    """Yield a finding where a DNAR order stands against the wish to be resuscitated."""
    wanted = case.get("wishes.resuscitation") is Resuscitation.WANTED
    there = case.get("documents.dnar_order")
    if wanted and there is not None and there.member is YesNo.YES:
        yield case.say_at(rules.ORDER_AGAINST_WISH, "documents.dnar_order")


def papers(case: Case) -> Iterator[Finding]:
    """Yield a finding where a detail is stated of a paper that there is not."""
    yield from denied(case, DETAILS)
