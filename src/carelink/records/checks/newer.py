"""Blocks of the forms of 2024: which sheet has them, what eating and talking must agree on."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING, Final

from carelink.records import rules
from carelink.records.checks.admission import denied
from carelink.records.lists.nutrition import FeedingWay
from carelink.records.lists.wishes import TalkHeld

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.findings import Finding
    from carelink.records.checks.case import Case
    from carelink.records.forms import Form
    from carelink.records.item import Item

_EATEN: Final = ("nutrition.staple", "nutrition.side_dish", "nutrition.dysphagia_diet")
_OF_A_TALK: Final = tuple(
    f"final_stage.{name}"
    for name in ("discussed_on", "participants", "talk_content", "talk_other", "talk_annex")
)
_DETAILS: Final = (("nutrition.denture_worn", "nutrition.denture_kind"),)
_TENTH: Final = Decimal("0.1")


def edition(case: Case) -> Iterator[Finding]:
    """Yield what is stated though the edition that the sheet names does not have it."""
    named = case.envelope.get("edition")
    for item in _beyond(case.form, named) if isinstance(named, str) else ():
        if case.states(item.path):
            yield case.say(rules.OTHER_EDITION, item)


@cache
def _beyond(form: Form, named: str) -> tuple[Item, ...]:
    if not any(named in item.editions for item in form.items):
        return ()  # a town's own form stands on all of them
    return tuple(item for item in form.items if named not in item.editions)


def eating(case: Case) -> Iterator[Finding]:
    """Yield a finding where a form of food is stated of somebody who does not eat by mouth."""
    ways = case.get("nutrition.feeding_ways")
    if ways and all(way.member is not FeedingWay.ORAL for way in ways):
        for path in _EATEN:
            if case.get(path) is not None:
                yield case.say_at(rules.FOOD_WITHOUT_MOUTH, path)


def body(case: Case) -> Iterator[Finding]:
    """Yield a finding where the BMI is not what height and weight make it, to a tenth."""
    height, weight, stated = (case.get(f"nutrition.{name}") for name in ("height", "weight", "bmi"))
    if not height or weight is None or stated is None:
        return
    made = weight / (height / 100) ** 2
    if abs(stated - made.quantize(_TENTH, ROUND_HALF_UP)) > _TENTH:
        yield case.say_at(rules.BMI_DIFFERS, "nutrition.bmi")


def details(case: Case) -> Iterator[Finding]:
    """Yield a finding where a detail is stated of something that is なし."""
    yield from denied(case, _DETAILS)


def talk(case: Case) -> Iterator[Finding]:
    """Yield a finding for a talk without a day, and for what came of a talk that did not take place."""
    held, on = case.get("final_stage.talk_held"), case.get("final_stage.discussed_on")
    if held is TalkHeld.HELD and on is None:
        yield case.say_at(rules.TALK_UNDATED, "final_stage.discussed_on")
    if on is not None and case.written is not None and on > case.written.date():
        yield case.say_at(rules.TALK_AHEAD, "final_stage.discussed_on")
    if held in {TalkHeld.NOT_HELD, TalkHeld.NOT_WISHED}:
        for path in _OF_A_TALK:
            if case.get(path) is not None:
                yield case.say_at(rules.WISH_WITHOUT_TALK, path)
