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
