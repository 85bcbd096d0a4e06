"""Base types compiled for walking: per JSON name what may stand there and which checks it gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.fhir import tables
from carelink.validation.accept.memory import CODED, Memory
from carelink.validation.primitives import check_of, json_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from carelink.fhir.tables import ElementInfo, TypeInfo
    from carelink.validation.bindings import Bound
    from carelink.validation.engine import Engine
    from carelink.validation.invariants import Invariant
    from carelink.validation.primitives import Wrong

GOOD_AT_MOST: Final = 5_000
"""So many good values are remembered per element, then none more: a bound, not a cache policy."""

_NATIVE: Final = frozenset({"ele-1", "ext-1"})
"""Invariants the walker itself sees to."""


class Slot:
    """One JSON name of a type: ``name``, ``valueQuantity``, ``contained`` ...

    :ivar name: FHIRPath name (``value`` for ``valueQuantity``)
    :ivar key: JSON name
    :ivar type: FHIR type of the value, or the path of a nested element
    :ivar array: whether JSON writes a list
    :ivar primitive: whether it is a single value, with a possible ``_name`` beside it
    :ivar system: whether it is a bare value that takes no extensions (``id``, ``Extension.url``)
    :ivar good: strings already found good here
    :ivar memory: of a coded element, what was said of its values
    """

    __slots__ = (
        "array",
        "bound",
        "check",
        "choice",
        "good",
        "invariants",
        "key",
        "memory",
        "most",
        "name",
        "path",
        "primitive",
        "profiles",
        "shape",
        "system",
        "targets",
        "text",
        "type",
    )

    def __init__(self, element: ElementInfo, key: str, type_name: str, engine: Engine) -> None:
        self.name = element.name
        self.key = key
        self.path = element.path
        self.type = type_name
        self.array = element.array
        self.most = element.max if element.array else None
        self.choice = element.choice
        self.primitive = type_name in tables.primitive_types()
        self.system = element.system
        self.text = self.primitive and json_kind(type_name) == "string" and type_name != "xhtml"
        self.check: Callable[[Any], Wrong] | None = check_of(type_name) if self.primitive else None
        if self.name == "id" and type_name == "id":
            self.check = check_of("resource id")
        self.good: set[str] = set()
        self.memory = Memory() if type_name in CODED else None
        self.shape: Shape | None = None
        ref = next(r for r in element.refs if r.code == type_name)
        self.targets = ref.targets
        self.profiles = ref.profiles
        self.bound: Bound | None = engine.bound(element.binding) if _bindable(element, type_name) else None
        own = type_of_constraints(type_name)
        self.invariants: tuple[Invariant, ...] = tuple(
            engine.invariant(c.key, c.severity, c.expression, type_name)
            for c in element.constraints
            if c.expression and c.key not in _NATIVE and c.key not in own
        )


_BINDABLE: Final = frozenset(
    {"code", "string", "uri", "url", "canonical", "Coding", "CodeableConcept", "Quantity"}
)
_QUANTITIES: Final = frozenset(
    {"Age", "Count", "Distance", "Duration", "Money", "MoneyQuantity", "SimpleQuantity"}
)


def _bindable(element: ElementInfo, type_name: str) -> bool:
    return element.binding is not None and (type_name in _BINDABLE or type_name in _QUANTITIES)


def type_of_constraints(type_name: str) -> frozenset[str]:
    """Return the keys of the invariants that a type brings along wherever it is used."""
    info = tables.type_of(type_name)
    return frozenset(c.key for c in info.constraints) if info is not None else frozenset()


class Shape:
    """A type: its slots by JSON name, what is required, which choices exclude each other, its invariants."""

    __slots__ = (
        "base",
        "by_name",
        "cardinality",
        "invariants",
        "name",
        "required",
        "resource",
        "slots",
    )

    def __init__(self, info: TypeInfo, engine: Engine) -> None:
        self.name = info.name
        self.base = info.base
        self.resource = info.kind == "resource"
        self.slots: Mapping[str, Slot] = {
            key: Slot(element, key, type_name, engine) for key, (element, type_name) in info.json.items()
        }
        by_name: dict[str, list[Slot]] = {}
        for slot in self.slots.values():
            by_name.setdefault(slot.name, []).append(slot)
        self.by_name = {name: tuple(slots) for name, slots in by_name.items()}
        self.cardinality = {e.name: (e.min, e.max) for e in info.elements}
        self.required: tuple[tuple[str, frozenset[str], int], ...] = tuple(
            (e.path, _keys(e), e.min) for e in info.elements if e.min
        )
        self.invariants: tuple[Invariant, ...] = tuple(
            engine.invariant(c.key, c.severity, c.expression, info.name)
            for c in info.constraints
            if c.expression and c.key not in _NATIVE
        )


def _keys(element: ElementInfo) -> frozenset[str]:
    """Return the JSON names under which an element counts as present."""
    names = [name for name, _ in element.json_names()]
    return frozenset([*names, *(f"_{name}" for name in names)])
