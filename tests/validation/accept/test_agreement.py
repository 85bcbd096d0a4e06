"""The accept path and the walk never disagree: reports on mutants, compared to the last word."""

import os
import random

import mutants
import pytest

from carelink.validation import Validator
from carelink.validation.accept import tiers

HOW_MANY = {"ci": 400, "long": 20_000}[os.environ.get("CARELINK_HYPOTHESIS", "ci")]


@pytest.fixture(autouse=True)
def eager(monkeypatch):
    """Write code at once: a mutant has names that nothing else has."""
    monkeypatch.setattr(tiers, "MET_BEFORE", 0)
    monkeypatch.setattr(tiers, "COMPILED_AT_MOST", 100_000)


def compare(trees, how_many, packages=()):
    """Compare both ways on so many mutants; return how many had something said of them."""
    fast, walk = Validator(packages), Validator(packages, fast=False)
    chance = random.Random(how_many)
    said = 0
    for _ in range(how_many):
        tree = mutants.mutant(chance.choice(trees), chance)
        one, other = fast.validate(tree), walk.validate(tree)
        assert one == other, mutants.shown(tree)
        said += bool(len(other))
    return said


def test_the_demo_records_themselves():
    trees = mutants.demo()
    fast, walk = Validator(), Validator(fast=False)
    for _ in range(3):
        assert [fast.validate(t) for t in trees] == [walk.validate(t) for t in trees]


def test_mutants_of_the_demo_resources():
    trees = mutants.resources(mutants.demo())
    assert compare(trees, HOW_MANY) > HOW_MANY // 2


def test_mutants_of_whole_demo_records():
    compare(mutants.demo(), HOW_MANY // 20)


def test_mutants_under_profiles_that_are_asked_for_and_claimed():
    """Profiles by argument, claimed profiles of the same and of other types, two at once, none."""
    trees, chance = [*mutants.resources(mutants.demo()), *mutants.demo()[1:]], random.Random(5)
    claimed = sorted({p for t in trees for p in t.get("meta", {}).get("profile", ())})
    fast, walk = Validator(), Validator(fast=False)
    for _ in range(HOW_MANY // 2):
        tree = chance.choice(trees)
        asked = chance.choice([None, *tree.get("meta", {}).get("profile", ()), chance.choice(claimed)])
        tree = mutants.mutant(tree, chance)
        claims = chance.choice([None, [], [chance.choice(claimed)], chance.sample(claimed, 2)])
        if claims is not None:
            tree["meta"] = {"profile": claims}
        assert fast.validate(tree, asked) == walk.validate(tree, asked), (asked, mutants.shown(tree))


@pytest.mark.shared
def test_mutants_of_real_files(shared_data):
    trees = mutants.files(shared_data / "hl7-validator-cases", 30_000)
    trees += mutants.files(shared_data / "medcom", 60_000)
    compare([*trees, *mutants.resources(trees)], HOW_MANY)


@pytest.mark.shared
def test_mutants_of_real_files_under_their_profiles(shared_data):
    folder = shared_data / "jp-fhir"
    definitions = {"StructureDefinition", "ValueSet", "CodeSystem", "ImplementationGuide"}
    trees = [t for t in mutants.files(folder, 60_000) if t["resourceType"] not in definitions]
    packages = sorted((folder / "packages").glob("*.tgz"))
    compare([*trees, *mutants.resources(trees)], HOW_MANY, packages)


@pytest.mark.parametrize("odd", [{}, None, "", [], [{}], {"code": "x"}, [None], True, 0])
def test_what_is_no_list_of_codings_is_not_taken_for_an_empty_one(odd):
    fast, walk = Validator(), Validator(fast=False)
    for coding in ([], {}, odd, [], odd):
        tree = {"resourceType": "Condition", "code": {"coding": coding}}
        assert fast.validate(tree) == walk.validate(tree)
