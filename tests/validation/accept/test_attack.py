"""Names in random order, depth, repetition by reference, threads: bounded, and still the same report."""

import random
import threading
from time import thread_time

import mutants
import pytest

from carelink.validation import Validator
from carelink.validation.accept import tiers
from carelink.validation.accept.plans import PLANS_AT_MOST

PATIENT = {
    "resourceType": "Patient",
    "active": True,
    "gender": "female",
    "birthDate": "1938-01-02",
    "language": "ja",
    "name": [{"use": "official", "family": "讃岐", "given": ["花子"]}],
    "identifier": [{"system": "https://carelink.example/fhir/id/sheet", "value": "1"}],
    "address": [{"text": "香川県高松市番町一丁目99番8号"}],
    "multipleBirthBoolean": False,
    "deceasedBoolean": False,
    "maritalStatus": {"text": "x"},
}


def shuffled(chance):
    names = list(PATIENT)
    chance.shuffle(names)
    return {name: PATIENT[name] for name in names}


def patients(validator):
    """Return the code for Patients that claim no profile."""
    return validator._engine.roots.root(None, "Patient", ()).kind.tiers


def test_names_in_random_order_fill_no_memory():
    validator, chance = Validator(), random.Random(1)
    for _ in range(2 * tiers.COUNTED_AT_MOST // 5):
        for _ in range(3):
            validator.validate(shuffled(chance))
    table = patients(validator)
    assert len(table.known) <= tiers.COMPILED_AT_MOST
    assert len(table._met) <= tiers.COUNTED_AT_MOST


def test_known_orders_are_bounded_when_each_comes_often():
    validator, chance = Validator(), random.Random(2)
    for _ in range(tiers.COMPILED_AT_MOST + 20):
        tree = shuffled(chance)
        for _ in range(tiers.MET_BEFORE + 1):
            validator.validate(tree)
    assert len(patients(validator).known) == tiers.COMPILED_AT_MOST


def test_plans_are_bounded():
    validator, chance = Validator(), random.Random(3)
    profile = "http://hl7.org/fhir/StructureDefinition/vitalsigns"
    tree = {"resourceType": "Observation", "status": "final", "code": {"text": "x"}, "subject": {}, "id": "a"}
    tree |= {"issued": "2020-01-01T00:00:00Z", "valueString": "x", "language": "ja", "text": {}}
    for _ in range(PLANS_AT_MOST + 100):
        names = list(tree)
        chance.shuffle(names)
        validator.validate({name: tree[name] for name in names}, profile)
    assert len(validator._engine.overlay(profile).root.plans._plans) <= PLANS_AT_MOST


def test_random_orders_cost_what_the_walk_costs():
    fast, walk, chance = Validator(), Validator(fast=False), random.Random(4)
    trees = [shuffled(chance) for _ in range(600)]
    for validator in (fast, walk):
        for tree in trees[:20]:
            validator.validate(tree)
    took = []
    for validator in (fast, walk):
        before = thread_time()
        for tree in trees:
            validator.validate(tree)
        took.append(thread_time() - before)
    assert took[0] < 4 * took[1]


@pytest.mark.parametrize("levels", [5, 40, 97, 98, 99, 100, 101, 102, 150])
def test_depth_is_reported_alike(levels):
    fast, walk = Validator(), Validator(fast=False)
    extension = {"url": "http://x", "valueString": "y"}
    item = {"linkId": "1", "text": "x"}
    for _ in range(levels):
        extension = {"url": "http://x", "extension": [extension]}
        item = {"linkId": "1", "item": [item]}
    for tree in (
        {"resourceType": "Patient", "extension": [extension]},
        {"resourceType": "QuestionnaireResponse", "status": "completed", "item": [item]},
        {"resourceType": "Patient", "name": [{"extension": [extension], "text": "x"}]},
    ):
        for _ in range(4):
            assert fast.validate(tree) == walk.validate(tree)


def test_threads_say_the_same():
    trees = mutants.resources(mutants.demo())
    wanted = [Validator(fast=False).validate(tree) for tree in trees]
    validator, wrong = Validator(), []

    def run():
        for _ in range(4):
            wrong.extend(i for i, tree in enumerate(trees) if validator.validate(tree) != wanted[i])

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
