"""The home sheet: slips among the measures are said, and a message has somebody it is for."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from record_samples import JST, visit

from carelink.records import HomeSheet, check, form_of, from_fhir
from carelink.records.lists.home import Addressee, Change, Urgency
from carelink.records.lists.shared import YesNoUnknown
from carelink.records.sheets.home import Message


def codes(record, **changes):
    for path, value in changes.items():
        record = record.change(path.replace("__", "."), value)
    return sorted(f.code for f in check(record.to_fhir()))


def answered(tree, code):
    """Return the Observations that answer one item."""
    found = [e["resource"] for e in tree["entry"] if e["resource"]["resourceType"] == "Observation"]
    return [node for node in found if node["code"]["coding"][0]["code"] == code]


def test_nothing_is_said_of_a_good_one():
    assert codes(visit()) == []
    assert len(from_fhir(visit().to_fhir()).report) == 0


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"measures__temperature": Decimal(368)}, ["measure-implausible"]),
        ({"measures__temperature": Decimal("45.0")}, []),
        ({"measures__temperature": Decimal("45.1")}, ["measure-implausible"]),
        ({"measures__spo2": 101}, ["measure-implausible"]),
        ({"measures__spo2": 100}, []),
        ({"measures__pulse": 0}, ["measure-implausible"]),
        ({"measures__diastolic": 148}, ["blood-pressure-reversed"]),
        ({"measures__diastolic": 147}, []),
        ({"measures__systolic": None}, []),
        ({"basics__seen": datetime(2026, 11, 24, 16, 31, tzinfo=JST)}, ["seen-after-writing"]),
        ({"basics__seen": datetime(2026, 11, 24, 16, 30, tzinfo=JST)}, []),
        ({"messages__messages": (Message(to=Addressee.DOCTOR),)}, ["message-without-content"]),
        ({"messages__messages": (Message(text="聞いてほしい"),)}, ["message-without-content"]),
        ({"messages__messages": (Message(urgency=Urgency.NOW),)}, ["message-without-content"] * 2),
        ({"messages__messages": None}, []),
        ({"basics__name": None}, ["must-item-missing"]),
        ({"daily__change": None}, ["recommended-item-missing"]),
    ],
)
def test_each_rule_has_a_case_that_breaks_exactly_it(changes, expected):
    assert codes(visit(), **changes) == expected


@pytest.mark.parametrize("value", [None, *YesNoUnknown, YesNoUnknown.YES("右かかと")])
def test_three_states_and_unknown_travel_apart(value):
    tree = visit().change("daily.skin", value).to_fhir()
    assert from_fhir(tree).record.daily.skin == value


def test_unknown_is_a_reason_for_absence_and_not_stated_is_nothing():
    def skin(value):
        return answered(visit().change("daily.skin", value).to_fhir(), "skin")

    assert skin(None) == []
    assert skin(YesNoUnknown.UNKNOWN)[0]["dataAbsentReason"]["coding"][0]["code"] == "unknown"
    assert skin(YesNoUnknown.NO)[0]["valueCodeableConcept"]["coding"][0]["code"] == "no"


@pytest.mark.parametrize("urgency", Urgency)
def test_urgency_is_a_priority_that_everybody_reads(urgency):
    record = visit().change("messages.messages", (Message(to=Addressee.ALL, text="x", urgency=urgency),))
    tree = record.to_fhir()
    sent = [e["resource"] for e in tree["entry"] if e["resource"]["resourceType"] == "Communication"]
    assert sent[0]["priority"] in {"routine", "urgent", "asap", "stat"}
    assert from_fhir(tree).record == record


def test_messages_keep_their_order():
    record = visit().change(
        "messages.messages", tuple(Message(to=Addressee.ALL, text=str(n)) for n in range(9))
    )
    assert from_fhir(record.to_fhir()).record == record


def test_an_answer_beyond_its_list_is_said_and_kept():
    tree = visit().to_fhir()
    (node,) = answered(tree, "change-since")
    node["valueCodeableConcept"]["coding"][0]["code"] = "upside-down"
    read = from_fhir(tree)
    assert read.record.daily.change is None
    assert {f.code for f in read.report} == {"content-not-understood"}


def test_the_whole_sheet_is_our_design_and_says_so():
    form = form_of(HomeSheet)
    assert {i.mark for i in form.items} == {"design"}
    assert Change.UNKNOWN in form["daily.change"].list
