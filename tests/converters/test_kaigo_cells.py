"""The policy of every cell of the open data: what is kept, what is made plain, what is left out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from carelink.converters.kaigo_kohyo import cells
from carelink.records.lists.facility import AvailableDay, PublishedService


def said(result):
    value, rule = result
    return value, rule.code if rule else None


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("3770199010", "3770199010", None),
        ("37B0199011", "37B0199011", None),
        ("1310199018", "1310199018", None),  # the rule of four prefectures
        ("3770199011", "3770199011", "office-number-check-digit"),
        ("37701990", "37701990", "office-number-shape"),
        ("170199012", "0170199012", "leading-zero-restored"),
        ("170199016", "170199016", "office-number-shape"),
    ],
)
def test_office_number(cell, value, code):
    assert said(cells.read_office_number(cell)) == (value, code)


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("1000020372013", "1000020372013", None),
        ("2000020372013", "2000020372013", "corporate-number-check-digit"),
        ("0001311370105", "0001311370105", "corporate-number-shape"),
        ("123456789018", None, "corporate-number-is-personal"),
    ],
)
def test_corporate_number(cell, value, code):
    assert said(cells.read_corporate_number(cell)) == (value, code)


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("372013", "372013", None),
        ("372011", "372011", "municipality-code-check-digit"),
        ("37201", "37201", "municipality-code-shape"),
        ("11011", "011011", "leading-zero-restored"),
    ],
)
def test_municipality(cell, value, code):
    assert said(cells.read_municipality(cell)) == (value, code)


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("087-000-0000", "087-000-0000", None),
        ("0870000000", "0870000000", None),
        ("０８７－０００－００００", "087-000-0000", "telephone-normalised"),
        ("087‐000‐0000", "087-000-0000", "telephone-normalised"),
        ("087−000ー0000", "087-000-0000", "telephone-normalised"),
        ("（087）000-0000", "（087）000-0000", "telephone-unusual"),
        ("087-000-0000（", "087-000-0000（", "telephone-unusual"),
        ("なし", "なし", "telephone-unusual"),
    ],
)
def test_telephone(cell, value, code):
    assert said(cells.read_telephone(cell)) == (value, code)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("https://example.jp/a", None),
        ("info@example.jp", "url-is-email"),
        ("www.example.jp/a", "url-without-scheme"),
        ("http//example.jp", "url-unreadable"),
        ("https：//example.jp", "url-unreadable"),
        ("なし", "url-unreadable"),
    ],
)
def test_url_is_kept_whatever_it_is(cell, code):
    assert said(cells.read_url(cell)) == (cell, code)


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("29", 29, None),
        ("0", None, "capacity-zero"),
        ("29人", None, "capacity-unreadable"),
        ("20170814", None, "capacity-unreadable"),
    ],
)
def test_capacity(cell, value, code):
    assert said(cells.read_capacity(cell)) == (value, code)


@pytest.mark.parametrize(
    ("cell", "days", "code"),
    [
        ("平日,祝日", (AvailableDay.WEEKDAYS, AvailableDay.HOLIDAYS), None),
        ("祝日,平日", (AvailableDay.WEEKDAYS, AvailableDay.HOLIDAYS), None),
        ("平日,盆休み", (AvailableDay.WEEKDAYS,), "weekday-unknown"),
        ("毎日", None, "weekday-unknown"),
    ],
)
def test_days(cell, days, code):
    assert said(cells.read_days(cell)) == (days, code)


@pytest.mark.parametrize(
    ("north", "east", "position", "codes"),
    [
        ("34.3400000", "134.040", (Decimal("34.3400000"), Decimal("134.040")), (None, None)),
        ("0.000", "0.000", (None, None), ("coordinate-zero", "coordinate-zero")),
        ("34.34", "", (None, None), (None, "coordinate-half")),
        ("", "", (None, None), (None, None)),
        ("北緯34度", "134.04", (None, None), ("coordinate-unreadable", None)),
        ("53.41", "134.04", (Decimal("53.41"), Decimal("134.04")), ("coordinate-outside-japan", None)),
    ],
)
def test_position(north, east, position, codes):
    value, rules = cells.read_position(north, east)
    assert value == position
    assert tuple(r.code if r else None for r in rules) == codes


def test_the_literal_of_degrees_survives():
    (north, _), _ = cells.read_position("43.036925700000000", "141.32")
    assert cells.write_degrees(north) == "43.036925700000000"


def test_a_service_is_known_by_its_name_whatever_its_brackets():
    assert cells.read_service("短期入所療養介護（療養病床を有する病院等）")[0] is PublishedService._230
    assert said(cells.read_service("訪問理美容")) == (None, "service-kind-unknown")
