"""A coordinator is the same record alone and in a directory, and nothing of it is lost on the wire."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import carelink
from carelink import canonical
from carelink.errors import UnreadableError
from carelink.fhir import json as fhir_json
from carelink.fhir import xml as fhir_xml
from carelink.records import Coordinator, check, from_fhir, kind_of, published
from carelink.records.coordinators import directory_bundle, trained_by_year
from carelink.records.derive.coordinator import EXTENSIONS, profiles, terminology
from carelink.records.lists.coordinator import CoordinatorPart, CoordinatorProfession
from carelink.records.lists.facility import Publication
from carelink.records.sheets import coordinator as c
from carelink.testing.strategies import records

WRITTEN = datetime(2026, 11, 25, 9, tzinfo=UTC)
FULL = Coordinator(
    id=UUID(int=5),
    written=WRITTEN,
    person=c.Person(
        name="讃岐 連子",
        kana="サヌキ レンコ",
        profession=CoordinatorProfession.NURSE,
        office="みほん訪問看護ステーション",
        office_number="3760199012",
        telephone="087-000-0000",
        email="hhc@example.jp",
    ),
    training=c.Training(
        year=2018, administration=False, parts=(CoordinatorPart.LECTURER, CoordinatorPart.PANELLIST)
    ),
    listing=c.Listing(publication=Publication.PUBLIC, confirmed=date(2026, 4, 1)),
)


def years(record):
    """Return a record whose year is one: the strategy draws any whole number."""
    year = record.training.year
    return record if year is None else record.change("training.year", 1989 + year % 60)


PEOPLE = records(Coordinator).map(years)


@settings(max_examples=40)
@given(PEOPLE)
def test_what_is_written_is_read(record):
    for syntax in (fhir_json, fhir_xml):
        tree, findings = syntax.read(syntax.write(record.to_fhir()))
        assert findings == ()
        read = from_fhir(tree)
        assert read.records == (record,)
        assert list(read.report) == []


@settings(max_examples=40)
@given(PEOPLE, PEOPLE)
def test_only_what_differs_is_touched(first, second):
    second = second.model_copy(update={"id": first.id})
    tree = first.to_fhir()
    tree["entry"][1]["resource"]["availableTime"] = [{"allDay": True}]
    before = deepcopy(tree)
    assert first.to_fhir(onto=tree) == tree
    after = second.to_fhir(onto=tree)
    assert tree == before
    assert from_fhir(after).records == (second,)
    assert after["entry"][1]["resource"]["availableTime"] == [{"allDay": True}]


@settings(max_examples=25)
@given(st.lists(PEOPLE, max_size=3, unique_by=lambda r: r.id))
def test_a_directory_holds_the_same_records(people):
    tree = directory_bundle(people, UUID(int=1), WRITTEN)
    assert kind_of(tree) == "coordinator"
    assert list(from_fhir(tree).records) == people
    assert len(tree["entry"]) == 2 * len(people)


@settings(max_examples=25)
@given(records(Coordinator, stated=c.MUST).map(years))
def test_no_error_is_found(record):
    report = carelink.validate(record)
    assert [(f.code, f.path) for f in report.errors if f.code != "my-number-refused"] == []


def test_the_shape_is_that_of_mcsd():
    person, role = (e["resource"] for e in FULL.to_fhir()["entry"])
    urls = [e["fullUrl"] for e in FULL.to_fhir()["entry"]]
    assert role["practitioner"] == {"reference": urls[0]}
    assert urls[1] == f"urn:uuid:{FULL.id}"
    assert [coding["code"] for entry in role["code"] for coding in entry["coding"]] == ["hhc", "nurse"]
    assert role["organization"] == {
        "display": "みほん訪問看護ステーション",
        "identifier": {"system": canonical.identifier_system("facility"), "value": "3760199012"},
    }
    assert person["name"][0]["family"] == "讃岐"
    assert person["qualification"][0]["period"] == {"start": "2018"}
    assert {r["meta"]["security"][0]["code"] for r in (person, role)} == {"U"}
    assert carelink.validate(FULL, "coordinator").ok


def test_people_are_published_only_when_they_say_so_and_never_their_telephone():
    shown = published(FULL)
    assert shown == FULL.change("person.telephone", None).change("person.email", None)
    assert "telecom" not in shown.to_fhir()["entry"][1]["resource"]
    assert published(FULL.change("listing.publication", None)) is None
    assert published(FULL.change("listing.publication", Publication.MEMBERS)) is None


def test_a_blank_one_names_what_is_missing():
    found = {(f.code, f.path) for f in check(Coordinator(written=WRITTEN).to_fhir())}
    assert {path for code, path in found if code == "must-item-missing"} == {
        "Bundle.entry[0].resource.name",
        "Bundle.entry[1].resource.code",
    }


def test_ids_of_a_server_and_any_order_are_understood():
    tree = FULL.to_fhir()
    person, role = (e["resource"] for e in tree["entry"])
    person["id"], role["id"] = "p", str(FULL.id)
    role["practitioner"] = {"reference": "Practitioner/p"}
    tree["entry"] = [{"resource": role}, {"resource": person}]
    assert from_fhir(tree).records == (FULL,)
    tree["entry"] = tree["entry"][:1]
    assert from_fhir(tree).records[0].person.name is None
    assert from_fhir(FULL.to_fhir(onto=tree)).records == (FULL,)


def test_without_a_time_it_is_said_and_is_no_exception():
    tree = FULL.to_fhir()
    del tree["timestamp"], tree["entry"][1]["resource"]["meta"]["lastUpdated"]
    assert [f.code for f in from_fhir(tree).report.errors] == ["no-time-of-writing"]
    with pytest.raises(UnreadableError):
        Coordinator.from_fhir(tree)


@pytest.mark.parametrize(
    "entry", [None, {}, [], [None], [{"resource": 1}], [{"resource": {"resourceType": "PractitionerRole"}}]]
)
def test_a_damaged_tree_ends_in_a_report(entry):
    tree = {**FULL.to_fhir(), "entry": entry}
    tree.pop("timestamp")
    assert not from_fhir(tree).report.ok
    assert "no-record-of-ours" in {f.code for f in check(tree)} or entry[0]["resource"]["resourceType"]


def test_the_profiles_on_disk_are_those_that_are_declared():
    made = [("structures", p.to_fhir()) for p in profiles()]
    made += [("extensions", e.to_fhir()) for e in EXTENSIONS]
    for folder, resource in made:
        assert (
            json.loads((canonical.home() / folder / f"{resource['id']}.json").read_text("utf-8")) == resource
        )
    for resource in terminology():
        path = canonical.home() / "terminology" / f"{resource['resourceType']}-{resource['id']}.json"
        assert json.loads(path.read_text("utf-8")) == resource


def test_the_years_of_the_city_add_up():
    """H27 to R6, as the city counts them: 423, of whom 41 took a place of the administration."""
    trained = dict(zip(range(2015, 2025), (38, 48, 46, 43, 46, 33, 39, 39, 44, 47), strict=True))
    people = [FULL.change("training.year", year) for year, n in trained.items() for _ in range(n)]
    people[:41] = [p.change("training.administration", True) for p in people[:41]]
    found = trained_by_year([*people, FULL.change("training.year", None)])
    assert {year: n for year, (n, _) in found.items()} == trained
    assert sum(n for n, _ in found.values()) == 423
    assert sum(admin for _, admin in found.values()) == 41


def test_a_directory_is_a_file_and_a_page(tmp_path):
    from carelink.rendering import to_html

    people = [FULL, FULL.change("person.name", "高梁 看子").model_copy(update={"id": UUID(int=9)})]
    carelink.write(people, tmp_path / "people.json")
    assert list(carelink.read_all(tmp_path / "people.json").records) == people
    html = to_html(people)
    assert "高梁 看子" in html
    assert "087-000-0000" not in html
