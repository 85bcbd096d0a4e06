"""A table of any size: good rows go on, bad ones are written down, and a run that was cut off is taken up."""

from __future__ import annotations

import json
from itertools import islice

import pytest

from carelink import converters
from carelink.converters import streams
from carelink.converters.seen import Seen
from carelink.errors import UsageError

HEAD = "事業所番号,事業所名,サービスの種類,電話番号\r\n"


def table(rows: int) -> bytes:
    lines = (
        f"37{i:08},試験{i},訪問介護,087-000-{i % 10_000:04}\r\n" if i % 10 else "x,y\r\n" for i in range(rows)
    )
    return (HEAD + "".join(lines)).encode()


def run(source, target, **options):
    return streams.convert(converters.read_rows(source)[1], target, **options)


def test_bad_rows_are_written_down_and_good_ones_go_on(tmp_path):
    source, out, notes = tmp_path / "in.csv", tmp_path / "out.ndjson", tmp_path / "notes.ndjson"
    source.write_bytes(table(50))
    tally = run(source, out, rejects=notes)
    assert tally.rows_in == 50
    assert tally.refused == 5
    assert tally.findings == []
    assert len(converters.read_all(out).records) == 45
    lines = [json.loads(line) for line in notes.read_bytes().splitlines()]
    refused = [line for line in lines if line.get("refused") is True]
    assert [line["row"] for line in refused] == [2, 12, 22, 32, 42]
    assert "試験" not in notes.read_text("utf-8")
    assert not list(tmp_path.glob("*.part"))


def test_a_run_that_was_cut_off_is_taken_up_and_ends_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(streams, "CHECKPOINT", 10)
    source, notes = tmp_path / "in.csv", tmp_path / "notes.ndjson"
    source.write_bytes(table(47))
    whole = run(source, tmp_path / "whole.ndjson", rejects=tmp_path / "whole.notes")
    target = tmp_path / "out.ndjson"

    def cut():
        yield from islice(converters.read_rows(source)[1], 34)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        streams.convert(cut(), target, rejects=notes)
    assert not target.exists()
    tally = run(source, target, rejects=notes, resume=True)
    assert tally.resumed == 30
    assert (tally.records, tally.refused, tally.codes) == (whole.records, whole.refused, whole.codes)
    assert target.read_bytes() == (tmp_path / "whole.ndjson").read_bytes()
    assert notes.read_bytes() == (tmp_path / "whole.notes").read_bytes()


@pytest.mark.parametrize("name", ["out.csv", "out.json"])
def test_only_ndjson_is_taken_up(tmp_path, name):
    source = tmp_path / "in.csv"
    source.write_bytes(table(3))
    with pytest.raises(UsageError):
        run(source, tmp_path / name, rejects=tmp_path / "n", resume=True)


def test_losses_of_a_table_are_written_down_too(tmp_path):
    source, notes = tmp_path / "in.csv", tmp_path / "notes.ndjson"
    source.write_bytes(table(5))
    tally = run(source, tmp_path / "out.csv", to="hospital", rejects=notes)
    assert tally.codes["item-not-carried"] > 0
    assert b'"lost"' in notes.read_bytes()


def test_a_million_keys_are_told_apart():
    seen = Seen()
    assert all(seen.add(f"key {i}") for i in range(5_000))
    assert not any(seen.add(f"key {i}") for i in range(5_000))


def test_the_cli_says_what_it_did(tmp_path):
    from click.testing import CliRunner

    from carelink.cli.app import app

    source = tmp_path / "in.csv"
    source.write_bytes(table(20))
    runner = CliRunner()
    done = runner.invoke(
        app, ["convert", str(source), str(tmp_path / "o.ndjson"), "--rejects", str(tmp_path / "n.ndjson")]
    )
    assert done.exit_code == 1
    assert "20 → 18" in done.output
    guessed = runner.invoke(app, ["columns", "guess", str(source), "-o", str(tmp_path / "m.toml")])
    assert guessed.exit_code == 0
    again = runner.invoke(
        app, ["convert", str(source), str(tmp_path / "o.xlsx"), "--columns", str(tmp_path / "m.toml")]
    )
    assert "20 → 18" in again.output
    assert runner.invoke(app, ["columns", "items"]).exit_code == 0
    drawn = runner.invoke(app, ["render", str(source), "--to", "geojson"])
    assert drawn.exit_code == 0
    assert json.loads((tmp_path / "in.geojson").read_text("utf-8"))["type"] == "FeatureCollection"
