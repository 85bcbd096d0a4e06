"""The files of profiles/ are what the declarations say, and every canonical of ours resolves."""

from __future__ import annotations

import importlib.util
import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from record_samples import call, discharge_letter, leaving, newer, sheet, visit, wish

from carelink import canonical
from carelink.exchange.message import Answer, Label, Party, build, build_receipt
from carelink.profiles import Packages
from carelink.records.derive import artefacts
from carelink.records.derive.parts import VERSION
from carelink.validation import validate

LABEL = Label(
    str(UUID(int=1)),
    str(UUID(int=2)),
    datetime(2026, 11, 24, tzinfo=UTC),
    Party("高松市", "k1"),
    (Party("三木町", "k2"),),
)


@pytest.fixture(scope="module")
def tool(checkout):
    spec = importlib.util.spec_from_file_location("build_profiles", checkout / "tools" / "build_profiles.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_file_is_stale(tool):
    found = [path.name for path, _ in tool.stale(canonical.home())]
    assert found == [], "run: python tools/build_profiles.py"


def test_the_version_is_that_of_the_package():
    assert json.loads((canonical.home() / "package.json").read_text("utf-8"))["version"] == VERSION


def test_every_canonical_of_ours_that_is_named_is_there():
    known = {a["url"] for a in artefacts().values() if "url" in a}
    for path, artefact in artefacts().items():
        for url in canonicals(artefact):
            assert url in known, f"{path} names {url}"


def canonicals(node):
    if isinstance(node, dict):
        for value in node.values():
            yield from canonicals(value)
    elif isinstance(node, list):
        for value in node:
            yield from canonicals(value)
    elif isinstance(node, str) and node.startswith(canonical.base() + "/") and "/id/" not in node:
        yield node


def test_every_profile_that_a_record_claims_is_there():
    known = {a["url"] for a in artefacts().values() if "url" in a}
    for record in (sheet(), leaving(), call(), wish(), newer(), discharge_letter(), visit()):
        claimed = {
            p for e in record.to_fhir()["entry"] for p in e["resource"].get("meta", {}).get("profile", ())
        }
        assert claimed
        assert claimed <= known


def test_titles_speak_both_languages():
    for path, artefact in artefacts().items():
        if artefact["resourceType"] == "ConceptMap":
            continue  # titled with the two code sets, in their own words
        assert " / " in artefact.get("title", artefact["description"]), path


def test_every_identifier_system_of_ours_is_named():
    named = {u["value"] for a in artefacts().values() for u in a.get("uniqueId", ())}
    for record in (sheet(), leaving(), call(), wish(), newer(), discharge_letter(), visit()):
        used = {
            i["system"] for i in identifiers(record.to_fhir()) if i["system"].startswith(canonical.base())
        }
        assert used
        assert used <= named


def identifiers(node):
    if isinstance(node, dict):
        found = node.get("identifier")
        for entry in found if isinstance(found, list) else [found] if isinstance(found, dict) else ():
            if "system" in entry:
                yield entry
        for value in node.values():
            yield from identifiers(value)
    elif isinstance(node, list):
        for value in node:
            yield from identifiers(value)


def test_our_own_artefacts_are_valid_fhir():
    for path, artefact in artefacts().items():
        assert [(f.code, f.path) for f in validate(artefact).errors] == [], path


def test_messages_meet_their_profiles():
    carried = build(sheet().to_fhir(), LABEL, event="admission-sheet")
    assert validate(carried, "exchange-message").errors == ()
    assert validate(build_receipt(Answer(str(UUID(int=3)), "ok"), LABEL), "receipt").errors == ()


def test_a_receipt_that_is_not_ok_says_why():
    silent = build_receipt(Answer(str(UUID(int=3)), "fatal-error"), LABEL)
    assert [(f.code, f.path) for f in validate(silent, "receipt").errors] == [
        ("invariant-broken", "Bundle.entry[0].resource")
    ]


def test_a_message_is_no_receipt():
    carried = build(sheet().to_fhir(), LABEL, event="admission-sheet")
    codes = {f.code for f in validate(carried, "receipt").errors}
    assert "required-element-missing" in codes


def spoiled(record=None, **wanted):
    """Return a record's tree and the first resource that has these values, to be spoilt."""
    tree = (record or sheet()).to_fhir()
    for entry in tree["entry"]:
        if all(entry["resource"].get(k) == v for k, v in wanted.items()):
            return tree, entry["resource"]
    raise LookupError(wanted)


def test_an_option_beyond_its_list_is_an_error():
    tree, node = spoiled(resourceType="Observation")
    for entry in tree["entry"]:
        if "valueCodeableConcept" in entry["resource"]:
            entry["resource"]["valueCodeableConcept"]["coding"][0]["code"] = "hopping"
    assert node
    assert not validate(tree).ok


@pytest.mark.parametrize(
    ("wanted", "spoil"),
    [
        ({"resourceType": "Coverage"}, lambda r: r.pop("type")),
        ({"resourceType": "Communication"}, lambda r: r.pop("topic")),
        ({"resourceType": "Consent"}, lambda r: r["provision"].pop("type")),
        ({"resourceType": "PractitionerRole", "code": None}, lambda r: r.update(code=[])),
        ({"resourceType": "RelatedPerson"}, lambda r: r.pop("relationship")),
        ({"resourceType": "Condition"}, lambda r: r.pop("code")),
        ({"resourceType": "Patient"}, lambda r: r.pop("identifier")),
    ],
)
def test_each_demand_of_a_role_profile_has_a_case_that_breaks_it(wanted, spoil):
    wanted = {k: v for k, v in wanted.items() if v is not None}
    tree, node = spoiled(**wanted)
    assert validate(tree).ok
    spoil(node)
    assert not validate(tree).ok


@pytest.mark.parametrize(
    ("record", "kind", "spoil"),
    [
        (discharge_letter(), "Condition", lambda r: r.pop("category")),
        (visit(), "Communication", lambda r: r["topic"]["coding"][0].update(code="provision")),
        (visit(), "Communication", lambda r: r["extension"][0]["valueCodeableConcept"].pop("coding")),
        (visit(), "Communication", lambda r: r["extension"][1].update(valueDate="soon")),
    ],
)
def test_each_demand_of_a_newer_profile_has_a_case_that_breaks_it(record, kind, spoil):
    tree, node = spoiled(record, resourceType=kind)
    assert validate(tree).ok
    spoil(node)
    assert not validate(tree).ok


@pytest.mark.parametrize(
    ("kind", "spoil"),
    [
        ("Communication", lambda r: r["topic"]["coding"][0].update(code="provision")),
        ("Condition", lambda r: r.pop("category")),
        ("Encounter", lambda r: r["extension"][0].update(url="https://carelink.example/fhir/no")),
    ],
)
def test_each_demand_of_a_discharge_profile_has_a_case_that_breaks_it(kind, spoil):
    tree, node = spoiled(leaving(), resourceType=kind)
    assert validate(tree).ok
    spoil(node)
    assert not validate(tree).ok


@pytest.mark.parametrize(
    "file", sorted((canonical.home() / "structures").glob("*.json")), ids=lambda f: f.stem
)
def test_a_differential_follows_the_order_of_its_base(file):
    """The reference's snapshot generator drops, without a word, what stands before what it should follow."""
    structure = json.loads(file.read_text("utf-8"))
    base = [e["path"] for e in Packages().structure(structure["type"]).elements]
    elements = [e["id"] for e in structure["differential"]["element"]]
    places = [base.index(id_) for id_ in elements if id_ in base]
    assert places == sorted(places)
