"""What each primitive type takes, at the edges where readers differ."""

import re
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.fhir import tables
from carelink.fhir.numbers import exact, whole
from carelink.fhir.primitives import CHECKS, LONGEST, Fault, is_valid, json_kind

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
    "unsignedInt": [0, 2**31 - 1],
    "uri": ["urn:x", "あ", "Patient/1#a"],
    "url": ["https://example.org"],
    "uuid": ["urn:uuid:0a1b2c3d-0000-4000-8000-0123456789ab"],
    "xhtml": ["<div/>"],
}
INVALID = {
    "base64Binary": [
        ("TWF", Fault.FORM),
        ("44GT\u3000", Fault.FORM),
        ("", Fault.EMPTY),
        ("    ", Fault.FORM),
        ("TW=u", Fault.FORM),
        (1, Fault.TYPE),
    ],
    "boolean": [("true", Fault.TYPE), (1, Fault.TYPE), (None, Fault.TYPE)],
    "canonical": [("a b", Fault.URL), ("http://example.org/a b|1", Fault.URL)],
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
        ("2024-02-29T00:00:00", Fault.ZONE),
        ("2024-02-29T24:00:00Z", Fault.FORM),
        ("2024-02-29T00:00Z", Fault.FORM),
        ("2024-02-29T00:00:00+14:30", Fault.FORM),
        ("2024-02-29 00:00:00Z", Fault.FORM),
    ],
    "decimal": [
        ("1.0", Fault.TYPE),
        (True, Fault.TYPE),
        (float("nan"), Fault.FORM),
        (Decimal("Infinity"), Fault.FORM),
        (Decimal("sNaN"), Fault.FORM),
    ],
    "id": [("", Fault.EMPTY), ("x" * 65, Fault.FORM), ("a_b", Fault.FORM), ("a\n", Fault.FORM)],
    "instant": [("2024-02-29", Fault.FORM), ("2023-02-29T00:00:00Z", Fault.DAY)],
    "integer": [
        (2**31, Fault.RANGE),
        (True, Fault.TYPE),
        (Decimal(1), Fault.FORM),
        ("1", Fault.TYPE),
        (exact("1e0"), Fault.FORM),
        (1.0, Fault.FORM),
    ],
    "markdown": [("", Fault.EMPTY), ("a\x0b", Fault.CONTROL), ("a" * (LONGEST + 1), Fault.LENGTH)],
    "oid": [
        ("urn:oid:3.1", Fault.URL),
        ("urn:oid:1", Fault.URL),
        ("urn:oid:1.02", Fault.URL),
        ("1.2", Fault.URL),
    ],
    "positiveInt": [(0, Fault.RANGE), (whole("-0"), Fault.FORM)],
    "string": [
        ("", Fault.EMPTY),
        ("a\x00", Fault.CONTROL),
        ("a" * (LONGEST + 1), Fault.LENGTH),
        (1, Fault.TYPE),
    ],
    "time": [("24:00:00", Fault.FORM), ("12:00", Fault.FORM), ("12:00:00Z", Fault.FORM)],
    "unsignedInt": [(-1, Fault.RANGE), (whole("-0"), Fault.FORM)],
    "uri": [
        ("a b", Fault.URL),
        ("", Fault.EMPTY),
        ("a\n", Fault.URL),
        ("a\u3000b", Fault.URL),
        ("urn:oid:1.02", Fault.URL),
        ("uuid:0a1b", Fault.URL),
    ],
    "url": [("a\tb", Fault.URL)],
    "uuid": [("urn:uuid:0A1B2C3D-0000-4000-8000-0123456789AB", Fault.URL), ("0a1b", Fault.URL)],
    "xhtml": [("", Fault.EMPTY), (1, Fault.TYPE)],
}


def test_every_primitive_of_r4_has_a_check():
    assert set(CHECKS) == set(tables.primitive_types()) == set(VALID) == set(INVALID)


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, values in VALID.items() for v in values])
def test_valid(name, value):
    assert is_valid(name, value)


@pytest.mark.parametrize(
    ("name", "value", "what"), [(n, v, f) for n, pairs in INVALID.items() for v, f in pairs]
)
def test_invalid(name, value, what):
    assert not is_valid(name, value)
    assert what in CHECKS[name](value)


@pytest.mark.parametrize(
    ("name", "value", "faults"),
    [
        ("string", " ", [Fault.BLANK]),
        ("code", " ", [Fault.BLANK, Fault.FORM]),
        ("string", "\u3000山田", [Fault.SURROUNDED]),
        ("string", "a\u202eb", [Fault.DIRECTION]),
        ("string", "a\u2067b\u2069", []),
        ("string", "<b>x</b>", [Fault.MARKUP]),
        ("markdown", "<b>x</b>", [Fault.MARKUP]),
        ("markdown", "a <b", []),
        ("xhtml", "<div> </div>", []),
        ("date", "1799", [Fault.YEAR]),
        ("decimal", 10**18, [Fault.DIGITS]),
        ("decimal", exact("1.000000000000000000"), [Fault.DIGITS]),
        ("base64Binary", "TWFu\nTWFu", [Fault.SPACED]),
        ("canonical", "Patient", [Fault.RELATIVE]),
        ("canonical", "#a", []),
    ],
)
def test_what_the_letter_allows_is_told_all_the_same(name, value, faults):
    assert list(CHECKS[name](value)) == faults


def test_json_writes_three_kinds():
    kinds = {kind: {t for t in CHECKS if json_kind(t) == kind} for kind in ("boolean", "number", "string")}
    assert kinds["boolean"] == {"boolean"}
    assert kinds["number"] == {"decimal", "integer", "positiveInt", "unsignedInt"}
    assert len(kinds["string"]) == len(CHECKS) - 5


@given(
    st.sampled_from(sorted(CHECKS)),
    st.text() | st.text(alphabet="0123456789-:TZ.+ urnoid") | st.integers() | st.none() | st.floats(),
)
def test_a_fault_is_told_once_and_no_value_breaks_a_check(name, value):
    faults = CHECKS[name](value)
    assert len(set(faults)) == len(faults)


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
        CHECKS[name](hostile)
    assert time.process_time() - start < 30
