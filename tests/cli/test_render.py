"""render, as typed: the file that is made, what is said about it, and how it ends."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from carelink import converters
from carelink.cli.app import app
from carelink.records import AdmissionSheet

try:
    import weasyprint  # noqa: F401
except (ImportError, OSError):  # Pango is a library of the system
    pytest.skip("the extra pdf is not installed, or Pango is not", allow_module_level=True)


@pytest.fixture
def sheet(tmp_path):
    record = AdmissionSheet(written=datetime(2026, 11, 25, tzinfo=UTC))
    record = record.change("basics.name", "架空 太郎").change("wishes.life_history", "架空の生活歴")
    converters.write(record, tmp_path / "sheet.json")
    return tmp_path / "sheet.json"


def run(*words):
    return CliRunner().invoke(app, ["render", *map(str, words)])


@pytest.mark.parametrize(
    ("to", "suffix", "start"), [("html", ".html", b"<!DOCTYPE html>"), ("pdf", ".pdf", b"%PDF-")]
)
def test_a_page_is_made_beside_its_source(sheet, to, suffix, start):
    done = run(sheet, "--to", to)
    assert done.exit_code == 0, done.output
    assert done.stderr == ""
    assert sheet.with_suffix(suffix).read_bytes().startswith(start)


def test_a_fax_says_what_it_shows_and_names_nobody(sheet):
    done = run(sheet, "--to", "fax", "--fax-to", "架空病院", "--fax-sender-tel", "087-000-0001")
    assert done.exit_code == 0, done.output
    assert sheet.with_suffix(".fax.pdf").exists()
    assert "fax-free-text" in done.stderr
    assert "fax-initials-unknown" in done.stderr
    assert "架空 太郎" not in done.output
    assert "架空の生活歴" not in done.output


def test_a_cover_belongs_to_a_fax(sheet):
    assert run(sheet, "--to", "pdf", "--fax-to", "架空病院").exit_code == 2


def test_convert_writes_them_too(sheet, tmp_path):
    report = converters.write(converters.read(sheet), tmp_path / "a.pdf")
    assert not report.findings
    report = converters.write(converters.read(sheet), tmp_path / "b.pdf", format="fax")
    assert {f.code for f in report} == {"fax-free-text", "fax-initials-unknown"}
    assert (tmp_path / "a.pdf").read_bytes() != (tmp_path / "b.pdf").read_bytes()


NOTEBOOK = "JAHISTC08,1\r\n1,架空 太郎,1,S330303\r\n5,R080410,1\r\n"
NOTEBOOK += "201,1,架空錠,1,錠,1,,1\r\n301,1,朝食後,28,日分,1,1,,1\r\n"


@pytest.mark.parametrize(("to", "start"), [("html", b"<!DOCTYPE html>"), ("pdf", b"%PDF-")])
def test_a_notebook_is_printed_as_itself(tmp_path, to, start):
    (tmp_path / "n.txt").write_bytes(NOTEBOOK.encode("cp932"))
    done = run(tmp_path / "n.txt", "--notebook", "--to", to)
    assert done.exit_code == 0, done.output
    assert (tmp_path / f"n.{to}").read_bytes().startswith(start)


@pytest.mark.parametrize(
    "content", [b"", b"JAHISTC08,1\r\n911,00000000000001,2,1", b"JAHISTC08,1\r\nJAHISTC08,1"]
)
def test_what_is_not_one_notebook_is_refused(tmp_path, content):
    (tmp_path / "n.txt").write_bytes(content)
    assert run(tmp_path / "n.txt", "--notebook").exit_code != 0
    assert not (tmp_path / "n.html").exists()


def test_a_notebook_is_no_fax(tmp_path):
    (tmp_path / "n.txt").write_bytes(NOTEBOOK.encode("cp932"))
    assert run(tmp_path / "n.txt", "--notebook", "--to", "fax").exit_code == 2
    assert run(tmp_path / "absent.txt", "--notebook").exit_code != 0
