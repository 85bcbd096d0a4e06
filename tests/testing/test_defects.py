"""Each constraint of each of our profiles has a case that breaks it: alone, wherever that can be."""

from __future__ import annotations

import pytest

import carelink
from carelink.errors import UnknownProfileError, UsageError
from carelink.findings import Severity
from carelink.profiles.packages import own_package
from carelink.testing.defects import (
    Bench,
    Coverage,
    Defect,
    broken,
    complete,
    defects,
    examine,
    maximal,
    minimal,
)
from carelink.testing.instances.bench import size

PROFILES = {
    a.id: a.url
    for a in sorted(own_package().artefacts, key=lambda a: a.url)
    if a.kind == "StructureDefinition"
}


def said_of(tree):
    """Errors as code and path, by the validator that everybody uses."""
    return {(f.code, f.path) for f in carelink.validate(tree).errors}


@pytest.mark.parametrize("name", PROFILES)
def test_every_constraint_of_a_profile_has_a_case(name, bench):
    for one in examine(PROFILES[name], bench):
        if not isinstance(one, Defect):
            assert one.defining, (one.id, one.reason)
            continue
        expected = [*one.expected, *one.company, *one.beyond]
        errors = {(e.code, e.path) for e in expected if e.severity == "error"}
        assert said_of(one.instance) == errors, one.id
        if not errors:  # only advised: a warning then
            warned = {(f.code, f.path) for f in carelink.validate(one.instance)}
            assert {(e.code, e.path) for e in one.expected} <= warned, one.id


@pytest.mark.parametrize("name", PROFILES)
def test_the_valid_instances_are_valid(name, bench):
    small, middle, large = (make(PROFILES[name], bench) for make in (minimal, complete, maximal))
    assert [said_of(tree) for tree in (small, middle, large)] == [set(), set(), set()]
    assert size(small) <= size(middle)
    assert size(small) <= size(large)


def test_most_constraints_are_broken_alone(bench):
    figures = [
        Coverage.of(name, examine(PROFILES[name], bench)) for name in ("facility-service", "sheet-patient")
    ]
    assert all(f.covered == f.constraints > 0 for f in figures)
    assert sum(f.company for f in figures) < sum(f.alone for f in figures) / 5


def test_what_must_be_supported_is_in_the_complete_instance(bench):
    assert {"identifier", "name", "telecom", "gender", "birthDate", "address"} <= set(
        complete("sheet-patient", bench)
    )


def test_the_same_profile_gives_the_same_cases(bench):
    name = "facility-organization"
    assert list(defects(name, Bench())) == list(defects(name, bench))


def test_a_case_is_the_callers_own(bench):
    first = next(defects("sheet-patient", bench))
    first.instance.clear()
    assert next(defects("sheet-patient", bench)).instance


def test_what_r4_itself_demands_can_be_asked_for_too(bench):
    own = {one.id for one in examine("answer-adl", bench)}
    all_ = {one.id for one in examine("answer-adl", bench, base=True)}
    assert own < all_
    assert {"Observation.status#min", "Observation.status#binding", "Observation.subject#target"} <= all_


def test_a_record_is_broken_constraint_by_constraint(bench):
    tree = minimal("consultation", bench)
    cases = list(broken(tree, bench))
    profiles = {one.profile.partition("|")[0].rpartition("/")[2] for one in cases}
    assert {"consultation", "consultation-composition", "ticks-topic"} <= profiles
    for one in cases:
        wanted = {
            (e.code, e.path) for e in (*one.expected, *one.company, *one.beyond) if e.severity == "error"
        }
        assert said_of(one.instance) == wanted, (one.profile, one.id)


def test_what_is_wrong_already_is_not_broken_further(bench):
    with pytest.raises(UsageError):
        list(broken({"resourceType": "Patient", "gender": "banana"}, bench))


def test_a_profile_that_is_not_there_is_said():
    with pytest.raises(UnknownProfileError):
        list(defects("no-such-profile"))


def test_severities_are_as_the_constraint_says(bench):
    one = next(d for d in defects("sheet-patient", bench) if d.constraint == "invariant")
    assert {e.severity for e in one.expected} == {Severity.WARNING.value}
