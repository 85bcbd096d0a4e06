"""The screening list from a sheet: each tick with its items, and silence is no answer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from record_samples import sheet

from carelink.records import AdmissionSheet, screening
from carelink.records.lists.care import CareCapacity, Certification, Household, HouseholdAfter, Pension
from carelink.records.lists.functioning import Adl, AdmissionFrequency, Disease, Toilet, Treatment
from carelink.records.lists.screening import Difficulty
from carelink.records.lists.shared import YesNo, YesNoUnknown
from carelink.records.screening import Answer
from carelink.records.screening.mapping import BEARING
from carelink.testing.strategies import records

YES, LOOK, NO, UNSTATED, UNASKED = Answer


@pytest.mark.parametrize(
    ("path", "value", "letter", "answer"),
    [
        ("functioning.disease_history", (Disease.CANCER,), "ア", YES),
        ("functioning.disease_history", (Disease.STROKE, Disease.DEMENTIA), "ア", YES),
        ("functioning.disease_history", (Disease.RESPIRATORY_INFECTION,), "ア", YES),
        ("functioning.disease_history", (Disease.FRACTURE,), "ア", NO),
        (
            "functioning.disease_history",
            (Disease.OTHER("悪性腫瘍"),),
            "ア",
            NO,
        ),  # a text is for people to read
        ("functioning.disease_history", (Disease.NONE,), "ア", NO),
        ("basics.certification", Certification.NOT_APPLIED, "ウ", YES),
        ("basics.certification", Certification.APPLIED, "ウ", NO),
        ("outlook.abuse_suspicion", YesNo.YES("あざ"), "カ", YES),
        ("outlook.abuse_suspicion", YesNo.NO, "カ", NO),
        ("basics.pension", (Pension.NATIONAL, Pension.WELFARE), "キ", YES),
        ("basics.pension", (Pension.NATIONAL,), "キ", NO),
        ("functioning.urination", Adl.PARTIAL, "ケ", YES),
        ("functioning.defecation", Adl.FULL, "ケ", YES),
        ("functioning.urination", Adl.SUPERVISED, "ケ", LOOK),
        ("functioning.urination", Adl.INDEPENDENT, "ケ", UNSTATED),  # three more items bear on it
        ("functioning.portable_toilet", Toilet.NIGHT, "ケ", YES),
        ("functioning.diaper", Toilet.ALWAYS, "ケ", YES),
        ("outlook.care_capacity", CareCapacity.NOBODY, "コ", YES),
        ("outlook.care_capacity", CareCapacity.NOT_EXPECTED, "コ", YES),
        ("outlook.care_capacity", CareCapacity.PARTIAL, "コ", LOOK),
        ("family.household", (Household.ALONE,), "コ", LOOK),
        ("outlook.household_after", (HouseholdAfter.ALONE_BY_DAY,), "コ", LOOK),
        ("functioning.treatments", (Treatment.DRIP,), "サ", YES),
        ("functioning.treatments", (Treatment.NONE,), "サ", NO),
        ("functioning.admission_frequency", AdmissionFrequency.FREQUENT, "シ", YES),
        ("functioning.admission_frequency", AdmissionFrequency.SOMETIMES, "シ", LOOK),
        ("functioning.recent_admission", YesNoUnknown.YES("肺炎"), "シ", LOOK),
        ("functioning.recent_admission", YesNoUnknown.UNKNOWN, "シ", UNSTATED),
    ],
)
def test_an_item_answers_a_factor(path, value, letter, answer):
    blank = AdmissionSheet(written=sheet().written)
    assert screening.of_sheet(blank)[letter].answer is UNSTATED
    line = screening.of_sheet(blank.change(path, value))[letter]
    assert line.answer is answer
    by_path = {source.item.path: source.answer for source in line.sources}
    assert by_path.pop(path) in {answer, NO}
    assert set(by_path.values()) <= {UNSTATED}


def test_a_factor_is_denied_only_when_every_item_denies_it():
    denied = AdmissionSheet(written=sheet().written)
    for path, value in (
        ("functioning.urination", Adl.INDEPENDENT),
        ("functioning.defecation", Adl.INDEPENDENT),
        ("functioning.portable_toilet", Toilet.NONE),
        ("functioning.diaper", Toilet.NONE),
    ):
        assert screening.of_sheet(denied)["ケ"].answer is UNSTATED
        denied = denied.change(path, value)
    assert screening.of_sheet(denied)["ケ"].answer is NO
    assert screening.of_sheet(denied.change("functioning.diaper", Toilet.NIGHT))["ケ"].ticked


def test_what_the_sheet_does_not_ask_is_said():
    found = screening.of_sheet(sheet())
    unasked = [line.factor.letter for line in found if line.answer is UNASKED]
    assert "".join(unasked) == "イエオクスセソタ"
    assert [line.factor.letter for line in found] == list("アイウエオカキクケコサシスセソタ")
    assert len(Difficulty) == 16


def test_the_items_are_those_the_form_marks():
    used = {path for table in BEARING.values() for path in table}
    form = AdmissionSheet.form()
    starred = {item.path for item in form if item.screening}
    assert starred <= used
    assert used - starred == {"basics.certification", "basics.pension"}
    for table in BEARING.values():
        for path, options in table.items():
            assert {type(option) for option in options} == {form[path].list}, path


@settings(max_examples=40)
@given(records(AdmissionSheet))
def test_every_proposal_names_a_stated_item(record):
    for line in screening.of_sheet(record):
        stated = [s for s in line.sources if s.item.of(record) is not None]
        if line.answer in {YES, LOOK, NO}:
            assert line.sources[0] in stated
            assert line.sources[0].answer is line.answer
        assert all(s.answer is UNSTATED for s in line.sources if s not in stated)
