"""enableWhen: whether a question is asked at all, given the answers so far."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from carelink.validation.questionnaires.form import dicts, listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.validation.questionnaires.form import Question

_EXPRESSION: Final = ("sdc-questionnaire-enableWhenExpression", "fiphr-ext-questionnaire-enablewhen")
_CODED: Final = ("system", "code")


def enabled(question: Question, around: list[list[Any]], response: dict[str, Any], *, trusted: bool) -> bool:
    """Whether a question is enabled.

    :param around: the response items beside it, innermost level last
    :param response: the whole response, for conditions written in FHIRPath
    :param trusted: whether the questionnaire comes from a package; expressions of a record are not run
    """
    expression = question.extension(*_EXPRESSION)
    if expression is not None:
        return not trusted or _by_expression(expression, response)
    conditions = dicts(question.node.get("enableWhen"))
    if not conditions:
        return True
    met = [_met(condition, around) for condition in conditions]
    behaviour = question.node.get("enableBehavior")
    if behaviour == "all" or len(met) == 1:
        return all(met)
    return any(met) if behaviour == "any" else True


def _by_expression(expression: Any, response: dict[str, Any]) -> bool:
    from carelink.errors import CarelinkError
    from carelink.fhir import fhirpath

    text = expression.get("expression") if isinstance(expression, dict) else expression
    if not isinstance(text, str):
        return True
    try:
        return fhirpath.compile(text).test(response)
    except (CarelinkError, TypeError, ValueError, ArithmeticError, AttributeError):
        return True  # a condition that cannot be evaluated hides nothing


def _met(condition: dict[str, Any], around: list[list[Any]]) -> bool:
    wanted = next((v for k, v in condition.items() if k.startswith("answer")), None)
    answers = _answers(condition.get("question"), around)
    operator = condition.get("operator")
    if operator == "exists":
        return bool(answers) == (wanted is True)
    compare = _OPERATORS.get(str(operator))
    return compare is not None and any(compare(answer, wanted) for answer in answers)


def _answers(link_id: Any, around: list[list[Any]]) -> list[Any]:
    """Return the answers to a question, looked for in the nearest group that holds it."""
    for level in reversed(around):
        items = [item for item in _below(level) if item.get("linkId") == link_id]
        if items:
            return [
                next((v for k, v in answer.items() if k.startswith("value")), None)
                for item in items
                for answer in dicts(item.get("answer"))
            ]
    return []


def _below(items: list[Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    waiting = [item for item in items if isinstance(item, dict)]
    while waiting:
        item = waiting.pop()
        found.append(item)
        waiting.extend(dicts(item.get("item")))
        for answer in dicts(item.get("answer")):
            waiting.extend(dicts(answer.get("item")))
    return found


def same_answer(one: Any, other: Any) -> bool:
    """Whether two answers are the same: a coding by system and code, a quantity by value and unit."""
    if isinstance(one, dict) and isinstance(other, dict):
        names = (*_CODED, "value") if "value" in other else (*_CODED, "reference")
        return all(one.get(name) == other.get(name) for name in names)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one == other)


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def judge(one: Any, other: Any) -> bool:
        if isinstance(one, dict) and isinstance(other, dict):
            return one.get("code") == other.get("code") and judge(one.get("value"), other.get("value"))
        if isinstance(one, str) and isinstance(other, str):
            return compare(one, other)
        numbers = (int, float, Decimal)
        return isinstance(one, numbers) and isinstance(other, numbers) and compare(one, other)

    return judge


_OPERATORS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "=": same_answer,
    "!=": lambda one, other: not same_answer(one, other),
    ">": _ordered(lambda one, other: one > other),
    "<": _ordered(lambda one, other: one < other),
    ">=": _ordered(lambda one, other: one >= other),
    "<=": _ordered(lambda one, other: one <= other),
}

__all__ = ["enabled", "listed", "same_answer"]
