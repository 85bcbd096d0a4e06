"""The same for a package of somebody else: JP Core 1.1.2."""

from __future__ import annotations

import os

import pytest

from carelink.fhir.tables import resource_types
from carelink.testing.defects import Bench, Coverage, examine, minimal

pytestmark = pytest.mark.shared

SOME = ("JP_Patient", "JP_Coverage", "JP_Organization", "JP_MedicationRequest", "JP_Observation_VitalSigns")
WHOLE = os.environ.get("CARELINK_HYPOTHESIS") == "long"


@pytest.fixture(scope="module")
def japanese(shared_data):
    return Bench([shared_data / "jp-fhir" / "packages" / "jp-core-1.1.2-url.tgz"])


def profiles(bench):
    urls = [a.url for a in bench.packages.packages[0].artefacts if a.kind == "StructureDefinition"]
    return urls if WHOLE else [url for url in urls if url.rpartition("/")[2] in SOME]


def test_at_least_four_of_five_constraints_have_a_case(japanese):
    figures = [Coverage.of(url, examine(url, japanese)) for url in profiles(japanese)]
    assert len(figures) >= len(SOME)
    assert sum(f.covered for f in figures) >= 0.8 * sum(f.constraints for f in figures) > 0


def test_the_smallest_instances_are_valid(japanese):
    for url in profiles(japanese):
        tree = minimal(url, japanese)
        held = japanese.structure(url).type in resource_types()  # else no profile may use it
        assert tree is not None or not held, url
        assert tree is None or japanese.errors(tree) == []
