"""Walking the tree (FHIRPath N1 §5.8), ``trace`` (§5.9) and ``type`` (§6.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.fhir.fhirpath import nodes
from carelink.fhir.fhirpath.functions.function import Function, text
from carelink.fhir.fhirpath.kinds import namespace_and_name
from carelink.fhir.fhirpath.nodes import Node

if TYPE_CHECKING:
    from carelink.fhir.fhirpath.environment import Eval, Scope
    from carelink.fhir.fhirpath.nodes import Collection


def children(scope: Scope, focus: Collection) -> Collection:
    """Return everything directly below."""
    found = [below for node in focus for below in nodes.children(node)]
    scope.situation.spend(len(found))
    return found


def descendants(scope: Scope, focus: Collection) -> Collection:
    """Return everything below."""
    found: Collection = []
    level = focus
    while level := children(scope, level):
        found += level
    return found


def trace(scope: Scope, focus: Collection, label: Eval, projection: Eval | None = None) -> Collection:
    """Tell the caller, if it listens, and pass on."""
    listener = scope.situation.hooks.trace
    if listener is not None:
        shown = focus if projection is None else projection(scope)
        listener(text(scope, label) or "", [node.value for node in shown])
    return focus


def type_(_: Scope, focus: Collection) -> Collection:
    """Say which type each item has."""
    found = []
    for node in focus:
        namespace, name = namespace_and_name(node)
        found.append(Node({"namespace": namespace, "name": name}, "System.TypeInfo"))
    return found


FUNCTIONS = {
    "children": Function(children),
    "descendants": Function(descendants),
    "trace": Function(trace, 1, 2),
    "type": Function(type_),
}
