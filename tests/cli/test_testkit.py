"""`carelink testkit defects`: folders that any system can be tested with."""

from __future__ import annotations

import json

from click.testing import CliRunner

import carelink
from carelink.cli.app import app
from carelink.errors import UsageError


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


def test_the_cases_of_the_suite_are_folders_and_the_key_lies_apart(tmp_path):
    done = CliRunner().invoke(app, ["testkit", "cases", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert {file.name for file in (tmp_path / "keys").iterdir()} == {"identity.json", "catchment.toml"}
    assert len(list((tmp_path / "cases").glob("*/*_bad/expected.json"))) > 30


def test_a_system_is_put_through_the_suite(tmp_path, monkeypatch):
    from carelink.testing import conformance

    few = [case for case in conformance.cases() if case.id in {"names", "cut-off_bad"}]
    monkeypatch.setattr(conformance, "cases", lambda **_: few)
    report = tmp_path / "report.html"
    arguments = ["testkit", "suite", "--report", str(report), "--client"]
    done = CliRunner().invoke(app, [*arguments, "carelink.testing.conformance.own:Carelink"])
    assert (done.exit_code, "passed 2" in done.output) == (0, True), done.output
    assert "cut-off" not in report.read_text("utf-8")
    done = CliRunner().invoke(app, [*arguments, "builtins:dict"])
    assert done.exit_code == 1
    assert isinstance(CliRunner().invoke(app, [*arguments, "no_such:Client"]).exception, UsageError)
