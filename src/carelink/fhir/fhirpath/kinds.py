"""``is``, ``as``, ``ofType`` and ``type()``: which type an item has (FHIRPath N1 §6.3, §10)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from carelink.fhir.fhirpath.nodes import lineage, type_exists
from carelink.fhir.tables import primitive_types

if TYPE_CHECKING:
    from carelink.fhir.fhirpath.nodes import Node

SYSTEM_TYPES = frozenset(
    {"Boolean", "Integer", "Decimal", "String", "Date", "DateTime", "Time", "Quantity", "Any"}
)


@lru_cache(maxsize=512)
def named(written: str) -> frozenset[str] | None:
    """Return the types a type specifier may mean (``Quantity`` means two); None = no such type."""
    namespace, _, name = written.rpartition(".")
    if namespace == "System":
        return frozenset({f"System.{name}"}) if name in SYSTEM_TYPES or type_exists(name) else None
    if namespace not in ("", "FHIR"):
        return frozenset({written}) if type_exists(written) else None
    found = {name} if type_exists(name) else set()
    if not namespace and name in SYSTEM_TYPES:
        found.add(f"System.{name}")
    return frozenset(found) or None


def castable(written: str) -> frozenset[str] | None:
    """Return the types that ``as`` and ``ofType`` may mean.

    Published profiles write ``value as String`` of a FHIR string; the reference lets that pass in R4.
    """
    found = named(written)
    if found == frozenset({f"System.{written}"}) and type_exists(low := written[0].lower() + written[1:]):
        return found | {low}
    return found


def has_type(node: Node, names: frozenset[str]) -> bool:
    """Whether an item has one of the types, or a type that specialises one."""
    if node.type is None:
        return _looks_like(node, names)
    return not names.isdisjoint(lineage(node.type))


def _looks_like(node: Node, names: frozenset[str]) -> bool:
    """Judge an item whose type nothing tells by its value."""
    value = node.value
    if isinstance(value, bool):
        return "boolean" in names
    if isinstance(value, str):
        return not names.isdisjoint(primitive_types() - {"boolean", "decimal", "integer"})
    return isinstance(value, dict) and not names.isdisjoint({"Element", "BackboneElement"})


def namespace_and_name(node: Node) -> tuple[str, str]:
    """Return what ``type()`` says of an item."""
    if node.type is None:
        return ("FHIR", "Element")
    if node.type.startswith("System."):
        return ("System", node.type.removeprefix("System."))
    return ("FHIR", node.type)
