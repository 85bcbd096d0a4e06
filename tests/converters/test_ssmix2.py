"""The extended storage of a hospital: written whole or not at all, nothing taken away, anything survived."""

from __future__ import annotations

import errno
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from carelink import converters
from carelink.cli.app import app
from carelink.converters.ssmix2 import names
from carelink.errors import StorageError, UsageError
from carelink.records.sheets.letter import Basics, DischargeLetter, State

ID = "0000012345"
LETTER = DischargeLetter(
    written=datetime(2026, 4, 1, 16, 0, 0, 250_000, tzinfo=UTC),
    basics=Basics(name="試験 花子", born=date(1938, 5, 2)),
    state=State(course="経過は良好です。"),
)
STEM = f"{ID}_20260402_57133-1_{LETTER.id.hex}_20260402010000250_-"
PLACE = f"000/001/{ID}/20260402/57133-1"


def files(root):
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())


@pytest.fixture
def storage(tmp_path):
    root = tmp_path / "storage"
    root.mkdir()
    return root


@pytest.fixture
def filled(storage):
    converters.write(LETTER, storage, patient_id=ID)
    return storage


def codes(root):
    batch = converters.read_all(root, format="ssmix2")
    assert batch.rows_in == len(batch.records) + batch.refused
    return {x.code for x in batch.report}


def test_a_record_lies_where_its_name_says(filled):
    assert files(filled) == [f"{PLACE}/{STEM}_1.html", f"{PLACE}/{STEM}_1.json"]
    batch = converters.read_all(filled)
    assert (batch.format, batch.records, batch.report.ok) == ("ssmix2", (LETTER,), True)


def test_writing_again_changes_nothing(filled):
    before = {p: p.stat().st_mtime_ns for p in filled.rglob("*")}
    converters.write(LETTER, filled, patient_id=ID)
    assert {p: p.stat().st_mtime_ns for p in filled.rglob("*")} == before


def test_another_content_never_takes_its_place(filled):
    other = LETTER.change("state.course", "別の経過")
    with pytest.raises(UsageError):
        converters.write(other, filled, patient_id=ID)
    assert converters.read_all(filled).records == (LETTER,)


def test_a_correction_voids_what_it_replaces_and_nothing_is_deleted(filled):
    later = LETTER.revised(reason="誤記", by="試験 一郎", written=LETTER.written + timedelta(hours=1))
    converters.write(later, filled, patient_id=ID)
    assert {f"{PLACE}/{STEM}_0.html", f"{PLACE}/{STEM}_0.json"} < set(files(filled))
    batch = converters.read_all(filled)
    assert batch.records == (later,)
    assert {x.code for x in batch.report} == {"ssmix2-withdrawn", "ssmix2-other-files"}
    with pytest.raises(UsageError):
        converters.write(LETTER, filled, patient_id=ID)


@pytest.mark.parametrize(
    "wrong", [None, "", "12345", "../../12345", "000/12345", "0000_12345", "０００００１２３"]
)
def test_without_a_proper_id_nothing_is_written(storage, wrong):
    with pytest.raises(UsageError):
        converters.write(LETTER, storage, patient_id=wrong)
    with pytest.raises(UsageError):
        converters.write([LETTER, LETTER], storage, format="ssmix2", patient_id=ID)
    assert files(storage) == []


def test_a_storage_is_never_made(tmp_path):
    with pytest.raises(StorageError):
        converters.write(LETTER, tmp_path / "gone", format="ssmix2", patient_id=ID)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("fails", [1, 2])
def test_a_full_disk_leaves_nothing_half_and_a_second_try_completes_it(storage, monkeypatch, fails):
    calls = []

    def full(_):
        calls.append(1)
        if len(calls) == fails:
            raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError):
        converters.write(LETTER, storage, patient_id=ID)
    assert files(storage) == [f"{PLACE}/{STEM}_1.html"][: fails - 1]
    converters.write(LETTER, storage, patient_id=ID)
    assert converters.read_all(storage).records == (LETTER,)


def put(root, name, content=b"{}", place=PLACE):
    folder = root / place
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


@pytest.mark.parametrize(
    ("name", "place", "content", "code"),  # a file, its folder, what it holds, what is said
    [
        (f"{STEM}_1.json", PLACE, b"{", "ssmix2-document-unreadable"),
        (f"{STEM}_1.json", PLACE, b"", "ssmix2-document-unreadable"),
        (f"{STEM}_1.xml", PLACE, b"<!DOCTYPE a><a/>", "ssmix2-document-unreadable"),
        (f"{STEM}_1", PLACE, b"MSH|^~\\&|", "ssmix2-other-files"),
        (f"{STEM}_1.pdf", PLACE, b"%PDF", "ssmix2-other-files"),
        (f"{STEM}_1.json", f"999/999/{ID}/20260402/57133-1", b"{}", "ssmix2-place-differs"),
        (f"{STEM}_1.json", f"000/001/{ID}/20260403/57133-1", b"{}", "ssmix2-place-differs"),
        (f"{STEM}_2.json", PLACE, b"{}", "ssmix2-flag-unknown"),
        (f"{STEM}_0.json", PLACE, b"{}", "ssmix2-withdrawn"),
        ("readme.txt", "", b"hello", "ssmix2-other-files"),
        ("a\nb", PLACE, b"", "archive-name-refused"),
    ],
)
def test_whatever_lies_there_is_survived_and_said(filled, name, place, content, code):
    other = LETTER.id.hex
    put(filled, name.replace(other, "f" * 32), content, place)
    assert code in codes(filled)
    assert LETTER in converters.read_all(filled, format="ssmix2").records


def test_links_are_not_followed(filled):
    (filled / "000" / "loop").symlink_to(filled)
    (filled / PLACE / f"{STEM.replace(LETTER.id.hex, 'a')}_1.json").symlink_to(Path("/etc/hostname"))
    assert "archive-link" in codes(filled)
    assert converters.read_all(filled, format="ssmix2").records == (LETTER,)


day = st.sampled_from(["-", "20260401"])
part = st.text(st.characters(codec="ascii", exclude_characters="_/.\n"), min_size=1, max_size=9)


@given(st.tuples(part, day, part, part, st.sampled_from(["-", "20260401120000000"]), part))
def test_a_name_is_taken_apart_as_it_was_made(parts):
    made = names.Name(*parts, "1", ".json")
    assert names.parsed(str(made)) == made


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_any_name_is_a_name_or_none(name):
    found = names.parsed(name)
    assert found is None or str(found) == name


def test_the_keyboard_writes_into_a_storage(storage, tmp_path):
    converters.write(LETTER, tmp_path / "letter.json")
    words = ["convert", str(tmp_path / "letter.json"), f"{storage}/"]
    assert isinstance(CliRunner().invoke(app, words).exception, UsageError)
    run = CliRunner().invoke(app, [*words, "--patient-id", ID])
    assert run.exit_code == 0, run.output
    run = CliRunner().invoke(app, ["convert", str(storage), str(tmp_path / "back.json")])
    assert run.exit_code == 0, run.output
    assert converters.read(tmp_path / "back.json") == LETTER
