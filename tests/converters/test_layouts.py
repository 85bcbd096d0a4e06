"""Tables declared by their columns: what they claim comes back, what they cannot say is reported."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carelink import converters
from carelink.converters.formats import FORMATS, detect, named
from carelink.converters.layouts.safe import bare, safe
from carelink.errors import UsageError
from carelink.records.lists.facility import AvailableDay, Category, Weekday
from carelink.records.sheets import facility as f

WRITTEN = datetime(2025, 12, 31, 9, tzinfo=UTC)
TWO_WAY = [
    "care-service",
    "care-service-standard",
    "hospital",
    "hospital-standard",
    "public-facility",
    "public-facility-standard",
]

CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]) | st.sampled_from("\n\t \"',;"),
    max_size=12,
) | st.sampled_from(
    [
        *("37201", "372013", "0", "月火水木金", "月水", "平日", "9:00", "09:00", "25:00", "内科;外科"),
        *("内科、外科", "病院", "無床診療所", "34.3", "134.0", "087-000-0000", "０８７－０００－０００１"),
        *("0.0", "1.23E+12", "=1+1", "-1", "-x", "'=1", "@a", "5月1日", "3770199010", "770199010"),
        *("3770199010.0", "訪問介護"),
    ]
)


def written(cells: list[list[str]], encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(cells)
    return out.getvalue().encode(encoding)


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def table(name: str, *rows: dict[str, str]) -> bytes:
    headings = [c.heading for c in named(name).door.layout.columns]
    return written([headings, *([row.get(h, "") for h in headings] for row in rows)])


@pytest.mark.parametrize("name", TWO_WAY)
def test_a_heading_tells_its_layout(name):
    assert detect(table(name)).name == name


@pytest.mark.parametrize("name", TWO_WAY)
@given(data=st.data())
@settings(max_examples=25)
def test_any_table_is_written_back_cell_by_cell(name, data):
    door = named(name).door
    headings = [c.heading for c in door.layout.columns]
    named_by = next(c.heading for c in door.layout.columns if c.path == "identity.name")
    some = st.dictionaries(st.sampled_from(headings), CELLS, max_size=8)
    rows = data.draw(st.lists(some.map(lambda row: {named_by: "甲", **row}), min_size=1, max_size=3))
    source = table(name, *rows)
    batch = door.read_all(source, written=WRITTEN)
    assert batch.rows_in == len(batch.records) + batch.refused
    kept = rows_of(door.to_bytes(batch.records))[1:]
    # what begins like a formula is written safely, so both sides are compared as they are read
    wanted = [[bare(cell) for cell in row] for row in rows_of(source)[1:]]
    for row in kept:
        plain = [bare(cell) for cell in row]
        assert plain in wanted
    again = door.read_all(door.to_bytes(batch.records), written=WRITTEN)
    assert [r.model_copy(update={"id": None}) for r in again.records] == [
        r.model_copy(update={"id": None}) for r in batch.records
    ]


@pytest.mark.parametrize("name", TWO_WAY)
def test_what_a_row_cannot_say_is_reported(name):
    facility = f.Facility(
        written=WRITTEN,
        identity=f.Identity(name="試験の里", office_number="3770199010"),
        offer=f.Offer(departments=(f.Department(name="内科", code="01001"),)),
        opening=f.Opening(
            hours=(
                f.Hours(days=(Weekday.MON,), opens=time(9), closes=time(12)),
                f.Hours(days=(Weekday.MON,), opens=time(13), closes=time(17)),
            )
        ),
        reception=f.Reception(vacancy=f.Vacancy.YES),
    )
    door = named(name).door
    found = {(x.path, x.code) for x in door.losses(facility)}
    assert ("reception.vacancy", "item-not-carried") in found
    assert ("opening.hours", "item-not-exact") in found
    again = door.read_all(door.to_bytes([facility]), written=WRITTEN).records[0]
    lost = {path for path, _ in found}
    for item in f.Facility.form().items:
        if item.of(facility) is not None:
            assert item.path in lost or item.of(again) == item.of(facility)


def test_days_and_times_become_hours():
    data = table(
        "hospital",
        {"名称": "甲医院", "診療曜日": "月火水木金土", "診療開始時間": "9:00", "診療終了時間": "18:00"},
        {"名称": "乙医院", "診療曜日": "月火水木金土祝"},
        {"名称": "丙医院", "診療曜日": "月水", "診療終了時間": "18:00"},
    )
    first, second, third = named("hospital").door.read_all(data).records
    (hours,) = first.opening.hours
    assert (hours.opens, hours.closes, len(hours.days)) == (time(9), time(18), 6)
    assert second.opening.days == (AvailableDay.WEEKDAYS, AvailableDay.SATURDAY, AvailableDay.HOLIDAYS)
    assert third.opening.hours is None
    assert {k.column for k in third.listing.as_written} == {"診療曜日", "診療終了時間"}


def test_spreadsheet_damage_is_named_and_zeros_come_back_only_with_proof():
    data = table(
        "care-service",
        {"介護サービス事業所名称": "甲", "事業所番号": "190100271", "法人番号": "8.47E+12", "NO": "1"},
        {"介護サービス事業所名称": "乙", "事業所番号": "190100272", "電話番号": "2025/5/1"},
        {"介護サービス事業所名称": "丙", "事業所番号": "3770199010.0", "住所": "5月3日", "定員": "#REF!"},
    )
    batch = named("care-service").door.read_all(data)
    first, second, third = batch.records
    assert first.identity.office_number == "0190100271"
    assert second.identity.office_number == "190100272"
    assert third.identity.office_number == "3770199010"
    codes = {(x.source.row, x.source.field): x.code for x in batch.report if x.source.row > 1}
    assert codes[2, "事業所番号"] == "leading-zero-restored"
    assert codes[2, "法人番号"] == "number-in-scientific-notation"
    assert codes[3, "事業所番号"] == "office-number-shape"
    assert codes[3, "電話番号"] == "cell-made-a-date"
    assert codes[4, "事業所番号"] == "number-decimal-ending"
    assert codes[4, "住所"] == "cell-made-a-date"


@pytest.mark.parametrize("cell", ["=1+1", "+81", "@x", "\tx", "-cmd", "'=1", "''=1", "＝1"])
def test_no_cell_runs_as_a_formula_and_all_come_back(cell):
    assert safe(cell).startswith("'")
    assert bare(safe(cell)) == cell


@pytest.mark.parametrize("cell", ["", "-", "-12.5", "a=1", "'a", "087-000", "'"])
def test_harmless_cells_stay_as_they_are(cell):
    assert safe(cell) == cell == bare(cell)


def test_headings_are_found_whatever_their_width_and_order():
    data = written(
        [
            ["備考", "介護サービス事業所名称", "実施サービス", "ＦＡＸ番号", "市区町村コード", "区名"],
            ["", "甲", "訪問介護", "087-000-0000", "372013", "北区"],
        ]
    )
    batch = converters.read_all(data)
    assert batch.format == "care-service"
    (record,) = batch.records
    assert record.contact.fax == "087-000-0000"
    assert [(k.column, k.text) for k in record.listing.as_written] == [("区名", "北区")]


def test_cp932_is_read_and_written_with_every_change_reported(tmp_path):
    record = f.Facility(
        written=WRITTEN, identity=f.Identity(name="ゔぁ葛󠄀城⽇和−𠮷鷗𪚥", office_number="3770199010")
    )
    path = tmp_path / "out.csv"
    report = converters.write(record, path, format="care-service", encoding="cp932")
    assert {"character-replaced", "character-lost"} <= report.counts().keys()
    batch = converters.read_all(path)
    assert batch.format == "care-service"
    assert batch.records[0].identity.name == "ヴぁ葛城日和－吉鴎〓"
    assert "table-encoding-cp932" in batch.report.counts()


def test_a_workbook_is_a_table_too(tmp_path):
    pytest.importorskip("openpyxl")
    source = table(
        "hospital", {"名称": "=甲医院", "医療機関の種類": "病院", "病床数": "20", "診療科目": "内科;外科"}
    )
    batch = converters.read_all(source)
    path = tmp_path / "out.xlsx"
    converters.write(batch.records, path, format="hospital")
    again = converters.read_all(path)
    assert again.format == "hospital"
    assert again.records[0].model_copy(update={"written": batch.records[0].written}) == batch.records[0]
    assert again.records[0].offer.category is Category.HOSPITAL


def test_what_is_read_only_says_so(tmp_path):
    record = f.Facility(written=WRITTEN, identity=f.Identity(name="甲"))
    with pytest.raises(UsageError):
        converters.write(record, tmp_path / "x.csv", format="takamatsu")
    assert not list(tmp_path.iterdir())


def test_every_table_format_says_which_records_it_holds():
    for form in FORMATS.values():
        if form.table:
            assert form.kinds
