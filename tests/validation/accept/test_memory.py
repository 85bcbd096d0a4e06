"""What is remembered by content: different contents are never taken for each other."""

from itertools import combinations

import pytest

from carelink.validation.accept.memory import content

CODINGS = [{}, {"code": "a"}, {"system": "a"}, {"code": "a", "system": "b"}, {"system": "b", "code": "a"}]
CODING_VALUES = [*CODINGS, [], [{}], [{}, {}], [[]], [CODINGS[1]], [CODINGS[1], CODINGS[2]]]
CONCEPTS = [{}, {"text": "a"}, {"coding": []}, {"coding": [{}]}, {"coding": [CODINGS[1]]}]
CONCEPTS += [
    {"coding": [CODINGS[1]], "text": "a"},
    {"text": "a", "coding": [CODINGS[1]]},
    {"coding": CODINGS[:2]},
]
CONCEPT_VALUES = [*CONCEPTS, [], [{}], [CONCEPTS[1]], [CONCEPTS[2]], [CONCEPTS[2], CONCEPTS[2]]]


@pytest.mark.parametrize(
    ("type_", "values"), [("Coding", CODING_VALUES), ("CodeableConcept", CONCEPT_VALUES)]
)
def test_every_content_has_a_key_of_its_own(type_, values):
    keys = [content(value, type_) for value in values]
    assert not [(a, b) for a, b in combinations(keys, 2) if a == b]


@pytest.mark.parametrize(
    "value", [{"coding": {}}, {"coding": None}, {"coding": ""}, {"coding": [1]}, "a", 1, [1]]
)
def test_what_is_no_concept_has_none(value):
    with pytest.raises((TypeError, AttributeError)):
        content(value, "CodeableConcept")
