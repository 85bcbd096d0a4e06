"""One way to spell a value, and a clock that can be wrong."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.encryption import clock, strict
from carelink.errors import CarelinkError

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@given(st.binary(max_size=100))
def test_bytes_have_one_spelling(data):
    text = strict.encode(data)
    assert text == base64.urlsafe_b64encode(data).rstrip(b"=").decode()
    assert strict.decode(text) == data


@given(st.text(st.sampled_from(LETTERS + "+/= \n\u3042"), max_size=9))
def test_what_decodes_is_that_spelling(text):
    try:
        data = strict.decode(text)
    except ValueError:
        return
    assert strict.encode(data) == text


@pytest.mark.parametrize(
    "wrong", ["A", "AB", "AAB", "AA==", "AAA=", "A+A/", "AA\n", " AA", "AAAAA", None, 1, b"AA"]
)
def test_other_spellings_are_refused(wrong):
    with pytest.raises(ValueError, match=r"\w"):
        strict.decode(wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        '{"a":1,"a":1}',
        '{"a":{"b":1,"b":2}}',
        "1.0",
        "1e3",
        "NaN",
        "-Infinity",
        "{} x",
        "",
        "'a'",
        "[" * 100_000,
    ],
)
def test_other_json_is_refused(wrong):
    with pytest.raises(ValueError, match=r"\w"):
        strict.parse(wrong)


TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(TREES)
def test_json_is_kept(tree):
    assert strict.parse(strict.compact(tree)) == tree == json.loads(strict.compact(tree))
    assert strict.compact(tree).isascii()


def test_a_clock_before_this_program_was_written_is_wrong(monkeypatch):
    class Dead(datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2001, 1, 1, tzinfo=tz)

    monkeypatch.setattr(clock, "datetime", Dead)
    with pytest.raises(CarelinkError):
        clock.moment(None)


def test_moments_are_utc_and_whole():
    tokyo = datetime.fromisoformat("2026-04-01T18:00:00.5+09:00")
    assert clock.moment(tokyo) == datetime(2026, 4, 1, 9, tzinfo=UTC)
    assert clock.from_seconds(clock.seconds(tokyo)) == clock.moment(tokyo)
    assert abs(clock.moment(None) - datetime.now(UTC)) < timedelta(seconds=5)
    for wrong in (-1, 10**12, True, "1", None, 1.0):
        with pytest.raises(ValueError, match="time"):
            clock.from_seconds(wrong)
