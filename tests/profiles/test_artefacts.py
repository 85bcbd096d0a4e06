"""Our artefacts have reasons, two languages, maps that fit, and examples that are right."""

from __future__ import annotations

import json

import pytest

from carelink.canonical import base, home
from carelink.findings.formats import to_operation_outcome
from carelink.profiles import Packages
from carelink.records.derive import artefacts
from carelink.records.derive.reasons import demands
from carelink.records.read import KINDS
from carelink.validation import Validator, validate

EXAMPLES = sorted((home() / "examples").glob("*.*"))
PROFILES = [a for a in artefacts().values() if a["resourceType"] == "StructureDefinition"]


@pytest.fixture(scope="module")
def library():
    return Packages()


@pytest.mark.parametrize("profile", PROFILES, ids=lambda p: p["id"])
def test_every_demand_has_its_reason(profile):
    elements = profile["differential"]["element"]
    for element in elements[1:]:
        assert not demands(element) or " / " in element.get("requirements", ""), element["id"]
    for element in elements:
        for constraint in element.get("constraint", ()):
            assert " / " in constraint["requirements"], constraint["key"]
            assert " / " in constraint["human"], constraint["key"]


@pytest.mark.parametrize("profile", PROFILES, ids=lambda p: p["id"])
def test_every_profile_has_a_snapshot_without_a_problem(profile, library):
    found = library.structure(profile["url"])
    assert found.elements
    assert found.problems == ()


def test_every_code_is_said_in_both_languages():
    for path in sorted((home() / "terminology").glob("CodeSystem-*.json")):
        for concept in json.loads(path.read_text("utf-8")).get("concept", ()):
            said = [d["value"] for d in concept.get("designation", ()) if d["language"] == "en"]
            assert said or concept["display"].isascii(), f"{path.name} {concept['code']}"


def codes(library, canonical):
    include = library.value_set(canonical)["compose"]["include"][0]
    return {c["code"] for c in library.code_system(include["system"])["concept"]}


@pytest.mark.parametrize(
    "made", [a for a in artefacts().values() if a["resourceType"] == "ConceptMap"], ids=lambda m: m["id"]
)
def test_a_map_covers_its_source_and_hits_its_target(made, library):
    source, target = codes(library, made["sourceUri"]), codes(library, made["targetUri"])
    (group,) = made["group"]
    assert [e["code"] for e in group["element"]] == list(dict.fromkeys(e["code"] for e in group["element"]))
    assert {e["code"] for e in group["element"]} == source
    hits = {t["code"] for e in group["element"] for t in e["target"] if "code" in t}
    assert hits <= target
    for element in group["element"]:
        (found,) = element["target"]
        assert (found["equivalence"] == "unmatched") == ("code" not in found)


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("care-level-to-life-care-level", "12", "12"),  # 要支援１, which others shift to 11
        ("life-bedridden-rank-to-bedridden-rank", "2", "j1"),
        ("prevention-bedridden-rank-to-bedridden-rank", "42", "c2"),
        ("dementia-rank-to-prevention-dementia-rank", "iii-b", "06"),
        ("care-level-to-care-plan-care-level", "01", None),
    ],
)
def test_the_maps_say_what_the_sources_say(name, code, expected, library):
    made = library.find(f"{base()}/ConceptMap/{name}", "ConceptMap")
    element = next(e for e in made["group"][0]["element"] if e["code"] == code)
    assert element["target"][0].get("code") == expected


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda f: f.name)
def test_every_example_is_right(file):
    assert [(f.code, f.path) for f in validate(file.read_bytes(), file.stem).errors] == []


def test_every_kind_of_record_has_an_example():
    assert set(KINDS) <= {f.stem for f in EXAMPLES}
    assert any(f.suffix == ".xml" for f in EXAMPLES)


@pytest.mark.parametrize("name", ["admission-sheet", "discharge-record"])
def test_the_examples_are_billable(name):
    assert validate((home() / "examples" / f"{name}.json").read_bytes(), f"{name}-billable").errors == ()


def test_an_outcome_of_ours_is_checked_whole():
    report = validate({"resourceType": "Patient", "gender": "x"})
    said = validate(to_operation_outcome(report))
    assert "code-not-checked" not in {f.code for f in said}
    outcome = to_operation_outcome(report)
    outcome["issue"][0]["details"]["coding"][0]["code"] = "no-such-code"
    again = validate(outcome)
    assert again.errors == ()  # a later version may have further codes
    assert [f.code for f in again if f.path.endswith((".code", ".system"))] == ["code-not-in-fragment"]


JP = "http://jpfhir.jp/fhir/core/StructureDefinition/JP_"
JAPANESE = {
    "Patient",
    "Coverage",
    "Practitioner",
    "PractitionerRole",
    "Organization",
    "Location",
    "Encounter",
    "Condition",
    "Procedure",
    "Consent",
    "RelatedPerson",
}


@pytest.mark.shared
def test_every_example_meets_jp_core_where_it_applies(shared_data):
    package = shared_data / "jp-fhir" / "packages" / "jp-core-1.1.2-url.tgz"
    if not package.is_file():
        pytest.skip("the JP Core package is not beside this checkout")
    japan, met = Validator(packages=[package]), set()
    for file in EXAMPLES:
        if file.suffix == ".xml" or file.stem in {"exchange-message", "receipt"}:
            continue
        for entry in json.loads(file.read_text("utf-8"))["entry"]:
            kind = entry["resource"]["resourceType"]
            if kind in JAPANESE and japan._engine.packages.find(JP + kind) is not None:
                report = japan.validate(entry["resource"], JP + kind)
                assert [(f.code, f.path, file.name, kind) for f in report.errors] == []
                met.add(kind)
    assert {"Patient", "Practitioner", "Organization", "Coverage"} <= met


def test_search_parameters_speak_of_our_extensions(library):
    for made in (a for a in artefacts().values() if a["resourceType"] == "SearchParameter"):
        url = made["expression"].split("url = '")[1].split("'")[0]
        assert library.structure(url).type == "Extension"
        assert validate(made).errors == ()
