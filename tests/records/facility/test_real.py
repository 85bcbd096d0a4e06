"""What was measured of the published tables holds for those at hand: numbers, places, empty cells."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from carelink.records import identifiers as ids
from carelink.records.lists.facility import AvailableDay

pytestmark = pytest.mark.shared
FILES = ("140", "160", "220", "331", "520", "540")
TOWNS = {"高松市": 107, "高梁市": 16, "綾川町": 8, "三木町": 6}
"""Rows of the two cities and their neighbours in the six files at hand; 直島町 has none in these."""


@pytest.fixture(scope="module")
def rows(shared_data):
    found = {}
    for name in FILES:
        path = shared_data / "mhlw-kaigo" / f"jigyosho_{name}.csv"
        with path.open(encoding="utf-8-sig", newline="") as lines:
            found[name] = list(csv.DictReader(lines))
    return found


@pytest.fixture(scope="module")
def every(rows):
    return [row for table in rows.values() for row in table]


def test_the_rows_of_the_towns(every):
    assert len(every) == 27_667
    counted = Counter(row["市区町村名"] for row in every if row["都道府県名"] in {"香川県", "岡山県"})
    assert {town: counted[town] for town in TOWNS} == TOWNS
    assert counted["直島町"] == 0


def test_no_is_the_office_number_and_a_number_repeats_over_services(rows, every):
    assert all(row["No"] == row["事業所番号"] for row in every)
    for table in rows.values():
        numbers = Counter(row["事業所番号"] for row in table)
        assert sum(n - 1 for n in numbers.values()) <= 1  # one pair in all published files
    assert len({row["事業所番号"] for row in every}) == 17_980


def test_the_prefecture_of_a_number_is_that_of_its_place_but_the_town_is_not(every):
    assert all(row["事業所番号"][:2] == row["都道府県コード又は市町村コード"][:2] for row in every)
    takahashi = {row["事業所番号"][3:5] for row in every if row["市区町村名"] == "高梁市"}
    assert len(takahashi) > 1  # 郡市区番号 cannot tell the town


def test_check_digits_fail_once_in_a_thousand_and_never_here(every):
    numbers = {row["事業所番号"] for row in every}
    wrong = {n for n in numbers if not ids.facility_number(n)}
    assert 0 < len(wrong) / len(numbers) < 0.003
    assert not [n for n in wrong if n[:2] in {"33", "37"}]
    codes = {row["都道府県コード又は市町村コード"] for row in every}
    assert all(ids.local_government_code(code) for code in codes)
    corporate = {row["法人番号"] for row in every} - {""}
    failing = [n for n in corporate if not ids.corporate_number(n)]
    assert 0 < len(failing) / len(corporate) < 0.006


def test_empty_cells_have_their_ways(every):
    days = {part for row in every for part in row["利用可能曜日"].split(",") if part}
    assert days == {day.label for day in AvailableDay}
    assert {row["備考"] for row in every} == {""}
    assert all(row["電話番号"] for row in every)
    assert sum(row["定員"] == "0" for row in every) > 10_000
    assert sum(float(row["緯度"]) == 0 for row in every) == 27
