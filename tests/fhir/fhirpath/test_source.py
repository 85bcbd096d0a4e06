"""Everything the writer writes, on data that is there, missing, extended, doubled or odd."""

from __future__ import annotations

from decimal import Decimal

import pytest

from carelink.fhir import fhirpath
from carelink.fhir.fhirpath import EvaluationError

PATIENTS = [
    {"resourceType": "Patient"},
    {
        "resourceType": "Patient",
        "active": True,
        "gender": "female",
        "birthDate": "1940-05-01",
        "multipleBirthInteger": 2,
        "name": [
            {"use": "official", "family": "讃岐", "given": ["花", "子"]},
            {"use": "usual", "given": ["花"]},
        ],
        "contact": [{"name": {"text": "x"}}, {"gender": "male", "period": {"start": "2020", "end": "2021"}}],
        "extension": [{"url": "http://e.org/a", "valueString": "12"}],
        "contained": [{"resourceType": "Organization", "id": "o"}, {"resourceType": "Basic", "id": "b"}],
        "managingOrganization": {"reference": "#o"},
        "identifier": [{"system": "urn:a", "value": "12345678"}],
    },
    {
        "resourceType": "Patient",
        "active": False,
        "_gender": {"id": "g"},
        "birthDate": "1940",
        "_birthDate": {"extension": [{"url": "http://e.org/a", "valueString": "x"}]},
        "multipleBirthBoolean": False,
        "name": [{"_given": [{"id": "1"}]}, {"given": [None, "花"], "_given": [{"id": "1"}, None]}],
        "identifier": [{"value": "1"}, {"system": "urn:a", "value": "2"}],
        "extension": [{"url": "http://e.org/a", "_valueString": {"id": "1"}}],
    },
    {
        "resourceType": "Patient",
        "name": [{"family": "x", "_family": {"id": "f"}}],
        "gender": "odd",
        "active": True,
    },
    {"resourceType": "Patient", "contact": [{}], "identifier": [{"value": ""}]},
    {"resourceType": "Patient", "name": {"family": "x"}, "contained": [{"id": "o"}], "birthDate": "soon"},
]
PATIENT_RULES = [
    "active",
    "active.not()",
    "active = true",
    "active != true",
    "active xor gender.exists()",
    "active.exists() xor gender.exists()",
    "(active and gender = 'female').not()",
    "(gender = 'female') = active",
    "gender = 'female' or gender = 'male' or gender = 'other'",
    "gender in ('female' | 'male')",
    "(gender in ('female' | 'male')).not()",
    "('female' | 'male') contains gender",
    "'female' = gender",
    "gender.hasValue()",
    "name.hasValue().not()",
    "gender & '' != ''",
    "birthDate < @2020 or birthDate.exists()",
    "birthDate.toString().length() >= 8",
    "name.all(given.exists() or family.exists())",
    "name.family = '讃岐'",
    "name.given.count() > 1",
    "name.count() + contact.count() = 4",
    "name.given.isDistinct()",
    "name.family.isDistinct()",
    "name.use.isDistinct()",
    "active.isDistinct()",
    "name.select(family.exists()).allTrue()",
    "name.select(use = 'usual').allFalse()",
    "name.select(use & family.first()).isDistinct()",
    "name.select(period).empty()",
    "name.where(use = 'official').family.exists()",
    "name.first().use = 'official'",
    "name[1].use = 'usual'",
    "name.tail().exists()",
    "name.tail().all(use = 'usual')",
    "gender.startsWith('f')",
    "gender.endsWith('e').not()",
    "gender.contains('mal')",
    "gender.matches('^(fe)?male$')",
    "gender.substring(2) = 'male'",
    "gender.substring(0, 2) = 'fe'",
    "gender.substring(0, gender.indexOf('m')) = 'fe'",
    "gender.replaceMatches('^fe', '') = 'male'",
    "identifier.where(system = 'urn:a').value.matches('^[0-9]{8}$')",
    "identifier.value.toInteger() > 0",
    "multipleBirth is integer",
    "multipleBirth.is(boolean)",
    "multipleBirth.exists() implies (multipleBirth as integer) > 1",
    "multipleBirth.ofType(integer) = 2",
    "multipleBirth is integer implies multipleBirth.as(integer).toString() = '2'",
    "contact.period.all(start.empty() or start <= end)",
    "contact.period.all(start <= end)",
    "extension('http://e.org/a').value.ofType(string) = '12'",
    "extension('http://e.org/a').extension('http://e.org/b').empty()",
    "extension.value.exists()",
    "extension.url.exists()",
    "(extension | contact).exists()",
    "contained.id.isDistinct()",
    "contained.contained.empty()",
    "contained.ofType(Organization).exists()",
    "contained.ofType(Organization).name.exists()",
    "contained.first().is(Organization)",
    "contained.select($this as Organization).exists()",
    "managingOrganization.reference.substring(1) in %rootResource.contained.id",
    "(managingOrganization.reference in %resource.contained.id).not()",
    "iif(active = true, gender.exists(), gender.empty())",
    "iif(gender = 'female', active)",
    "name.trace('n').exists().trace('x')",
    "name.intersect(%resource.name).exists()",
    "%context.name.exists() = name.exists()",
    "%resource = $this",
    "Patient.name.exists()",
    "$this is Patient",
    "children().count() > 2",
    "true",
    "gender.exists() implies %ucum = 'http://unitsofmeasure.org'",
    "name.exists(use = 'usual' and given = '花')",
]
OTHERS = [
    (
        "Quantity",
        "value > 0 and value <= 10.5",
        [{}, {"value": 3}, {"value": Decimal("10.50")}, {"value": -1}],
    ),
    ("Quantity", "value.toString().contains('.').not()", [{"value": 3}, {"value": Decimal("1.5")}, {}]),
    (
        "Range",
        "low <= high",
        [
            {"low": {"value": 1}, "high": {"value": 2}},
            {"low": {"value": 1, "code": "g"}, "high": {"value": 2, "code": "mg"}},
            {"low": {"value": 1, "code": "g"}, "high": {"value": 2, "code": "cm"}},
            {"low": {"value": 1}},
            {"low": {"unit": "g"}, "high": {"value": 2}},
        ],
    ),
    (
        "Period",
        "start <= end",
        [
            {"start": "2020-01-01T10:00:00Z", "end": "2020-01-01T10:00:00+09:00"},
            {"start": "2020-01-01T10:00:00Z", "end": "2020-01-01T10:00:01Z"},
            {"start": "2020-01-01", "end": "2020-01"},
            {"start": "2020-01-01", "end": "soon"},
            {"start": "2020-01-01"},
            {"_start": {"id": "x"}, "end": "2020-01-01"},
        ],
    ),
    ("string", "matches('^[0-9]{3}$') and startsWith('1')", ["123", "223", "12", "１２３"]),
    ("string", "length() > 2 and $this != 'abc'", ["abc", "ab", "abcd"]),
    (
        "Bundle",
        "entry.resource.ofType(Patient).all(gender.exists())",
        [{"entry": [{"resource": PATIENTS[1]}, {}]}, {}],
    ),
    (
        "Bundle",
        "entry.first().resource.is(Patient)",
        [{"entry": [{"resource": PATIENTS[1]}]}, {"entry": [{}]}, {}],
    ),
    (
        "Bundle",
        "entry.select(resource as Patient).all(active)",
        [{"entry": [{"resource": PATIENTS[1]}, {}]}, {}],
    ),
    (
        "Observation",
        "component.value.ofType(Quantity).value > 0",
        [
            {"component": [{"valueQuantity": {"value": 1}}, {"valueString": "x"}]},
            {"component": [{"_valueString": {"id": "x"}}]},
            {"component": [{"valueQuantity": {"value": 1}}, {"valueQuantity": {"value": 1}}]},
        ],
    ),
]
CASES = [("Patient", rule, tree) for rule in PATIENT_RULES for tree in PATIENTS]
CASES += [(type_, rule, tree) for type_, rule, trees in OTHERS for tree in trees]


def _answer(ask):
    try:
        return ask()
    except EvaluationError:
        return False


@pytest.mark.parametrize(("type_", "rule", "tree"), CASES)
def test_source_and_closures_agree(type_, rule, tree):
    compiled = fhirpath.compile(rule, type_)
    if isinstance(tree, dict) and type_ in ("Bundle", "Observation"):
        tree = {"resourceType": type_, **tree}
    found = _answer(lambda: compiled.nodes(tree))
    slow = found[0].value if found and len(found) == 1 and isinstance(found[0].value, bool) else bool(found)
    assert _answer(lambda: compiled.predicate(tree, tree, tree)) is slow


UNWRITTEN = {
    "birthDate < @2020 or birthDate.exists()",
    "name.hasValue().not()",
}


@pytest.mark.parametrize("rule", [*PATIENT_RULES, *(rule for _, rule, _ in OTHERS)])
def test_these_rules_are_written(rule):
    type_ = next((t for t, r, _ in OTHERS if r == rule), "Patient")
    assert (fhirpath.compile(rule, type_).python is None) == (rule in UNWRITTEN)


@pytest.mark.parametrize(
    "rule",
    [
        "name.given.select(length()).count() = 1 and descendants().exists()",
        "gender.upper() = 'F'",
        "name or active",
        "(name | contact).count() = 1",
        "multipleBirth = 2",
        "birthDate = '2020'",
        "name.family.exists() = name.given",
        "gender.matches(birthDate.toString())",
        "resolve().exists()",
        "name.sort(use).exists()",
    ],
)
def test_other_rules_are_left_to_the_closures(rule):
    assert fhirpath.compile(rule, "Patient").python is None


def test_a_comparison_of_comparisons_does_not_explode():
    rule = "active"
    for _ in range(24):
        rule = f"({rule}) = (active xor ({rule}))" if len(rule) < 20_000 else rule
    compiled = fhirpath.compile(rule, "Patient", limits=fhirpath.Limits(length=1_000_000))
    assert compiled.python is None
