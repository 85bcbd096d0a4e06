"""Workbooks: bounded, never calculated, hostile ones refused with a finding."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carelink import converters
from carelink.converters import workbooks
from carelink.converters.tables import LIMITS, Limits, open_table

openpyxl = pytest.importorskip("openpyxl")

HEAD = ["名称", "医療機関の種類", "診療科目", "病床数", "診療曜日", "診療開始時間"]


def book(*rows, title="表", more=()):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for name in more:
        made.create_sheet(name)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def changed(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def test_numbers_dates_and_times_become_what_a_person_sees():
    data = book(
        HEAD, ["甲病院", "病院", "内科", 20, "月火", time(9, 0)], [None] * 6, ["乙", "歯科", None, 3.5]
    )
    batch = converters.read_all(data)
    first, second = batch.records
    assert batch.format == "hospital"
    assert first.reception.beds == 20
    assert first.opening.hours[0].opens == time(9)
    assert second.reception.beds is None
    assert {"table-row-blank", "quantity-unreadable"} <= batch.report.counts().keys()
    assert any(x.source and x.source.sheet == "表" for x in batch.report)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "TRUE"),
        (3.0, "3"),
        (1e20, "1e+20"),
        (datetime(2026, 4, 1), "2026-04-01"),  # noqa: DTZ001  a workbook knows no offset
        (datetime(2026, 4, 1, 9, 30), "2026-04-01 09:30"),  # noqa: DTZ001  as above
        (date(2026, 4, 1), "2026-04-01"),
        (timedelta(hours=9), "09:00"),
    ],
)
def test_each_value_has_one_text(value, text):
    assert workbooks.text_of(value) == text


def test_formulas_are_never_calculated_and_said():
    data = book(HEAD, ["=1+1", "病院", None, None, None, None])
    batch = converters.read_all(data)
    assert "workbook-formulas" in batch.report.counts()
    assert all(r.identity.name != "2" for r in batch.records)


def test_other_sheets_are_said():
    assert "workbook-other-sheets" in converters.read_all(book(HEAD, ["甲"], more=["二"])).report.counts()


def test_what_is_written_holds_no_formula(tmp_path):
    record = (
        converters.read_all(book(HEAD, ["甲", "病院"])).records[0].change("identity.name", "=HYPERLINK(1)")
    )
    path = tmp_path / "o.xlsx"
    converters.write(record, path, format="hospital")
    cells = [c for row in openpyxl.load_workbook(path).active.iter_rows() for c in row if c.value]
    assert {c.data_type for c in cells} == {"s"}
    assert converters.read_all(path).records[0].identity.name == "=HYPERLINK(1)"


BAD = {
    "workbook-unreadable": [workbooks.OLD + b"x" * 600, b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 99],
    "workbook-doctype": [
        changed(
            book(HEAD),
            "xl/sharedStrings.xml",
            b'<!DOCTYPE a [<!ENTITY b "c">]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
        )
    ],
    "workbook-too-large": [changed(book(HEAD), "xl/media/x.bin", b"\0" * 5_000_000)],
}


@pytest.mark.parametrize(("code", "data"), [(code, data) for code, many in BAD.items() for data in many])
def test_hostile_books_are_refused_with_a_finding(code, data):
    table = open_table(data)
    assert [f.code for f in table.findings] == [code]
    assert list(table.rows) == []
    batch = converters.read_all(data)
    assert not batch.records
    assert not batch.report.ok


@given(st.integers(0, 4_000), st.binary(max_size=8))
@settings(max_examples=25)
def test_a_damaged_book_is_a_finding_and_never_an_exception(at, noise):
    good = book(HEAD, ["甲", "病院"])
    at %= len(good)
    data = good[:at] + noise + good[at + len(noise) :]
    list(open_table(data).rows)


def test_rows_are_bounded():
    data = book(HEAD, *(["甲"] for _ in range(9)))
    rows = list(open_table(data, limits=Limits(rows=5)).rows)
    assert rows[-1].cells is None
    assert rows[-1].findings[0].code == "table-too-many-rows"
    assert LIMITS.rows > 1_000_000
