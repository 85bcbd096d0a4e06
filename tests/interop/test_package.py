"""The reference validator loads our package, finds nothing wrong in it, agrees on examples and records."""

from __future__ import annotations

import json
import sys
import tarfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import carelink
from carelink.canonical import home, structure
from carelink.fhir import json as fhir_json
from carelink.profiles import pack
from carelink.records import AdmissionSheet, Consultation, DischargeRecord, Minutes, editions
from carelink.records.editions.profile import url_of
from carelink.records.item import Level
from carelink.testing.strategies import records

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
import reference  # noqa: E402  beside this file

pytestmark = pytest.mark.interop

DRAWN = 12
"""Records of each kind."""
OFFLINE = "ERROR_GENERATING_SNAPSHOT"
"""Said of every extension, those of JP Core too: it wants to fetch R4 to look at their ``context``."""
QUIET = {
    "http://hl7.org/fhir/StructureDefinition/DomainResource#dom-6": "best practice, of a list no use",
    "Terminology_PassThrough_TX_Message": "the code system of mCSD is not ours to repeat",
}
"""Warnings that are let be, with the reason."""


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    file = tmp_path_factory.mktemp("package") / "carelink.tgz"
    file.write_bytes(pack())
    return file


@pytest.fixture(scope="module")
def oracle(package, tmp_path_factory):
    room = reference.installed()
    if room is None:
        pytest.skip("the reference validator (Java, Maven) is not installed here: run `make interop`")
    towns = tmp_path_factory.mktemp("towns")
    for file in sorted((home() / "editions").glob("*.toml")):
        for name, resource in editions.package(editions.load(file)).items():
            if name != "package.json":
                (towns / name).write_text(json.dumps(resource, ensure_ascii=False), "utf-8")
    asked = reference.Reference(room, [package, towns])
    yield asked
    asked.close()


def test_nothing_is_wrong_in_any_artefact(package, oracle, tmp_path):
    with tarfile.open(package) as tar:
        tar.extractall(tmp_path, filter="data")
    wrong = [
        (file.name, one.place, one.text[:200])
        for file in sorted((tmp_path / "package").glob("*-*.json"))
        for one in oracle.about(file)
        if one.severity != "information" and one.key not in {*QUIET, OFFLINE}
    ]
    assert wrong == []


def test_extensions_fail_for_want_of_a_network_only(oracle, tmp_path):
    """Without ``context`` the same extension has no fault but that."""
    for path in sorted((home() / "extensions").glob("*.json")):
        extension = json.loads(path.read_text("utf-8"))
        del extension["context"]
        file = tmp_path / path.name
        file.write_text(json.dumps(extension, ensure_ascii=False), "utf-8")
        assert [one.key.rpartition("#")[2] or one.text[:60] for one in oracle.errors(file)] in (
            ["sdf-5"],
            ["Constraint failed: sdf-5: 'If the structure defines an exte"],
        )


@pytest.mark.parametrize("file", sorted((home() / "examples").glob("*.*")), ids=lambda f: f.name)
def test_every_example_is_right_for_both(file, oracle):
    assert oracle.errors(file.absolute(), structure(file.stem)) == []
    assert carelink.validate(file.read_bytes(), file.stem).errors == ()


@pytest.mark.parametrize("kind", [AdmissionSheet, DischargeRecord, Consultation, Minutes])
def test_drawn_records_are_right_for_the_reference(kind, oracle, tmp_path):
    @settings(max_examples=DRAWN, deadline=None, suppress_health_check=list(HealthCheck))
    @given(records(kind, stated=Level.MUST))
    def law(record):
        file = tmp_path / "drawn.json"
        file.write_bytes(fhir_json.write(record.to_fhir()))
        assert [one.text[:200] for one in oracle.errors(file, structure(record.kind))] == []

    law()


@pytest.mark.parametrize(
    ("name", "path"), [("takahashi", "functioning.mobility"), ("takamatsu", "basics.admitted")]
)
def test_what_a_town_demands_is_demanded_by_the_reference(name, path, oracle, tmp_path):
    town = editions.load(home() / "editions" / f"{name}.toml")
    record = carelink.read(home() / "examples" / f"{town.form.kind}.json")
    file = tmp_path / "record.json"
    file.write_bytes(fhir_json.write(record.to_fhir()))
    assert oracle.errors(file, url_of(town)) == []
    file.write_bytes(fhir_json.write(record.change(path, None).to_fhir()))
    assert [f"{town.name}-must-" in one.text for one in oracle.errors(file, url_of(town))] == [True]


def test_a_deadline_of_a_town_is_a_warning_of_the_reference(oracle, tmp_path):
    town = editions.load(home() / "editions" / "takahashi.toml")
    record = carelink.read(home() / "examples" / "admission-sheet.json")
    file = tmp_path / "record.json"
    for days, late in ((3, False), (4, True)):
        day = record.header.admitted + timedelta(days=days)
        file.write_bytes(fhir_json.write(record.change("header.provided", day).to_fhir()))
        said = [one.severity for one in oracle.about(file, url_of(town)) if "-deadline-" in one.text]
        assert said == (["warning"] if late else [])
