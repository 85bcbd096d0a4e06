"""Single values: what each type takes, and what is said of the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.fhir import tables
from carelink.fhir.numbers import whole
from carelink.fhir.primitives import Fault
from carelink.validation import primitives
from carelink.validation.primitives import check_of

CASES = [
    ("boolean", True, []),
    ("boolean", "true", ["wrong-json-type"]),
    ("integer", -5, []),
    ("integer", 2**31, ["number-out-of-range"]),
    ("integer", True, ["wrong-json-type"]),
    ("integer", whole("-0"), []),
    ("positiveInt", 0, ["number-out-of-range"]),
    ("unsignedInt", 0, []),
    ("decimal", 1.5, []),
    ("decimal", "1.5", ["wrong-json-type"]),
    ("decimal", 10**18, ["decimal-too-long"]),
    ("string", "山田　花子", []),
    ("string", "", ["empty-string"]),
    ("string", "　", ["blank-string"]),
    ("string", "　山田", ["surrounding-space"]),
    ("string", "a\x00b", ["control-character"]),
    ("string", "a\u202eb", ["unpaired-direction-mark"]),
    ("string", "a\u202eb\u202c", []),
    ("string", "<b>x</b>", ["markup-in-text"]),
    ("string", "a < b", []),
    ("markdown", "<b>x</b>", ["markup-in-markdown"]),
    ("code", "a b", []),
    ("code", "a  b", ["malformed-value"]),
    ("code", " ", ["blank-string"]),
    ("id", "a-1.B", []),
    ("id", "a_b", ["malformed-value"]),
    ("id", "a" * 65, ["malformed-value"]),
    ("uri", "http://example.org/a b", ["url-malformed"]),
    ("uri", "urn:uuid:C757873D-EC9A-4326-A141-556F43239520", ["url-malformed"]),
    ("uri", "urn:uuid:c757873d-ec9a-4326-a141-556f43239520", []),
    ("uri", "urn:oid:1.2.03", ["url-malformed"]),
    ("oid", "urn:oid:1.2.392", []),
    ("oid", "1.2.392", ["url-malformed"]),
    ("canonical", "Patient", ["canonical-relative"]),
    ("canonical", "http://example.org/a|1.0", []),
    ("canonical", "#a", []),
    ("date", "2026", []),
    ("date", "2026-13", ["malformed-value"]),
    ("date", "2026-02-30", ["impossible-date"]),
    ("date", "令和8年", ["malformed-value"]),
    ("date", "０２０２-０１-０１", ["malformed-value"]),
    ("date", "1026-01-01", ["implausible-year"]),
    ("dateTime", "2026-11-25T10:00:00+09:00", []),
    ("dateTime", "2026-11-25T10:00:00", ["time-without-zone"]),
    ("dateTime", "2026-11-25T25:00:00Z", ["malformed-value"]),
    ("instant", "2026-11-25T10:00:00.123Z", []),
    ("instant", "2026-11-25", ["malformed-value"]),
    ("time", "23:59:60", []),
    ("time", "24:00:00", ["malformed-value"]),
    ("base64Binary", "44GT44KT", []),
    ("base64Binary", "44GT\n44KT", ["base64-with-space"]),
    ("base64Binary", "44GT4", ["malformed-value"]),
    ("base64Binary", "44GT\u3000", ["malformed-value"]),
    ("resource id", "a_b", ["resource-id-invalid"]),
    ("no such type", 1, ["wrong-json-type"]),
]


@pytest.mark.parametrize(("type_name", "value", "codes"), CASES)
def test_values(type_name, value, codes):
    assert [rule.code for rule, _ in check_of(type_name)(value)] == codes


def test_every_fault_has_its_words():
    assert set(primitives._RULES) == set(Fault)


anything = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.text() | st.lists(st.text())
)


@given(st.sampled_from(sorted(tables.primitive_types())), anything)
def test_no_value_makes_a_check_fail(type_name, value):
    for rule, facts in check_of(type_name)(value):
        rule.at("x", **facts)
