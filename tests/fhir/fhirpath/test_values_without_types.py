"""Values the expression makes itself, and data whose types nobody knows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from carelink.fhir import fhirpath
from carelink.fhir.fhirpath import EvaluationError

UNTYPED = {
    "name": [{"family": "a", "_given": [{"id": "x"}]}],
    "valueQuantity": {"value": Decimal("1.5"), "unit": "kg"},
    "flag": True,
    "number": 3,
    "extension": [{"url": "u", "valueCode": "c"}],
    "contained": [{"resourceType": "Patient", "id": "p"}],
}


@pytest.mark.parametrize(
    ("expression", "answer"),
    [
        ("name.family", ["a"]),
        ("name.given.exists()", [True]),
        ("name.given.id", ["x"]),
        ("value.value", [Decimal("1.5")]),
        ("value > 1 'kg'", [True]),
        ("value is Quantity", [True]),
        ("flag is boolean", [True]),
        ("name.family is string", [True]),
        ("name.first() is Element", [True]),
        ("number + 1", [4]),
        ("flag.type().name", ["Element"]),
        ("extension('u').value", ["c"]),
        ("contained.ofType(Patient).id", ["p"]),
        ("children().count()", [6]),
        ("descendants().where($this = 'c').count()", [1]),
        ("nothing", []),
    ],
)
def test_data_whose_type_nobody_knows(expression, answer):
    assert fhirpath.compile(expression).evaluate(UNTYPED) == answer


@pytest.mark.parametrize(
    ("expression", "answer"),
    [
        ("true.toInteger()", [1]),
        ("true.toDecimal()", ["1"]),
        ("true.toQuantity()", ["1 '1'"]),
        ("'no'.toBoolean()", [False]),
        ("@2020-02-03.toBoolean()", []),
        ("'x'.toQuantity()", []),
        ("'2 weeks'.toQuantity()", ["2 week"]),
        ("'2 weeks'.toQuantity('days')", ["14 day"]),
        ("1 'kg'.toQuantity('g')", ["1000 'g'"]),
        ("1 'kg'.convertsToQuantity('cm')", [False]),
        ("'2020-02-03T10:00:00Z'.toDate()", ["2020-02-03"]),
        ("@2020-02-03.toDateTime()", ["2020-02-03"]),
        ("@2020-02-03T10.toDate()", ["2020-02-03"]),
        ("'10:30'.toTime()", ["10:30"]),
        ("@T10:30.toTime()", ["10:30"]),
        ("1.toDate()", []),
        ("1.toDateTime()", []),
        ("1.toTime()", []),
        ("(1 | 2).first().toString()", ["1"]),
        ("1 'mg' + 1 'g'", ["1001 'mg'"]),
        ("1 'mg' - 1 'cm'", []),
        ("2 'm' * 3", ["6 'm'"]),
        ("2 'm' * 3 'm'", ["6 'm2'"]),
        ("6 'm' / 2", ["3 'm'"]),
        ("6 / 2 'm'", ["3 'm-1'"]),
        ("1 '錠' * 1 'mg'", []),
        ("1 year * 2 'm'", []),
        ("1 year + 6 months", ["1.5 year"]),
        ("1 year = 12 months", [True]),
        ("(-1 'mg').abs()", ["1 'mg'"]),
        ("-(1 'mg')", ["-1 'mg'"]),
        ("0.lowBoundary(1)", ["-0.5"]),
        ("1.5 'mg'.highBoundary(2)", ["1.55 'mg'"]),
        ("@2020.highBoundary()", ["2020-12-31"]),
        ("@2020.highBoundary(6)", ["2020-12"]),
        ("@2020.lowBoundary(17)", ["2020-01-01T00:00:00.000+14:00"]),
        ("@2020-02-03T10:30:05.highBoundary()", ["2020-02-03T10:30:05.999-12:00"]),
        ("@2020-02-03T10:30:05Z.highBoundary(14)", ["2020-02-03T10:30:05Z"]),
        ("@2020.lowBoundary(5)", []),
        ("@T10.highBoundary()", ["10:59:59.999"]),
        ("1.precision()", [0]),
        ("@2020-02.precision()", [6]),
        ("@T10:30.precision()", [4]),
        ("{}.precision()", []),
        ("1 'kg'.comparable(1 'g')", [True]),
        ("timeOfDay().precision()", [9]),
        ("'a' ~ 1", [False]),
        ("true ~ true", [True]),
        ("1.999 ~ 2", [True]),
        ("1 year ~ 1 'a'", [True]),
        ("@2020 ~ @2020-01", [False]),
        ("@T10 = @2020", [False]),
        ("'b' > 'a'", [True]),
        ("'abc'.indexOf('c')", [2]),
        ("'abca'.lastIndexOf('a')", [3]),
        ("'abc'.toChars().count()", [3]),
        ("'abc'.split('')", ["a", "b", "c"]),
        ("('a' | 'b').join('-')", ["a-b"]),
        ("{}.join('-')", []),
        ("'a\"b'.escape('json')", ['a\\"b']),
        ("'a\\\\\"b'.unescape('json')", ['a"b']),
        ("'\\\\'.unescape('json')", []),
        ("'a'.escape('none')", []),
        ("'ff'.decode('hex')", []),
        ("'e38182'.decode('hex')", ["あ"]),
        ("'!'.decode('base64')", []),
        ("'あ'.encode('urlbase64')", ["44GC"]),
        ("'a'.encode('none')", []),
        ("4.log(0)", []),
        ("(0 - 1).ln()", []),
        ("(0 - 8).power(0.5)", []),
        ("2.power(0 - 1)", ["0.5"]),
        ("1000.exp()", []),
        ("(2 | 1).sort()", [1, 2]),
        ("{}.single()", []),
        ("{}[0]", []),
        ("(1 | 2)[{}]", []),
        ("$index", []),
        ("$total", []),
        ("+1", [1]),
        ("-{}", []),
        ("{} in (1 | 2)", []),
        ("1 in {}", [False]),
        ("{}.resolve()", []),
    ],
)
def test_system_values(expression, answer):
    found = fhirpath.compile(expression).evaluate({})
    assert [v if isinstance(v, bool | int | str) else str(v) for v in found] == answer


@pytest.mark.parametrize(
    "expression",
    [
        "1 'mg' > true",
        "'a'.exp()",
        "2.round(0 - 1)",
        "true.precision()",
        "'a'.lowBoundary()",
        "1.comparable(2)",
        "'a' & 1",
    ],
)
def test_system_values_that_do_not_fit(expression):
    with pytest.raises(EvaluationError):
        fhirpath.compile(expression).evaluate({})
