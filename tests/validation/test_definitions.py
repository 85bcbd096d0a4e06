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
