"""The yearly figures on the command line: as a table, as CSV, as a page."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import lxml.html
import pytest
from click.testing import CliRunner

import carelink
from carelink.cli.app import app
from carelink.records import Consultation
from carelink.records.lists.consultation import Channel, FollowUp
from carelink.records.sheets import consultation as c

JST = timezone(timedelta(hours=9))


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Write a year of a desk: 20 by telephone, 8 by fax, 2 at the desk, one of the year before."""
    folder = tmp_path_factory.mktemp("desk")
    channels = [*[Channel.PHONE] * 20, *[Channel.FAX] * 8, *[Channel.DESK] * 2]
    calls = [
        Consultation(
            written=datetime(2026, 12, 1, tzinfo=JST),
            reception=c.Reception(
                received=datetime(2026, 4, 1, 9, tzinfo=JST) + timedelta(days=n), desk="窓口", channel=channel
            ),
            content=c.Content(minutes=20),
        )
        for n, channel in enumerate([*channels])
    ]
    carelink.write(
        calls[0].change("reception.received", datetime(2026, 3, 31, tzinfo=JST)), folder / "old.json"
    )
    for n, one in enumerate(calls):
        carelink.write(one, folder / f"{n:02}.json")
    return folder


def run(*arguments):
    return CliRunner().invoke(app, ["consultations", "statistics", *map(str, arguments)])


def files(desk):
    return sorted(desk.glob("[0-9]*.json"))


def test_a_table_for_the_screen(desk):
    result = run(*files(desk), "--year", "令和8")
    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["令和8年度", "延べ件数", "実件数"] in lines
    assert ["総数", "30", "30"] in lines
    assert ["電話", "20", "20"] in lines
    assert ["窓口(来所)", "－", "－"] in lines
    assert ["FAX", "－", "－"] in lines  # 30 - 20 would give the two at the desk away


def test_csv_says_what_is_hidden(desk, tmp_path):
    target = tmp_path / "figures.csv"
    assert run(*files(desk), "--year", "2026", "--format", "csv", "-o", target).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(target.read_bytes().decode("utf-8-sig"))))
    by_row = {r["row"]: (r["contacts"], r["cases"], r["hidden"]) for r in rows if r["table"] == "channel"}
    assert by_row["phone"] == ("20", "20", "0")
    assert by_row["desk"] == by_row["fax"] == ("", "", "1")
    assert by_row["mail"] == ("0", "0", "0")


def test_nothing_is_hidden_on_request(desk):
    result = run(*files(desk), "--year", "R8", "--format", "csv", "--suppress-below", "0")
    assert ",channel,相談方法,desk,窓口(来所),2,2,0" in result.stdout


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_page_that_stands_alone(desk, lang):
    arguments = ["--lang", lang, "consultations", "statistics", *map(str, files(desk))]
    result = CliRunner().invoke(app, [*arguments, "--year", "R8", "--format", "html"])
    page = lxml.html.document_fromstring(result.stdout.encode())
    (table,) = page.find_class("figures-channel")
    cells = {
        row.get("data-row"): [td.text_content() for td in row.findall("td")[1:]]
        for row in table.iter("tr")
        if row.get("data-row")
    }
    assert cells["phone"] == ["20", "20"]
    assert cells["fax"] == ["－", "－"]
    bars = {
        row.get("data-row"): row.find(".//rect").get("width")
        for row in table.iter("tr")
        if "data-row" in row.attrib
    }
    assert (bars["phone"], bars["fax"]) == ("100.0", "0.0")
    assert not page.xpath("//script | //link | //img | //@style | //@src")


def test_a_year_that_is_none_is_wrong_usage(desk):
    result = run(*files(desk), "--year", "平成99")
    assert isinstance(result.exception, carelink.CarelinkError)


def test_other_records_and_unreadable_files_are_no_consultations(desk, tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text("{", "utf-8")
    result = run(files(desk)[0], bad, "--year", "R8")
    assert result.exit_code == 1
    assert "bad.json" in result.stderr


def test_open_follow_ups_are_listed_and_overdue_ones_are_findings(tmp_path):
    demo = Path(carelink.__file__).parent / "cli" / "demo" / "data" / "consultation.toml"
    result = CliRunner().invoke(app, ["consultations", "due", str(demo), "--on", "2026-11-30"])
    assert result.exit_code == 0
    assert "3日超過" in result.stdout
    assert "R8-0417" in result.stdout
    assert "follow-up-overdue" in result.stderr
    assert "R8-0417" not in result.stderr
    early = CliRunner().invoke(
        app, ["consultations", "due", str(demo), "--on", "2026-11-27", "--format", "json"]
    )
    (found,) = json.loads(early.stdout)
    assert (found["on"], found["overdue"], found["days_late"]) == ("2026-11-27", False, 0)
    later = tmp_path / "later.json"
    taken = carelink.read(demo)
    again = taken.model_copy(update={"id": UUID(int=2)}).change("reception.earlier_no", "R8-0417")
    again = again.change("reception.consultation_no", "R8-0500").change("conclusion.follow_up", FollowUp.DONE)
    carelink.write(again, later)
    both = CliRunner().invoke(app, ["--lang", "en", "consultations", "due", str(demo), str(later)])
    assert "0 open" in both.stdout
