"""Filtering and projection (FHIRPath N1 §5.2), ``aggregate`` (§7) and ``iif`` (§5.5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.fhir.fhirpath.environment import Eval, Scope, truth
from carelink.fhir.fhirpath.equality import key
from carelink.fhir.fhirpath.errors import EvaluationError
from carelink.fhir.fhirpath.functions.function import Function, each
from carelink.fhir.fhirpath.kinds import has_type

if TYPE_CHECKING:
    from carelink.fhir.fhirpath.nodes import Collection, Node


def where(scope: Scope, focus: Collection, criterion: Eval) -> Collection:
    """Keep the items that fulfil the criterion."""
    return [node for node, inner in each(scope, focus) if truth(criterion(inner))]


def select(scope: Scope, focus: Collection, projection: Eval) -> Collection:
    """Project every item, flattened."""
    found: Collection = []
    for _, inner in each(scope, focus):
        found += projection(inner)
    return found


def repeat(scope: Scope, focus: Collection, projection: Eval) -> Collection:
    """Project again and again, as long as something new turns up."""
    seen: dict[object, Node] = {}
    waiting = focus
    while waiting:
        fresh: Collection = []
        for node in select(scope, waiting, projection):
            if (mark := key(node)) not in seen:
                seen[mark] = node
                fresh.append(node)
        waiting = fresh
    return list(seen.values())


def of_type(scope: Scope, focus: Collection, names: frozenset[str], *, single: bool = False) -> Collection:
    """Keep the items of a type. ``single`` refuses several items where the settings ask for it."""
    if single and scope.situation.settings.single_as and len(focus) > 1:
        raise EvaluationError("as works on one item; ofType() on several")
    return [node for node in focus if has_type(node, names)]


def aggregate(scope: Scope, focus: Collection, step: Eval, start: Eval | None = None) -> Collection:
    """Carry ``$total`` from item to item."""
    total: Collection = [] if start is None else start(scope)
    for _, inner in each(scope, focus):
        inner.total = total
        total = step(inner)
        scope.situation.spend(len(total))
    return total


def iif(
    scope: Scope, focus: Collection, criterion: Eval, then: Eval, otherwise: Eval | None = None
) -> Collection:
    """Choose; the branch that is not chosen is never evaluated."""
    if focus is not scope.this:
        if len(focus) > 1:
            raise EvaluationError("iif works on one item")
        scope = Scope(scope.situation, focus, 0, scope.total)
    found = criterion(scope)
    if found and not isinstance(found[0].value, bool):
        raise EvaluationError("the criterion of iif is a boolean")
    if truth(found):
        return then(scope)
    return [] if otherwise is None else otherwise(scope)


FUNCTIONS = {
    "where": Function(where, 1, 1, each=True),
    "select": Function(select, 1, 1, each=True),
    "repeat": Function(repeat, 1, 1, each=True),
    "aggregate": Function(aggregate, 1, 2, each=True),
    "iif": Function(iif, 2, 3, each=True),
}
