from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.records.eras import ERAS, Mistake, era_of, parse, written


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("昭和13年1月2日", date(1938, 1, 2)),
        ("昭和１３年１月２日生", date(1938, 1, 2)),
        ("S13.1.2", date(1938, 1, 2)),
        ("s13/01/02", date(1938, 1, 2)),
        ("昭 13年 1月 2日", date(1938, 1, 2)),
        ("明治45年7月30日", date(1912, 7, 30)),
        ("大正元年7月30日", date(1912, 7, 30)),
        ("大正15年12月25日", date(1926, 12, 25)),
        ("昭和元年12月25日", date(1926, 12, 25)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R1-5-1", date(2019, 5, 1)),
        ("1938-01-02", date(1938, 1, 2)),
        ("1938年1月2日", date(1938, 1, 2)),
    ],
)
def test_days_as_forms_write_them(text, day):
    assert parse(text) == day


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("昭和64年1月8日", Mistake.OUTSIDE_ERA),
        ("昭和65年4月1日", Mistake.OUTSIDE_ERA),
        ("平成31年5月1日", Mistake.OUTSIDE_ERA),
        ("平成元年1月7日", Mistake.OUTSIDE_ERA),
        ("大正元年7月29日", Mistake.OUTSIDE_ERA),
        ("明治5年12月2日", Mistake.OUTSIDE_ERA),  # still the moon's calendar
        ("昭和0年1月1日", Mistake.OUTSIDE_ERA),
        ("昭和13年2月29日", Mistake.NO_SUCH_DAY),
        ("昭和13年13月1日", Mistake.NO_SUCH_DAY),
        ("昭和13年", Mistake.NOT_A_DATE),
        ("1938", Mistake.NOT_A_DATE),
        ("", Mistake.NOT_A_DATE),
        ("X13.1.2", Mistake.NOT_A_DATE),
    ],
)
def test_what_is_no_day_is_named_not_guessed(text, mistake):
    assert parse(text) is mistake


@given(st.dates(date(1873, 1, 1), date(2117, 12, 31)))
def test_every_day_is_read_as_it_is_written(day):
    assert parse(written(day)) == day


def test_eras_leave_no_gap():
    for earlier, later in pairwise(ERAS):
        assert later.first - earlier.last <= timedelta(days=1)
        assert era_of(later.first) is later
    assert era_of(date(1872, 12, 31)) is None


@given(st.text())
def test_any_text_is_a_day_or_a_named_mistake(text):
    assert isinstance(parse(text), date | Mistake)
