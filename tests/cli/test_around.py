"""fee, timeline: what a desk asks, as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import carelink
from carelink.cli.app import app

DEMO = Path(carelink.__file__).parent / "cli" / "demo" / "data"
EXAMPLES = Path(__file__).parents[2] / "examples"
ADMISSION = str(DEMO / "admission.toml")
DISCHARGE = str(EXAMPLES / "discharge.toml")


def run(*words):
    return CliRunner().invoke(app, list(words))


@pytest.mark.parametrize(
    ("words", "name", "billable"),
    [
        (["--admitted", "2026-11-20", "--provided", "2026-11-20"], "Ⅰ", True),
        (["--admitted", "令和8年11月20日", "--provided", "R8.11.23"], None, False),
        (["--admitted", "2026-11-20", "--provided", "2026-11-23", "--admitted-at", "19:30"], "Ⅱ", True),
        (
            [
                "--admitted",
                "2026-11-20",
                "--provided",
                "2026-11-21",
                "--admitted-at",
                "19:30",
                "--closes",
                "20:00",
            ],
            "Ⅱ",
            True,
        ),
        (["--admitted", "2026-11-21", "--provided", "2026-11-22"], "Ⅰ", True),  # a Saturday
        (["--admitted", "2026-11-21", "--provided", "2026-11-22", "--open-on", "月火水木金土"], "Ⅱ", True),
        (["--admitted", "2024-03-31", "--provided", "2024-04-02"], "Ⅰ", True),
        (["--admitted", "2024-04-01", "--provided", "2024-04-04"], None, False),
    ],
)
def test_the_fee_of_an_admission(words, name, billable):
    result = run("fee", ADMISSION, *words, "--format", "json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert (found["class"], found["billable"]) == (name, billable)
    assert found["spec"]
    assert found["reason"]


def test_the_fee_of_a_discharge():
    found = json.loads(run("fee", DISCHARGE, "--format", "json").stdout)
    assert (found["class"], found["units"], found["billable"]) == ("Ⅱロ", 750, True)
    none = json.loads(run("fee", DISCHARGE, "--first-plan", "--format", "json").stdout)
    assert none["class"] is None
    late = json.loads(run("fee", DISCHARGE, "--admitted", "2026-11-25", "--format", "json").stdout)
    assert late["class"] != "Ⅱロ"  # hearings before the stay do not count


def test_what_is_missing_is_named(tmp_path):
    sheet = carelink.read(ADMISSION).change("header.means", None).change("services.enclosed", None)
    file = tmp_path / "sheet.json"
    carelink.write(sheet, file)
    result = run("--lang", "en", "fee", str(file))
    assert result.exit_code == 0
    assert "Valid, but not billable" in result.stdout
    assert "Means of provision" in result.stdout
    found = json.loads(run("fee", str(file), "--format", "json").stdout)
    assert len(found["missing"]) == 2
    assert not found["billable"]
    assert found["class"] == "Ⅱ"


@pytest.mark.parametrize(
    "words",
    [
        ["fee", str(EXAMPLES / "minutes.toml")],
        ["fee", ADMISSION, "--admitted", "昨日"],
        ["fee", ADMISSION, "--admitted-at", "25:00"],
        ["fee", ADMISSION, "--open-on", "x"],
        ["timeline"],
        ["timeline", "--admitted", "2026-11-20", "--done", "information"],
        ["timeline", "--admitted", "2026-11-20", "--done", "information=2026-13-01"],
    ],
)
def test_wrong_words_are_refused(words):
    result = run(*words)
    assert result.exit_code != 0
    assert result.exception is not None


def test_a_timeline_from_days():
    words = ["timeline", "--admitted", "2026-11-20", "--admitted-at", "19:30", "--on", "2026-11-25"]
    result = run(*words, "--done", "admission-notice=2026-11-20", "--format", "json")
    steps = {step["step"]: step for step in json.loads(result.stdout)["steps"]}
    assert steps["information-second"]["latest"] == "2026-11-23"
    assert steps["information-second"]["state"] == "overdue"
    assert steps["admission-notice"]["state"] == "done"
    assert steps["care-plan"]["state"] == "undated"
    assert result.exit_code == 0
    said = run(*words)
    assert "step-overdue" in said.stderr
    assert "入院時情報提供" in said.stdout
    assert "Inform the hospital" in run("--lang", "en", *words).stdout


def test_a_timeline_from_the_sheets():
    result = run("timeline", ADMISSION, DISCHARGE, "--on", "2026-11-26", "--format", "json")
    steps = {step["step"]: step for step in json.loads(result.stdout)["steps"]}
    assert steps["hearing"]["state"] == "done"
    assert steps["discharge-conference"]["state"] == "done"


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_timeline_is_a_page(lang, tmp_path):
    out = tmp_path / "line.html"
    days = ["--admitted", "2026-11-20", "--on", "2026-11-25"]
    result = run("--lang", lang, "timeline", *days, "--format", "html", "-o", str(out))
    assert result.exit_code == 0
    html = out.read_text("utf-8")
    assert 'data-step="information-first" class="state-overdue"' in html
    assert "<script" not in html


def test_a_screening_list_as_text_data_and_page(tmp_path):
    lines = json.loads(run("screen", ADMISSION, "--format", "json").stdout)
    assert len(lines) == 16
    ticked = {line["letter"]: line["sources"][0]["item"] for line in lines if line["answer"] == "yes"}
    assert ticked
    text = run("screen", ADMISSION).stdout
    assert all(f"{letter}  ☑" in text for letter in ticked)
    assert "Proposal" in run("--lang", "en", "screen", ADMISSION, "--format", "html").stdout
    out = tmp_path / "list.html"
    assert run("screen", ADMISSION, "--format", "html", "-o", str(out)).exit_code == 0
    html = out.read_text("utf-8")
    assert all(f'data-factor="{letter}" class="answer-yes"' in html for letter in ticked)
    assert run("screen", DISCHARGE).exit_code != 0


OFFICES = str(DEMO / "facilities.csv")


@pytest.mark.parametrize(
    ("words", "least"),
    [
        ([], 20),
        (["--town", "三木町"], 1),
        (["--town", "372013"], 1),
        (["--near", "34.3401,134.0433", "--within", "3"], 1),
        (["--name", "みほん", "--limit", "5"], 5),
    ],
)
def test_facilities_are_found(words, least):
    found = json.loads(run("facilities", "find", OFFICES, *words, "--format", "json").stdout)
    assert len(found) >= least
    away = [one["distance_km"] for one in found if one["distance_km"] is not None]
    assert away == sorted(away)
    if "--within" in words:
        assert all(km <= 3 for km in away)
        assert len(away) == len(found)


def test_facilities_by_field_and_service_and_in_every_form(tmp_path):
    everything = carelink.read_all(OFFICES).records
    kind = everything[0].offer.services[0].member
    words = ["facilities", "find", OFFICES, "--service", kind.code, "--limit", "100"]
    expected = sum(any(t.member is kind for t in f.offer.services or ()) for f in everything)
    assert len(json.loads(run(*words, "--format", "json").stdout)) == expected
    assert f"{expected} 件" in run(*words).stdout
    assert len(run(*words, "--format", "csv").stdout.splitlines()) == expected + 1
    assert "<table" in run("--lang", "en", *words, "--format", "html").stdout
    out = tmp_path / "found.json"
    assert run(*words, "--public", "--format", "fhir", "-o", str(out)).exit_code == 0
    assert len(carelink.read_all(out).records) == expected


@pytest.mark.parametrize(
    "words",
    [
        ["--category", "病気"],
        ["--attribute", "x"],
        ["--procedure", "x"],
        ["--near", "34.3"],
        ["--near", "134.04,34.34"],
        ["--near", "a,b"],
        ["--within", "3"],
    ],
)
def test_a_wrong_question_is_refused(words):
    assert run("facilities", "find", OFFICES, *words).exit_code == 2


def test_an_attribute_nobody_states_finds_nobody():
    result = run(
        "facilities",
        "find",
        OFFICES,
        "--24h",
        "--procedure",
        "酸素療法",
        "--attribute",
        "訪問診療",
        "--vacancy",
    )
    assert result.exit_code == 0
    assert "0 件" in result.stdout


@pytest.mark.parametrize(
    "words", [["facilities", "find"], ["timeline", "--admitted", "2026-11-20", "--on", "2026-11-20"]]
)
def test_a_file_that_is_no_record_is_said_and_fails(words, tmp_path):
    file = tmp_path / "notes.md"
    file.write_text("# nothing of ours", encoding="utf-8")
    result = run(*words, str(file))
    assert result.exit_code == 1
    assert str(file) in result.stderr
