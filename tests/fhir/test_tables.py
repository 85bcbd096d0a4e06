"""The tables say what R4 4.0.1 says; numbers below are counted from the published package."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from carelink.fhir import tables
from carelink.fhir.tables import store

VS = "http://hl7.org/fhir/ValueSet/"
SD = "http://hl7.org/fhir/StructureDefinition/"


def everything():
    for name in store.keys("types"):
        line = tables.structure(SD + name)
        paths = {e["path"].rpartition(".")[0] for e in line["snapshot"]["element"]} - {""}
        for path in {name, *paths}:
            yield tables.type_of(path)


def test_counts_of_types():
    assert len(tables.resource_types()) == 146
    assert len(tables.primitive_types()) == 20
    assert len(tables.complex_types()) == 41
    assert len(tables.extension_urls()) == 393


def test_every_type_named_by_an_element_exists():
    for info in everything():
        for element in info.elements:
            for ref in element.refs:
                assert tables.type_of(ref.code) is not None, element.path


def test_patient():
    patient = tables.type_of("Patient")
    assert patient.base == "DomainResource"
    assert patient.element("name").array
    assert patient.element("id").types == ("id",)
    assert patient.element("deceased").choice
    assert patient.json["deceasedDateTime"][1] == "dateTime"
    assert patient.element("gender").binding.strength == "required"
    assert patient.element("managingOrganization").targets() == ("Organization",)
    assert patient.element("contact").types == ("Patient.contact",)
    assert "pat-1" in [c.key for c in tables.type_of("Patient.contact").constraints]


def test_content_reference_keeps_its_target():
    item = tables.type_of("Questionnaire.item").element("item")
    assert item.content_reference == "Questionnaire.item"
    assert item.types == ("Questionnaire.item",)


def test_xml_representation():
    assert tables.type_of("Extension").element("url").representation == "xmlAttr"
    assert tables.type_of("HumanName").element("id").representation == "xmlAttr"
    assert tables.type_of("Patient").element("id").representation == ""
    assert tables.type_of("Narrative").element("div").types == ("xhtml",)


@pytest.mark.parametrize(
    "name", ["", "Patien", "Patient.", "Patient.nothing", "x\ty", "\ud800", "Observation.value"]
)
def test_unknown_types_are_none(name):
    assert tables.type_of(name) is None


def test_type_infos_travel_between_processes():
    patient = tables.type_of("Patient.contact")
    assert pickle.loads(pickle.dumps(patient)) is patient  # noqa: S301 - our own bytes


def test_structure_is_fhir_shaped():
    vital = tables.structure(SD + "vitalsigns|4.0.1")
    assert vital["derivation"] == "constraint"
    code = next(e for e in vital["snapshot"]["element"] if e["id"] == "Observation.category:VSCat")
    assert (code["sliceName"], code["base"]["path"]) == ("VSCat", "Observation.category")
    keys = [c["key"] for c in vital["snapshot"]["element"][0]["constraint"]]
    assert {"dom-2", "obs-6", "vs-2"} <= set(keys)
    assert tables.structure("http://example.org/unknown") is None


def test_extension_is_only_an_extension():
    assert tables.extension(SD + "patient-birthPlace")["context"]
    assert tables.extension(SD + "Extension") is None
    assert tables.extension(SD + "vitalsigns") is None


def test_required_value_sets_expand_but_for_grammars_and_registries():
    required = {
        e.binding.value_set
        for info in everything()
        for e in info.elements
        if e.binding and e.binding.strength == "required"
    }
    unknown = {url for url in required if tables.value_set_codes(url) is None}
    assert unknown == {
        VS + "currencies|4.0.1",
        VS + "mimetypes|4.0.1",
        VS + "ucum-units|4.0.1",
        "http://loinc.org/vs/LL379-9|4.0.1",
    }


def test_value_set_codes():
    gender = tables.value_set_codes(VS + "administrative-gender|4.0.1")
    assert {c for _, c in gender} == {"male", "female", "other", "unknown"}
    assert tables.value_set_codes(VS + "nothing") is None


def test_is_a_follows_nesting_and_child_properties():
    marital = {c for _, c in tables.value_set_codes("http://terminology.hl7.org/ValueSet/v3-MaritalStatus")}
    assert {"M", "S"} <= marital


def test_code_systems():
    displays = tables.code_system_displays("http://hl7.org/fhir/administrative-gender")
    assert displays["male"] == "Male"
    assert tables.code_system_displays("http://snomed.info/sct") is None
    v3 = tables.code_system("http://terminology.hl7.org/CodeSystem/v3-MaritalStatus")
    assert v3["content"] == "complete"
    assert all("code" in c for c in v3["concept"])


def test_code_systems_keep_hierarchy_and_properties():
    route = tables.code_system("http://terminology.hl7.org/CodeSystem/v3-RouteOfAdministration")
    kinds = {p["code"]: p["type"] for p in route["property"]}

    def walk(concepts):
        for concept in concepts:
            yield concept
            yield from walk(concept.get("concept", ()))

    concepts = list(walk(route["concept"]))
    assert len(concepts) > len(route["concept"])
    properties = [p for c in concepts for p in c.get("property", ())]
    assert all("value" + kinds[p["code"]].capitalize() in p for p in properties if p["code"] in kinds)
    assert any(p.get("valueBoolean") is True for p in properties if p["code"] == "notSelectable")
    assert all(tables.code_system(url)["resourceType"] == "CodeSystem" for url in tables.code_system_urls())


def test_a_code_system_is_no_value_set_and_the_other_way_round():
    url = "http://hl7.org/fhir/administrative-gender"
    assert tables.value_set(url) is None
    assert tables.value_set_codes(url) is None
    assert tables.code_system(VS + "administrative-gender") is None
    assert tables.code_system_displays("http://example.org/none") is None


def test_compose_follows_hierarchy_imports_and_excludes():
    roles = tables.value_set_codes("http://terminology.hl7.org/ValueSet/v3-RoleCode")
    assert roles is None or ("http://terminology.hl7.org/CodeSystem/v3-RoleCode", "MTH") in roles
    labels = {system for system, _ in tables.value_set_codes(VS + "security-labels")}
    assert "http://terminology.hl7.org/CodeSystem/v3-Confidentiality" in labels
    encounter = tables.value_set("http://terminology.hl7.org/ValueSet/v3-ActEncounterCode")
    codes = {code for _, code in tables.value_set_codes(encounter["url"])}
    assert "AMB" in codes
    assert "_ActEncounterCode" not in codes


def test_value_sets_are_fhir_shaped():
    for url in tables.value_set_urls():
        value_set = tables.value_set(url)
        assert value_set["url"] == url
        for include in value_set.get("compose", {}).get("include", ()):
            assert all(isinstance(concept["code"], str) for concept in include.get("concept", ()))
    assert tables.value_set(VS + "yesnodontknow")["expansion"]["contains"]


def test_structure_urls_are_all_known():
    for url in tables.structure_urls():
        assert tables.structure(url)["url"] == url
    assert tables.is_type("Patient")
    assert not tables.is_type("vitalsigns")


def test_every_line_is_found_by_bisection():
    for name in ("types", "profiles", "value-sets", "code-systems", "constraints", "kinds"):
        keys = store.keys(name)
        assert list(keys) == sorted(keys)
        assert all(store.has(name, key) for key in keys)
        assert not store.has(name, "")
        assert not store.has(name, keys[-1] + "~")


def test_a_row_is_the_callers_own():
    tables.value_set(VS + "administrative-gender").clear()
    assert tables.value_set(VS + "administrative-gender")


@pytest.mark.interop
def test_committed_tables_are_what_the_tool_builds():
    tool = Path(__file__).parents[2] / "tools" / "build_tables.py"
    done = subprocess.run([sys.executable, tool, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
