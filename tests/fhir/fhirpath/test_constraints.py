"""Every invariant of R4 compiles for the type it stands on; the slow and the corrected ones are known."""

from __future__ import annotations

import pytest

from carelink.fhir import fhirpath
from carelink.fhir.tables import complex_types, resource_types, type_of
from carelink.fhir.tables.errata import ERRATA, corrected

LEFT_TO_CLOSURES = {
    "csd-1": "descendants()",
    "ctm-1": "resolve()",
    "dom-3": "descendants(); the validator checks contained resources by hand",
    "ele-1": "on a primitive: children of what stands beside it",
    "opd-3": "memberOf()",
    "que-2": "descendants()",
    "ras-1": "an invariant of a decimal or Range",
    "sdf-9": "children()",
    "sdf-23": "the union of two backbones",
    "txt-1": "htmlChecks()",
    "txt-2": "htmlChecks2()",
}
"""Invariants that are not written as Python source, with what in them is not."""


def _constraints():
    waiting = sorted(resource_types() | complex_types())
    seen = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        info = type_of(name)
        for constraint in info.constraints:
            yield constraint, name
        for element in info.elements:
            for constraint in element.constraints:
                yield constraint, "|".join(element.types)
            waiting += [t for t in element.types if "." in t]


@pytest.fixture(scope="module")
def constraints():
    return {(c.key, c.expression, type_) for c, type_ in _constraints() if c.expression}


def test_every_constraint_compiles_for_its_type(constraints):
    for _, expression, type_ in constraints:
        fhirpath.compile(expression, type_)
    assert len({key for key, _, _ in constraints}) > 230


def test_all_but_a_few_become_python(constraints):
    slow = {
        key for key, expression, type_ in constraints if fhirpath.compile(expression, type_).python is None
    }
    assert slow == set(LEFT_TO_CLOSURES)


def test_published_mistakes_are_corrected_in_the_tables(constraints):
    expressions = {expression for _, expression, _ in constraints}
    for erratum in ERRATA:
        assert erratum.corrected != erratum.published
        assert corrected(erratum.key or "any", erratum.published) == erratum.corrected or erratum.key == ""
        if not erratum.key:
            assert erratum.published not in expressions


def test_what_is_no_mistake_stays():
    assert corrected("pat-1", "name.exists()") == "name.exists()"


@pytest.mark.parametrize(
    ("key", "type_", "tree", "holds"),
    [
        ("bdl-8", "Bundle.entry", {"resource": {"resourceType": "Basic"}}, True),
        ("bdl-8", "Bundle.entry", {"fullUrl": "http://example.org/Patient/1/_history/2"}, False),
        ("ref-1", "Reference", {"display": "施設"}, True),
        ("ref-1", "Reference", {"reference": "#"}, True),
        ("ref-1", "Reference", {"reference": "#none"}, False),
        ("tim-9", "Timing.repeat", {"offset": 30, "when": ["AC", "PC"]}, True),
        ("tim-9", "Timing.repeat", {"offset": 30, "when": ["AC", "CM"]}, False),
        ("ras-2", "RiskAssessment.prediction", {}, True),
        ("ras-2", "RiskAssessment.prediction", {"probabilityDecimal": 101}, False),
        ("que-7", "Questionnaire.item.enableWhen", {"operator": "exists", "answerBoolean": True}, True),
        ("que-7", "Questionnaire.item.enableWhen", {"operator": "exists", "answerString": "x"}, False),
        ("cid-0", "ChargeItemDefinition", {"resourceType": "ChargeItemDefinition"}, True),
        ("vsd-0", "ValueSet", {"resourceType": "ValueSet"}, True),
        ("vsd-0", "ValueSet", {"resourceType": "ValueSet", "name": "no good"}, False),
        ("con-3", "Condition", {"resourceType": "Condition", "category": [{"text": "x"}]}, True),
        ("per-1", "Period", {"start": "2026-01-02", "end": "2026-01-01"}, False),
        ("per-1", "Period", {"start": "2026-01-01", "end": "2026-01-01"}, True),
        ("eld-3", "string", "*", True),
        ("eld-3", "string", "12", True),
        ("eld-3", "string", "-1", False),
        ("eld-3", "string", "1234567890123", True),
        ("ele-1", "HumanName", {"id": "x"}, False),
        ("ele-1", "HumanName", {"_given": [{"id": "x"}]}, True),
        ("ele-1", "HumanName", {"given": ["a"]}, True),
        ("org-1", "Organization", {"resourceType": "Organization"}, False),
    ],
)
def test_constraint(constraints, key, type_, tree, holds):
    expression = next(e for k, e, t in constraints if k == key and t == type_)
    rule = fhirpath.compile(expression, type_)
    assert rule.test(tree) is holds
    assert rule.predicate(tree, tree, tree) is holds
