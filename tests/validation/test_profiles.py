"""Profiles: every kind of demand, one small profile each."""

import pytest
from small import BASE, checked, found, profile

from carelink.profiles import Package
from carelink.validation import Validator

PATIENT = {"resourceType": "Patient"}
OBSERVATION = {"resourceType": "Observation", "status": "final", "code": {"text": "x"}}


def identifier(system=None, value="1"):
    return {"value": value, **({"system": system} if system else {})}


def name(**more):
    return {"resourceType": "Patient", "name": [more]}


ONE_ELEMENT = [
    ({"path": "Patient.name", "min": 1}, PATIENT, [("required-element-missing", "Patient")]),
    (
        {"path": "Patient.name", "max": "1"},
        {**PATIENT, "name": [{"text": "a"}, {"text": "b"}]},
        [("too-many-values", "Patient")],
    ),
    ({"path": "Patient.active", "max": "0"}, {**PATIENT, "active": True}, [("too-many-values", "Patient")]),
    (
        {"path": "Patient.name.family", "min": 1},
        name(text="x"),
        [("required-element-missing", "Patient.name[0]")],
    ),
    (
        {"path": "Patient.active", "fixedBoolean": True},
        {**PATIENT, "active": False},
        [("fixed-value-differs", "Patient.active")],
    ),
    ({"path": "Patient.active", "fixedBoolean": True}, {**PATIENT, "active": True}, []),
    (
        {"path": "Patient.maritalStatus", "patternCodeableConcept": {"text": "a"}},
        {**PATIENT, "maritalStatus": {"text": "b"}},
        [("pattern-not-met", "Patient.maritalStatus"), ("code-missing-extensible", "Patient.maritalStatus")],
    ),
    (
        {"path": "Patient.name", "patternHumanName": {"use": "official", "family": "a"}},
        name(use="official"),
        [("pattern-not-met", "Patient.name[0].family")],
    ),
    (
        {"path": "Patient.name.family", "maxLength": 2},
        name(family="長い姓"),
        [("text-too-long", "Patient.name[0].family")],
    ),
    (
        {"path": "Patient.multipleBirth[x]", "type": [{"code": "boolean"}]},
        {**PATIENT, "multipleBirthInteger": 2},
        [("type-not-allowed", "Patient.multipleBirth")],
    ),
    (
        {"path": "Patient.multipleBirthInteger", "maxValueInteger": 9},
        {**PATIENT, "multipleBirthInteger": 12},
        [("value-too-large", "Patient.multipleBirth")],
    ),
    (
        {
            "path": "Patient.managingOrganization",
            "type": [
                {"code": "Reference", "targetProfile": ["http://hl7.org/fhir/StructureDefinition/Patient"]}
            ],
        },
        {**PATIENT, "managingOrganization": {"reference": "Organization/1"}},
        [("reference-target-type", "Patient.managingOrganization")],
    ),
    (
        {
            "path": "Patient",
            "constraint": [{"key": "x-1", "severity": "error", "human": "x", "expression": "name.exists()"}],
        },
        PATIENT,
        [("invariant-broken", "Patient")],
    ),
    (
        {
            "path": "Patient",
            "constraint": [
                {"key": "x-1", "severity": "error", "human": "x", "expression": "no such language"}
            ],
        },
        PATIENT,
        [("invariant-not-checked", "Patient")],
    ),
    (
        {"path": "Patient.name", "type": [{"code": "HumanName", "profile": ["http://nowhere.example/x"]}]},
        name(text="x"),
        [("type-profile-unknown", "Patient.name[0]")],
    ),
]


@pytest.mark.parametrize(("element", "tree", "expected"), ONE_ELEMENT)
def test_one_demand(element, tree, expected):
    assert checked(tree, profile(tree["resourceType"], element)) == expected


def test_findings_say_which_profile_element_demands_them():
    wanted = profile("Patient", {"path": "Patient.name", "min": 1}, version="2.0")
    validator = Validator([Package.of([wanted])])
    (finding,) = validator.validate(PATIENT, wanted["url"]).errors
    assert finding.demanded_by == "http://example.org/profile|2.0#Patient.name"


def test_meta_profile_is_followed_when_known_and_said_when_not():
    wanted = profile("Patient", {"path": "Patient.name", "min": 1})
    validator = Validator([Package.of([wanted])])
    claims = {**PATIENT, "meta": {"profile": [wanted["url"], "http://nowhere.example/p"]}}
    assert found(claims, validator=validator) == [
        ("required-element-missing", "Patient"),
        ("profile-unknown", "Patient.meta.profile[1]"),
    ]


def test_a_profile_of_another_type_is_said():
    assert checked(OBSERVATION, profile("Patient", {"path": "Patient.name", "min": 1})) == [
        ("profile-of-other-type", "Observation")
    ]


def slicing(kind="value", path="system", rules="open", **more):
    return {
        "path": "Patient.identifier",
        "slicing": {"discriminator": [{"type": kind, "path": path}], "rules": rules, **more},
    }


def slice_(slice_name, system, **more):
    return (
        {
            "id": f"Patient.identifier:{slice_name}",
            "path": "Patient.identifier",
            "sliceName": slice_name,
            **more,
        },
        {
            "id": f"Patient.identifier:{slice_name}.system",
            "path": "Patient.identifier.system",
            "min": 1,
            "fixedUri": system,
        },
    )


def identified(*systems):
    return {"resourceType": "Patient", "identifier": [identifier(s) for s in systems]}


SLICED = [
    (slicing(), {"min": 1}, identified("urn:b"), [("slice-missing", "Patient")]),
    (slicing(), {"min": 1}, identified("urn:a", "urn:c"), []),
    (slicing(), {"max": "1"}, identified("urn:a", "urn:a"), [("slice-too-many", "Patient")]),
    (
        slicing(rules="closed"),
        {},
        identified("urn:a", "urn:c"),
        [("slice-not-allowed", "Patient.identifier[1]")],
    ),
    (
        slicing(rules="openAtEnd"),
        {},
        identified("urn:c", "urn:a"),
        [("slice-out-of-order", "Patient.identifier[1]")],
    ),
    (
        slicing(ordered=True),
        {},
        identified("urn:b", "urn:a"),
        [("slice-out-of-order", "Patient.identifier[1]")],
    ),
    (slicing(kind="pattern"), {"min": 1}, identified("urn:a"), []),
    (
        slicing(kind="exists"),
        {"min": 2},
        identified("urn:a", None),
        [("slice-missing", "Patient"), ("slice-ambiguous", "Patient.identifier[0]")],
    ),
]


@pytest.mark.parametrize(("head", "more", "tree", "expected"), SLICED)
def test_slices(head, more, tree, expected):
    assert (
        checked(tree, profile("Patient", head, *slice_("a", "urn:a", **more), *slice_("b", "urn:b")))
        == expected
    )


def test_demands_below_a_slice_hold_for_its_members_only():
    value = {"id": "Patient.identifier:a.value", "path": "Patient.identifier.value", "maxLength": 1}
    tree = {"resourceType": "Patient", "identifier": [identifier("urn:a", "12"), identifier("urn:b", "12")]}
    assert checked(tree, profile("Patient", slicing(), *slice_("a", "urn:a"), value)) == [
        ("text-too-long", "Patient.identifier[0].value")
    ]


def test_a_default_slice_takes_the_rest():
    rest = {"id": "Patient.identifier:@default", "path": "Patient.identifier", "sliceName": "@default"}
    value = {"id": "Patient.identifier:@default.value", "path": "Patient.identifier.value", "maxLength": 1}
    tree = {"resourceType": "Patient", "identifier": [identifier("urn:c", "12")]}
    wanted = profile("Patient", slicing(rules="closed"), *slice_("a", "urn:a"), rest, value)
    assert checked(tree, wanted) == [("text-too-long", "Patient.identifier[0].value")]


def test_a_reslice_counts_for_its_slice_too():
    again = {
        "id": "Patient.identifier:a",
        "path": "Patient.identifier",
        "sliceName": "a",
        "min": 1,
        "slicing": {"discriminator": [{"type": "value", "path": "use"}], "rules": "open"},
    }
    system = {
        "id": "Patient.identifier:a.system",
        "path": "Patient.identifier.system",
        "min": 1,
        "fixedUri": "urn:a",
    }
    inner = {"id": "Patient.identifier:a/x", "path": "Patient.identifier", "sliceName": "a/x", "min": 1}
    use = {"id": "Patient.identifier:a/x.use", "path": "Patient.identifier.use", "min": 1, "fixedCode": "old"}
    wanted = profile("Patient", slicing(), again, system, inner, use)
    assert checked(identified("urn:a"), wanted) == [("slice-missing", "Patient")]
    fine = {"resourceType": "Patient", "identifier": [{**identifier("urn:a"), "use": "old"}]}
    assert checked(fine, wanted) == []


def test_slices_by_type():
    quantity = {"path": "Observation.valueQuantity", "min": 1}
    wanted = profile("Observation", quantity)
    assert checked({**OBSERVATION, "valueString": "x"}, wanted) == [("slice-missing", "Observation")]
    assert checked({**OBSERVATION, "valueQuantity": {"value": 1}}, wanted) == []


def test_entries_are_sliced_by_the_type_and_profile_of_their_resource():
    named = profile("Patient", {"path": "Patient.name", "min": 1}, url="http://example.org/named")
    head = {
        "path": "Bundle.entry",
        "slicing": {"discriminator": [{"type": "profile", "path": "resource"}], "rules": "open"},
    }
    entry = {"id": "Bundle.entry:p", "path": "Bundle.entry", "sliceName": "p", "min": 1}
    resource = {
        "id": "Bundle.entry:p.resource",
        "path": "Bundle.entry.resource",
        "min": 1,
        "type": [{"code": "Patient", "profile": ["http://example.org/named"]}],
    }
    wanted = profile("Bundle", head, entry, resource)

    def bundle(patient):
        url = "urn:uuid:11111111-1111-4111-8111-111111111111"
        return {
            "resourceType": "Bundle",
            "type": "collection",
            "entry": [{"fullUrl": url, "resource": patient}],
        }

    assert checked(bundle(PATIENT), wanted, named) == [("slice-missing", "Bundle")]
    assert checked(bundle(name(text="x")), wanted, named) == []


def test_a_target_must_follow_its_profile_when_it_is_at_hand():
    named = profile("Organization", {"path": "Organization.name", "min": 1}, url="http://example.org/named")
    target = {"code": "Reference", "targetProfile": ["http://example.org/named"]}
    wanted = profile("Patient", {"path": "Patient.managingOrganization", "type": [target]})

    def holding(organization):
        held = {"resourceType": "Organization", "id": "o", **organization}
        return {**PATIENT, "contained": [held], "managingOrganization": {"reference": "#o"}}

    nameless = holding({"identifier": [{"value": "1"}]})
    assert checked(nameless, wanted, named) == [("reference-target-profile", "Patient.managingOrganization")]
    assert checked(holding({"name": "x"}), wanted, named) == []


def test_vital_signs_of_r4_are_sliced_twice():
    report = found(OBSERVATION, "http://hl7.org/fhir/StructureDefinition/bp")
    assert ("slice-missing", "Observation.code") in report
    assert ("slice-missing", "Observation") in report


PRESSURE = {"coding": [{"system": "http://loinc.org", "code": "85354-9"}]}


def test_vital_signs_follow_their_profile_without_being_told():
    report = found({**OBSERVATION, "code": PRESSURE})
    assert ("required-element-missing", "Observation") in report
    assert ("slice-missing", "Observation") in report


HERE = "StructureDefinition.differential.element[0]"


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        ({"path": "Patient.name", "min": 1}, []),
        ({"path": "Patient.nothing"}, [("definition-unfollowable", HERE)]),
        ({"path": "Patient", "slicing": {"rules": "open"}}, [("definition-root-sliced", HERE)]),
        (
            {"path": "Patient.birthDate", "binding": {"strength": "example"}},
            [("binding-misplaced", HERE)],
        ),
        (
            {"path": "Patient.name", "type": [{"code": "HumanName", "profile": [BASE + "Address"]}]},
            [("type-profile-misfit", f"{HERE}.type[0].profile[0]")],
        ),
    ],
)
def test_profiles_as_data(element, expected):
    made = profile("Patient", element)
    stated = {"name": "X", "status": "draft", "kind": "resource", "abstract": False}
    wanted = {"definition-unfollowable", "definition-root-sliced", "binding-misplaced", "type-profile-misfit"}
    assert [(c, p) for c, p in found({**made, **stated}) if c in wanted] == expected
