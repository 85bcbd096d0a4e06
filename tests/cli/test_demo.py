"""The main job as a stranger plays it: with the bundled files, twice, and with a real directory."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from carelink import converters
from carelink.cli.app import app
from carelink.errors import CarelinkError


def play(out, *options):
    return CliRunner().invoke(app, ["--lang", "en", "demo", "--out", str(out), *options])


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    out = tmp_path_factory.mktemp("demo") / "demo-out"
    done = play(out)
    assert done.exit_code == 0, done.output
    return out, done.output


def test_everything_it_promises_lies_in_the_folder(played):
    out, _ = played
    for name in (
        "1-facilities/facilities.ndjson", "1-facilities/directory.html", "1-facilities/findings.json",
        "2-sheet/sheet.json", "2-sheet/sheet.xml", "2-sheet/sheet.html",
        "3-consultation/consultation.json", "3-consultation/consultation.xml", "summary.txt",
    ):  # fmt: skip
        assert (out / name).stat().st_size > 0, name
    received = sorted(p.suffix for p in (out / "4-exchange" / "received").iterdir())
    assert received == [".json"] * 3 + [".xml"] * 3


def test_nothing_failed_on_the_screen(played):
    _, said = played
    assert "✗" not in said
    assert said.count("Refused [") == 3


def test_json_and_xml_of_the_received_sheet_say_the_same(played):
    out, _ = played
    sent = converters.read(out / "2-sheet" / "sheet.json")
    assert converters.read(out / "2-sheet" / "sheet.xml") == sent
    received = [converters.read_all(p).records for p in (out / "4-exchange" / "received").iterdir()]
    assert sum(records == (sent,) for records in received) == 2


def test_each_doubtful_value_has_row_and_column(played):
    out, _ = played
    findings = json.loads((out / "1-facilities" / "findings.json").read_text("utf-8"))["findings"]
    assert findings
    assert all({"row", "column", "field"} <= f["source"].keys() for f in findings)


def test_the_refused_parcels_are_put_aside(played):
    out, _ = played
    dead = sorted(p.name.split(".")[1] for p in out.glob("4-exchange/drop/*/dead/*.cle"))
    assert dead == ["broken-seal", "not-for-us", "untrusted-sender"]


def test_it_can_be_played_again_but_empties_nothing_else(played, tmp_path):
    out, _ = played
    assert play(out).exit_code == 0
    (tmp_path / "mine.txt").write_text("keep me", "utf-8")
    refused = play(tmp_path)
    assert refused.exit_code != 0
    assert (tmp_path / "mine.txt").read_text("utf-8") == "keep me"


def test_a_file_that_is_no_directory_spoils_only_its_own_act(tmp_path):
    (tmp_path / "noise.csv").write_bytes(bytes(range(256)) * 40)
    done = play(tmp_path / "out", "--facilities", str(tmp_path / "noise.csv"))
    assert done.exit_code == 1, done.output
    assert "2 sealed receipts match" in done.output
    missing = play(tmp_path / "other", "--facilities", str(tmp_path / "missing.csv"))
    assert isinstance(missing.exception, CarelinkError)


@pytest.mark.shared
def test_a_real_directory_loses_no_row(shared_data, tmp_path):
    done = play(tmp_path / "out", "--facilities", str(shared_data / "mhlw-kaigo" / "jigyosho_140.csv"))
    assert done.exit_code == 0, done.output
    assert "5,091 rows in, 5,091 facilities out, 0 refused" in done.output
    assert "5,091 facilities conform" in done.output
    lines = (tmp_path / "out" / "1-facilities" / "facilities.ndjson").read_bytes().splitlines()
    assert len(lines) >= 5_091
