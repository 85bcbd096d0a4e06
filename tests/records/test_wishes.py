"""Wishes: what is not stated is never a refusal, and of several sheets the newest valid one holds."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_samples import WRITTEN, wish

from carelink.errors import UsageError
from carelink.records import WishesSheet, check, from_fhir
from carelink.records.lists.shared import YesNo
from carelink.records.lists.wishes import (
    Resuscitation,
    TalkHeld,
    TalkParticipant,
    TransportWish,
    TreatmentWish,
    WishState,
)
from carelink.records.sheets.wishes import Proxy, Standing, Wishes, current, history
from carelink.rendering import to_html

TODAY = date(2026, 11, 25)
LISTS = (Resuscitation, TransportWish, TreatmentWish)
WISHES = [i for i in WishesSheet.form() if i.list in LISTS]


def codes(record):
    return sorted(f.code for f in check(record.to_fhir()))


def dated(day, number, **changes):
    """Return a sheet of its own about a talk on a day of November."""
    sheet = wish().model_copy(update={"id": UUID(int=number), "written": WRITTEN.replace(day=day)})
    sheet = sheet.change("talk.discussed_on", date(2026, 11, day))
    for path, value in changes.items():
        sheet = sheet.change(path.replace("__", "."), value)
    return sheet


# --- absence is not a wish ------------------------------------------------------------------------


def test_an_empty_sheet_states_no_wish_in_any_format():
    silent = WishesSheet(written=WRITTEN)
    tree = silent.to_fhir()
    assert {e["resource"]["resourceType"] for e in tree["entry"]} == {"Composition", "Patient"}
    assert from_fhir(tree).record.wishes == Wishes()
    assert 'class="choice ticked"' not in to_html(silent)
    assert "記載なし" in to_html(silent)


@pytest.mark.parametrize("item", WISHES, ids=lambda i: i.path)
@pytest.mark.parametrize(
    "reason", ["unknown", "asked-unknown", "asked-declined", "not-asked", "masked", "temp-unknown"]
)
def test_an_answer_that_is_not_there_is_no_refusal(item, reason):
    tree = wish().change(item.path, next(iter(item.list))).to_fhir()
    node = next(
        e["resource"]
        for e in tree["entry"]
        if e["resource"]["resourceType"] == "Observation"
        and e["resource"]["code"]["coding"][0]["code"] == item.code
    )
    del node["valueCodeableConcept"]
    system = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
    node["dataAbsentReason"] = {"coding": [{"system": system, "code": reason}]}
    assert item.of(from_fhir(tree).record) is None


def test_every_wish_can_be_refused_left_open_and_left_out():
    for item in WISHES:
        names = {m.name for m in item.list}
        assert {"WANTED", "NOT_WANTED", "UNDECIDED"} <= names
        assert not {"NO", "NONE"} & names  # nothing here reads as なし
        refused = wish().change(item.path, item.list.NOT_WANTED)
        assert item.of(from_fhir(refused.to_fhir()).record) is item.list.NOT_WANTED
        assert item.of(from_fhir(wish().change(item.path, None).to_fhir()).record) is None


def test_a_code_that_is_not_of_the_list_is_no_wish():
    tree = wish().to_fhir()
    for entry in tree["entry"]:
        for coding in entry["resource"].get("valueCodeableConcept", {}).get("coding", ()):
            if coding["code"] == "not-wanted":
                coding["code"] = "no"
    assert from_fhir(tree).record.wishes.resuscitation is None


# --- the rules ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"person__born": None}, ["must-item-missing"]),
        ({"person__recorder": None}, ["must-item-missing"]),
        ({"talk__talk_held": None}, ["must-item-missing"]),
        ({"wishes__resuscitation": None}, ["recommended-item-missing"]),
        ({"talk__discussed_on": None}, ["recommended-item-missing", "talk-without-date"]),
        ({"talk__discussed_on": date(2026, 11, 25)}, ["talk-after-writing"]),
        ({"talk__review_due": date(2026, 11, 19)}, ["period-reversed"]),
        ({"talk__talk_held": TalkHeld.NOT_HELD}, ["wish-without-talk"] * 7),
        ({"talk__wish_state": WishState.WITHDRAWN}, ["withdrawn-but-stated"] * 3),
        ({"talk__wish_state": WishState.VALID}, []),
        (
            {"talk__participants": (TalkParticipant.TEAM,), "wishes__proxy": None},
            ["recommended-item-missing", "refusal-without-person"],
        ),
        ({"talk__participants": (TalkParticipant.TEAM,), "wishes__proxy": Proxy(name="讃岐 梅")}, []),
        (
            {"wishes__resuscitation": Resuscitation.WANTED, "documents__dnar_order": YesNo.YES},
            ["dnar-against-wish"],
        ),
        ({"documents__dnar_order": YesNo.YES}, []),
        (
            {"documents__dnar_order": YesNo.NO, "documents__dnar_order_on": date(2026, 11, 1)},
            ["detail-contradicts-no"],
        ),
        (
            {"documents__advance_directive": YesNo.NO, "documents__advance_directive_where": "金庫"},
            ["detail-contradicts-no"],
        ),
    ],
)
def test_items_of_a_sheet_of_wishes_that_must_agree(changes, expected):
    sheet = wish()
    for path, value in changes.items():
        sheet = sheet.change(path.replace("__", "."), value)
    assert codes(sheet) == expected


def test_a_withdrawal_and_a_talk_that_was_not_held_are_clean_when_they_say_no_more():
    who = wish().model_copy(update={"wishes": Wishes()})
    silent = who.model_copy(update={"talk": type(who.talk)(talk_held=TalkHeld.NOT_WISHED)})
    assert set(codes(silent)) == {"recommended-item-missing"}
    withdrawn = who.change("talk.wish_state", WishState.WITHDRAWN)
    assert set(codes(withdrawn)) == {"recommended-item-missing"}


# --- the calls keep their order -------------------------------------------------------------------


def test_the_order_of_the_calls_is_that_of_the_contacts():
    sheet = wish()
    patient = next(
        e["resource"] for e in sheet.to_fhir()["entry"] if e["resource"]["resourceType"] == "Patient"
    )
    assert [c["relationship"][0]["coding"][0]["code"] for c in patient["contact"]] == ["C", "C"]
    assert patient["contact"][0]["telecom"][0]["value"] == "087-000-0011"
    assert "telecom" not in patient["contact"][1]
    assert patient["contact"][1]["name"]["extension"]  # pat-1: something must be there; nothing is claimed
    turned = sheet.change("emergency.calls", sheet.emergency.calls[::-1])
    assert from_fhir(turned.to_fhir(sheet.to_fhir())).record == turned


def test_a_contact_of_somebody_else_stays():
    tree = wish().to_fhir()
    patient = next(e["resource"] for e in tree["entry"] if e["resource"]["resourceType"] == "Patient")
    theirs = {"name": {"text": "民生委員"}}
    patient["contact"].insert(0, theirs)
    read = from_fhir(tree)
    assert read.record == wish()
    assert [f.path for f in read.report] == ["Bundle.entry[1].resource.contact"]
    after = read.record.change("emergency.calls", None).to_fhir(tree)
    assert after["entry"][1]["resource"]["contact"] == [theirs]


def test_rows_come_and_go_and_a_missing_list_has_a_place():
    sheet = wish()
    fewer = sheet.change("emergency.calls", sheet.emergency.calls[:1])
    assert from_fhir(fewer.to_fhir(sheet.to_fhir())).record == fewer
    assert from_fhir(sheet.to_fhir(fewer.to_fhir())).record == sheet
    none = sheet.change("emergency.calls", None)
    (finding,) = check(none.to_fhir())
    assert (finding.code, finding.path) == ("recommended-item-missing", "Bundle.entry[1].resource.contact")
    assert "contact" not in none.to_fhir(sheet.to_fhir())["entry"][1]["resource"]


# --- the newest valid one -------------------------------------------------------------------------


def test_nothing_known_is_no_sheet():
    assert current([], on=TODAY) is None
    assert history([], on=TODAY) == ()


def test_the_newest_talk_holds_whatever_the_order():
    old, new = dated(1, 1), dated(10, 2)
    late_note = dated(5, 3).model_copy(
        update={"written": WRITTEN.replace(day=24)}
    )  # an older talk, noted later
    for several in ([old, new, late_note], [late_note, new, old], [new, late_note, old]):
        assert current(several, on=TODAY) == new
        assert [s for _, s in history(several, on=TODAY)] == [
            Standing.IN_FORCE,
            Standing.REPLACED,
            Standing.REPLACED,
        ]
    assert current([old, new], on=date(2026, 11, 9)) == old
    assert current([old, new], on=date(2026, 10, 31)) is None
    assert [s for _, s in history([old, new], on=date(2026, 11, 9))] == [Standing.LATER, Standing.IN_FORCE]


def test_what_the_newest_leaves_open_is_not_filled_in_by_an_older_one():
    old, new = dated(1, 1), dated(10, 2, wishes__resuscitation=None)
    held = current([old, new], on=TODAY)
    assert held is not None
    assert held.wishes.resuscitation is None


def test_a_withdrawal_ends_everything_before_it_and_nothing_after():
    old = dated(1, 1)
    end = dated(5, 2, talk__wish_state=WishState.WITHDRAWN).model_copy(update={"wishes": Wishes()})
    new = dated(10, 3)
    assert current([old, end], on=TODAY) is None
    assert dict(history([old, end], on=TODAY))[old] is Standing.WITHDRAWN
    assert current([old, end, new], on=TODAY) == new
    assert current([old, end], on=date(2026, 11, 4)) == old


def test_a_talk_that_was_not_held_is_no_wish_and_ends_none():
    old = dated(1, 1)
    for held in (TalkHeld.NOT_HELD, TalkHeld.NOT_WISHED, None):
        later = dated(10, 2, talk__talk_held=held)
        assert current([old, later], on=TODAY) == old
        assert current([later], on=TODAY) is None
        assert dict(history([old, later], on=TODAY))[later] is Standing.NO_WISH


def test_an_updated_one_does_not_hold_even_alone():
    assert current([dated(1, 1, talk__wish_state=WishState.UPDATED)], on=TODAY) is None


def test_a_sheet_past_its_review_still_holds():
    sheet = dated(1, 1, talk__review_due=date(2026, 11, 2))
    assert current([sheet], on=TODAY) == sheet


def test_a_correction_replaces_and_a_cancellation_ends_the_whole_series():
    first = dated(1, 1)
    said = {"reason": "日付の誤り", "by": "綾川 看子"}
    second = first.revised(written=WRITTEN.replace(day=3), **said).change(
        "talk.discussed_on", date(2026, 10, 20)
    )
    assert current([first, second], on=TODAY) == second  # though its talk is older
    third = second.cancelled(written=WRITTEN.replace(day=4), **said)
    assert current([first, second, third], on=TODAY) is None
    assert {s for _, s in history([first, second, third], on=TODAY)} == {Standing.CANCELLED}
    assert current([first, second, third], on=date(2026, 11, 3)) == second
    other = dated(2, 9)
    assert current([first, second, third, other], on=TODAY) == other


def test_two_people_are_refused():
    with pytest.raises(UsageError):
        current([dated(1, 1), dated(2, 2, person__born=date(1940, 1, 2))], on=TODAY)


SHEETS = st.builds(
    lambda day, number, held, state: dated(day, number, talk__talk_held=held, talk__wish_state=state),
    st.integers(1, 24),
    st.integers(1, 9),
    st.sampled_from([*TalkHeld, None]),
    st.sampled_from([*WishState, None]),
)


@given(st.lists(SHEETS, max_size=6, unique_by=lambda s: s.id), st.integers(-30, 5))
def test_at_most_one_holds_and_it_was_said(sheets, days):
    on = TODAY + timedelta(days)
    judged = history(sheets, on=on)
    assert {s.id for s, _ in judged} == {s.id for s in sheets}
    holding = [s for s, standing in judged if standing is Standing.IN_FORCE]
    assert len(holding) <= 1
    assert current(sheets, on=on) == (holding[0] if holding else None)
    assert current(reversed(sheets), on=on) == current(sheets, on=on)
    for sheet in holding:
        assert sheet.talk.talk_held is TalkHeld.HELD
        assert sheet.written.date() <= on
