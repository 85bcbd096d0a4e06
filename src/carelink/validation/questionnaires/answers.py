"""One answer against its question: type, options, range, length, unit."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from carelink.validation.questionnaires.enabled import same_answer
from carelink.validation.questionnaires.form import dicts
from carelink.validation.rules import questionnaires as rules

if TYPE_CHECKING:
    from carelink.validation.place import Place
    from carelink.validation.questionnaires.form import Question
    from carelink.validation.walker import Walker

_TYPES: Final = {
    "boolean": ("Boolean",),
    "decimal": ("Decimal",),
    "integer": ("Integer",),
    "date": ("Date",),
    "dateTime": ("DateTime",),
    "time": ("Time",),
    "string": ("String",),
    "text": ("String",),
    "url": ("Uri",),
    "attachment": ("Attachment",),
    "reference": ("Reference",),
    "quantity": ("Quantity",),
    "choice": ("Coding", "Date", "Time", "Integer", "String"),
    "open-choice": ("Coding", "Date", "Time", "Integer", "String"),
}
_PRIMITIVE: Final = frozenset({"Boolean", "Decimal", "Integer", "Date", "DateTime", "Time", "String", "Uri"})
_KNOWN: Final = frozenset({t for types in _TYPES.values() for t in types})
_PATTERN_AT_MOST: Final = 300


def check_answer(
    walker: Walker, question: Question, answer: dict[str, Any], place: Place, *, trusted: bool
) -> None:
    """Check one answer; patterns of a questionnaire that came with the record are not run."""
    key = next((k for k in answer if k.startswith("value")), None)
    if key is None:
        return
    kind, value = key[5:], answer[key]
    here = (place, "value", None)
    allowed = _TYPES.get(question.kind)
    if allowed is None or kind not in _KNOWN:
        return  # a name that answers do not have is said where it stands
    if kind not in allowed:
        named = ", ".join(t[0].lower() + t[1:] if t in _PRIMITIVE else t for t in allowed)
        walker.sink.add(rules.ANSWER_TYPE, here, types=named)
        return
    _options(walker, question, kind, value, place)
    _range(walker, question, value, here)
    if isinstance(value, str) and question.kind == "string":
        _text(walker, question, value, here, trusted=trusted)
    if kind == "Attachment" and isinstance(value, dict):
        _attachment(walker, question, value, place)
    if kind == "Quantity" and isinstance(value, dict):
        _unit(walker, question, value, here)


def _options(walker: Walker, question: Question, kind: str, value: Any, place: Place) -> None:
    here = place if kind == "Coding" else (place, "value", None)
    options = [o.get("value" + kind) for o in dicts(question.node.get("answerOption"))]
    value_set = question.node.get("answerValueSet")
    if options:
        offered = any(same_answer(value, option) for option in options if option is not None)
        if not offered and not (question.kind == "open-choice" and kind == "String"):
            walker.sink.add(rules.ANSWER_NOT_OFFERED, here)
    elif isinstance(value_set, str) and kind in ("Coding", "String"):
        if question.kind == "open-choice" and kind == "String":
            return
        inside = walker.engine.member(value, value_set)
        if inside is False:
            walker.sink.add(rules.ANSWER_NOT_IN_SET, here, value_set=value_set)
        elif inside is None:
            walker.sink.add(rules.ANSWER_SET_NOT_CHECKED, here, value_set=value_set)


def _range(walker: Walker, question: Question, value: Any, place: Place) -> None:
    least, most = question.extension("minValue"), question.extension("maxValue")
    if least is not None and _less(value, least):
        walker.sink.add(rules.ANSWER_OUT_OF_RANGE, place, limit=f">= {least}")
    if most is not None and _less(most, value):
        walker.sink.add(rules.ANSWER_OUT_OF_RANGE, place, limit=f"<= {most}")
    places = question.extension("maxDecimalPlaces")
    if isinstance(places, int) and isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > places:
            walker.sink.add(rules.ANSWER_OUT_OF_RANGE, place, limit=f"maxDecimalPlaces {places}")


def _less(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        shared = min(len(one), len(other))
        return one[:shared] < other[:shared]
    numbers = (int, float, Decimal)
    return isinstance(one, numbers) and isinstance(other, numbers) and one < other


def _text(walker: Walker, question: Question, value: str, place: Place, *, trusted: bool) -> None:
    most, least = question.node.get("maxLength"), question.extension("minLength")
    if isinstance(most, int) and len(value) > most:
        walker.sink.add(rules.ANSWER_LENGTH, place, limit=f"<= {most}")
    if isinstance(least, int) and len(value) < least:
        walker.sink.add(rules.ANSWER_LENGTH, place, limit=f">= {least}")
    pattern = question.extension("regex")
    if trusted and isinstance(pattern, str) and len(pattern) <= _PATTERN_AT_MOST:
        try:
            fits = re.fullmatch(pattern, value) is not None
        except re.error:
            return
        if not fits:
            walker.sink.add(rules.ANSWER_FORMAT, place)


def _attachment(walker: Walker, question: Question, value: dict[str, Any], place: Place) -> None:
    allowed = [m for m in question.extensions("mimeType") if isinstance(m, str)]
    stated = value.get("contentType")
    if allowed and not (isinstance(stated, str) and any(stated.startswith(m) for m in allowed)):
        walker.sink.add(rules.ANSWER_ATTACHMENT, place, limit=", ".join(allowed))
    most, data = question.extension("maxSize"), value.get("data")
    if isinstance(most, (int, Decimal)) and isinstance(data, str):
        size = len("".join(data.split()).rstrip("=")) * 3 // 4
        if size > most:
            walker.sink.add(rules.ANSWER_ATTACHMENT, place, limit=f"{most} bytes")


def _unit(walker: Walker, question: Question, value: dict[str, Any], place: Place) -> None:
    options = [o for o in question.extensions("questionnaire-unitOption") if isinstance(o, dict)]
    unit = (value.get("system"), value.get("code"))
    if options and unit not in [(o.get("system"), o.get("code")) for o in options]:
        walker.sink.add(rules.ANSWER_UNIT, place)
    value_set = question.extension("questionnaire-unitValueSet")
    if isinstance(value_set, str):
        coded = isinstance(value.get("code"), str)
        if not coded or walker.engine.member(value, value_set) is False:
            walker.sink.add(rules.ANSWER_UNIT, place)
