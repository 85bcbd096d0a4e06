"""Questionnaires and the responses to them."""

import pytest
from small import found

from carelink.profiles import Package
from carelink.validation import Validator

URL = "http://example.org/form"
FORM = {
    "resourceType": "Questionnaire",
    "url": URL,
    "status": "active",
    "item": [
        {"linkId": "sleeps", "type": "boolean", "required": True},
        {
            "linkId": "why",
            "type": "string",
            "maxLength": 3,
            "enableWhen": [{"question": "sleeps", "operator": "=", "answerBoolean": False}],
        },
        {
            "linkId": "many",
            "type": "integer",
            "repeats": True,
            "answerOption": [{"valueInteger": 1}, {"valueInteger": 2}],
        },
        {"linkId": "group", "type": "group", "item": [{"linkId": "inner", "type": "date", "text": "いつ"}]},
        {"linkId": "shown", "type": "display"},
        {
            "linkId": "gender",
            "type": "choice",
            "answerValueSet": "http://hl7.org/fhir/ValueSet/administrative-gender",
        },
    ],
}
VALIDATOR = Validator([Package.of([FORM])])


def said(*items, status="completed", form=URL):
    tree = {
        "resourceType": "QuestionnaireResponse",
        "status": status,
        "questionnaire": form,
        "item": list(items),
    }
    return found(tree, validator=VALIDATOR)


def answer(link_id, *values, **more):
    return {"linkId": link_id, "answer": [dict([v]) for v in values], **more}


YES, NO = answer("sleeps", ("valueBoolean", True)), answer("sleeps", ("valueBoolean", False))
HERE = "QuestionnaireResponse"


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([YES], []),
        ([], [("answer-missing", HERE), ("empty-array", f"{HERE}.item")]),
        ([NO, answer("why", ("valueString", "夢"))], []),
        ([YES, answer("why", ("valueString", "夢"))], [("answer-not-enabled", f"{HERE}.item[1]")]),
        (
            [NO, answer("why", ("valueString", "長い文" + "章"))],
            [("answer-length", f"{HERE}.item[1].answer[0].value")],
        ),
        ([answer("sleeps", ("valueString", "x"))], [("answer-type", f"{HERE}.item[0].answer[0].value")]),
        (
            [answer("sleeps", ("valueBoolean", True), ("valueBoolean", True))],
            [("one-answer-only", f"{HERE}.item[0]")],
        ),
        (
            [YES, answer("many", ("valueInteger", 1), ("valueInteger", 3))],
            [("answer-not-offered", f"{HERE}.item[1].answer[1].value")],
        ),
        ([YES, answer("other", ("valueInteger", 1))], [("response-item-unknown", HERE)]),
        ([YES, answer("inner", ("valueDate", "2026"))], [("response-item-misplaced", HERE)]),
        ([answer("many", ("valueInteger", 1)), YES], [("response-item-out-of-order", HERE)]),
        ([YES, {"linkId": "group", "item": [answer("inner", ("valueDate", "2026"), text="いつ")]}], []),
        (
            [YES, {"linkId": "group", "item": [answer("inner", ("valueDate", "2026"), text="なぜ")]}],
            [("response-text-differs", f"{HERE}.item[1].item[0]")],
        ),
        ([YES, answer("group", ("valueDate", "2026"))], [("answer-not-allowed-here", f"{HERE}.item[1]")]),
        ([YES, answer("shown", ("valueString", "x"))], [("answer-not-allowed-here", f"{HERE}.item[1]")]),
        (
            [
                YES,
                answer(
                    "gender",
                    ("valueCoding", {"system": "http://hl7.org/fhir/administrative-gender", "code": "male"}),
                ),
            ],
            [],
        ),
        (
            [
                YES,
                answer(
                    "gender",
                    ("valueCoding", {"system": "http://hl7.org/fhir/contact-point-system", "code": "phone"}),
                ),
            ],
            [("answer-not-in-set", f"{HERE}.item[1].answer[0]")],
        ),
    ],
)
def test_responses(items, expected):
    assert said(*items) == expected


def test_a_form_that_is_still_being_filled_in_is_only_advised():
    assert said(answer("many", ("valueInteger", 1)), status="in-progress") == [
        ("answer-missing-so-far", HERE)
    ]


def test_a_form_that_is_not_at_hand_is_said():
    assert said(YES, form="http://nowhere.example/form") == [("questionnaire-unknown", HERE)]


@pytest.mark.parametrize(
    ("question", "code"),
    [("a", "enable-when-target"), ("none", "enable-when-target"), ("c", "enable-when-later")],
)
def test_conditions_depend_on_earlier_questions(question, code):
    condition = {"question": question, "operator": "exists", "answerBoolean": True}
    items = [{"linkId": "a", "type": "string", "enableWhen": [condition]}, {"linkId": "c", "type": "string"}]
    form = {"resourceType": "Questionnaire", "status": "active", "item": items}
    assert found(form) == [(code, "Questionnaire.item[0]")]


def test_patterns_that_come_with_the_record_are_not_run():
    """Otherwise a record could bring a pattern that never ends."""
    slow = {"url": "http://hl7.org/fhir/StructureDefinition/regex", "valueString": "(a|aa)+$"}
    form = {
        "resourceType": "Questionnaire",
        "id": "q",
        "status": "active",
        "item": [{"linkId": "a", "type": "string", "extension": [slow]}],
    }
    response = {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "contained": [form],
        "questionnaire": "#q",
        "item": [answer("a", ("valueString", "a" * 60 + "b"))],
    }
    assert "answer-format" not in {code for code, _ in found(response)}


def core(name, **value):
    return {"url": f"http://hl7.org/fhir/StructureDefinition/{name}", **value}


def kilos(value, code="kg"):
    return {"value": value, "system": "http://unitsofmeasure.org", "code": code}


NONE, SOME = {"system": URL, "code": "none"}, {"system": URL, "code": "some", "display": "いくつか"}
OPTIONS = [
    {"valueCoding": NONE, "extension": [core("questionnaire-optionExclusive", valueBoolean=True)]},
    {"valueCoding": SOME},
]
HEAVY = [core("minQuantity", valueQuantity=kilos(1)), core("maxQuantity", valueQuantity=kilos(2))]
CLOSED = {
    "resourceType": "ValueSet",
    "id": "v",
    "status": "active",
    "compose": {"include": [{"system": URL, "concept": [{"code": "some"}]}]},
}
ITEM = f"{HERE}.item[0]"
VALUE = f"{ITEM}.answer[0].value"


@pytest.mark.parametrize(
    ("item", "answers", "expected"),
    [
        ({"type": "string"}, [("valueString", "a\nb")], [("answer-with-line-break", VALUE)]),
        ({"type": "text"}, [("valueString", "a\nb")], []),
        ({"type": "choice"}, [("valueCoding", SOME)], [("answer-without-options", f"{ITEM}.answer[0]")]),
        ({"type": "choice", "answerOption": OPTIONS}, [("valueCoding", NONE)], []),
        (
            {"type": "choice", "answerOption": OPTIONS, "repeats": True},
            [("valueCoding", NONE), ("valueCoding", SOME)],
            [("answer-excludes-others", ITEM)],
        ),
        ({"type": "open-choice", "answerOption": OPTIONS}, [("valueString", "別のもの")], []),
        (
            {"type": "open-choice", "answerOption": OPTIONS},
            [("valueString", "いくつか")],
            [("answer-typed-though-offered", VALUE)],
        ),
        ({"type": "choice", "answerValueSet": "#v"}, [("valueCoding", SOME)], []),
        (
            {"type": "choice", "answerValueSet": "#v"},
            [("valueCoding", NONE)],
            [("answer-not-in-set", f"{ITEM}.answer[0]")],
        ),
        ({"type": "quantity", "extension": HEAVY}, [("valueQuantity", kilos(1500, "g"))], []),
        (
            {"type": "quantity", "extension": HEAVY},
            [("valueQuantity", kilos(500, "g"))],
            [("answer-out-of-range", VALUE)],
        ),
        (
            {"type": "quantity", "extension": HEAVY},
            [("valueQuantity", kilos(3))],
            [("answer-out-of-range", VALUE)],
        ),
        (
            {"type": "quantity", "extension": HEAVY[:1]},
            [("valueQuantity", kilos(3, "m"))],
            [("answer-not-comparable", VALUE)],
        ),
        (
            {
                "type": "reference",
                "extension": [core("questionnaire-referenceResource", valueCode="Patient")],
            },
            [("valueReference", {"reference": "Device/1"})],
            [("answer-reference-type", VALUE)],
        ),
    ],
)
def test_answers(item, answers, expected):
    form = {
        "resourceType": "Questionnaire",
        "url": "http://example.org/one",
        "status": "active",
        "contained": [CLOSED],
        "item": [{"linkId": "a", **item}],
    }
    response = {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "questionnaire": form["url"],
        "item": [answer("a", *answers)],
    }
    said = found(response, validator=Validator([Package.of([form])]))
    assert [pair for pair in said if pair[0] != "code-not-checked"] == expected
