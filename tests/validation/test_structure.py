"""Base types: one small resource per check, and exactly what is said of it."""

import pytest

from carelink.validation import validate

PATIENT = {
    "resourceType": "Patient",
    "text": {"status": "empty", "div": '<div xmlns="http://www.w3.org/1999/xhtml">x</div>'},
}


def found(tree, profile=None):
    return [(f.code, f.path) for f in validate(tree, profile)]


CASES = [
    ({}, []),
    ({"gender": "banana"}, [("code-not-in-value-set", "Patient.gender")]),
    ({"foo": 1}, [("unknown-element", "Patient")]),
    ({"birthDate": "2021-02-29"}, [("impossible-date", "Patient.birthDate")]),
    ({"birthDate": "2020-02-29"}, []),
    ({"birthDate": 2020}, [("wrong-json-type", "Patient.birthDate")]),
    ({"name": {"family": "山田"}}, [("must-be-array", "Patient.name")]),
    ({"name": []}, [("empty-array", "Patient.name")]),
    ({"name": [{}]}, [("empty-object", "Patient.name[0]")]),
    ({"name": [{"id": "a"}]}, [("element-without-content", "Patient.name[0]")]),
    ({"name": ["山田"]}, [("must-be-object", "Patient.name[0]")]),
    ({"name": [{"given": ["花子", None]}]}, [("null-not-allowed", "Patient.name[0].given[1]")]),
    ({"active": {}}, [("must-be-primitive", "Patient.active")]),
    ({"active": None}, [("must-be-primitive", "Patient.active")]),
    ({"deceasedBoolean": True, "deceasedDateTime": "2020"}, [("choice-twice", "Patient")]),
    ({"id": "a_b"}, [("resource-id-invalid", "Patient.id")]),
    (
        {"link": [{"type": "seealso"}]},
        [("required-element-missing", "Patient.link[0]")],
    ),
    (
        {"managingOrganization": {"reference": "Practitioner/1"}},
        [("reference-target-type", "Patient.managingOrganization")],
    ),
    (
        {"managingOrganization": {"reference": "#x"}},
        [("contained-not-found", "Patient.managingOrganization")],
    ),
    (
        {"contained": [{"resourceType": "Organization", "id": "x", "name": "x"}]},
        [("contained-not-used", "Patient.contained[0]")],
    ),
    ({"contact": [{"gender": "female"}]}, [("invariant-broken", "Patient.contact[0]")]),
]


@pytest.mark.parametrize(("extra", "expected"), CASES)
def test_a_small_patient(extra, expected):
    assert found(PATIENT | extra) == expected


def test_given_names_with_extensions_only_are_fine():
    name = {
        "given": ["花子", None],
        "_given": [
            None,
            {
                "extension": [
                    {
                        "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
                        "valueCode": "unknown",
                    }
                ]
            },
        ],
    }
    assert found(PATIENT | {"name": [name]}) == []


@pytest.mark.parametrize(
    ("tree", "code"),
    [
        ({}, "not-a-resource"),
        ({"resourceType": 1}, "not-a-resource"),
        ({"resourceType": "Foo"}, "unknown-resource-type"),
    ],
)
def test_what_is_no_resource(tree, code):
    assert [f.code for f in validate(tree)] == [code]


@pytest.mark.parametrize(
    ("beside", "code", "path"),
    [
        ([{}], "must-be-object", "Organization.name"),
        (None, "must-be-object", "Organization.name"),
        ({"extension": []}, "empty-array", "Organization.name.extension"),
        ({"extension": [{"valueString": "a"}]}, "required-element-missing", "Organization.name.extension[0]"),
    ],
)
def test_a_value_seen_before_hides_nothing_beside_it(beside, code, path):
    organization = {"resourceType": "Organization", "name": "seen before"}
    validate(organization)  # the value is remembered as good
    assert (code, path) in {(f.code, f.path) for f in validate({**organization, "_name": beside})}


def observed(**more):
    tree = {"resourceType": "Observation", "status": "final", "code": {"text": "x"}, **more}
    return [f.message.en for f in validate(tree) if f.code == "observation-advised"]


def test_an_observation_should_say_whom_by_whom_and_when():
    whole = {
        "subject": {"display": "x"},
        "performer": [{"display": "x"}],
        "effectiveDateTime": "2026-11-25",
    }
    assert len(observed()) == 3
    assert observed(**whole) == []
