"""References, identifiers and fragments by themselves."""

import pytest
from small import found

RFC = "https://tools.ietf.org/html/rfc4122"
UUID = "11111111-1111-4111-8111-111111111111"


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("Organization?identifier=http://example.org|1", []),
        ("Organization?identifier=x&name:exact=y", []),
        ("Organization?identifier", [("reference-malformed", "Patient.managingOrganization")]),
        ("Organization?a=b=c", [("reference-malformed", "Patient.managingOrganization")]),
    ],
)
def test_conditional_references(reference, expected):
    assert found({"resourceType": "Patient", "managingOrganization": {"reference": reference}}) == expected


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (UUID, "identifier-uuid-form"),
        (f"urn:uuid:{UUID}", "identifier-uuid-form"),
        ("1", "identifier-not-uuid"),
    ],
)
def test_uuids_as_identifiers(value, code):
    tree = {"resourceType": "Patient", "identifier": [{"system": RFC, "value": value}]}
    assert found(tree) == [(code, "Patient.identifier[0]")]


def test_the_source_of_a_resource():
    assert found({"resourceType": "Patient", "id": "a", "meta": {"source": "#a"}}) == []
    tree = {"resourceType": "Patient", "meta": {"source": "#gone"}}
    assert found(tree) == [("fragment-not-found", "Patient.meta.source")]


def test_the_url_of_a_definition_is_absolute():
    tree = {"resourceType": "ValueSet", "status": "draft", "url": "colours"}
    assert found(tree) == [("canonical-relative", "ValueSet.url")]
