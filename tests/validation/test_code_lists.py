"""Value sets, code systems, concept maps and search parameters as data."""

import pytest
from small import found

URL = "http://example.org/x"
VS, CS = "ValueSet", "CodeSystem"


def said(tree):
    return [pair for pair in found({"status": "draft", "url": URL, **tree}) if pair[0] != "invariant-advised"]


def value_set(**include):
    return {"resourceType": VS, "compose": {"include": [include]}}


def filtered(**filter_):
    return value_set(system=URL, filter=[{"property": "concept", "op": "=", "value": "x", **filter_}])


PART, FILTER = "ValueSet.compose.include[0]", "ValueSet.compose.include[0].filter[0]"


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (value_set(system=URL), []),
        (value_set(system="codes"), [("include-system-relative", PART)]),
        (value_set(system="#codes"), [("include-system-relative", PART)]),
        (value_set(system=URL + "|1"), [("include-system-versioned", PART)]),
        (
            value_set(system="http://hl7.org/fhir/ValueSet/administrative-gender"),
            [("include-system-is-value-set", PART)],
        ),
        (filtered(), []),
        (filtered(op="exists", value="yes"), [("filter-value-invalid", FILTER)]),
        (filtered(property="notSelectable", value="1"), [("filter-value-invalid", FILTER)]),
        (filtered(op="regex", value="("), [("filter-value-invalid", FILTER)]),
        (filtered(op="regex", value="a+"), []),
    ],
)
def test_value_sets(tree, expected):
    assert said(tree) == expected


def test_codes_without_a_system():
    assert ("include-without-system", PART) in said(value_set(concept=[{"code": "x"}]))


def code_system(*concepts, content="complete", **more):
    given = {"concept": list(concepts)} if concepts else {}
    return {"resourceType": CS, "content": content, **given, **more}


def held(code, **value):
    return {"code": "a", "property": [{"code": code, **value}]}


SIZE = [{"code": "size", "type": "integer"}]


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (code_system({"code": "a"}, count=1), []),
        (
            code_system({"code": "a", "concept": [{"code": "b"}]}, {"code": "b"}),
            [("code-twice", "CodeSystem.concept[1]")],
        ),
        (code_system(), [("code-system-empty", CS)]),
        (code_system({"code": "a"}, count=2), [("code-count-differs", "CodeSystem.count")]),
        (
            code_system({"code": "a"}, content="not-present", count=1),
            [("code-count-differs", "CodeSystem.count")],
        ),
        (code_system({"code": "a"}, content="fragment", count=9), []),
        (code_system({"code": "a"}, content="supplement"), [("supplement-content", CS)]),
        (code_system({"code": "a"}, supplements=URL), [("supplement-content", CS)]),
        (code_system({"code": "a"}, content="supplement", supplements=URL), []),
        (code_system(held("size", valueInteger=1), property=SIZE), []),
        (
            code_system(held("size", valueString="x"), property=SIZE),
            [("concept-property-type", "CodeSystem.concept[0].property[0]")],
        ),
        (
            code_system(held("colour", valueString="x"), property=SIZE),
            [("concept-property-undefined", "CodeSystem.concept[0].property[0]")],
        ),
        (code_system(held("status", valueCode="retired")), []),
    ],
)
def test_code_systems(tree, expected):
    ours = [pair for pair in said(tree) if pair[0] != "invariant-broken"]
    assert sorted(ours) == sorted(expected)


def test_concept_maps():
    gender = "http://hl7.org/fhir/administrative-gender"
    tree = {"resourceType": "ConceptMap", "sourceUri": gender, "group": [{"element": [{"code": "x"}]}]}
    assert said(tree) == [
        ("map-group-without-system", "ConceptMap.group[0]"),
        ("map-scope-not-value-set", "ConceptMap.source"),
    ]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"type": "string"}, []),
        ({"type": "string", "code": "a.b"}, ["search-code-character"]),
        ({"type": "composite", "component": [{}]}, ["search-composite-parts"]),
    ],
)
def test_search_parameters(more, expected):
    codes = [code for code, _ in said({"resourceType": "SearchParameter", "code": "x", **more})]
    assert [code for code in codes if code.startswith("search-")] == expected
