"""What each primitive type takes, at the edges where readers differ."""

import re
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.fhir import tables
from carelink.fhir.numbers import exact, whole
from carelink.fhir.primitives import CHECKS, Fault, fault, is_valid

VALID = {
    "base64Binary": ["TWFu", "TWE=", "TQ==", "TWFu\nTWFu", " TWFu "],
    "boolean": [True, False],
    "canonical": ["http://example.org/a|1.0", "#a"],
    "code": ["a", "a b", "全角\u3000空白"],
    "date": ["2024", "2024-02", "2024-02-29", "0001-01-01", "9999-12-31"],
    "dateTime": ["2024", "2024-02-29", "2024-02-29T23:59:60Z", "2024-02-29T00:00:00.123456+09:00"],
    "decimal": [0, -1, Decimal("1.00"), exact("1e-22"), exact("1e400"), 2**40, 1.5],
    "id": ["a", "A-1.b", "x" * 64],
    "instant": ["2024-02-29T23:59:59+14:00"],
    "integer": [0, -(2**31), 2**31 - 1, whole("-0")],
    "markdown": ["# あ\n\n\ttext", " "],
    "oid": ["urn:oid:1.2.392.100495.20.3.51", "urn:oid:0.0"],
    "positiveInt": [1, 2**31 - 1],
    "string": ["山田\u3000花子", " a", "a\n", "\r\n\t", "𠮷", "\x7f", "\u200b", "a\u2028b"],
    "time": ["00:00:00", "23:59:60.1"],
    "unsignedInt": [0, whole("-0")],
    "uri": ["urn:x", "あ", "\u3000"],
    "url": ["https://example.org"],
    "uuid": ["urn:uuid:0a1b2c3d-0000-4000-8000-0123456789ab"],
    "xhtml": ["<div/>"],
}
INVALID = {
    "base64Binary": [
        ("TWF", Fault.FORM),
        ("", Fault.EMPTY),
        ("    ", Fault.FORM),
        ("TW=u", Fault.FORM),
        (1, Fault.TYPE),
    ],
    "boolean": [("true", Fault.TYPE), (1, Fault.TYPE), (None, Fault.TYPE)],
    "canonical": [("a b", Fault.FORM)],
    "code": [
        (" a", Fault.FORM),
        ("a ", Fault.FORM),
        ("a  b", Fault.FORM),
        ("a\n", Fault.FORM),
        ("", Fault.EMPTY),
    ],
    "date": [
        ("2023-02-29", Fault.DAY),
        ("1900-02-29", Fault.DAY),
        ("2024-04-31", Fault.DAY),
        ("0000", Fault.FORM),
        ("2024-1-1", Fault.FORM),
        ("24", Fault.FORM),
        ("2024-01-01\n", Fault.FORM),
        ("２０２４", Fault.FORM),
        ("2024-13", Fault.FORM),
        ("2024-01-01T00:00:00Z", Fault.FORM),
        (2024, Fault.TYPE),
    ],
    "dateTime": [
        ("2023-02-29T00:00:00Z", Fault.DAY),
        ("2024-02-29T00:00:00", Fault.FORM),
        ("2024-02-29T24:00:00Z", Fault.FORM),
        ("2024-02-29T00:00Z", Fault.FORM),
        ("2024-02-29T00:00:00+14:30", Fault.FORM),
        ("2024-02-29 00:00:00Z", Fault.FORM),
    ],
    "decimal": [
        ("1.0", Fault.TYPE),
        (True, Fault.TYPE),
        (float("nan"), Fault.TYPE),
        (Decimal("Infinity"), Fault.TYPE),
        (Decimal("sNaN"), Fault.TYPE),
    ],
    "id": [("", Fault.EMPTY), ("x" * 65, Fault.FORM), ("a_b", Fault.FORM), ("a\n", Fault.FORM)],
    "instant": [("2024-02-29", Fault.FORM), ("2023-02-29T00:00:00Z", Fault.DAY)],
    "integer": [
        (2**31, Fault.RANGE),
        (True, Fault.TYPE),
        (Decimal(1), Fault.TYPE),
        ("1", Fault.TYPE),
        (exact("1e0"), Fault.TYPE),
    ],
    "markdown": [("", Fault.EMPTY), ("a\x0b", Fault.CONTROL)],
    "oid": [
        ("urn:oid:3.1", Fault.FORM),
        ("urn:oid:1", Fault.FORM),
        ("urn:oid:1.02", Fault.FORM),
        ("1.2", Fault.FORM),
    ],
    "positiveInt": [(0, Fault.RANGE), (whole("-0"), Fault.TYPE)],
    "string": [
        ("", Fault.EMPTY),
        ("a\x00", Fault.CONTROL),
        ("a" * (1024 * 1024 + 1), Fault.LENGTH),
        (1, Fault.TYPE),
    ],
    "time": [("24:00:00", Fault.FORM), ("12:00", Fault.FORM), ("12:00:00Z", Fault.FORM)],
    "unsignedInt": [(-1, Fault.RANGE)],
    "uri": [("a b", Fault.FORM), ("", Fault.EMPTY), ("a\n", Fault.FORM)],
    "url": [("a\tb", Fault.FORM)],
    "uuid": [("urn:uuid:0A1B2C3D-0000-4000-8000-0123456789AB", Fault.FORM), ("0a1b", Fault.FORM)],
    "xhtml": [("", Fault.EMPTY), (1, Fault.TYPE)],
}


def test_every_primitive_of_r4_has_a_check():
    assert set(CHECKS) == set(tables.primitive_types()) == set(VALID) == set(INVALID)


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, values in VALID.items() for v in values])
def test_valid(name, value):
    assert is_valid(name, value)
    assert fault(name, value) is None


@pytest.mark.parametrize(
    ("name", "value", "what"), [(n, v, f) for n, pairs in INVALID.items() for v, f in pairs]
)
def test_invalid(name, value, what):
    assert not is_valid(name, value)
    assert fault(name, value) is what


@given(
    st.sampled_from(sorted(CHECKS)),
    st.text() | st.text(alphabet="0123456789-:TZ.+ urnoid") | st.integers() | st.none(),
)
def test_yes_and_no_agree_with_the_fault(name, value):
    assert is_valid(name, value) == (fault(name, value) is None)


@given(
    st.sampled_from(["date", "dateTime", "instant", "time", "id", "oid", "uuid", "uri"]),
    st.text(alphabet="0123456789-:TZ.+ urnoid"),
)
def test_nothing_is_accepted_that_the_published_pattern_refuses(name, value):
    if is_valid(name, value):
        assert re.fullmatch(tables.type_of(name).regex, value, re.ASCII)


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_no_value_takes_long(name):
    start = time.process_time()  # quadratic work would take minutes
    for hostile in (
        " " * 300_000,
        "A" * 300_001,
        "a " * 200_000,
        "1." * 200_000,
        "urn:oid:1" + ".1" * 200_000 + "x",
    ):
        is_valid(name, hostile)
        fault(name, hostile)
    assert time.process_time() - start < 30
