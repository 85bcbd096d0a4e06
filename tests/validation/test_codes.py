"""Codes: bindings of every strength, and codings by themselves."""

import pytest
from small import checked, found, profile

from carelink.profiles import Package
from carelink.validation import Validator

GENDER = "http://hl7.org/fhir/administrative-gender"
MARITAL = "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus"


def coding(system, code, **more):
    named = {"code": code} if code else {}
    return {"resourceType": "Basic", "code": {"coding": [{"system": system, **named, **more}]}}


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (coding(GENDER, "male"), []),
        (coding(GENDER, "male", display="Male"), []),
        (coding(GENDER, "male", display="男"), [("wrong-display", "Basic.code.coding[0].display")]),
        (coding(GENDER, "x"), [("code-unknown-in-system", "Basic.code.coding[0].code")]),
        (coding(MARITAL, "x"), [("code-not-in-fragment", "Basic.code.coding[0].code")]),
        (coding("http://snomed.info/sct", "1"), [("code-not-checked", "Basic.code.coding[0].system")]),
        (coding("urn:iso:std:iso:3166", "JP"), []),
        (coding("urn:ietf:bcp:47", "jp"), [("code-unknown-in-system", "Basic.code.coding[0].code")]),
        (coding("http://unitsofmeasure.org", "回"), [("unit-not-ucum", "Basic.code.coding[0].code")]),
        (coding(GENDER, None), [("coding-without-code", "Basic.code.coding[0]")]),
        (
            coding("http://build.fhir.org/valueset-x", "male"),
            [("system-is-no-code-system", "Basic.code.coding[0].system")],
        ),
        (coding("gender", "male"), [("code-system-relative", "Basic.code.coding[0].system")]),
        (coding("http://loinc.org/", "1"), [("system-is-no-code-system", "Basic.code.coding[0].system")]),
        (
            coding("http://hl7.org/fhir/ValueSet/administrative-gender", "male"),
            [("system-is-value-set", "Basic.code.coding[0].system")],
        ),
        (
            {"resourceType": "Basic", "code": {"coding": [{"code": "x"}]}},
            [("coding-without-system", "Basic.code.coding[0]")],
        ),
    ],
)
def test_codings(tree, expected):
    assert found(tree) == expected


@pytest.mark.parametrize(
    ("type_name", "more", "expected"),
    [
        ("Patient", {"gender": "x"}, [("code-not-in-value-set", "Patient.gender")]),
        ("Patient", {"language": "日本語"}, [("code-outside-maximum-set", "Patient.language")]),
        ("Patient", {"language": "ja"}, []),
        (
            "Patient",
            {"maritalStatus": {"coding": [{"system": GENDER, "code": "male"}]}},
            [("code-not-in-extensible-set", "Patient.maritalStatus")],
        ),
        (
            "Patient",
            {"maritalStatus": {"text": "既婚"}},
            [("code-missing-extensible", "Patient.maritalStatus")],
        ),
        (
            "Patient",
            {
                "_gender": {
                    "extension": [
                        {
                            "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
                            "valueCode": "unknown",
                        }
                    ]
                }
            },
            [("code-missing", "Patient.gender")],
        ),
    ],
)
def test_bindings_of_r4(type_name, more, expected):
    assert found({"resourceType": type_name, **more}) == expected


@pytest.mark.parametrize(
    ("strength", "expected"),
    [
        ("required", ["code-not-in-value-set"]),
        ("extensible", ["code-not-in-extensible-set"]),
        ("preferred", ["code-not-in-preferred-set"]),
        ("example", []),
    ],
)
def test_bindings_of_a_profile(strength, expected):
    binding = {"strength": strength, "valueSet": "http://hl7.org/fhir/ValueSet/administrative-gender"}
    bound = profile("Basic", {"path": "Basic.code", "binding": binding})
    codes = [c for c, _ in checked(coding("http://hl7.org/fhir/contact-point-system", "phone"), bound)]
    assert codes == expected
    assert checked(coding(GENDER, "female"), bound) == []


def test_a_value_set_that_is_missing_is_said():
    binding = {"strength": "required", "valueSet": "http://example.org/nothing"}
    bound = profile("Basic", {"path": "Basic.code", "binding": binding})
    assert checked(coding(GENDER, "male"), bound) == [("value-set-unknown", "Basic.code")]


def test_one_coding_in_the_set_suffices():
    binding = {"strength": "required", "valueSet": "http://hl7.org/fhir/ValueSet/administrative-gender"}
    bound = profile("Basic", {"path": "Basic.code", "binding": binding})
    tree = coding("http://hl7.org/fhir/contact-point-system", "phone")
    tree["code"]["coding"].append({"system": GENDER, "code": "male"})
    assert checked(tree, bound) == []
    assert checked({"resourceType": "Basic", "code": {"text": "x"}}, bound) == [
        ("code-missing", "Basic.code")
    ]


def test_inactive_codes_and_fragments_are_told_apart():
    system = {
        "resourceType": "CodeSystem",
        "url": "http://example.org/cs",
        "content": "fragment",
        "concept": [{"code": "old", "property": [{"code": "status", "valueCode": "retired"}]}],
    }
    validator = Validator([Package.of([system])])
    assert found(coding("http://example.org/cs", "old"), validator=validator) == [
        ("inactive-code", "Basic.code.coding[0]")
    ]
    assert found(coding("http://example.org/cs", "new"), validator=validator) == [
        ("code-not-in-fragment", "Basic.code.coding[0].code")
    ]


def measured(code, unit):
    quantity = {"value": 1, "unit": unit, "system": "http://unitsofmeasure.org", "code": code}
    return found({"resourceType": "Specimen", "collection": {"quantity": quantity}})


@pytest.mark.parametrize(
    ("code", "unit", "codes"),
    [
        ("mL", "mL", []),
        ("{tube}", "tube", []),
        ("{tube}", "本", ["unit-annotation-hidden"]),
        ("本", "本", ["unit-not-ucum"]),
    ],
)
def test_units(code, unit, codes):
    assert measured(code, unit) == [(each, "Specimen.collection.quantity") for each in codes]


def test_a_binding_to_a_code_system():
    wrong = profile(
        "Basic",
        {"path": "Basic"},
        {"path": "Basic.code", "binding": {"strength": "required", "valueSet": GENDER}},
    )
    assert ("value-set-is-code-system", "Basic.code") in checked(coding(GENDER, "male"), wrong)


def test_the_system_of_a_quantity_is_absolute():
    tree = {
        "resourceType": "Specimen",
        "collection": {"quantity": {"value": 1, "system": "ucum", "code": "mL"}},
    }
    assert found(tree) == [("code-system-relative", "Specimen.collection.quantity")]
