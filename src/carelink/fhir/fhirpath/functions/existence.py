"""Existence (FHIRPath N1 §5.1) and ``not`` (§6.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.fhir.fhirpath.environment import Eval, Scope, truth
from carelink.fhir.fhirpath.equality import key
from carelink.fhir.fhirpath.errors import EvaluationError
from carelink.fhir.fhirpath.functions.function import Function, answer, each
from carelink.fhir.fhirpath.nodes import of

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.fhir.fhirpath.nodes import Collection


def empty(_: Scope, focus: Collection) -> Collection:
    """Whether there is nothing."""
    return answer(not focus)


def exists(scope: Scope, focus: Collection, criterion: Eval | None = None) -> Collection:
    """Whether there is anything (that fulfils the criterion)."""
    if criterion is None:
        return answer(bool(focus))
    return answer(any(truth(criterion(inner)) for _, inner in each(scope, focus)))


def every(scope: Scope, focus: Collection, criterion: Eval) -> Collection:
    """Whether all items fulfil the criterion."""
    return answer(all(truth(criterion(inner)) for _, inner in each(scope, focus)))


def negated(_: Scope, focus: Collection) -> Collection:
    """Turn a boolean round."""
    value = truth(focus)
    return answer(None if value is None else not value)


def _booleans(focus: Collection) -> list[bool]:
    if not all(isinstance(node.value, bool) for node in focus):
        raise EvaluationError("allTrue, anyTrue, allFalse and anyFalse work on booleans only")
    return [node.value for node in focus]


def _of_booleans(decide: Callable[[list[bool]], bool]) -> Callable[[Scope, Collection], Collection]:
    return lambda _, focus: answer(decide(_booleans(focus)))


def subset(scope: Scope, focus: Collection, other: Eval) -> Collection:
    """Whether everything here is in the other collection."""
    return answer({key(node) for node in focus} <= {key(node) for node in other(scope)})


def superset(scope: Scope, focus: Collection, other: Eval) -> Collection:
    """Whether everything of the other collection is here."""
    return answer({key(node) for node in focus} >= {key(node) for node in other(scope)})


def count(_: Scope, focus: Collection) -> Collection:
    """How many items there are."""
    return [of(len(focus))]


def distinct(_: Scope, focus: Collection) -> Collection:
    """Drop what is equal to an earlier item."""
    return list({key(node): node for node in reversed(focus)}.values())[::-1]


def is_distinct(_: Scope, focus: Collection) -> Collection:
    """Whether no two items are equal."""
    return answer(len({key(node) for node in focus}) == len(focus))


FUNCTIONS = {
    "empty": Function(empty),
    "exists": Function(exists, 0, 1, each=True),
    "all": Function(every, 1, 1, each=True),
    "not": Function(negated),
    "allTrue": Function(_of_booleans(all)),
    "anyTrue": Function(_of_booleans(any)),
    "allFalse": Function(_of_booleans(lambda values: not any(values))),
    "anyFalse": Function(_of_booleans(lambda values: not all(values))),
    "subsetOf": Function(subset, 1, 1),
    "supersetOf": Function(superset, 1, 1),
    "count": Function(count),
    "distinct": Function(distinct),
    "isDistinct": Function(is_distinct),
}
