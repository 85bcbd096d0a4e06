"""What is done for speed changes nothing: index, values and silence are those of the plain way."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carelink.records.checks import CHECKS, Case, checks_of
from carelink.records.checks.seen import Seen
from carelink.records.document import Document
from carelink.records.places import Answer
from carelink.records.read import KINDS, class_of
from carelink.testing.strategies import records

DOCUMENTS = [kind for kind in KINDS if kind not in {"facility", "coordinator"}]
ODD = (None, [], {}, "", "x", 1, True, [None], [{}], {"coding": [{}]}, {"coding": "x"}, "entered-in-error")


def places_of(tree):
    found, waiting = [], [tree]
    while waiting:
        node = waiting.pop()
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            found.append((node, key))
            if isinstance(value, dict | list):
                waiting.append(value)
    return found


@st.composite
def trees(draw, kind):
    """Draw a record of a kind as a tree, often with something broken in it."""
    tree = copy.deepcopy(draw(records(class_of(kind))).to_fhir())
    for _ in range(draw(st.integers(0, 3))):
        holder, key = draw(st.sampled_from(places_of(tree)))
        change = draw(st.sampled_from(("odd", "gone", "twice", "id")))
        if change == "gone":
            del holder[key]
        elif change == "twice" and isinstance(holder[key], list):
            holder[key] = holder[key] * 2
        elif change == "id" and isinstance(holder, dict):
            holder["id"] = "a"
        else:
            holder[key] = copy.deepcopy(draw(st.sampled_from(ODD)))
    return tree


def opened(kind, tree, document):
    record = class_of(kind)
    return record.frame.opened(record.form(), tree, document)


@pytest.mark.parametrize("kind", DOCUMENTS)
@settings(max_examples=25)
@given(st.data())
def test_who_only_looks_sees_the_same(kind, data):
    tree = data.draw(trees(kind))
    plain, seen = opened(kind, tree, Document), opened(kind, tree, Seen)
    if plain is None or seen is None:
        assert plain is seen
        return
    assert {k: [*map(id, found)] for k, found in seen.coded.items()} == {
        k: [*map(id, found)] for k, found in plain.coded.items()
    }
    for name in ("by_ref", "full_url", "sections", "repeated"):
        assert getattr(seen, name) == getattr(plain, name)
    form = class_of(kind).form()
    case = Case(form, seen)
    for item in form.items:
        assert case.get(item.path) == item.at.get(plain, None), item.path
        assert case.states(item.path) is (item.at.get(plain, None) is not None)


@pytest.mark.parametrize("kind", DOCUMENTS)
@settings(max_examples=25)
@given(st.data())
def test_a_check_that_is_passed_over_has_nothing_to_say(kind, data):
    doc = opened(kind, data.draw(trees(kind)), Seen)
    if doc is None:
        return
    form = class_of(kind).form()
    kept = checks_of(form)
    for check in CHECKS:
        case = Case(form, doc)
        if check not in kept or not all(case.states(path) for path in check.stated):
            assert [*check.of(case)] == []


def test_no_two_answers_of_a_form_share_a_code():
    for kind in DOCUMENTS:
        codes = [item.code for item in class_of(kind).form().items if isinstance(item.at, Answer)]
        assert len(codes) == len(set(codes))
