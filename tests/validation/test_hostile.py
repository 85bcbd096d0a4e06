"""Whatever comes in: a report comes out, and it never repeats the data."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import DIV, found, profile

from carelink.fhir import tables
from carelink.findings import formats
from carelink.profiles import Package
from carelink.validation import Validator, validate

names = st.sampled_from(
    [
        "resourceType",
        "id",
        "meta",
        "profile",
        "extension",
        "url",
        "value",
        "valueString",
        "valueQuantity",
        "_value",
        "contained",
        "text",
        "div",
        "name",
        "given",
        "_given",
        "family",
        "identifier",
        "system",
        "code",
        "coding",
        "display",
        "reference",
        "entry",
        "resource",
        "fullUrl",
        "type",
        "item",
        "linkId",
        "answer",
        "section",
        "subject",
        "birthDate",
        "gender",
        "status",
        "component",
        "period",
        "start",
        "link",
        "relation",
    ]
)
leaves = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.text(max_size=20) | names
)
trees = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(names | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=30,
)
resources = st.builds(
    lambda kind, body: {"resourceType": kind, **body},
    st.sampled_from(sorted(tables.resource_types())) | names,
    st.dictionaries(names | st.text(max_size=5), trees, max_size=8),
)
SLICED = profile(
    "Patient",
    {
        "path": "Patient.identifier",
        "slicing": {"discriminator": [{"type": "value", "path": "type.coding.code"}], "rules": "closed"},
    },
    {
        "id": "Patient.identifier:a.type.coding.code",
        "path": "Patient.identifier.type.coding.code",
        "fixedCode": "x",
    },
    {"path": "Patient.name", "patternHumanName": {"given": ["a"]}},
)
STRICT = Validator([Package.of([SLICED])])


@given(resources | trees.filter(lambda t: isinstance(t, dict)))
def test_no_tree_makes_it_fail(tree):
    validate(tree)


@given(st.dictionaries(names, trees, max_size=6))
def test_no_tree_makes_a_profile_fail(body):
    STRICT.validate({**body, "resourceType": "Patient"}, SLICED["url"])


@given(st.binary(max_size=60) | st.text(max_size=60))
def test_no_bytes_make_it_fail(data):
    assert not validate(data).ok


def nested(levels):
    tree = {"linkId": "x"}
    for _ in range(levels):
        tree = {"linkId": "x", "item": [tree]}
    return {"resourceType": "QuestionnaireResponse", "status": "completed", "item": [tree]}


@pytest.mark.parametrize("levels", [101, 400, 5_000])
def test_deep_nesting_is_a_finding(levels):
    assert "nested-too-deep" in {f.code for f in validate(nested(levels))}
    data = b'{"resourceType":"Patient","contact":' + b"[" * levels + b"]" * levels + b"}"
    assert not validate(data).ok


def test_a_tree_that_holds_itself_ends():
    tree = {"resourceType": "Patient"}
    tree["contained"] = [tree]
    assert not validate(tree).ok


def test_references_in_a_circle_end():
    circle = [
        {
            "resourceType": "List",
            "id": a,
            "status": "current",
            "mode": "working",
            "entry": [{"item": {"reference": f"#{b}"}}],
        }
        for a, b in (("a", "b"), ("b", "a"))
    ]
    tree = {"resourceType": "Patient", "contained": circle}
    assert {code for code, _ in found(tree)} == {"contained-not-used"}


CANARY = "カナリア7391canary"
EXAMPLES = [
    {
        "resourceType": "Patient",
        "text": {"status": "generated", "div": DIV},
        "identifier": [{"system": "urn:x", "value": "x"}],
        "name": [{"family": "x", "given": ["x"]}],
        "birthDate": "2000-01-01",
        "gender": "male",
        "maritalStatus": {"coding": [{"system": "http://example.org/a", "code": "x", "display": "x"}]},
        "managingOrganization": {"reference": "Organization/1"},
        "extension": [{"url": "http://example.org/a", "valueString": "x"}],
        "photo": [{"contentType": "text/plain", "data": "eA==", "size": 1, "url": "http://example.org"}],
    },
    {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "85354-9"}]},
        "valueQuantity": {"value": 1, "unit": "x", "system": "http://unitsofmeasure.org", "code": "mg"},
        "effectiveDateTime": "2026-11-25T10:00:00+09:00",
        "note": [{"text": "x"}],
    },
    {
        "resourceType": "Bundle",
        "type": "document",
        "identifier": {"system": "urn:x", "value": "x"},
        "entry": [
            {
                "fullUrl": "urn:uuid:11111111-1111-4111-8111-111111111111",
                "resource": {"resourceType": "Composition", "title": "x", "subject": {"reference": "x"}},
            }
        ],
    },
]


def leaves_of(tree, way=()):
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves_of(value, (*way, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from leaves_of(value, (*way, index))
    else:
        yield way


PLACES = [(number, way) for number, tree in enumerate(EXAMPLES) for way in leaves_of(tree)]


@pytest.mark.parametrize(("number", "way"), PLACES)
@pytest.mark.parametrize("form", [CANARY, f"<{CANARY}>", [CANARY], {CANARY: CANARY}])
def test_no_finding_repeats_what_a_record_says(number, way, form):
    tree = copy.deepcopy(EXAMPLES[number])
    holder = tree
    for step in way[:-1]:
        holder = holder[step]
    holder[way[-1]] = form
    for report in (validate(tree), validate(json.dumps(tree).encode())):
        said = (
            formats.to_text(report, "ja")
            + formats.to_text(report, "en")
            + json.dumps(formats.to_json(report))
        )
        assert "canary" not in said
        assert "カナリア" not in said


def test_a_long_chain_of_conformance_ends():
    target = {"code": "Reference", "targetProfile": [CHAINED]}
    chained = profile("Patient", {"path": "Patient.link.other", "type": [target]}, url=CHAINED)
    patients = [
        {"resourceType": "Patient", "link": [{"type": "seealso", "other": {"reference": url(n + 1)}}]}
        for n in range(1_500)
    ]
    entries = [{"fullUrl": url(n), "resource": patient} for n, patient in enumerate(patients)]
    entries[0]["resource"]["meta"] = {"profile": [CHAINED]}
    tree = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    validator = Validator([Package.of([chained])])
    assert found(tree, validator=validator) == [
        ("urn-not-in-bundle", "Bundle.entry[1499].resource.link[0].other")
    ]


CHAINED = "http://example.org/chained"


def url(number):
    return f"urn:uuid:00000000-0000-4000-8000-{number:012x}"


def test_a_profile_that_repeats_with_the_data_ends():
    deep = profile("QuestionnaireResponse", {"path": "QuestionnaireResponse.item.text", "maxLength": 3})
    validator = Validator([Package.of([deep])])
    assert "nested-too-deep" in {f.code for f in validator.validate(nested(3_000), deep["url"])}
