"""The blocks of 2024 and the hospital's letter: which edition has them, and what they must agree on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from record_samples import discharge_letter, newer, sheet

from carelink.records import AdmissionSheet, DischargeLetter, check, form_of, from_fhir
from carelink.records.lists.functioning import DentureKind
from carelink.records.lists.nutrition import FeedingWay, StapleFood
from carelink.records.lists.shared import YesNo
from carelink.records.lists.wishes import TalkHeld
from carelink.rendering import to_html

NEWER = {i.path for i in form_of(AdmissionSheet).items if i.editions == {"2024"}}


def codes(record, **changes):
    for path, value in changes.items():
        record = record.change(path.replace("__", "."), value)
    return sorted(f.code for f in check(record.to_fhir()))


def test_the_form_of_2018_is_the_form_of_2024_without_its_blocks():
    old = {i.path for i in form_of(AdmissionSheet, "2018").items}
    new = {i.path for i in form_of(AdmissionSheet, "2024").items}
    assert new - old == NEWER
    assert old < new
    assert {path.partition(".")[0] for path in NEWER} == {"nutrition", "final_stage"}


def test_nothing_is_said_of_good_ones():
    assert codes(newer()) == []
    assert codes(discharge_letter()) == []
    for record in (newer(), discharge_letter()):
        assert len(from_fhir(record.to_fhir()).report) == 0


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"nutrition__feeding_ways": (FeedingWay.TUBE,)}, ["food-without-oral-intake"] * 3),
        ({"nutrition__feeding_ways": (FeedingWay.ORAL, FeedingWay.TUBE)}, []),
        ({"nutrition__feeding_ways": None}, []),  # not stated is not "not by mouth"
        ({"nutrition__bmi": Decimal("18.7")}, []),  # rounded up
        ({"nutrition__bmi": Decimal("18.8")}, ["bmi-differs"]),
        ({"nutrition__height": Decimal("1.58")}, ["bmi-differs"]),  # metres
        ({"nutrition__height": Decimal(0)}, []),
        ({"nutrition__weight": None}, []),
        ({"final_stage__discussed_on": None}, ["talk-without-date"]),
        ({"final_stage__discussed_on": date(2026, 11, 25)}, ["talk-after-writing"]),
        ({"final_stage__talk_held": TalkHeld.NOT_WISHED}, ["wish-without-talk"] * 4),
        ({"final_stage__talk_held": None}, []),
    ],
)
def test_each_rule_of_the_blocks_has_a_case_that_breaks_exactly_it(changes, expected):
    assert codes(newer(), **changes) == expected


def test_a_letter_knows_the_rules_of_eating_too():
    tube = (FeedingWay.TUBE,)
    assert codes(discharge_letter(), nutrition__feeding_ways=tube) == ["food-without-oral-intake"]
    said = {"nutrition__denture_worn": YesNo.NO, "nutrition__denture_kind": (DentureKind.FULL,)}
    assert codes(discharge_letter(), **said) == ["detail-contradicts-no"]


def test_an_item_of_another_edition_is_read_and_said():
    older = newer().model_copy(update={"edition": "2018"})
    stated = [p for p in NEWER if form_of(AdmissionSheet)[p].of(older) is not None]
    assert codes(older) == ["item-of-other-edition"] * len(stated)
    assert from_fhir(older.to_fhir()).record == older
    town = newer().model_copy(update={"edition": "local:takamatsu"})
    assert codes(town) == []  # a town's form may stand on either


def test_three_states_travel_apart():
    for value in (None, YesNo.NO, YesNo.YES("3kg")):
        record = newer().change("nutrition.weight_loss", value)
        assert from_fhir(record.to_fhir()).record.nutrition.weight_loss == value
    other = discharge_letter().change("nutrition.staple", StapleFood.OTHER("麺"))
    assert from_fhir(other.to_fhir()).record.nutrition.staple.text == "麺"


def test_the_age_of_a_letter_is_computed():
    assert discharge_letter().age == 88
    assert discharge_letter().change("basics.born", None).age is None
    assert sheet().age == 88


def test_the_doctor_writes_and_the_care_office_reads():
    tree = discharge_letter().to_fhir()
    named = {e["resource"].get("name"): e["fullUrl"] for e in tree["entry"] if "name" in e["resource"]
             and isinstance(e["resource"]["name"], str)}  # fmt: skip
    by_url = {e["fullUrl"]: e["resource"] for e in tree["entry"]}
    author = by_url[tree["entry"][0]["resource"]["author"][0]["reference"]]
    assert author["organization"]["reference"] == named["三木町さぬき病院"]
    assert author["organization"]["reference"] != named["高松居宅介護支援事業所"]


def test_only_the_page_of_2024_has_communication_in_a_section_of_its_own():
    title = "意思疎通について"
    assert title in to_html(newer())
    assert title not in to_html(sheet())
    for record in (newer(), sheet()):
        assert to_html(record).count('data-item="functioning.vision"') == 1


def test_what_was_not_seen_is_marked():
    form = form_of(DischargeLetter)
    assert {i.mark for i in form.items if i.section.field == "opinion"} == {"known-M"}
    assert {form_of(AdmissionSheet)[p].mark for p in NEWER} <= {"known-M", "design"}
