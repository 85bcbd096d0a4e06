"""The accept path is taken, for what it is meant for; and what it keeps is bounded."""

import copy

import mutants
import pytest

from carelink.validation import Validator
from carelink.validation.accept import coded, extended, kinds, roots, run, tiers

PATIENT = {"resourceType": "Patient", "active": True, "name": [{"family": "讃岐", "given": ["花子"]}]}


@pytest.fixture
def walked(monkeypatch):
    """Return the resources that were left to the walk."""
    seen = []
    walk = run.Run._walk

    def note(self, node):
        seen.append(node["resourceType"])
        return walk(self, node)

    monkeypatch.setattr(run.Run, "_walk", note)
    return seen


def accepted(validator, tree):
    """Whether a document passed without the walk."""
    return run.accept(validator._engine, tree, None) is not None


@pytest.mark.parametrize("number", range(4))
def test_the_demo_records_pass_without_the_walk(number, walked):
    tree = mutants.demo()[number]
    validator = Validator()
    for _ in range(tiers.MET_BEFORE + 3):
        validator.validate(tree)
    walked.clear()
    assert accepted(validator, tree)
    assert not walked


def test_code_is_written_at_the_third_sight():
    validator = Validator()
    answers = [accepted(validator, PATIENT) for _ in range(tiers.MET_BEFORE + 1)]
    assert answers == [False] * tiers.MET_BEFORE + [True]


def test_one_bad_resource_leaves_the_others_to_the_code(walked):
    validator = Validator()
    tree = mutants.demo()[0]
    for _ in range(tiers.MET_BEFORE + 3):
        validator.validate(tree)
    broken = copy.deepcopy(tree)
    broken["entry"][1]["resource"]["gender"] = "x"
    walked.clear()
    report = validator.validate(broken)
    assert {f.path for f in report.errors} >= {"Bundle.entry[1].resource.gender"}
    assert set(walked) == {"Patient"}
    assert report == Validator(fast=False).validate(broken)


def test_advice_stands_where_the_value_stands():
    validator = Validator()
    coding = {"system": "http://snomed.info/sct", "code": "1"}
    tree = {
        "resourceType": "Condition",
        "subject": {"display": "x"},
        "category": [{"text": "x"}, {"coding": [coding]}],
    }
    for _ in range(tiers.MET_BEFORE + 1):
        validator.validate(tree)
    moved = {**tree, "category": [{"coding": [coding]}, {"text": "x"}, {"coding": [coding]}]}
    for one in (tree, moved, tree):
        assert validator.validate(one) == Validator(fast=False).validate(one)
    assert accepted(validator, moved)


def test_claims_fill_no_memory(monkeypatch):
    monkeypatch.setattr(roots, "ROOTS_AT_MOST", 20)
    validator = Validator()
    for number in range(60):
        validator.validate({**PATIENT, "meta": {"profile": [f"http://x.example.jp/{number}"]}})
    assert len(validator._engine.roots.known) <= 20


def test_kinds_fill_no_memory(monkeypatch):
    monkeypatch.setattr(kinds, "KINDS_AT_MOST", 3)
    validator = Validator()
    walk = Validator(fast=False)
    for tree in mutants.demo()[1:3]:
        for _ in range(tiers.MET_BEFORE + 2):
            assert validator.validate(tree) == walk.validate(tree)
    assert len(validator._engine.kinds._kinds) <= 3


def test_functions_fill_no_memory(monkeypatch):
    monkeypatch.setattr(kinds, "CODES_AT_MOST", 5)
    validator = Validator()
    walk = Validator(fast=False)
    for tree in mutants.demo()[1:3]:
        for _ in range(tiers.MET_BEFORE + 2):
            assert validator.validate(tree) == walk.validate(tree)
    assert validator._engine.kinds.written == 5


def test_urls_of_extensions_fill_no_memory(monkeypatch):
    monkeypatch.setattr(extended, "KNOWN_AT_MOST", 5)
    validator = Validator()
    tables = []
    made = extended.Extended.__init__

    def note(self, *arguments):
        made(self, *arguments)
        tables.append(self)

    monkeypatch.setattr(extended.Extended, "__init__", note)
    for number in range(40):
        extension = {"url": f"http://x.example.jp/{number}", "valueString": "y"}
        validator.validate({**PATIENT, "extension": [extension]})
    assert tables
    assert all(len(t.known) <= 5 and len(t._kinds) <= 5 for t in tables)


def test_contents_fill_no_memory(monkeypatch):
    monkeypatch.setattr(coded, "REMEMBERED_AT_MOST", 4)
    validator = Validator()
    memories = []
    made = coded.Coded.__init__

    def note(self, *arguments):
        made(self, *arguments)
        memories.append(self)

    monkeypatch.setattr(coded.Coded, "__init__", note)
    for number in range(30):
        tree = {
            **PATIENT,
            "maritalStatus": {"text": f"{number}"},
            "communication": [{"language": {"text": f"{number}"}}],
        }
        validator.validate(tree)
    assert memories
    assert all(len(m.said) <= 4 and len(m._lists) <= 4 for m in memories)


@pytest.mark.parametrize(
    "claims", [None, "", "x", [None], [1], [""], {"http://x": 1}, [["x"]], [{}], True, [], ["http://x", 0]]
)
def test_odd_claims_are_left_to_the_walk(claims):
    fast, walk = Validator(), Validator(fast=False)
    good = {**PATIENT, "meta": {"profile": ["http://x"]}}
    odd = {**PATIENT, "meta": {"profile": claims}}
    for tree in (good, odd, good, odd, good, odd, good, odd):
        assert fast.validate(tree) == walk.validate(tree)


def test_what_is_learnt_belongs_to_nobody():
    """A tree that changes after it was validated changes nothing that is remembered."""
    validator = Validator()
    tree = {
        **PATIENT,
        "communication": [{"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": "ja"}]}}],
    }
    tree["contact"] = [{"relationship": [{"text": "a"}, {"text": "b"}]}]
    for _ in range(tiers.MET_BEFORE + 2):
        validator.validate(tree)
    tree["contact"][0]["relationship"][0]["text"] = ""
    assert validator.validate(tree) == Validator(fast=False).validate(tree)
