"""Combining (FHIRPath N1 §5.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.fhir.fhirpath.functions.existence import distinct
from carelink.fhir.fhirpath.functions.function import Function

if TYPE_CHECKING:
    from carelink.fhir.fhirpath.environment import Eval, Scope
    from carelink.fhir.fhirpath.nodes import Collection


def union(scope: Scope, focus: Collection, other: Eval) -> Collection:
    """Put two collections together without duplicates."""
    return distinct(scope, focus + other(scope))


def combine(scope: Scope, focus: Collection, other: Eval) -> Collection:
    """Put two collections together."""
    found = focus + other(scope)
    scope.situation.spend(len(found))
    return found


FUNCTIONS = {"union": Function(union, 1, 1), "combine": Function(combine, 1, 1)}
