"""Real files: no crash, and rows in = records + refusals."""

from __future__ import annotations

import csv

import pytest

from carelink import converters
from carelink.records.lists.facility import Category

pytestmark = pytest.mark.shared

TAKAMATSU = {
    "elderly_welfare_facility/data.csv": 47,
    "group_home/data.xlsx": 49,
    "health_center/data.xlsx": 9,
    "hospital/data.csv": 628,
}
DAMAGED = {"710_night_home_help_20250601.csv": 205, "760_regular_patrol_nursing_20250601.csv": 1411}


@pytest.mark.parametrize(("name", "rows"), TAKAMATSU.items())
def test_every_place_of_the_city_becomes_a_facility(shared_data, name, rows):
    if name.endswith("xlsx"):
        pytest.importorskip("openpyxl")
    batch = converters.read_all(shared_data / "takamatsu" / name)
    assert (batch.format, batch.rows_in, batch.refused) == ("takamatsu", rows, 0)
    assert all(r.identity.name for r in batch.records)
    # one hospital of the published list has neither address nor position
    assert sum(not (r.site.address and r.site.latitude) for r in batch.records) <= 1
    assert not batch.report.errors


def test_hospitals_have_departments_and_beds(shared_data):
    batch = converters.read_all(shared_data / "takamatsu" / "hospital/data.csv")
    by_field = {c: sum(r.offer.category is c for r in batch.records) for c in Category}
    assert by_field[Category.HOSPITAL] == 33
    assert by_field[Category.CLINIC] == 364
    assert by_field[Category.DENTAL] == 231
    assert all(r.offer.departments for r in batch.records)


@pytest.mark.parametrize(("name", "rows"), DAMAGED.items())
def test_damaged_copies_are_read_by_name_and_zeros_come_back_with_proof(shared_data, name, rows):
    path = shared_data / "mhlw-kaigo-excel-damaged" / name
    batch = converters.read_all(path)
    assert (batch.rows_in, batch.refused) == (rows, 0)
    counts = batch.report.counts()
    assert counts["table-column-missing"] == 7
    with path.open(encoding="utf-8", newline="") as file:
        lost = sum(len(row["事業所番号"]) == 9 for row in csv.DictReader(file))
    restored = [
        f for f in batch.report if f.code == "leading-zero-restored" and f.source.field == "事業所番号"
    ]
    assert len(restored) == lost
    assert all(len(r.identity.office_number) == 10 for r in batch.records)


def test_a_national_file_becomes_a_towns_table_and_says_what_it_lost(shared_data, tmp_path):
    batch = converters.read_all(shared_data / "mhlw-kaigo" / "jigyosho_540.csv")
    path = tmp_path / "town.csv"
    report = converters.write(batch.records, path, format="care-service")
    assert report.counts().keys() <= {"item-not-carried", "item-not-exact", "cell-made-safe"}
    again = converters.read_all(path)
    assert len(again.records) == len(batch.records)
    assert [r.id for r in again.records] == [r.id for r in batch.records]
    assert not again.refused


def test_what_would_run_as_a_formula_is_written_safely_and_comes_back(shared_data, tmp_path):
    batch = converters.read_all(shared_data / "mhlw-kaigo" / "jigyosho_540.csv")
    path = tmp_path / "again.csv"
    report = converters.write(batch.records, path)
    assert report.counts() == {"cell-made-safe": 2}
    again = converters.read_all(path, written=batch.records[0].written)
    assert again.records == batch.records
