"""The plugin as a vendor runs it: pytest in a process of its own, with nothing but options."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from carelink.testing.strategies import people  # noqa: F401  the extra is there

INVALID = {"resourceType": "Patient", "gender": "banana"}


@pytest.fixture
def run(tmp_path):
    def run(*arguments, env=None):
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "carelink.testing.plugin",
            "-p",
            "no:cacheprovider",
        ]
        environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **(env or {})}
        return subprocess.run(
            [*command, *map(str, arguments)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def files(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "good.json").write_text(json.dumps({"resourceType": "Patient", "active": True}))
    (tmp_path / "out" / "bad.json").write_text(json.dumps(INVALID))
    (tmp_path / "test_own.py").write_text("def test_own():\n    pass\n")
    return ["out/good.json", "out/bad.json"]


def test_each_file_is_a_test_with_readable_findings(run, files, tmp_path):
    done = run(
        "--carelink-files", *files, "--junitxml=j.xml", "--carelink-sarif=s.sarif", "--carelink-lang=en"
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "1 failed, 1 passed" in done.stdout
    assert "code-not-in-required-value-set" in done.stdout or "Patient.gender" in done.stdout
    assert "banana" not in done.stdout
    assert "Traceback" not in done.stdout
    cases = ET.parse(tmp_path / "j.xml").getroot().iter("testcase")  # noqa: S314  our own file
    assert sorted(case.find("failure") is None for case in cases) == [False, True]
    sarif = json.loads((tmp_path / "s.sarif").read_text("utf-8"))
    assert sarif["runs"][0]["results"]


def test_files_and_tests_can_be_run_together(run, files):
    done = run("test_own.py", "--carelink-files", files[0])
    assert (done.returncode, "2 passed" in done.stdout) == (0, True), done.stdout


def test_a_profile_is_asked_for(run, files):
    done = run("--carelink-files", files[0], "--carelink-profile", "admission-sheet")
    assert done.returncode == 1
    assert "admission-sheet" in done.stdout


def test_expected_failures_have_reasons_and_are_kept_up_to_date(run, files, tmp_path):
    listed = tmp_path / "xfail.txt"
    listed.write_text("# known\nout/bad*  the export of 2019\n", "utf-8")
    done = run("--carelink-files", *files, "--carelink-xfail", listed, "-rx")
    assert (done.returncode, "1 passed, 1 xfailed" in done.stdout) == (0, True), done.stdout
    assert "the export of 2019" in done.stdout
    listed.write_text("out/*  all of it\n", "utf-8")
    assert run("--carelink-files", *files, "--carelink-xfail", listed).returncode == 1  # one does not fail
    for text in ("out/bad.json\n", "nothing  fits\n"):
        listed.write_text(text, "utf-8")
        assert run("--carelink-files", *files, "--carelink-xfail", listed).returncode == 4


def test_the_fixture(run, tmp_path):
    (tmp_path / "test_fixture.py").write_text(
        "import pytest\n"
        "from carelink.testing.strategies import consultations\n"
        "GOOD = {'resourceType': 'Patient', 'active': True}\n"
        "def test_valid(carelink):\n"
        "    carelink.assert_valid(GOOD)\n"
        "@pytest.mark.carelink_profile('admission-sheet')\n"
        "def test_marked(carelink):\n"
        "    with pytest.raises(AssertionError, match='profile'):\n"
        "        carelink.assert_valid(GOOD)\n"
        "def test_same(carelink):\n"
        "    carelink.assert_same_record(GOOD, dict(reversed(GOOD.items())))\n"
        "    with pytest.raises(AssertionError, match='Patient.active'):\n"
        "        carelink.assert_same_record(GOOD, {'resourceType': 'Patient'})\n",
        "utf-8",
    )
    done = run("--strict-markers")
    assert (done.returncode, "3 passed" in done.stdout) == (0, True), done.stdout


@pytest.mark.usefixtures("files")
def test_it_costs_nothing_until_it_is_used(run, tmp_path):
    (tmp_path / "conftest.py").write_text(
        "import sys\n"
        "def pytest_sessionfinish():\n"
        "    heavy = {'hypothesis', 'pydantic', 'lxml', 'cryptography'} & {*sys.modules}\n"
        "    assert not heavy, heavy\n"
    )
    done = run("test_own.py")
    assert (done.returncode, "1 passed" in done.stdout) == (0, True), done.stdout + done.stderr


@pytest.mark.shared
def test_files_of_others_are_read_with_their_package(run, shared_data):
    folder = shared_data / "jp-fhir"
    file = folder / "jp-core-1.1.2" / "Organization-jp-organization-example-clinic.json"
    assert run("--carelink-files", file).returncode == 1
    done = run("--carelink-files", file, "--carelink-package", folder / "packages" / "jp-core-1.1.2-url.tgz")
    assert (done.returncode, "1 passed" in done.stdout) == (0, True), done.stdout
