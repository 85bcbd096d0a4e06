"""Every kind of constraint is listed, and broken alone, on a profile written for it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from carelink.profiles import Package
from carelink.testing.defects import Bench, Defect, examine, maximal, minimal
from carelink.validation import Validator

sys.path.insert(0, str(Path(__file__).parent))
import every_kind


@pytest.fixture(scope="module")
def packages():
    return [Package.of(every_kind.profiles())]


@pytest.fixture(scope="module")
def found(packages):
    return list(examine(every_kind.URL, Bench(packages)))


def test_every_constraint_is_listed_once(found):
    told = [one.id for one in found if isinstance(one, Defect) or not one.defining]
    assert sorted(told) == sorted(every_kind.WANTED)


def test_every_constraint_has_a_case(found):
    assert [(one.id, one.reason) for one in found if not isinstance(one, Defect) and not one.defining] == []


def test_what_tells_slices_apart_is_not_counted(found):
    defining = {one.id for one in found if not isinstance(one, Defect)}
    assert defining == {
        f"Patient.identifier:{name}.system#{kind}"
        for name in ("first", "second")
        for kind in ("min", "fixed")
    }


def test_a_case_breaks_its_constraint_alone(found, packages):
    validator = Validator(packages)
    together = {one.id for one in found if isinstance(one, Defect) and one.company}
    assert together == {"Patient.identifier#min"}, "a slice demands the same"
    for one in found:
        if isinstance(one, Defect) and not one.company:
            report = validator.validate(one.instance)
            wanted = {(e.code, e.path) for e in one.expected}
            assert wanted <= {(f.code, f.path) for f in report}, one.id
            assert {(f.code, f.path) for f in report.errors} <= wanted, one.id


def test_the_maximal_instance_has_what_may_be_there(packages):
    small, large = minimal(every_kind.URL, packages), maximal(every_kind.URL, packages)
    assert set(small) == {"resourceType", "meta", "identifier", "active"}
    assert {"name", "birthDate", "maritalStatus", "communication"} <= set(large)
    assert "photo" not in large
    assert not Validator(packages).validate(large).errors
