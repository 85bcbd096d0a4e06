"""Static types: what a part of an expression can be, and what the elements and functions give."""

from __future__ import annotations

from typing import NamedTuple

from carelink.fhir.fhirpath.nodes import general_steps, steps, type_exists
from carelink.fhir.tables import primitive_types

OPEN = frozenset({"Resource", "DomainResource", "Element", "BackboneElement"})
"""Types of which only the data shows what they really are."""


class Static(NamedTuple):
    """What is known of a part: its possible types (None = anything), how many, and whether in order."""

    types: frozenset[str] | None = None
    many: bool = True
    ordered: bool = True

    @property
    def closed(self) -> bool:
        """Whether all elements of all its types are known."""
        return self.types is not None and not any(t in OPEN for t in self.types)


_DEEPEST = 16
"""Steps of a path; a document section has 6."""

BOOLEAN = Static(frozenset({"System.Boolean"}), many=False)
STRING = Static(frozenset({"System.String"}), many=False)
INTEGER = Static(frozenset({"System.Integer"}), many=False)
UNKNOWN = Static()
NOTHING = Static(frozenset(), many=False)

_STRINGS = Static(frozenset({"System.String"}))
_BOOLEANS = (
    *("exists", "empty", "all", "not", "allTrue", "anyTrue", "allFalse", "anyFalse"),
    *("subsetOf", "supersetOf", "isDistinct", "startsWith", "endsWith", "contains", "matches", "matchesFull"),
    *("hasValue", "memberOf", "conformsTo", "htmlChecks", "htmlChecks2", "comparable"),
)
_TEXTS = (
    *("substring", "upper", "lower", "trim", "replace", "replaceMatches"),
    *("encode", "decode", "escape", "unescape", "join"),
)
_KINDS = ("Boolean", "Integer", "Decimal", "String", "Date", "DateTime", "Time", "Quantity")

RESULTS: dict[str, Static] = {
    **dict.fromkeys(_BOOLEANS, BOOLEAN),
    **dict.fromkeys((f"convertsTo{kind}" for kind in _KINDS), BOOLEAN),
    **{f"to{kind}": Static(frozenset({f"System.{kind}"}), many=False) for kind in _KINDS},
    **dict.fromkeys(_TEXTS, STRING),
    **dict.fromkeys(("count", "length", "indexOf", "lastIndexOf", "precision"), INTEGER),
    **dict.fromkeys(("toChars", "split"), _STRINGS),
    "extension": Static(frozenset({"Extension"})),
    "resolve": Static(frozenset({"Resource"})),
    "type": Static(frozenset({"System.TypeInfo"})),
    "now": Static(frozenset({"System.DateTime"}), many=False),
    "today": Static(frozenset({"System.Date"}), many=False),
    "timeOfDay": Static(frozenset({"System.Time"}), many=False),
}
"""What functions give whatever they are called on."""

SAME = frozenset(
    {
        "where",
        "first",
        "last",
        "tail",
        "skip",
        "take",
        "single",
        "distinct",
        "trace",
        "intersect",
        "exclude",
        "sort",
    }
)
"""Functions that give some of what they are called on."""
UNORDERED = frozenset({"children", "descendants"})
ORDER_MATTERS = frozenset({"first", "last", "tail", "skip", "take"})


def types_at(path: str) -> frozenset[str]:
    """Return the types of a type name or a path of elements; empty when there is no such element.

    ``Patient``, ``Patient.contact``, and what leads through other types and content references:
    ``Bundle.entry.link``, ``Dosage.timing.repeat``, ``Observation.value[x]``.
    """
    if type_exists(path):
        return frozenset({path})
    owner, _, name = path.rpartition(".")
    if not owner or path.count(".") > _DEEPEST:
        return frozenset()
    below = (steps(type_).get(name.removesuffix("[x]"), ()) for type_ in types_at(owner))
    return frozenset(step.type for found in below for step in found)


def join(one: Static, other: Static, *, many: bool = True) -> Static:
    """Return what is known of a part that is either."""
    types = None if one.types is None or other.types is None else one.types | other.types
    return Static(types, many, one.ordered and other.ordered)


def member_types(type_: str, name: str) -> tuple[frozenset[str], bool] | None:
    """Return the types of an element and whether it repeats; no types = none such, None = who knows."""
    if type_ == "System.TypeInfo":
        return (frozenset({"System.String"} if name in ("name", "namespace") else ()), False)
    if type_ in primitive_types():
        simple = {"extension": ("Extension", True), "id": ("string", False), "value": (None, False)}
        if name not in simple:
            return (frozenset(), False)
        only, many = simple[name]
        return None if only is None else (frozenset({only}), many)
    if type_ in OPEN:
        found = general_steps(type_).get(name, ())
        return (frozenset(step.type for step in found), found[0].many) if found else None
    if not (type_.startswith("System.") or type_exists(type_)):
        return None
    found = steps(type_).get(name, ())
    return (frozenset(step.type for step in found), any(step.many for step in found))
