"""`carelink testkit defects`: folders that any system can be tested with."""

from __future__ import annotations

import json

from click.testing import CliRunner

import carelink
from carelink.cli.app import app


def run(*arguments):
    return CliRunner().invoke(app, ["testkit", "defects", *map(str, arguments)])


def test_each_case_is_a_folder(tmp_path):
    done = run("facility-organization", "--out", tmp_path)
    assert done.exit_code == 0, done.output
    folder = tmp_path / "facility-organization"
    names = {case.name for case in folder.iterdir()}
    assert {"valid-minimal", "valid-complete", "valid-maximal", "organization-type-min_bad"} <= names
    for case in folder.iterdir():
        assert {file.name for file in case.iterdir()} == {"input.json", "expected.json", "README.md"}
        expected = json.loads((case / "expected.json").read_text("utf-8"))
        errors = {(f.code, f.path) for f in carelink.validate((case / "input.json").read_bytes()).errors}
        told = [*expected["findings"], *expected.get("company", []), *expected.get("beyond-profile", [])]
        assert errors == {(f["code"], f["path"]) for f in told if f["severity"] == "error"}
        assert expected["valid"] is not case.name.endswith("_bad")


def test_a_constraint_that_is_only_advised_is_not_refused(tmp_path):
    assert run("sheet-patient", "--out", tmp_path).exit_code == 0
    assert (tmp_path / "sheet-patient" / "patient-invariant-jp-postal-code_warned").is_dir()


def test_the_closing_table_counts(tmp_path):
    done = run("sheet-patient", "referred-kind", "--out", tmp_path)
    assert done.exit_code == 0
    assert "sheet-patient" in done.output
    assert "referred-kind" in done.output


def test_without_a_profile_it_is_wrong_usage(tmp_path):
    assert run("--out", tmp_path).exit_code == 2


def test_an_unknown_profile_is_said(tmp_path):
    assert run("no-such-profile", "--out", tmp_path).exit_code != 0
