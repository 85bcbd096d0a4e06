"""Profiles as data: what their slices are told apart by."""

import pytest
from small import found, profile


def sliced(path, *discriminators):
    stated = [{"type": "value", "path": by} for by in discriminators]
    tree = profile(
        "Patient",
        {"path": "Patient"},
        {"path": path, "slicing": {"discriminator": stated, "rules": "open"}},
        name="X",
        status="draft",
        kind="resource",
        abstract=False,
    )
    return [pair for pair in found(tree) if pair[0] == "discriminator-path"]


@pytest.mark.parametrize(
    ("path", "by"),
    [
        ("Patient.identifier", "system"),
        ("Patient.identifier", "type.coding.code"),
        ("Patient.extension", "url"),
        ("Patient.extension", "value"),
        ("Patient.contact", "relationship.coding"),
        ("Patient.contact", "$this"),
        ("Patient.contact", "extension('http://example.org/x').value"),
        ("Patient.generalPractitioner", "resolve().code"),
    ],
)
def test_discriminators(path, by):
    assert sliced(path, by) == []


def test_discriminators_that_lead_nowhere():
    place = "StructureDefinition.differential.element[1].slicing.discriminator"
    assert sliced("Patient.extension", "type") == [("discriminator-path", f"{place}[0]")]
    assert sliced("Patient.contact", "name", "name.nothing") == [("discriminator-path", f"{place}[1]")]


URL = "http://example.org/profile"
HERE = "StructureDefinition"
WHOLE = {"name": "X", "status": "draft", "kind": "complex-type", "abstract": False}
FIXED = ({"path": "Extension"}, {"path": "Extension.url", "fixedUri": URL})
CONTEXT = [{"type": "element", "expression": "Patient"}]


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (profile("Extension", *FIXED, context=CONTEXT, **WHOLE), []),
        (profile("Extension", *FIXED, context=CONTEXT, **WHOLE, url=URL + "2"), ["extension-url-differs"]),
        ({**profile("Patient", **WHOLE), "baseDefinition": URL}, ["definition-circular"]),
        ({**profile("Patient", **WHOLE), "type": "Basic"}, ["definition-of-other-type"]),
        (profile("Patient", {"path": "Patient"}, context=CONTEXT, **WHOLE), ["context-without-extension"]),
    ],
)
def test_what_a_definition_says_of_itself(tree, expected):
    ours = {"extension-url-differs", "definition-circular", "definition-of-other-type"}
    said = [code for code, _ in found(tree)]
    assert [code for code in said if code in ours | {"context-without-extension"}] == expected


def test_extensions_that_definitions_of_hl7_use_beyond_their_context():
    core = "http://hl7.org/fhir/StructureDefinition/"
    type_ = {
        "code": "http://hl7.org/fhirpath/System.String",
        "extension": [{"url": core + "structuredefinition-fhir-type", "valueUrl": "string"}],
    }
    tree = profile("Patient", {"path": "Patient"}, {"path": "Patient.id", "type": [type_]}, **WHOLE)
    assert [code for code, _ in found(tree) if code.startswith("extension")] == []
