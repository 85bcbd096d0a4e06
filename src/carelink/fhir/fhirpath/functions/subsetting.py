"""Subsetting (FHIRPath N1 §5.3) and sorting (N1.1 §5.2)."""

from __future__ import annotations

from functools import cmp_to_key
from typing import TYPE_CHECKING

from carelink.fhir.fhirpath.environment import Eval, Scope, only
from carelink.fhir.fhirpath.equality import compare, key
from carelink.fhir.fhirpath.functions.function import Function, each, integer

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.fhir.fhirpath.nodes import Collection, Node


def single(_: Scope, focus: Collection) -> Collection:
    """Return the one item; several are an error."""
    node = only(focus)
    return [] if node is None else [node]


def first(_: Scope, focus: Collection) -> Collection:
    """Return the first item."""
    return focus[:1]


def last(_: Scope, focus: Collection) -> Collection:
    """Return the last item."""
    return focus[-1:]


def tail(_: Scope, focus: Collection) -> Collection:
    """Return all but the first item."""
    return focus[1:]


def skip(scope: Scope, focus: Collection, number: Eval) -> Collection:
    """Leave out the first items."""
    n = integer(scope, number)
    return [] if n is None else focus[max(0, n) :]


def take(scope: Scope, focus: Collection, number: Eval) -> Collection:
    """Return the first items."""
    n = integer(scope, number)
    return [] if n is None else focus[: max(0, n)]


def intersect(scope: Scope, focus: Collection, other: Eval) -> Collection:
    """Keep what is in both, once."""
    wanted = {key(node) for node in other(scope)}
    found = {key(node): node for node in reversed(focus)}
    return [node for mark, node in reversed(found.items()) if mark in wanted]


def exclude(scope: Scope, focus: Collection, other: Eval) -> Collection:
    """Leave out what is in the other collection; order and duplicates stay."""
    refused = {key(node) for node in other(scope)}
    return [node for node in focus if key(node) not in refused]


def sorting(descending: tuple[bool, ...]) -> Callable[..., Collection]:
    """Make the sort function for keys in these directions. Items without a key come first in both."""

    def run(scope: Scope, focus: Collection, *keys: Eval) -> Collection:
        rows: list[tuple[list[Node | None], Node]] = [
            ([only(k(inner)) for k in keys] if keys else [node], node) for node, inner in each(scope, focus)
        ]

        def order(one: tuple[list[Node | None], Node], other: tuple[list[Node | None], Node]) -> int:
            scope.situation.spend(1)
            for place, (a, b) in enumerate(zip(one[0], other[0], strict=True)):
                if a is None or b is None:
                    sign = (a is not None) - (b is not None)
                else:
                    sign = (compare(a, b) or 0) * (-1 if descending and descending[place] else 1)
                if sign:
                    return sign
            return 0

        return [node for _, node in sorted(rows, key=cmp_to_key(order))]

    return run


FUNCTIONS = {
    "single": Function(single),
    "first": Function(first),
    "last": Function(last),
    "tail": Function(tail),
    "skip": Function(skip, 1, 1),
    "take": Function(take, 1, 1),
    "intersect": Function(intersect, 1, 1),
    "exclude": Function(exclude, 1, 1),
    "sort": Function(sorting(()), 0, 8, each=True),
}
