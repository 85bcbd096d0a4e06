"""Every example runs as it stands."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.py"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda p: p.stem)
def test_example_runs(example, tmp_path):
    subprocess.run([sys.executable, str(example)], cwd=tmp_path, check=True, capture_output=True)


def test_the_first_exchange_ends_accepted_and_is_short(tmp_path):
    example = Path(__file__).parents[1] / "examples" / "first_exchange.py"
    names = runpy.run_path(str(example))
    assert names["main"](names["SHEET"], tmp_path) == "accepted"
    body = example.read_text("utf-8").split('"""', 2)[2].split("if __name__")[0]
    assert sum(bool(line.strip()) for line in body.splitlines()) < 25


def test_there_are_examples():
    assert EXAMPLES


def test_the_discharge_record_of_the_example_is_clean_and_comes_back(tmp_path):
    from carelink import Severity, read, validate

    names = runpy.run_path(str(EXAMPLES[0].parent / "discharge_record.py"))
    record = read(names["RECORD"])
    assert names["main"](names["RECORD"], tmp_path) == record
    assert [f.code for f in validate(record) if f.severity is not Severity.INFORMATION] == []


TYPED = ("admission_2024", "discharge", "discharge_letter", "home")


@pytest.mark.parametrize("name", TYPED)
def test_a_typed_sheet_is_clean_prints_and_comes_back(name, tmp_path):
    from carelink import Severity, read, validate, write

    record = read(EXAMPLES[0].parent / f"{name}.toml")
    report = validate(record, record.kind)  # by short name
    assert [f.code for f in report if f.severity is not Severity.INFORMATION] == []
    for suffix in ("json", "xml", "toml"):
        write(record, tmp_path / f"{name}.{suffix}")
        assert read(tmp_path / f"{name}.{suffix}") == record
    write(record, tmp_path / f"{name}.html")
    assert record.title in (tmp_path / f"{name}.html").read_text("utf-8")
