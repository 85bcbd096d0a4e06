"""A form in Excel: what is written is read; what hands and spreadsheets do to it is a finding."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from carelink import converters
from carelink.cli.app import app
from carelink.converters import excel_form
from carelink.converters.excel_form import marks
from carelink.errors import UsageError
from carelink.records import AdmissionSheet, Consultation, Coordinator, editions, form_of
from carelink.records import read as record_kinds
from carelink.records.local import Local
from carelink.testing.strategies import records

openpyxl = pytest.importorskip("openpyxl")

KINDS = [record_kinds.class_of(kind) for kind in record_kinds.KINDS if kind != "facility"]
JAPAN = timezone(timedelta(hours=9))
WRITTEN = datetime(2026, 4, 1, tzinfo=UTC)


class Book:
    """A form opened as a person does: cells by the mark of their input."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))
        self.sheet = self.book.worksheets[0]
        self.at = {}
        for row in range(2, self.sheet.max_row + 1):
            for name, sign, what in marks.tokens(str(self.sheet.cell(row, 1).value)):
                self.at[what if sign == "=" else f"label {row} {name}"] = (row, int(name[1:]) + 1)

    def put(self, mark, value, form="General"):
        cell = self.sheet.cell(*self.at[mark])
        cell.value, cell.number_format = value, form

    def read(self):
        out = io.BytesIO()
        self.book.save(out)
        return excel_form.read_all(out.getvalue(), written=WRITTEN)


@cache
def drawn(record):
    return excel_form.blank(record.form())


def blank(record=AdmissionSheet):
    return Book(drawn(record))


def found(batch):
    return [
        (f.code, f.source.row, f.source.column) for f in batch.report if f.code != "sheet-written-missing"
    ]


@pytest.mark.parametrize("record", KINDS)
@settings(max_examples=5)
@given(data=st.data())
def test_what_is_written_is_read(record, data):
    wanted = data.draw(records(record))
    assert not excel_form.losses(wanted)
    batch = excel_form.read_all(excel_form.to_bytes([wanted]))
    assert list(batch.report) == []
    assert batch.records == (wanted,)


TEXTS = [
    "=1+1",
    "#REF!",
    "007",
    "1-2",
    "2026-04-01",
    "はい",
    "記載なし ",
    " a\n\nb ",
    "@x",
    "'x",
    "TRUE",
    "☐",
    "記載なし",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_stays_what_it_is(text):
    sheet = AdmissionSheet(written=WRITTEN, basics=basics(name=text))
    batch = excel_form.read_all(excel_form.to_bytes([sheet]))
    assert (batch.records, list(batch.report)) == ((sheet,), [])


@pytest.mark.parametrize("text", ["a\x01", "a\rb", "   ", "x" * 32_768, "_x000D_"])
def test_what_a_cell_cannot_hold_is_said(text):
    sheet = AdmissionSheet(written=WRITTEN, basics=basics(name=text))
    (loss,) = excel_form.losses(sheet)
    assert (loss.code, loss.path) == ("form-text-unfit", "basics.name")
    (read,) = excel_form.read_all(excel_form.to_bytes([sheet])).records
    assert read.id == sheet.id
    assert read.basics.name is None


def basics(**answers):
    return AdmissionSheet.model_fields["basics"].annotation(**answers)


def test_several_records_are_several_sheets():
    made = [AdmissionSheet(written=WRITTEN), Consultation(written=WRITTEN), AdmissionSheet(written=WRITTEN)]
    batch = excel_form.read_all(excel_form.to_bytes(made))
    assert batch.records == tuple(made)
    assert batch.rows_in == 3


def test_an_empty_form_says_nothing():
    batch = blank().read()
    assert found(batch) == []
    (sheet,) = batch.records
    assert all(item.of(sheet) is None for item in AdmissionSheet.form())
    assert sheet.edition == "2018"


def test_three_states():
    book = blank()
    ulcer = "functioning.pressure_ulcer"
    for said, wanted in [("なし", "NO"), ("あり", "YES"), ("記載なし", None), (None, None), ("  ", None)]:
        book.put(ulcer, said)
        (sheet,) = book.read().records
        answer = sheet.functioning.pressure_ulcer
        assert (answer and answer.name) == wanted
    book.put("functioning.diet_restriction", "不明")
    (sheet,) = book.read().records
    assert sheet.functioning.diet_restriction.name == "UNKNOWN"


@pytest.mark.parametrize(
    ("mark", "value", "form", "code", "read"),
    [
        ("basics.born", 13882, "General", "form-date-serial", date(1938, 1, 2)),
        ("basics.born", datetime(1938, 1, 2), "yyyy/mm/dd", None, date(1938, 1, 2)),  # noqa: DTZ001  a cell has no zone
        ("basics.born", "昭和13年1月2日", "@", None, date(1938, 1, 2)),
        ("basics.born", "S13.1.2", "@", None, date(1938, 1, 2)),
        ("basics.born", "昭和65年1月1日", "@", "sheet-value-kind", None),
        ("basics.born", 9e9, "General", "sheet-value-kind", None),
        ("basics.sex", "女性", "@", "sheet-option-unknown", None),
        ("basics.sex", 2, "General", "sheet-option-unknown", None),
        ("basics.storeys", 2, "General", None, 2),
        ("basics.storeys", "２", "@", None, 2),
        ("basics.storeys", "二階", "@", "sheet-value-kind", None),
        ("basics.insured_number", 123456789, "General", "form-text-became-number", "123456789"),
        ("basics.name", "=A1", "General", "form-cell-formula", None),
        ("basics.name", "#REF!", "General", "cell-spreadsheet-error", None),
        ("header.provided_time", 0.5, "General", "form-date-serial", time(12)),
        ("header.provided_time", time(14, 30), "hh:mm", None, time(14, 30)),
        ("functioning.disease_history#other!", "白内障", "@", "form-brackets-alone", None),
        ("basics.pension#national", "○", "@", None, None),
        ("basics.pension#national", "国民年金", "@", "form-tick-unclear", None),
        ("basics.pension#national", "☑ 厚生年金", "@", "form-tick-unclear", None),
    ],
)
def test_what_hands_and_spreadsheets_make_of_a_cell(mark, value, form, code, read):
    book = blank()
    if mark not in book.at:
        pytest.fail(f"no cell {mark}")
    book.put(mark, value, form)
    batch = book.read()
    assert found(batch) == ([] if code is None else [(code, *book.at[mark])])
    (sheet,) = batch.records
    section, _, name = mark.partition("#")[0].partition(".")
    if read is not None:
        assert getattr(getattr(sheet, section), name) == read


def test_rows_and_columns_put_in_move_nothing():
    book = blank()
    book.put("basics.name", "讃岐 花子")
    book.put("basics.sex", "女")
    book.sheet.insert_rows(8, 2)
    book.sheet.insert_cols(3)
    book.sheet.cell(8, 5).value = "メモ"
    batch = book.read()
    assert found(batch) == [("form-cell-stray", 8, 5)]
    (sheet,) = batch.records
    assert (sheet.basics.name, sheet.basics.sex.label) == ("讃岐 花子", "女")


def test_a_label_that_was_changed_is_said():
    book = blank()
    row = book.at["basics.name"][0]
    book.sheet.cell(row, 2).value = "お名前"
    assert found(book.read()) == [("form-label-changed", row, 2)]


def test_an_answer_that_slid_out_of_a_broken_merge_is_read_and_said():
    book = blank()
    row, column = book.at["basics.name"]
    merged = next(r for r in book.sheet.merged_cells.ranges if (r.min_row, r.min_col) == (row, column))
    book.sheet.unmerge_cells(str(merged))
    book.sheet.cell(row, column + 2).value = "讃岐 花子"
    batch = book.read()
    assert found(batch) == [("form-cell-moved", row, column + 2)]
    assert batch.records[0].basics.name == "讃岐 花子"


def test_rows_that_were_deleted_are_counted():
    book = blank()
    book.sheet.delete_rows(book.at["basics.name"][0])
    assert found(book.read()) == [("form-cells-missing", 1, 1)]


def test_a_line_that_was_copied_does_not_win():
    book = blank()
    book.put("basics.name", "讃岐 花子")
    row, column = book.at["basics.name"]
    last = book.sheet.max_row + 1
    book.sheet.cell(last, 1).value = book.sheet.cell(row, 1).value
    book.sheet.cell(last, 2).value = book.sheet.cell(row, 2).value
    book.sheet.cell(last, column).value = "讃岐 一郎"
    batch = book.read()
    assert found(batch) == [("sheet-item-repeated", last, column)]
    assert batch.records[0].basics.name == "讃岐 花子"


def test_without_marks_nothing_is_guessed():
    book = blank()
    book.sheet.delete_cols(1)
    batch = book.read()
    assert [f.code for f in batch.report] == ["form-marks-missing"]
    assert batch.refused == 1


def test_more_rows_than_the_form_prints():
    record = Consultation(written=WRITTEN)
    form = form_of(Consultation)
    group = form["conclusion.referrals"].group
    name = next(p for p in form["conclusion.referrals"].parts if p.list is None and not p.many and p.name)
    rows = tuple(group(**{name.name: f"先{n}"}) for n in range(5))
    record = record.change("conclusion.referrals", rows)
    assert excel_form.read_all(excel_form.to_bytes([record])).records == (record,)


def test_local_items_keep_their_type():
    said = {"miki.a b": True, "miki.c=d": 3, "miki.e": Decimal("1.50"), "miki.f": date(2026, 1, 2), "g": "=x"}
    sheet = AdmissionSheet(written=WRITTEN, local=Local(said))
    (read,) = excel_form.read_all(excel_form.to_bytes([sheet]))
    assert {k: (type(v), v) for k, v in read.local.items()} == {k: (type(v), v) for k, v in said.items()}


def test_the_page_is_locked_but_for_its_inputs_and_fits_a4():
    book = blank()
    sheet = book.sheet
    assert sheet.protection.sheet
    assert not sheet.cell(*book.at["basics.name"]).protection.locked
    assert sheet.cell(book.at["basics.name"][0], 2).protection.locked
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1)
    assert sheet.print_area.startswith("'入院時情報提供書'!$B$2:$M$")
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[1].hidden
    lists = {str(v.formula1) for v in sheet.data_validations.dataValidation}
    assert len(lists) > 20
    assert book.book["選択肢"].sheet_state == "hidden"


def test_the_doors_know_it(tmp_path):
    sheet = AdmissionSheet(written=WRITTEN, basics=basics(name="讃岐 花子"))
    path = tmp_path / "sheet.xlsx"
    assert list(converters.write(sheet, path)) == []
    assert converters.read(path) == sheet
    assert converters.read_all(path).format == "excel-form"
    lost = converters.write(sheet.change("basics.name", "a\x01"), path)
    assert [f.code for f in lost] == ["form-text-unfit"]


@settings(max_examples=20)
@given(st.data())
def test_a_damaged_workbook_ends_in_a_report(data):
    whole = bytearray(SMALL)
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    batch = excel_form.read_all(bytes(whole), written=WRITTEN)
    assert batch.rows_in == len(batch.records) + batch.refused
    assert batch.records or not batch.report.ok


SMALL = excel_form.blank(record_kinds.class_of("coordinator").form())


def test_at_the_keyboard(tmp_path):
    form, typed, sheet = (tmp_path / name for name in ("form.xlsx", "form.toml", "sheet.json"))
    for blank_one in (form, typed):
        ran = CliRunner().invoke(app, ["convert", "--blank", "discharge-record", str(blank_one)])
        assert ran.exit_code == 0
        assert converters.read_all(blank_one).records
    assert CliRunner().invoke(app, ["convert", str(form), str(sheet)]).exit_code == 0
    assert converters.read(sheet).kind == "discharge-record"
    ran = CliRunner().invoke(app, ["convert", "--blank", "nothing", str(form)])
    assert isinstance(ran.exception, UsageError)


def test_a_town_s_own_edition(tmp_path):
    path = Path(__file__).parents[2] / "profiles" / "editions" / "takahashi.toml"
    ran = CliRunner().invoke(app, ["convert", "--blank", str(path), str(tmp_path / "form.xlsx")])
    assert ran.exit_code == 0
    book = Book((tmp_path / "form.xlsx").read_bytes())
    snow, way = "local.takahashi-template.snow-clearing", "local.takahashi-template.minutes-to-hospital"
    book.put("functioning.mobility", "自立")
    book.put(f"{snow}:option", "近隣の支援")
    book.put(f"{way}:whole", "15")
    batch = book.read()
    assert found(batch) == []
    (sheet,) = batch.records
    assert sheet.edition == "local:takahashi-template"
    assert dict(sheet.local) == {snow.removeprefix("local."): "近隣の支援", way.removeprefix("local."): 15}
    town = editions.load(path)
    assert excel_form.read_all(excel_form.to_bytes([sheet], edition=town)).records == (sheet,)
    assert excel_form.read_all(excel_form.to_bytes([sheet])).records == (sheet,)
    book.put(f"{snow}:option", "記載なし")
    assert set(book.read().records[0].local) == {way.removeprefix("local.")}


def test_a_moment_reads_as_people_write_it():
    for written, text in [
        (datetime(2026, 4, 1, 9, 5, tzinfo=JAPAN), "令和8年4月1日 09:05"),
        (datetime(2026, 4, 1, 9, 5, 1, tzinfo=JAPAN), "2026-04-01T09:05:01+09:00"),
        (WRITTEN, "2026-04-01T00:00:00+00:00"),
    ]:
        data = excel_form.to_bytes([Coordinator(written=written)])
        book = Book(data)
        assert book.sheet.cell(*book.at["@written"]).value == text
        (read,) = excel_form.read_all(data).records
        assert (read.written, read.written.utcoffset()) == (written, written.utcoffset())


VALUES = [
    "x",
    "=A1",
    "☑",
    "☑ x",
    "令和8年2月30日",
    46_000,
    -5,
    1.5,
    True,
    date(2026, 1, 1),
    time(3, 4),
    "#REF!",
]
VALUES += ["c4=basics.name", "carelink-form/1 form=facility inputs=9", "c1~zzz c4=local.%E3:date c99=x"]


@settings(max_examples=15)
@given(st.data())
def test_a_form_damaged_by_hand_ends_in_a_report(data):
    book = Book(SMALL)
    for _ in range(data.draw(st.integers(1, 8))):
        row, column = data.draw(st.integers(1, 30)), data.draw(st.integers(1, 13))
        match data.draw(st.sampled_from(["rows", "columns", "no row", "no column", "copy", *["value"] * 6])):
            case "rows":
                book.sheet.insert_rows(row)
            case "columns":
                book.sheet.insert_cols(column)
            case "no row":
                book.sheet.delete_rows(row)
            case "no column":
                book.sheet.delete_cols(column)
            case "copy":
                book.book.copy_worksheet(book.sheet)
            case _:
                cell = book.sheet.cell(row, column)
                if not isinstance(cell, openpyxl.cell.cell.MergedCell):
                    cell.value = data.draw(st.sampled_from(VALUES))
    batch = book.read()
    assert batch.rows_in == len(batch.records) + batch.refused
    assert batch.records or not batch.report.ok


def test_too_many_sheets_are_refused():
    made = openpyxl.Workbook()
    for _ in range(101):
        made.create_sheet()
    out = io.BytesIO()
    made.save(out)
    assert [f.code for f in excel_form.read_all(out.getvalue()).report] == ["form-too-large"]


def test_a_bomb_is_refused():
    out = io.BytesIO(SMALL)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.bin", bytes(90 * 1024 * 1024))
    assert [f.code for f in excel_form.read_all(out.getvalue()).report] == ["workbook-too-large"]


def test_no_finding_repeats_what_stands_in_a_cell():
    book = blank()
    for mark in ("basics.born", "basics.sex", "functioning.disease_history#other!", "basics.storeys"):
        book.put(mark, "秘密")
    book.sheet.cell(9, 30).value = "秘密"
    batch = book.read()
    assert len(found(batch)) == 5
    assert "秘密" not in "".join(map(repr, batch.report))
