"""Dates with partial precision, quantities and units."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.fhir.fhirpath.quantities import Quantity, in_unit, same_scale
from carelink.fhir.fhirpath.times import Date, DateTime, Time, order
from carelink.fhir.fhirpath.units import unit

MOMENTS = ["2024", "2024-02", "2024-02-29", "2024-02-29T23", "2024-02-29T23:59", "2024-02-29T23:59:60"]


@pytest.mark.parametrize("text", [*MOMENTS, "2024-02-29T23:59:59.120+09:00", "2024-02-29T23:59Z"])
def test_a_moment_is_written_as_it_was_read(text):
    assert str(DateTime.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "24", "2024-2", "2024-13", "2023-02-29", "2024-01-01T24:00", "2024-01T10", "10:00"]
)
def test_what_is_no_moment(text):
    assert DateTime.parse(text) is None


@pytest.mark.parametrize("text", ["2024T", "10:00", "2024-01-01T10:00"])
def test_what_is_no_date(text):
    assert Date.parse(text) is None


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("2024", "2025", -1),
        ("2024", "2024-06", None),
        ("2024-06", "2024-06", 0),
        ("2024-06-01T10:00:00", "2024-06-01T10:00:00.0", 0),
        ("2024-06-01T10:00:00Z", "2024-06-01T19:00:00+09:00", 0),
        ("2024-06-01T10:00:00Z", "2024-06-01T10:00:00", None),
        ("2024-06-01T10:00:00Z", "2024-06-03T10:00:00", -1),
        ("2024-06-01T10:00Z", "2024-06-01T19:00+09:00", 0),
        ("2024-06-01T10:00Z", "2024-06-01T19:00:00+09:00", None),
    ],
)
def test_order_is_open_where_precision_is_missing(one, other, sign):
    a, b = DateTime.parse(one), DateTime.parse(other)
    assert order(a, b) == sign
    assert order(b, a) == (None if sign is None else -sign)


@given(st.datetimes(), st.integers(1, 6), st.datetimes(), st.integers(1, 6))
def test_order_never_contradicts_itself(one, parts, other, more):
    def cut(moment, size):
        whole = (moment.year, moment.month, moment.day, moment.hour, moment.minute, Decimal(moment.second))
        return DateTime(whole[:size])

    a, b = cut(one, parts), cut(other, more)
    assert order(a, b) in {None, -1, 0, 1}
    assert order(a, b) == (None if order(b, a) is None else -order(b, a))
    assert order(a, a) == 0


def test_a_time_has_no_zone():
    assert Time.parse("10:00Z") is None
    assert str(Time.parse("10:00:05.5")) == "10:00:05.5"


@pytest.mark.parametrize(
    ("code", "factor", "dimensions"),
    [
        ("mg", "0.001", {"g": 1}),
        ("kg/m2", "1000", {"g": 1, "m": -2}),
        ("/min", None, {"s": -1}),
        ("mm[Hg]", "133322", {"g": 1, "m": -1, "s": -2}),
        ("10*3/uL", None, {"m": -3}),
        ("{score}", "1", {}),
        ("%", "0.01", {}),
        ("1", "1", {}),
        ("g.m/s2", "1", {"g": 1, "m": 1, "s": -2}),
    ],
)
def test_units(code, factor, dimensions):
    found = unit(code)
    assert dict(found.dimensions) == dimensions
    assert factor is None or found.factor == Decimal(factor)


@pytest.mark.parametrize("code", ["", "xyz", "kg/", "m//s", "(m)", "m^2", "g" * 70, "m99999", "K" * 3])
def test_unknown_units(code):
    assert unit(code) is None


def test_unknown_units_compare_with_themselves_only():
    assert same_scale(Quantity(Decimal(1), "錠"), Quantity(Decimal(2), "錠")) == (1, 2)
    assert same_scale(Quantity(Decimal(1), "錠"), Quantity(Decimal(2), "mg")) is None


def test_a_year_is_no_ucum_year_but_alike():
    year, ucum = Quantity(Decimal(1), "year", calendar=True), Quantity(Decimal(1), "a")
    assert same_scale(year, ucum) is None
    assert same_scale(year, ucum, loosely=True) == (1, 1)


def test_conversion():
    assert in_unit(Quantity(Decimal(2), "kg"), "g", calendar=False) == Quantity(Decimal(2000), "g")
    assert in_unit(Quantity(Decimal(14), "d"), "week", calendar=True).value == 2
