"""Extensions: known, in place, with the content their definition asks for."""

import pytest
from small import BASE, found, profile

from carelink.profiles import Package
from carelink.validation import Validator


def extension(url, *elements, context="Patient", modifier=False):
    root = {"path": "Extension", **({"isModifier": True} if modifier else {})}
    definition = profile("Extension", root, {"path": "Extension.url", "fixedUri": url}, *elements, url=url)
    return {**definition, "context": [{"type": "element", "expression": context}]}


SIMPLE = extension(
    "http://example.org/simple",
    {"path": "Extension.extension", "max": "0"},
    {"path": "Extension.value[x]", "min": 1, "type": [{"code": "string"}]},
)
MODIFIER = extension("http://example.org/modifier", modifier=True)
ADDRESS = extension("http://example.org/address", context="Address")
LINE = extension("http://example.org/line", context="Address.line")
COMPLEX = extension(
    "http://example.org/complex",
    {"id": "Extension.extension:a", "path": "Extension.extension", "sliceName": "a", "min": 1},
    {"id": "Extension.extension:a.url", "path": "Extension.extension.url", "fixedUri": "a"},
    {"path": "Extension.value[x]", "max": "0"},
)
INNER = {
    **extension("http://example.org/inner"),
    "context": [{"type": "extension", "expression": "http://example.org/complex"}],
}
VALIDATOR = Validator([Package.of([SIMPLE, MODIFIER, ADDRESS, LINE, COMPLEX, INNER])])


def said(**more):
    return found({"resourceType": "Patient", **more}, validator=VALIDATOR)


def simple(**more):
    return {"url": "http://example.org/simple", **more}


@pytest.mark.parametrize(
    ("extensions", "expected"),
    [
        ([simple(valueString="x")], []),
        ([simple(valueCode="x")], [("extension-value-type", "Patient.extension[0]")]),
        (
            [simple()],
            [
                ("extension-without-content", "Patient.extension[0]"),
                ("required-element-missing", "Patient.extension[0]"),
            ],
        ),
        ([{"valueString": "x"}], [("required-element-missing", "Patient.extension[0]")]),
        ([{"url": "x", "valueString": "x"}], [("extension-url-relative", "Patient.extension[0]")]),
        (
            [{"url": "http://nowhere.example/x", "valueString": "x"}],
            [("extension-unknown", "Patient.extension[0]")],
        ),
        (
            [simple(valueString="x") | {"url": "http://example.org/simple|1"}],
            [("extension-url-versioned", "Patient.extension[0]")],
        ),
        (
            [{"url": "http://example.org/modifier", "valueString": "x"}],
            [("extension-is-modifier", "Patient.extension[0]")],
        ),
        ([{"url": "http://example.org/address", "valueString": "x"}], [("extension-misplaced", "Patient")]),
        ([{"url": "http://example.org/complex", "extension": [{"url": "a", "valueString": "x"}]}], []),
        (
            [{"url": "http://example.org/complex", "extension": [{"url": "b", "valueString": "x"}]}],
            [
                ("slice-missing", "Patient.extension[0]"),
                ("sub-extension-unknown", "Patient.extension[0].extension[0]"),
            ],
        ),
        (
            [
                {
                    "url": "http://example.org/complex",
                    "extension": [
                        {"url": "a", "valueString": "x"},
                        {"url": "http://example.org/inner", "valueString": "x"},
                    ],
                }
            ],
            [],
        ),
        ([{"url": "http://example.org/inner", "valueString": "x"}], [("extension-misplaced", "Patient")]),
    ],
)
def test_extensions(extensions, expected):
    assert said(extension=extensions) == expected


def test_a_plain_extension_is_no_modifier():
    assert said(modifierExtension=[simple(valueString="x")]) == [
        ("extension-not-modifier", "Patient.modifierExtension[0]")
    ]


def test_contexts_reach_data_types_and_primitives():
    inside = [{"url": "http://example.org/address", "valueString": "x"}]
    assert said(address=[{"extension": inside}]) == []
    line = [{"extension": [{"url": "http://example.org/line", "valueString": "x"}]}]
    assert said(address=[{"line": ["x"], "_line": line}]) == []
    assert said(_birthDate=line[0], birthDate="2000") == [("extension-misplaced", "Patient.birthDate")]


def test_extensions_of_r4_are_known():
    absent = {"url": BASE + "data-absent-reason", "valueCode": "unknown"}
    assert said(name=[{"family": "x", "_given": [{"extension": [absent]}]}]) == []


@pytest.mark.parametrize(
    ("version", "path", "code"),
    [
        ("5.0", "Patient.contact.role", "extension-of-other-version"),
        ("9.9", "Patient.contact.role", "extension-version-unknown"),
        ("4.0", "Patient.nothing", "extension-version-unknown"),
        ("4.0", "Patient.gender", "extension-of-this-version"),
    ],
)
def test_elements_of_other_versions(version, path, code):
    url = f"http://hl7.org/fhir/{version}/StructureDefinition/extension-{path}"
    tree = {"resourceType": "Patient", "extension": [{"url": url, "valueString": "x"}]}
    assert found(tree) == [(code, "Patient.extension[0]")]


def test_conditions_and_retired_extensions():
    url = "http://example.org/adults"
    definition = {**extension(url), "status": "retired", "contextInvariant": ["birthDate.exists()"]}
    validator = Validator([Package.of([definition])])
    held = {"resourceType": "Patient", "extension": [{"url": url, "valueString": "x"}]}
    assert found(held, validator=validator) == [
        ("extension-condition", "Patient"),
        ("extension-retired", "Patient.extension[0]"),
    ]
    born = found({**held, "birthDate": "1950"}, validator=validator)
    assert born == [("extension-retired", "Patient.extension[0]")]
