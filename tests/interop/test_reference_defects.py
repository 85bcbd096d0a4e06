"""The HL7 reference validator agrees: each derived defect is broken, each derived valid instance valid.

A third of the cases by default, another third of each profile's; all of them, and JP Core's, with
``CARELINK_DEFECTS=all``.
"""

from __future__ import annotations

import os
import sys
import tarfile
from pathlib import Path

import pytest

from carelink.canonical import home
from carelink.fhir import json as fhir_json
from carelink.testing.defects import Bench, Defect, complete, examine, maximal, minimal

sys.path.insert(0, str(Path(__file__).parent))
import reference

pytestmark = pytest.mark.interop

WHOLE = os.environ.get("CARELINK_DEFECTS") == "all"
EVERY = 1 if WHOLE else 3

ARGUED: dict[str, str] = {}
"""Constraint (``profile-id/constraint``) or valid instance (``profile-id/minimal``) -> why the two differ."""

THEIRS = {
    "CodeSystem is unknown and can't be validated": "offline it has no LOINC and counts that as an error; "
    "here it is said, and no error",
    "#null'": "a coding with a system but no code is no unknown code: nothing is claimed",
    "JP_MedicalLicenseCertificate_CS": "the code system is not in the package; nobody can know",
    "JP_MedicalLicenseCertificate_VS": "follows from that",
}
"""Words of the reference -> why it alone counts a valid instance as wrong."""


@pytest.fixture(scope="module")
def room():
    room = reference.installed()
    if room is None:
        pytest.skip("the reference validator (Java, Maven) is not installed here: run `make interop`")
    return room


class Asked:
    """Asks the reference about instances and keeps what differs."""

    def __init__(self, room, folders, file):
        self.oracle = reference.Reference(room, folders)
        self.file = file
        self.broken = self.valid = 0
        self.differing = []

    def about(self, bench, url, name):
        for make in (minimal, complete, maximal)[(self.valid % EVERY) :]:
            tree = make(url, bench)
            if tree is not None:
                self.valid += 1
                wrong = [one for one in self.errors(tree) if not any(words in one.text for words in THEIRS)]
                self.differs(f"{name}/{make.__name__}", not wrong, [one.text[:160] for one in wrong])
        cases = [one for one in examine(url, bench) if isinstance(one, Defect)]
        for one in cases[self.broken % EVERY :: EVERY]:
            self.broken += 1
            warned = one.expected[0].severity == "warning" and not one.company
            said = self.said(one.instance) if warned else self.errors(one.instance)
            self.differs(f"{name}/{one.id}", bool(said), [(e.code, e.path) for e in one.expected])

    def differs(self, what, agreed, told):
        if not agreed and what not in ARGUED:
            self.differing.append((what, told))

    def errors(self, tree):
        return [one for one in self.said(tree) if one.severity in {"error", "fatal"}]

    def said(self, tree):
        self.file.write_bytes(fhir_json.write(tree))
        return [one for one in self.oracle.about(self.file) if "dom-6" not in one.text]


def test_ours(room, tmp_path):
    bench = Bench()
    asked = Asked(room, [home()], tmp_path / "asked.json")
    for artefact in sorted(bench.packages.of_kind("StructureDefinition"), key=lambda a: a.url):
        asked.about(bench, artefact.url, artefact.id)
    asked.oracle.close()
    assert asked.differing == []
    assert asked.broken > 150
    assert asked.valid > 150


@pytest.mark.shared
@pytest.mark.skipif(not WHOLE, reason="asked with CARELINK_DEFECTS=all")
def test_japanese_core(room, tmp_path, shared_data):
    package = shared_data / "jp-fhir" / "packages" / "jp-core-1.1.2-url.tgz"
    with tarfile.open(package) as archive:
        archive.extractall(tmp_path / "jp-core", filter="data")
    bench = Bench([package])
    asked = Asked(room, [tmp_path / "jp-core"], tmp_path / "asked.json")
    for artefact in bench.packages.packages[0].artefacts:
        if artefact.kind == "StructureDefinition":
            asked.about(bench, artefact.url, artefact.id)
    asked.oracle.close()
    assert asked.differing == []
    assert asked.broken > 600
