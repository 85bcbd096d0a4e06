from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.records.kinds import Clock, Coded, Day, Moment, Number, Quantity, Text, Truth, Whole
from carelink.records.lists.shared import Restriction, YesNo

JST = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (Text(), "x", "x"),
        (Truth(), False, False),
        (Whole(), 3, 3),
        (Number(), Decimal("1.50"), Decimal("1.50")),
        (Number(), 2, Decimal(2)),
        (Day(), "1938-01-02", date(1938, 1, 2)),
        (Day(), "2026-11-24T23:30:00+09:00", date(2026, 11, 24)),  # the day at its own offset
        (Moment(), "2026-11-24T10:00:00Z", datetime(2026, 11, 24, 10, tzinfo=UTC)),
        (Clock(), "16:45:00", time(16, 45)),
        (Quantity("回/日", whole=True), {"value": Decimal("3.0")}, 3),
        (Quantity("回/日", whole=True), {"value": 3, "unit": "回/日"}, 3),
        (Quantity("合", whole=False), {"value": Decimal("0.5"), "unit": "合"}, Decimal("0.5")),
        (Coded(YesNo), {"coding": [{"system": YesNo.NO.system, "code": "no"}], "text": "x"}, YesNo.NO),
    ],
)
def test_what_is_understood(kind, raw, value):
    assert kind.read(raw) == value
    assert type(kind.read(raw)) is type(value)


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (Text(), ""),
        (Text(), 1),
        (Truth(), "true"),
        (Truth(), 1),
        (Whole(), True),
        (Whole(), "3"),
        (Number(), True),
        (Number(), Decimal("NaN")),
        (Number(), "1"),
        (Day(), "1938"),
        (Day(), "1938-01"),
        (Day(), "1938-02-30"),
        (Day(), "2024-W01-1"),
        (Day(), 19380102),
        (Moment(), "2026-11-24"),
        (Moment(), "2026-11-24T10:00:00"),
        (Moment(), "2026-11-24T25:00:00Z"),
        (Moment(), None),
        (Clock(), "25:00:00"),
        (Clock(), "16:45"),
        (Clock(), 5),
        (Quantity("回/日", whole=True), {"value": 3, "unit": "回/月"}),
        (Quantity("回/日", whole=True), {"value": 3, "comparator": "<"}),
        (Quantity("回/日", whole=True), {"value": Decimal("2.5")}),
        (Quantity("回/日", whole=True), 3),
        (Coded(YesNo), {"coding": [{"system": Restriction.NO.system, "code": "no"}]}),
        (Coded(YesNo), {"coding": [{"system": YesNo.NO.system, "code": ["no"]}]}),
        (Coded(YesNo), {"text": "なし"}),
        (Coded(YesNo), None),
    ],
)
def test_what_is_not_understood_is_nothing(kind, raw):
    assert kind.read(raw) is None


@given(st.datetimes(datetime(1800, 1, 1), datetime(2200, 1, 1), timezones=st.timezones()))  # noqa: DTZ001  bounds are naive
def test_a_moment_is_written_with_an_offset_that_fhir_knows(moment):
    written = Moment().write(moment)
    assert Moment().read(written) == moment


def test_an_offset_of_seconds_or_beyond_fourteen_hours_becomes_utc():
    odd = timezone(timedelta(hours=9, minutes=18, seconds=59))
    assert Moment().write(datetime(1887, 1, 1, tzinfo=odd)).endswith("+00:00")
    assert Moment().write(datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=15)))).endswith("+00:00")
    assert Moment().write(datetime(2026, 1, 1, tzinfo=JST)).endswith("+09:00")
