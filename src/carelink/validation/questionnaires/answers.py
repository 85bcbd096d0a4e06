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
        if "\n" in value or "\r" in value:
            walker.sink.add(rules.ANSWER_LINES, here)
    if kind == "Attachment" and isinstance(value, dict):
        _attachment(walker, question, value, place)
    if kind == "Quantity" and isinstance(value, dict):
        _unit(walker, question, value, here)
        _amount(walker, question, value, here)
    if kind == "Reference" and isinstance(value, dict):
        _target(walker, question, value, here)


def _options(walker: Walker, question: Question, kind: str, value: Any, place: Place) -> None:
    here = place if kind == "Coding" else (place, "value", None)
    options = [o.get("value" + kind) for o in dicts(question.node.get("answerOption"))]
    value_set = question.node.get("answerValueSet")
    free = question.kind == "open-choice" and kind == "String"
    if options:
        if free:
            _free_text(walker, question, value, here)
        elif not any(same_answer(value, option) for option in options if option is not None):
            walker.sink.add(rules.ANSWER_NOT_OFFERED, here)
    elif isinstance(value_set, str) and kind in ("Coding", "String"):
        if not free:
            _in_set(walker, question, value, value_set, here)
    elif question.kind in ("choice", "open-choice") and not free:
        walker.sink.add(rules.ANSWER_WITHOUT_OPTIONS, here)


def _free_text(walker: Walker, question: Question, value: Any, place: Place) -> None:
    """Check that what was typed is not one of the codes on offer."""
    codings = [o.get("valueCoding") for o in dicts(question.node.get("answerOption"))]
    if any(isinstance(c, dict) and value in (c.get("code"), c.get("display")) for c in codings):
        walker.sink.add(rules.ANSWER_TYPED, place)


def _in_set(walker: Walker, question: Question, value: Any, value_set: str, place: Place) -> None:
    if value_set.startswith("#"):
        inside = walker.engine.terminology.member_of(question.contained(value_set[1:]), value)
    else:
        inside = walker.engine.member(value, value_set)
    if inside is False:
        walker.sink.add(rules.ANSWER_NOT_IN_SET, place, value_set=value_set)
    elif inside is None:
        walker.sink.add(rules.ANSWER_SET_NOT_CHECKED, place, value_set=value_set)


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


def _amount(walker: Walker, question: Question, value: dict[str, Any], place: Place) -> None:
    """Check a quantity against the least and the most the question allows, in whatever unit they are."""
    for name, sign in (("minQuantity", 1), ("maxQuantity", -1)):
        limit = question.extension(name)
        if not isinstance(limit, dict):
            continue
        beyond = _beyond(value, limit, sign)
        if beyond is None:
            walker.sink.add(rules.ANSWER_NOT_COMPARABLE, place)
        elif beyond:
            shown = f"{'>=' if sign > 0 else '<='} {limit.get('value')} {limit.get('code') or ''}".strip()
            walker.sink.add(rules.ANSWER_OUT_OF_RANGE, place, limit=shown)


def _beyond(value: dict[str, Any], limit: dict[str, Any], sign: int) -> bool | None:
    """Whether a quantity lies beyond a limit; None when their units cannot be compared."""
    from carelink.fhir.fhirpath.units import unit

    one, other = value.get("value"), limit.get("value")
    if isinstance(one, bool) or isinstance(other, bool):
        return None
    if not isinstance(one, (int, Decimal)) or not isinstance(other, (int, Decimal)):
        return None
    units = value.get("code") or value.get("unit"), limit.get("code") or limit.get("unit")
    if units[0] != units[1]:
        mine, theirs = (unit(u) if isinstance(u, str) else None for u in units)
        if mine is None or theirs is None or mine.dimensions != theirs.dimensions:
            return None
        one, other = one * mine.factor, other * theirs.factor
    return sign * (one - other) < 0


def _target(walker: Walker, question: Question, value: dict[str, Any], place: Place) -> None:
    """Check the type that a reference names by its URL."""
    reference = value.get("reference")
    parts = reference.partition("/_history/")[0].rsplit("/", 2) if isinstance(reference, str) else []
    if len(parts) < _TYPE_AND_ID or str(reference).startswith(("#", "urn:")):
        return
    type_ = parts[-2]
    allowed = [t for t in question.extensions("questionnaire-referenceResource") if isinstance(t, str)]
    if allowed and type_ not in allowed:
        walker.sink.add(rules.ANSWER_REFERENCE, place, types=", ".join(allowed))


_TYPE_AND_ID: Final = 2
