"""JSON is read strictly and written exactly."""

import copy
import json as stdlib
import pickle
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.errors import CarelinkError, UsageError
from carelink.fhir import json
from carelink.fhir.limits import Limits
from carelink.fhir.numbers import exact

BUNDLED = b'{"resourceType":"Patient","name":[{},{"text":"a","text":"b"}]}'


def said(data, **kwargs):
    """Code, path, line and column of what is wrong."""
    _, findings = json.read(data, **kwargs)
    return [(f.code, f.path, f.source.line, f.source.column) for f in findings]


@pytest.mark.parametrize(
    "literal",
    [
        "1.00",
        "0.001530",
        "1e-22",
        "1E-22",
        "0.0000001",
        "-0.0",
        "-0",
        "0",
        "5",
        "1E5",
        "1e+5",
        "-1.50e3",
        "1" * 100,
        "1.000000000000000000010",
        "36.50",
        "1e400",
    ],
)
def test_numbers_keep_their_literal(literal):
    data = b'{"resourceType":"Observation","valueQuantity":{"value":%s}}' % literal.encode()
    tree, findings = json.read(data)
    assert findings == ()
    assert json.write(tree) == data
    number = tree["valueQuantity"]["value"]
    for twin in (pickle.loads(pickle.dumps(number)), copy.deepcopy(number)):  # noqa: S301 - our own bytes
        assert str(twin) == literal


def test_exact_is_a_number():
    assert exact("1e-1") == Decimal("0.1")
    assert exact("1e-1") + 1 == Decimal("1.1")
    assert type(exact("1.00")) is Decimal


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            b'{"resourceType":"Patient",\n "active":true,"active":false}',
            ("json-duplicate-key", "Patient.active", 2, 16),
        ),
        (BUNDLED, ("json-duplicate-key", "Patient.name[1].text", 1, 50)),
        (b'{"resourceType":"Goal","note":NaN}', ("json-not-a-number", "Goal.note", 1, 31)),
        (b'{"a":-Infinity}', ("json-not-a-number", "a", 1, 6)),
        (b'{"a":"\\ud800"}', ("text-lone-surrogate", "a", 1, 6)),
        (b'{"a":"\\udc00\\ud800"}', ("text-lone-surrogate", "a", 1, 6)),
        (b'{"a":1} x', ("json-trailing-data", "", 1, 9)),
        (b'{"a":1}{"a":1}', ("json-trailing-data", "", 1, 8)),
        (b"[]", ("json-not-an-object", "", 1, 1)),
        (b'"x"', ("json-not-an-object", "", 1, 1)),
        (b"null", ("json-not-an-object", "", 1, 1)),
        (b"", ("json-syntax", "", 1, 1)),
        (b"   ", ("json-syntax", "", 1, 4)),
        (b'{"a":1,}', ("json-syntax", "", 1, 8)),
        (b'{"a":01}', ("json-syntax", "", 1, 7)),
        (b"{'a':1}", ("json-syntax", "", 1, 2)),
        (b'{"a":"\n"}', ("json-syntax", "", 1, 7)),
        (b'{"a":tru}', ("json-syntax", "", 1, 6)),
        (b'{"a":1', ("json-syntax", "", 1, 7)),
        ('{"a":１}'.encode(), ("json-syntax", "", 1, 6)),
        (b'{"a":1e999999999}', ("number-too-long", "a", 1, 6)),
        (b'{"a":' + b"9" * 5000 + b"}", ("number-too-long", "a", 1, 6)),
        (b'{"a":0.' + b"9" * 5000 + b"}", ("number-too-long", "a", 1, 6)),
        ('{"a":"é"}'.encode("latin-1"), ("text-not-utf8", "", 1, 7)),
        ('{"a":"あ"}'.encode("cp932"), ("text-not-utf8", "", 1, 7)),
        ('{"a":"あ"}'.encode("utf-16"), ("text-not-utf8", "", 1, 1)),
        ('{"a":"\ud800"}', ("text-lone-surrogate", "", 1, 7)),
        ('{"a":"あ",\n"a":1}', ("json-duplicate-key", "a", 2, 1)),
        (b'\xef\xbb\xbf{"a":1}', ("text-byte-order-mark", "", 1, 1)),
    ],
)
def test_what_is_wrong_and_where(data, expected):
    assert said(data) == [expected]


def test_all_of_it_is_said_and_the_rest_is_read():
    tree, findings = json.read(
        b'{"a":NaN,"b":{"c":1,"c":2},"d":"\\ud83d","e":"\\ud83d\\ude00"}', file="x.json"
    )
    assert [f.code for f in findings] == ["json-not-a-number", "json-duplicate-key", "text-lone-surrogate"]
    assert {f.source.file for f in findings} == {"x.json"}
    assert (tree["a"], tree["b"], tree["e"]) == (None, {"c": 1}, "😀")


def test_a_key_is_never_repeated_in_a_path_unless_it_is_a_name():
    assert said('{"山田 花子":1,"山田 花子":2}') == [("json-duplicate-key", "`?`", 1, 12)]


def test_size_and_depth_are_bounded():
    assert said(b'{"a":"' + b"x" * 100 + b'"}', limits=Limits(size=50)) == [
        ("file-too-large", "", None, None)
    ]
    assert said(b"[" * 100_000) == [("file-too-deep", "", 1, 129)]
    assert said(b'{"a":' * 129 + b"1" + b"}" * 129) == [("file-too-deep", "", 1, 641)]
    assert said(b'{"a":' * 128 + b"1" + b"}" * 128) == []


def test_a_bomb_of_brackets_takes_no_time():
    start = time.process_time()  # quadratic work would take minutes
    for bomb in (b"[" * 1_000_000, b"{}" * 1_000_000, b'{"a":"}",' * 500_000, b'"{' * 2_000_000):
        json.read(bomb)
    assert time.process_time() - start < 30


def test_brackets_in_strings_hide_no_depth():
    hidden = b'{"x":"}","a":' * 200 + b"1" + b',"y":"{"}' * 200
    assert [code for code, *_ in said(hidden)] == ["file-too-deep"]
    assert said(stdlib.dumps({"a": "[" * 1000}).encode()) == []


nested = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
)


@given(nested, st.integers(0, 6))
def test_depth_is_measured_exactly(value, limit):
    def depth(v):
        if isinstance(v, dict):
            return 1 + max(map(depth, v.values()), default=0)
        return 1 + max(map(depth, v), default=0) if isinstance(v, list) else 0

    read = json.read(stdlib.dumps({"v": value}), limits=Limits(depth=limit + 1))[1]
    assert ("file-too-deep" in [f.code for f in read]) == (depth(value) > limit)


@given(st.dictionaries(st.text(max_size=8), nested))
def test_written_is_read_again(tree):
    try:
        written = json.write(tree)
    except UsageError:
        return
    again, findings = json.read(written)
    assert (again, findings) == (tree, ())
    assert list(again) == list(tree)
    assert json.read(json.write(tree, indent=2))[0] == tree


@given(st.binary(max_size=60) | st.text(alphabet='{}[]",:\\u0d8e19.-+ \n\ufeff', max_size=60))
def test_garbage_never_raises(data):
    tree, findings = json.read(data)
    assert tree is None or isinstance(tree, dict)
    assert tree is not None or findings


@given(st.text(alphabet='{}[]",:\\truefalsn019.-+eE \n', max_size=40))
def test_the_slow_scanner_accepts_what_the_fast_parser_accepts(text):
    tree, findings = json.read(text)
    try:
        expected = stdlib.loads(text)
    except (ValueError, RecursionError):
        assert findings
        return
    if isinstance(expected, dict) and not findings:
        assert tree == expected


@pytest.mark.parametrize(
    "value", [float("nan"), Decimal("NaN"), Decimal("Infinity"), "\ud800", object(), {1, 2}]
)
def test_what_json_cannot_say_is_refused(value):
    with pytest.raises(CarelinkError):
        json.write({"a": value})


@pytest.mark.parametrize("indent", [None, 2])
def test_a_tree_in_itself_is_refused(indent):
    tree = {"a": []}
    tree["a"].append(tree)
    with pytest.raises(UsageError):
        json.write(tree, indent=indent)


@given(st.dictionaries(st.text(max_size=8), nested | st.decimals(allow_nan=False, allow_infinity=False)))
def test_what_is_written_is_what_everybody_reads(tree):
    try:
        written = json.write(tree)
    except UsageError:
        return
    assert stdlib.loads(written, parse_float=Decimal) == tree


def test_positions():
    data = b"""{
  "resourceType": "Bundle",
  "entry": [
    {"resource": {"resourceType": "Patient", "birthDate": "x"}},
    {"resource": {
      "resourceType": "Observation",
      "_status": {"extension": [{"url": "u"}]},
      "valueQuantity": {"value": 1},
      "note": [{"_text": {"id": "t"}}]
    }}
  ]
}"""
    entry = "Bundle.entry[1].resource"
    expected = {
        "Bundle.entry[0].resource.birthDate": (4, 46),
        "Bundle.entry[1]": (5, 5),
        f"{entry}.value.value": (8, 25),
        f"{entry}.value.ofType(Quantity).value": (8, 25),
        f"{entry}.valueQuantity": (8, 7),
        f"{entry}.status": (7, 7),
        f"{entry}.status.extension[0].url": (7, 34),
        f"{entry}.note[0].text.id": (9, 27),
        f"{entry}.code": (5, 6),
        f"{entry}.note[7].text": (9, 7),
        "Bundle": (1, 1),
        "": (1, 1),
    }
    assert json.positions(data, expected) == expected


def test_positions_of_broken_text_are_none():
    assert json.positions(b"{", ["a"]) == {}
    assert json.positions(b"[" * 1000, ["a"]) == {}
