"""Expressions and data of strangers cost a bounded amount, and fail with our own errors."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.errors import CarelinkError
from carelink.fhir import fhirpath
from carelink.fhir.fhirpath import EvaluationError, ExpressionError, Limits
from carelink.fhir.fhirpath.parser import parse
from carelink.fhir.fhirpath.syntax import unparse

MARKS = [
    "'a'",
    "1",
    "name",
    "given",
    ".",
    "(",
    ")",
    "[",
    "]",
    "{}",
    "and",
    "is",
    "as",
    "-",
    "|",
    "=",
    "~",
    "%a",
    "$this",
]


@given(st.text(max_size=60) | st.lists(st.sampled_from(MARKS), max_size=25).map(" ".join))
def test_parsing_garbage_gives_our_error_only(expression):
    with suppress(CarelinkError):
        fhirpath.compile.__wrapped__(expression, "Patient").evaluate({"resourceType": "Patient"})


@pytest.mark.parametrize(
    "expression",
    [
        "(" * 5_000 + "1" + ")" * 5_000,
        "-" * 5_000 + "1",
        "1" + "+1" * 5_000,
        "a" + ".a" * 5_000,
        "a" + "[0]" * 5_000,
        "a(" * 2_000 + ")" * 2_000,
        "iif(" * 300 + "true" + ",1,2)" * 300,
        "x" * 40_000,
    ],
)
def test_deep_and_long_expressions_are_refused(expression):
    with pytest.raises(ExpressionError):
        fhirpath.compile(expression)


def test_a_long_chain_of_alternatives_is_fine():
    rule = fhirpath.compile(" or ".join(f"gender = 'g{n}'" for n in range(200)), "Patient")
    patient = {"resourceType": "Patient", "gender": "g199"}
    assert all(rule.test(patient) for _ in range(20))


@pytest.mark.parametrize(
    "expression",
    [
        "repeat('a' & $this)",
        "(1|2|3|4|5|6|7|8|9).aggregate($total.combine(%big).combine($total), 1).repeat('x' & toString())",
        "'x'.repeat($this & $this)",
        "(1|2|3|4|5|6|7|8|9|10).select(%big.select(%big.select(%big.select($this))))",
        "%long.replace('a', %long)",
        "%long.replaceMatches('a', %long)",
        "%long.split('').join(%long)",
        "%long & %long",
        "%long + %long",
    ],
)
def test_evaluation_is_bounded(expression):
    names = {"big": list(range(300)), "long": "a" * 1_000_000}
    rule = fhirpath.compile(expression, variables=frozenset(names), limits=Limits(steps=200_000))
    began = time.perf_counter()
    with pytest.raises(EvaluationError):
        rule.evaluate("a", variables=names)
    assert time.perf_counter() - began < 20


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a*)*b", "((a|b)+)*c", "(.*)*x", "([a-z]+)*$", "(a{1,500}){1,500}", "(a|aa)+$"]
)
def test_patterns_that_explode_are_refused(pattern):
    with pytest.raises(EvaluationError):
        fhirpath.compile(f"'{'a' * 40}!'.matches('{pattern}')").evaluate({})


@pytest.mark.parametrize("pattern", ["a.*a.*a.*b", "a*b", "[a-z]+[0-9a-z]+!"])
def test_long_strings_are_refused_where_a_pattern_backtracks(pattern):
    rule = fhirpath.compile(f"%x.matches('{pattern}')", variables=frozenset({"x"}))
    assert rule.evaluate({}, variables={"x": "a" * 100}) == [False]
    began = time.perf_counter()
    with pytest.raises(EvaluationError):
        rule.evaluate({}, variables={"x": "a" * 100_000})
    assert time.perf_counter() - began < 5


def test_a_simple_pattern_takes_long_strings():
    rule = fhirpath.compile("%x.matches('^[\\\\s\\\\S]+$')", variables=frozenset({"x"}))
    assert rule.evaluate({}, variables={"x": "a" * 1_000_000}) == [True]


def test_numbers_overflow_to_nothing():
    assert fhirpath.compile("(1|2|3|4|5|6|7|8|9).aggregate($total * $total, 99999)").evaluate({}) == []


def test_deep_data_is_an_error_not_a_crash():
    tree = {"url": "u"}
    for _ in range(3_000):
        tree = {"url": "u", "extension": [tree]}
    with pytest.raises(EvaluationError):
        fhirpath.compile("repeat(extension).count()", "Extension").evaluate(tree)


LITERALS = st.sampled_from(
    ["1", "2.50", "'a\\'b'", "true", "@2020-02", "@2020-02-03T04", "@T10:30", "3 'mg'", "4 days", "{}"]
)
ATOMS = LITERALS | st.sampled_from(["$this", "%resource", "name", "`div`", "now()", "contains"])


def _grown(inner):
    return st.one_of(
        st.builds(
            "({} {} {})".format,
            inner,
            st.sampled_from(["+", "&", "|", "and", "=", "in", "<", "implies"]),
            inner,
        ),
        st.builds("{}.where({})".format, inner, inner),
        st.builds("{}.name[0]".format, inner),
        st.builds("(-{})".format, inner),
        st.builds("({} is FHIR.string)".format, inner),
        st.builds("{}.sort({} desc)".format, inner, inner),
    )


@given(st.recursive(ATOMS, _grown, max_leaves=12))
def test_a_printed_tree_parses_to_itself(expression):
    tree = parse(expression)
    assert parse(unparse(tree)) == tree
