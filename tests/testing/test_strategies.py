"""What is drawn is valid, holds what Japanese records hold, and shrinks to what a person understands."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import carelink
from carelink.testing import strategies
from carelink.testing.strategies.invented import ERA_EDGES
from carelink.testing.strategies.sheets import SHEETS

DRAWN = {
    **{kind: strategies.information_sheets([kind]) for kind in SHEETS},
    "consultation": strategies.consultations(),
    "minutes": strategies.minutes(),
    "wishes": strategies.wishes(),
    "facility": strategies.facilities(),
    "coordinator": strategies.coordinators(),
    "message": strategies.messages(),
}
ONE = settings(phases=[Phase.generate], max_examples=40)


@pytest.mark.parametrize("kind", DRAWN)
def test_what_is_drawn_is_valid(kind):
    @settings(max_examples=12)
    @given(DRAWN[kind])
    def law(record):
        assert carelink.validate(record).errors == ()

    law()


@pytest.mark.parametrize("kind", SHEETS)
def test_a_full_sheet_states_every_item_but_those_that_contradict_others(kind):
    sheet = find(strategies.information_sheets([kind], filled=["full"]), lambda _: True, settings=ONE)
    items = sheet.form().items
    stated = [item.path for item in items if item.of(sheet) is not None]
    assert len(stated) >= 0.95 * len(items)


def test_an_empty_sheet_states_no_more_than_it_must():
    sheet = find(
        strategies.information_sheets(["admission-sheet"], filled=["empty"]), lambda _: True, settings=ONE
    )
    stated = {item.path for item in sheet.form().items if item.of(sheet) is not None}
    assert stated == {item.path for item in sheet.form().items if item.level == "must"}


def test_a_failing_example_is_a_person_one_can_imagine():
    sheet = find(strategies.information_sheets(["admission-sheet"]), lambda s: s.basics.kana is not None)
    assert (sheet.basics.name, sheet.basics.kana, sheet.basics.born) == (
        "讃岐 太郎",
        "サヌキ タロウ",
        date(1938, 1, 2),
    )
    assert find(strategies.towns(), lambda _: True).name == "高松市"


@pytest.mark.parametrize(
    "wanted",
    [
        lambda p: "髙" in p.name,
        lambda p: any(ord(c) > 0xFFFF for c in p.name),
        lambda p: "　" in p.name,
        lambda p: p.born in ERA_EDGES,
        lambda p: p.address.startswith("岡山県高梁市") and p.postal_code == "716-0000",
        lambda p: "０" in p.tel,
    ],
)
def test_what_breaks_systems_is_among_what_is_drawn(wanted):
    assert find(strategies.people(), wanted)


@given(strategies.texts(long=300))
def test_texts_are_no_longer_than_told(text):
    assert 0 < len(text) <= 300


def test_draws_of_one_kind_differ():
    drawn = set()

    @settings(max_examples=30)
    @given(st.data())
    def law(data):
        drawn.add(data.draw(strategies.consultations()).model_dump_json(exclude={"id"}))

    law()
    assert len(drawn) > 20
