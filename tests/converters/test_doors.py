"""Any file is read by what it holds, and written whole or not at all."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink import converters
from carelink.converters import atomic, rules
from carelink.errors import StorageError, UnreadableError, UsageError
from carelink.findings import Rule
from carelink.records.lists.facility import PublishedService
from carelink.records.sheets import facility as f

WRITTEN = datetime(2025, 12, 31, tzinfo=UTC)
ONE = f.Facility(
    written=WRITTEN,
    identity=f.Identity(name="試験", office_number="3770199010"),
    offer=f.Offer(published_as=PublishedService._140, service_name="訪問リハビリテーション"),
)
TWO = f.Facility(written=WRITTEN, identity=f.Identity(name="試験二", office_number="3790199016"))


@pytest.mark.parametrize("suffix", [".json", ".xml", ".toml"])
def test_one_record_comes_back_whatever_the_name_of_the_file(tmp_path, suffix):
    path = tmp_path / f"one{suffix}"
    assert list(converters.write(ONE, path)) == []
    other = tmp_path / "one.dat"
    path.rename(other)
    assert converters.read(other) == ONE


@pytest.mark.parametrize("suffix", [".json", ".xml"])
def test_many_facilities_are_one_directory(tmp_path, suffix):
    path = tmp_path / f"many{suffix}"
    converters.write([ONE, TWO], path)
    first = path.read_bytes()
    batch = converters.read_all(path)
    assert batch.records == (ONE, TWO)
    converters.write(batch.records, path)
    assert path.read_bytes() == first


def test_lines_hold_one_record_each_and_a_broken_one_costs_one(tmp_path):
    path = tmp_path / "two.ndjson"
    converters.write([ONE, TWO], path)
    assert converters.read_all(path).records == (ONE, TWO)
    first, second = path.read_bytes().splitlines()
    batch = converters.read_all(first + b"\n{\n\n" + second + b"\n")
    assert batch.records == (ONE, TWO)
    assert (batch.rows_in, batch.refused) == (3, 1)
    assert {x.source.line for x in batch.report.errors} == {2}


def test_a_page_is_written_for_people(tmp_path):
    converters.write(ONE, tmp_path / "one.html")
    converters.write([ONE, TWO], tmp_path / "two.html")
    assert "試験二" in (tmp_path / "two.html").read_text("utf-8")


def test_a_table_keeps_what_it_has_columns_for(tmp_path):
    path = tmp_path / "two.csv"
    wider = ONE.change("contact.email", "info@example.jp")
    report = converters.write([wider, TWO], path)
    assert [(x.path, x.code, x.source.file) for x in report] == [
        ("contact.email", "item-not-carried", str(path))
    ]
    batch = converters.read_all(path, written=WRITTEN)
    assert [r.identity for r in batch] == [ONE.identity, TWO.identity]


def test_findings_name_the_file(tmp_path):
    path = tmp_path / "sheet.toml"
    path.write_text('様式 = "相談受付票"\n[受付]\n受付 = 1\n', "utf-8")
    batch = converters.read_all(path)
    assert {x.source.file for x in batch.report} == {str(path)}


def test_read_wants_exactly_one_record(tmp_path):
    path = tmp_path / "two.json"
    converters.write([ONE, TWO], path)
    with pytest.raises(UnreadableError):
        converters.read(path)
    with pytest.raises(UnreadableError) as caught:
        converters.read(b'{"resourceType": "Patient"}')
    assert not caught.value.report.ok


def test_another_kind_is_refused(tmp_path):
    path = tmp_path / "one.json"
    converters.write(ONE, path)
    assert converters.read(path, kind="facility") == ONE
    with pytest.raises(UnreadableError) as caught:
        converters.read(path, kind="consultation")
    assert [x.code for x in caught.value.report] == ["record-of-other-kind"]


def test_unknown_content_formats_and_files(tmp_path):
    assert [x.code for x in converters.read_all(b"%PDF-1.7").report] == ["file-format-unknown"]
    with pytest.raises(UsageError):
        converters.read_all(b"{}", format="pdf")
    with pytest.raises(UsageError):
        converters.write(ONE, tmp_path / "one.docx")
    with pytest.raises(UsageError):
        converters.read_all(b"<html/>", format="page")
    with pytest.raises(UsageError):
        converters.write([ONE, TWO], tmp_path / "two.toml")
    with pytest.raises(StorageError):
        converters.read_all(tmp_path / "none.json")
    with pytest.raises(StorageError):
        converters.write(ONE, tmp_path / "no" / "where.json")


def test_a_failed_write_leaves_the_earlier_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "one.json"
    path.write_bytes(b"earlier")

    def full(_handle):
        raise OSError(28, "no space")

    monkeypatch.setattr(atomic.os, "fsync", full)
    with pytest.raises(StorageError):
        converters.write(ONE, path)
    assert path.read_bytes() == b"earlier"
    assert [p.name for p in tmp_path.iterdir()] == ["one.json"]


@given(st.binary(max_size=120))
def test_any_bytes_end_in_a_report_or_in_one_of_our_exceptions(data):
    batch = converters.read_all(data, written=WRITTEN)
    assert batch.rows_in == len(batch.records) + batch.refused
    if batch.refused:
        assert not batch.report.ok
    with contextlib.suppress(UnreadableError):
        converters.read(data)


def test_every_rule_is_told_apart_by_its_code_and_speaks_both_languages():
    assert len({r.code for r in rules.RULES}) == len(rules.RULES) > 40
    for rule in rules.RULES:
        assert isinstance(rule, Rule)
        for words in (rule.says, rule.fix, rule.why):
            assert words.ja
            assert words.en


def test_the_door_loads_no_format_before_it_is_used():
    import subprocess
    import sys

    code = "import sys, carelink.converters as c, carelink.converters.rules; print('pydantic' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"
