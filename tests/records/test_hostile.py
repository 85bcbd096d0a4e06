"""Trees that nobody would write on purpose: reading and checking them raises our own exceptions only."""

from __future__ import annotations

import copy
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_samples import DOCUMENTS, call, discharge_letter, sheet, visit, wish

from carelink.errors import CarelinkError, UnreadableError
from carelink.records import AdmissionSheet, check, from_fhir, kind_of

SAMPLES = [sheet(), call(), discharge_letter(), visit(), wish().revised(reason="日付", by="綾川 看子")]
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=5),
    st.just(Decimal("NaN")),
    st.just([]),
    st.just({}),
)
JUNK = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)


def places(node, path=()):
    """Yield the path of everything inside a tree."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from places(value, (*path, key))


@pytest.mark.parametrize("record", SAMPLES)
def test_a_tree_with_something_else_in_some_place_is_read_or_refused(record):
    whole = record.to_fhir()
    spots = list(places(whole))

    @given(st.lists(st.tuples(st.sampled_from(spots), JUNK), min_size=1, max_size=4))
    def law(changes):
        tree = copy.deepcopy(whole)
        for path, value in changes:
            put(tree, path, value)
        survive(tree)

    law()


def test_a_list_or_object_in_every_single_place_is_read_or_refused():
    whole = call().revised(reason="日付", by="綾川 看子").to_fhir()
    for path in places(whole):
        for value in ([], {}):
            tree = copy.deepcopy(whole)
            put(tree, path, value)
            survive(tree)


@given(JUNK)
def test_junk_is_no_record(tree):
    assert kind_of(tree) is None
    assert list(check(tree)) == []
    read = from_fhir(tree)
    assert read.records == ()
    assert not read.report.ok
    with pytest.raises(UnreadableError):
        AdmissionSheet.from_fhir(tree)


def test_a_tree_without_end_does_not_hang_the_reader():
    tree = sheet().to_fhir()
    deep = {"resourceType": "Basic"}
    for _ in range(5_000):
        deep = {"extension": [deep]}
    tree["entry"].append({"resource": deep})
    survive(tree)


def put(tree, path, value):
    with suppress(KeyError, IndexError, TypeError):  # an earlier change has taken the place away
        for step in path[:-1]:
            tree = tree[step]
        tree[path[-1]] = value


def survive(tree):
    list(check(tree))
    read = from_fhir(tree)
    for record in read.records:
        with suppress(CarelinkError):
            again = from_fhir(record.to_fhir(tree))
            assert again.records == (record,)
    for kind in DOCUMENTS:
        with suppress(CarelinkError):
            kind.from_fhir(tree)
