"""Measures and the reports that answer them."""

import base64
import json

import pytest
from small import found

from carelink.profiles import Package
from carelink.validation import Validator

URL = "http://example.org/measure"
LIBRARY = "http://example.org/Library/Ages"
POPULATION = "http://terminology.hl7.org/CodeSystem/measure-population"
SCORING = "http://terminology.hl7.org/CodeSystem/measure-scoring"


def coded(code, system=POPULATION):
    return {"coding": [{"system": system, "code": code}]}


def criteria(expression, language="text/cql"):
    return {"criteria": {"language": language, "expression": expression}}


def measure(*groups, **more):
    return {"resourceType": "Measure", "url": URL, "status": "draft", "group": list(groups), **more}


def group(*populations, **more):
    held = [{"code": coded(code), **criteria("x", "text/fhirpath")} for code in populations]
    return {"population": held, **more}


ELM = {"library": {"statements": {"def": [{"name": "Young"}]}}}
AGES = {
    "resourceType": "Library",
    "url": LIBRARY,
    "name": "Ages",
    "status": "draft",
    "content": [
        {
            "contentType": "application/elm+json",
            "data": base64.b64encode(json.dumps(ELM).encode()).decode(),
        }
    ],
}


def ours(tree, *more):
    said = found(tree, validator=Validator([Package.of(list(more))]))
    return [pair for pair in said if pair[0].startswith("measure")]


STRATIFIER = "Measure.group[0].stratifier[0].criteria"


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (measure(group("numerator")), []),
        ({"resourceType": "Measure", "status": "draft"}, [("measure-without-groups", "Measure")]),
        (measure({}), [("measure-group-incomplete", "Measure.group[0]")]),
        (
            measure(group("numerator", code=coded("a")), group("numerator")),
            [("measure-group-incomplete", "Measure.group[1]")],
        ),
        (
            measure(group("numerator", stratifier=[criteria("Young")])),
            [("measure-criteria-library", STRATIFIER)],
        ),
        (measure(group("numerator", stratifier=[criteria("Young")]), library=[LIBRARY]), []),
        (measure(group("numerator", stratifier=[criteria("Ages.Young")]), library=[LIBRARY]), []),
        (
            measure(group("numerator", stratifier=[criteria("Ages.Old")]), library=[LIBRARY]),
            [("measure-criteria-unknown", STRATIFIER)],
        ),
        (
            measure(group("numerator", stratifier=[criteria("Other.Young")]), library=[LIBRARY]),
            [("measure-criteria-library", STRATIFIER)],
        ),
        (measure(group("numerator", stratifier=[criteria("Old")]), library=["http://gone.example/x"]), []),
    ],
)
def test_measures(tree, expected):
    assert ours(tree, AGES) == expected


def report(*populations, score=None, **more):
    held = [{"code": coded(code), "count": 1} for code in populations]
    return {
        "resourceType": "MeasureReport",
        "status": "complete",
        "type": "summary",
        "measure": URL,
        "period": {"start": "2026-01-01"},
        "group": [{"population": held, **({"measureScore": score} if score else {})}],
        **more,
    }


BOTH = measure(group("numerator", "denominator"), scoring=coded("proportion", SCORING))
COHORT = measure(group("numerator", "denominator"), scoring=coded("cohort", SCORING))
HALF = {"value": 0.5}
GROUP = "MeasureReport.group[0]"


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (report("numerator", "denominator", score=HALF), []),
        (report("numerator", score=HALF), [("measure-report-missing", GROUP)]),
        (
            report("numerator", "denominator", "numerator", score=HALF),
            [("measure-report-code", f"{GROUP}.population[2]")],
        ),
        (
            report("numerator", "initial-population", score=HALF),
            [("measure-report-code", f"{GROUP}.population[1]")],
        ),
        (report("numerator", "denominator"), [("measure-score-missing", GROUP)]),
        (
            report("numerator", "denominator", score={"value": 50}),
            [("measure-score-range", f"{GROUP}.measureScore")],
        ),
        (
            report("numerator", "denominator", score=HALF, type="data-collection"),
            [("measure-score-forbidden", f"{GROUP}.measureScore")],
        ),
        (report("numerator", measure="http://gone.example/m"), [("measure-unknown", "MeasureReport")]),
    ],
)
def test_reports(tree, expected):
    assert ours(tree, BOTH) == expected


def test_a_cohort_has_no_score():
    assert ours(report("numerator", "denominator"), COHORT) == []
    said = ours(report("numerator", "denominator", score=HALF), COHORT)
    assert said == [("measure-score-forbidden", f"{GROUP}.measureScore")]


def test_a_report_that_names_no_measure():
    tree = report("numerator")
    del tree["measure"]
    assert ("measure-not-named", "MeasureReport") in ours(tree)


@pytest.mark.parametrize("data", ["", "%%%", base64.b64encode(b"[" * 9000).decode()])
def test_libraries_that_cannot_be_read_decide_nothing(data):
    broken = {**AGES, "content": [{"contentType": "application/elm+json", "data": data}]}
    tree = measure(group("numerator", stratifier=[criteria("Old")]), library=[LIBRARY])
    assert ours(tree, broken) == []
