"""Snapshots from differentials: small ones by hand, and the published ones of JP Core again."""

import json

import pytest

from carelink.profiles import Packages
from carelink.profiles.snapshot import generate

LIBRARY = Packages(own=False)
COMPARED = ("min", "max", "contentReference", "sliceName", "maxLength")


def snapshot(type_name, *differential):
    return generate(LIBRARY.structure(type_name).elements, list(differential), LIBRARY.elements)


def by_id(result):
    return {e["id"]: e for e in result.elements}


def test_a_stated_minimum_replaces_the_inherited_one():
    found = by_id(snapshot("Patient", {"id": "Patient.name", "path": "Patient.name", "min": 1}))
    assert found["Patient.name"]["min"] == 1
    assert found["Patient.name"]["base"] == {"path": "Patient.name", "min": 0, "max": "*"}


def test_walking_into_a_data_type_expands_it():
    found = by_id(snapshot("Patient", {"path": "Patient.name.family", "min": 1}))
    assert found["Patient.name.family"]["min"] == 1
    assert found["Patient.name.given"]["base"]["path"] == "HumanName.given"


def test_a_slice_starts_optional_behind_its_head():
    head = {
        "path": "Patient.identifier",
        "slicing": {"discriminator": [{"type": "value", "path": "system"}], "rules": "open"},
        "min": 1,
    }
    one = {"path": "Patient.identifier", "sliceName": "one"}
    two = {"id": "Patient.identifier:two.system", "path": "Patient.identifier.system", "fixedUri": "urn:x"}
    result = snapshot("Patient", head, one, two)
    ids = [e["id"] for e in result.elements if e["path"] == "Patient.identifier"]
    assert ids == ["Patient.identifier", "Patient.identifier:one", "Patient.identifier:two"]
    assert by_id(result)["Patient.identifier:one"]["min"] == 0
    assert by_id(result)["Patient.identifier:two.system"]["fixedUri"] == "urn:x"


def test_a_type_shortcut_is_a_type_slice():
    found = by_id(snapshot("Observation", {"path": "Observation.valueQuantity", "min": 1}))
    slice_ = found["Observation.value[x]:valueQuantity"]
    assert [t["code"] for t in slice_["type"]] == ["Quantity"]
    assert found["Observation.value[x]"]["slicing"]["discriminator"] == [{"type": "type", "path": "$this"}]


def test_a_content_reference_is_followed():
    found = by_id(snapshot("Questionnaire", {"path": "Questionnaire.item.item.linkId", "maxLength": 5}))
    assert found["Questionnaire.item.item.linkId"]["maxLength"] == 5


def test_mandatory_extension_slices_raise_the_head():
    extension = {"path": "Patient.extension", "sliceName": "a", "min": 1, "type": [{"code": "Extension"}]}
    found = by_id(snapshot("Patient", extension))
    assert found["Patient.extension"]["min"] == 1
    assert found["Patient.extension"]["slicing"]["discriminator"] == [{"type": "value", "path": "url"}]


def test_constraints_add_up_by_key():
    new = {"key": "x-1", "severity": "error", "expression": "true"}
    again = {"key": "dom-2", "severity": "warning", "expression": "false"}
    root = by_id(snapshot("Patient", {"path": "Patient", "constraint": [new, again]}))["Patient"]
    assert [c["severity"] for c in root["constraint"] if c["key"] == "dom-2"] == ["error"]
    assert root["constraint"][-1] == new


@pytest.mark.parametrize(
    ("path", "reason"),
    [("Patient.nothing", "no-such-element"), ("Other.x", "other-root"), ("Patient.active.id.x", None)],
)
def test_what_cannot_be_followed_is_named_and_skipped(path, reason):
    result = snapshot(
        "Patient", {"path": path}, {"path": path + ".below"}, {"path": "Patient.name", "min": 1}
    )
    assert result.problems
    assert reason is None or [p.reason for p in result.problems] == [reason]
    assert by_id(result)["Patient.name"]["min"] == 1


def same_type(one):
    keys = ("code", "profile", "targetProfile", "aggregation")
    return sorted(json.dumps({k: t.get(k) for k in keys}, sort_keys=True) for t in one.get("type", []))


def same_slicing(one):
    slicing = one.get("slicing")
    return slicing and (slicing.get("discriminator"), slicing.get("rules"), bool(slicing.get("ordered")))


def facts(element):
    binding = element.get("binding", {})
    constants = {
        k: v for k, v in element.items() if k.startswith(("fixed", "pattern", "minValue", "maxValue"))
    }
    return (
        {k: element.get(k) for k in COMPARED},
        same_type(element),
        same_slicing(element),
        (binding.get("strength"), binding.get("valueSet")),
        constants,
        {c["key"] for c in element.get("constraint", [])},
    )


def exact(library, resource):
    base = library.structure(resource["baseDefinition"])
    made = generate(base.elements, resource["differential"]["element"], library.elements).elements
    published = resource["snapshot"]["element"]
    return [(e["id"], facts(e)) for e in made] == [(e["id"], facts(e)) for e in published]


def regenerated(library):
    profiles = [a.read() for a in library.packages[0].artefacts if a.kind == "StructureDefinition"]
    profiles = [p for p in profiles if p.get("derivation") == "constraint" and "snapshot" in p]
    return sum(exact(library, p) for p in profiles), len(profiles)


@pytest.mark.shared
def test_jp_core_is_generated_as_published(shared_data):
    """Five differ without other verdicts: four omit children that a slice inherits, one was typed late."""
    packages = shared_data / "jp-fhir" / "packages"
    library = Packages([packages / "jp-core-1.1.2-url.tgz"], own=False)
    assert regenerated(library) == (84, 89)


@pytest.mark.shared
def test_jp_clins_is_generated_as_published(shared_data):
    packages = shared_data / "jp-fhir" / "packages"
    paths = [packages / "jp-clins-1.5.2-snap.tgz", packages / "jp-core-1.1.2-url.tgz"]
    assert regenerated(Packages(paths, own=False)) == (49, 49)
