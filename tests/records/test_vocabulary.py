"""Codes are wire format: they are added, never renamed. Labels are those of the printed form."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from record_samples import DOCUMENTS

from carelink.records import AdmissionSheet, DischargeRecord, form_of
from carelink.records.derive.items import item_codes, lists
from carelink.records.derive.package import forms
from carelink.records.item import Level

DATA = Path(__file__).parent / "data"


def test_no_code_on_the_wire_is_renamed_or_taken_away():
    frozen = json.loads((DATA / "frozen_codes.json").read_text("utf-8"))
    now = {"item": sorted(item_codes(forms()))}
    now |= {slug: [m.code for m in code_list] for slug, code_list in lists(forms()).items()}
    for system, codes in frozen.items():
        assert set(codes) <= set(now[system]), system


FORMS = [(AdmissionSheet, "form_2018.tsv"), (DischargeRecord, "discharge_2018.tsv")]


@pytest.mark.parametrize(("record", "table"), FORMS)
def test_a_sheet_has_every_row_of_the_2018_form_with_its_labels(record, table):
    with (DATA / table).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    declared: dict[str, list[str]] = {}
    for item in form_of(record, "2018").items:
        declared.setdefault(item.row, []).append(item.ja)
        for part in item.parts:
            declared.setdefault(part.row or item.row, []).append(part.ja)
    missing = [
        (row["row"], label)
        for row in rows
        for label in row["labels"].split("|")
        if not any(label in said for said in declared.get(row["row"], []))
    ]
    assert missing == []
    assert {row["row"] for row in rows} == set(declared) - {""}


def test_the_discharge_record_has_every_option_of_the_2018_form():
    with (DATA / "discharge_2018_options.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    boxes = {b.path.rpartition(".")[2]: b for b in form_of(DischargeRecord).boxes()}
    for row in rows:
        assert [m.label for m in boxes[row["item"]].list] == row["options"].split("|"), row["item"]


def test_levels_of_the_discharge_record_are_those_of_the_design():
    form = form_of(DischargeRecord)
    by_level = {
        level: {i.path for i in form.items if i.level is level}
        | {f"{i.path}.{p.path}" for i in form.items for p in i.parts if p.level is level}
        for level in Level
    }
    assert by_level[Level.MUST] == {
        "basics.name",
        "basics.born",
        "basics.age",
        "basics.sex",
        "basics.facility",
        "evidence.hearings",
    }
    assert DischargeRecord.must_groups == (("basics.born", "basics.age"),)
    assert by_level[Level.FEE] == {
        "basics.admitted",
        "basics.planned_discharge",
        *(f"evidence.hearings.{part}" for part in ("heard", "source", "attended")),
    }
    assert {form[p].section.field for p in DischargeRecord.fee_groups[0]} == {"status", "views", "issues"}
    assert by_level[Level.RECOMMENDED] == {
        "views.person_wish",
        "views.family_wish",
        "issues.needed_treatments",
        "issues.contraindicated",
        "issues.prognosis",
    }


def test_screening_items_are_those_with_the_asterisk():
    starred = {i.row for i in form_of(AdmissionSheet).items if i.screening}
    assert starred == set("2.1 5.2 5.5 5.6 7.16 7.17 7.23 7.24 7.25 7.26".split())  # noqa: SIM905  as the form says it


def test_levels_are_those_of_the_design():
    form = form_of(AdmissionSheet)
    must = {i.path for i in form.items if i.level is Level.MUST}
    assert must == {
        "header.hospital",
        "header.office",
        "header.care_manager",
        "basics.name",
        "basics.sex",
        "basics.born",
    }  # 記入日 is the envelope's `written`
    for group in AdmissionSheet.fee_groups:
        for path in group:
            assert form[path]


@pytest.mark.parametrize("record", DOCUMENTS)
def test_every_item_is_labelled_in_both_languages(record):
    for item in form_of(record).items:
        assert item.ja
        assert item.en
        for part in item.parts:
            assert part.ja
            assert part.en


@pytest.mark.parametrize("record", DOCUMENTS)
def test_labels_are_unique_within_a_section(record):
    form = form_of(record)
    for section in form.sections:
        labels = [i.ja for i in form.of(section)]
        assert len(labels) == len(set(labels)), section.code


def test_labels_of_a_list_are_unique_and_bilingual():
    for slug, code_list in lists(forms()).items():
        assert len({m.label for m in code_list}) == len(code_list), slug
        assert all(m.en for m in code_list), slug
        assert code_list.title, slug
        assert code_list.en_title, slug


def test_a_remembered_label_is_never_called_official():
    concepts = json.loads(
        (Path(__file__).parents[2] / "profiles" / "terminology" / "CodeSystem-item.json").read_text("utf-8")
    )["concept"]
    definitions = {c["code"]: c["definition"] for c in concepts}
    first = {i.code for i in form_of(AdmissionSheet).items}  # a shared item is defined by the first form
    later = [i for i in form_of(DischargeRecord).items if i.code not in first]
    for item in (*form_of(AdmissionSheet).items, *later):
        if item.mark.startswith("known") and item.code in definitions:
            assert "not compared with the printed form" in definitions[item.code]
