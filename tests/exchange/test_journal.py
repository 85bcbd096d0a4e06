"""The journal: any change to it is found, and where."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from carelink.exchange.journal import Checkpoint
from carelink.exchange.tables import journal


@pytest.fixture
def busy(scene):
    centre, ward = scene.town(scene.CENTRE), scene.town(scene.WARD)
    for _ in range(4):
        centre.send(scene.record(), to=[scene.WARD.name])
    ward.receive()
    centre.receive()
    return centre


def test_it_holds(busy):
    found = busy.verify()
    assert (found.ok, found.checkpoint, found.reason) == (True, busy.checkpoint(), None)
    assert found.checkpoint.entries == 8


@given(number=st.integers(1, 8), place=st.integers(0, 300), letter=st.sampled_from("xyz0"))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_altered_letter_is_found_where_it_is(busy, number, place, letter):
    with busy._desk.store.writing() as connection:
        mine = journal.c.number == number
        before = connection.scalar(select(journal.c.entry).where(mine))
        place %= len(before)
        after = before[:place] + letter + before[place + 1 :]
        connection.execute(update(journal).where(mine).values(entry=after))
    try:
        assert busy.verify().broken == (None if after == before else number)
    finally:
        with busy._desk.store.writing() as connection:
            connection.execute(update(journal).where(mine).values(entry=before))


@pytest.mark.parametrize("number", [1, 4, 7])
def test_a_dropped_entry_is_found(busy, number):
    with busy._desk.store.writing() as connection:
        connection.execute(delete(journal).where(journal.c.number == number))
    assert busy.verify().broken == number


def test_a_reordered_entry_is_found(busy):
    with busy._desk.store.writing() as connection:
        connection.execute(update(journal).where(journal.c.number == 3).values(number=99))
        connection.execute(update(journal).where(journal.c.number == 2).values(number=3))
        connection.execute(update(journal).where(journal.c.number == 99).values(number=2))
    assert busy.verify().broken == 2


def test_a_cut_end_is_found_with_a_checkpoint(busy):
    noted = busy.checkpoint()
    with busy._desk.store.writing() as connection:
        connection.execute(delete(journal).where(journal.c.number > 6))
    assert busy.verify().ok
    assert busy.verify(noted).broken == 7


def test_another_history_of_the_same_length_is_found(busy):
    assert busy.verify(Checkpoint(5, "0" * 64)).broken == 5


def test_entries_have_the_shape_of_balp(busy, scene):
    sent, answered = next(busy.journal()), list(busy.journal())[-1]
    assert (sent["type"]["code"], sent["action"], sent["subtype"][0]["code"]) == ("110106", "R", "disclose")
    assert [a["type"]["coding"][0]["code"] for a in sent["agent"]] == ["110153", "110152"]
    assert [a["who"]["display"] for a in sent["agent"]] == [scene.CENTRE.name, scene.WARD.name]
    assert sent["purposeOfEvent"][0]["coding"][0]["code"] == "TREAT"
    assert answered["subtype"][-1]["code"] == "receipt-received"
    assert answered["agent"][0]["who"]["display"] == scene.WARD.name
