"""Profiles nobody can follow: no instance is found, that is said, and it ends."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from carelink.profiles import Package
from carelink.testing.defects import Bench, Uncovered, examine, minimal

sys.path.insert(0, str(Path(__file__).parent))
from every_kind import element, structure

BASE = "https://carelink.example/fhir/StructureDefinition/"


def extension(name, *elements, context="Patient"):
    made = structure(BASE + name, "Extension", [element("Extension"), *elements])
    return made | {"kind": "complex-type", "context": [{"type": "element", "expression": context}]}


ENDLESS = structure(
    BASE + "endless",
    "Questionnaire",
    [element("Questionnaire.item", min=1), element("Questionnaire.item.item", min=1)],
)
ITSELF = extension(
    "itself",
    element(
        "Extension.extension",
        min=1,
        slicing={"discriminator": [{"type": "value", "path": "url"}], "rules": "open"},
    ),
    element(
        "Extension.extension:again",
        sliceName="again",
        min=1,
        type=[{"code": "Extension", "profile": [BASE + "itself"]}],
    ),
    context="Element",
)
CONTRADICTION = structure(
    BASE + "contradiction",
    "Patient",
    [
        element(
            "Patient",
            constraint=[
                {
                    "key": "c-1",
                    "severity": "error",
                    "human": "never",
                    "expression": "name.exists() and name.empty()",
                }
            ],
        ),
    ],
)
UNREADABLE = structure(
    BASE + "unreadable",
    "Patient",
    [
        element(
            "Patient", constraint=[{"key": "u-1", "severity": "error", "human": "?", "expression": "name.."}]
        )
    ],
)
NOWHERE = extension("nowhere", element("Extension.value[x]", min=1), context="NoSuchType.noSuchElement")


@pytest.mark.parametrize(
    "profile", [ENDLESS, ITSELF, CONTRADICTION, UNREADABLE, NOWHERE], ids=lambda p: p["id"]
)
def test_it_ends_and_what_has_no_case_is_said(profile):
    bench = Bench([Package.of([profile])])
    found = list(examine(profile["url"], bench))
    assert found
    for one in found:
        assert not isinstance(one, Uncovered) or one.reason
    tree = minimal(profile["url"], bench)
    assert tree is None or bench.errors(tree) == []


def test_a_contradiction_has_no_instance():
    bench = Bench([Package.of([CONTRADICTION])])
    assert minimal(CONTRADICTION["url"], bench) is None
    assert [type(one) for one in examine(CONTRADICTION["url"], bench)] == [Uncovered]


def test_a_context_that_is_nowhere_has_no_host():
    bench = Bench([Package.of([NOWHERE])])
    assert all(isinstance(one, Uncovered) for one in examine(NOWHERE["url"], bench))
