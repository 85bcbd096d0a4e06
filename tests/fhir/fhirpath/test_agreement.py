"""One meaning, two speeds: the Python source of an invariant and its closures never disagree."""

from __future__ import annotations

import copy
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.fhir import fhirpath, json
from carelink.fhir.fhirpath import EvaluationError
from carelink.fhir.tables import resource_types, type_of

BUNDLE = {
    "resourceType": "Bundle",
    "type": "document",
    "timestamp": "2026-04-01T09:00:00+09:00",
    "identifier": {"system": "urn:ietf:rfc:3986", "value": "urn:uuid:0"},
    "entry": [
        {
            "fullUrl": "urn:uuid:1",
            "resource": {
                "resourceType": "Composition",
                "status": "final",
                "section": [
                    {"title": "薬", "entry": [{"reference": "urn:uuid:2"}]},
                    {"emptyReason": {"text": "x"}},
                ],
            },
        },
        {
            "fullUrl": "urn:uuid:2",
            "resource": {
                "resourceType": "Patient",
                "contained": [{"resourceType": "Organization", "id": "o", "name": "x"}],
                "managingOrganization": {"reference": "#o"},
                "name": [{"family": "讃岐", "given": ["花子"]}],
                "telecom": [
                    {"system": "phone", "value": "0", "period": {"start": "2026-01", "end": "2026-01-02"}}
                ],
                "contact": [{"name": {"text": "x"}}, {"gender": "male"}],
            },
        },
        {
            "resource": {
                "resourceType": "Observation",
                "code": {"coding": [{"system": "http://loinc.org", "code": "1"}]},
                "valueQuantity": {"value": Decimal("1.50"), "code": "kg"},
                "component": [{"code": {"coding": [{"system": "http://loinc.org", "code": "1"}]}}],
                "referenceRange": [{"low": {"value": 1, "unit": "kg"}, "high": {"value": 2}}, {"text": "x"}],
            }
        },
        {
            "resource": {
                "resourceType": "Questionnaire",
                "name": "Fine",
                "item": [
                    {"linkId": "1", "type": "display", "item": [{"linkId": "1"}], "maxLength": 3},
                    {
                        "linkId": "2",
                        "type": "choice",
                        "enableWhen": [{"operator": "exists", "answerBoolean": True}] * 2,
                    },
                ],
            }
        },
    ],
}
ODD = [
    "",
    "#o",
    "2020",
    "2020-01-01",
    "2020-01-01T00:00:00Z",
    "http://x|1",
    "document",
    "display",
    "Ab_1",
    "１",
]


def _walk(tree, type_, resource, root):
    """Yield every object of a tree with the invariants that stand on it."""
    info = type_of(type_)
    if info is None:
        return
    yield tree, type_, resource, root, info.constraints
    for key, value in tree.items():
        element, kind = info.json.get(key, (None, ""))
        for inner in value if isinstance(value, list) else [value]:
            if element is None or not isinstance(inner, dict):
                continue
            if kind == "Resource":
                if inner.get("resourceType") in resource_types():
                    yield from _walk(
                        inner, inner["resourceType"], inner, root if key == "contained" else inner
                    )
            else:
                yield inner, kind, resource, root, element.constraints
                yield from _walk(inner, kind, resource, root)


def _containers(value):
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            yield from _containers(inner)


def _damage(tree, chance):
    """Change a tree in a few places: drop, replace, repeat, and put extensions in the place of values."""
    for _ in range(chance.randint(1, 5)):
        place = chance.choice([c for c in _containers(tree) if c])
        key = chance.choice(list(place))
        value = place[key]
        way = chance.random()
        if key == "resourceType":
            continue
        if way < 0.3:
            del place[key]
        elif isinstance(value, list):
            value.append(copy.deepcopy(chance.choice(value))) if chance.random() < 0.7 else _emptied(
                place, key
            )
        elif isinstance(value, str):
            place[key] = chance.choice(ODD)
        elif not isinstance(value, dict):
            place[f"_{key}"] = {"id": "x"}
            place.pop(key) if chance.random() < 0.5 else None


def _emptied(place, key):
    if place[key] and not isinstance(place[key][0], dict) and not key.startswith("_"):
        place[f"_{key}"] = [{"id": "x"}, *[None] * (len(place[key]) - 1)]
        place[key][0] = None


def _answer(ask, *arguments):
    try:
        return ask(*arguments)
    except EvaluationError:
        return False  # an invariant that cannot be evaluated does not hold


def _disagreements(tree):
    for node, type_, resource, root, constraints in _walk(tree, tree["resourceType"], tree, tree):
        for constraint in constraints:
            rule = fhirpath.compile(constraint.expression, type_)
            if rule.python is None:
                continue
            fast = _answer(rule.predicate, node, resource, root)
            slow = _answer(lambda r=rule, n=node, i=resource, o=root: _by_closures(r, n, i, o))
            if fast is not slow:
                yield constraint.key, type_, fast, slow


def _by_closures(rule, node, resource, root):
    found = rule.nodes(node, resource=resource, root=root)
    return found[0].value if len(found) == 1 and isinstance(found[0].value, bool) else bool(found)


@given(st.randoms(use_true_random=False))
def test_source_and_closures_agree_on_damaged_trees(chance):
    tree = copy.deepcopy(BUNDLE)
    _damage(tree, chance)
    assert list(_disagreements(tree)) == []


@pytest.mark.shared
def test_source_and_closures_agree_on_real_examples(shared_data):
    chance = random.Random(7)
    files = sorted((shared_data / "jp-fhir" / "clins-examples").glob("*.json"))
    assert files
    for file in chance.sample(files, min(40, len(files))):
        tree, _ = json.read(file.read_bytes())
        if tree is None or tree.get("resourceType") not in resource_types():
            continue
        assert list(_disagreements(tree)) == [], file.name
        _damage(tree, chance)
        assert list(_disagreements(tree)) == [], file.name


def test_what_the_source_was_not_written_for_goes_to_the_closures():
    rule = fhirpath.compile("name.given.isDistinct()", "Patient")
    assert rule.python is not None
    assert not rule.predicate({"name": [{"given": ["a", "a"]}]}, {}, {})
    beside = {"name": [{"given": [None, None], "_given": [{"id": "1"}, {"id": "2"}]}]}
    assert rule.predicate(beside, beside, beside)


def test_testing_often_gives_the_answer_of_the_first_time():
    rule = fhirpath.compile.__wrapped__(
        "name.exists() and (birthDate.exists() implies gender = 'female')", "Patient"
    )
    tree = {"resourceType": "Patient", "name": [{"text": "x"}], "birthDate": "1940", "gender": "female"}
    assert {rule.test(tree) for _ in range(30)} == {True}
    assert {rule.test({**tree, "gender": "male"}) for _ in range(30)} == {False}


def test_whoever_listens_hears_the_traces_of_a_written_invariant():
    rule = fhirpath.compile.__wrapped__("gender.trace('g') = 'female'", "Patient")
    heard = []
    hooks = fhirpath.Hooks(trace=lambda label, values: heard.append((label, values)))
    tree = {"resourceType": "Patient", "gender": "female"}
    assert all(rule.test(tree, hooks=hooks, type="Patient") for _ in range(20))
    assert heard == [("g", ["female"])] * 20
    assert rule.test(tree)
    assert len(heard) == 20
