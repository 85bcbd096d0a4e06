"""What an expression walks over: a value of the tree with its type, and the children of a value.

A node is made when a step reaches it; the tree itself is never changed and holds no marks.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from carelink.fhir.fhirpath.quantities import Quantity
from carelink.fhir.fhirpath.times import Date, DateTime, Time
from carelink.fhir.tables import complex_types, is_type, primitive_types, resource_types, type_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from carelink.fhir.fhirpath.syntax import Constant


class Node:
    """One item of a collection.

    :param value: what stands in the tree (None for a primitive that has extensions only), or a system value
    :param type: FHIR type ("HumanName", "Patient.contact"), system type ("System.String"), or None if unknown
    :param sibling: of a primitive, the object beside it (``_birthDate``) with its id and extensions
    """

    __slots__ = ("sibling", "type", "value")

    def __init__(self, value: Any, type_: str | None = None, sibling: dict[str, Any] | None = None) -> None:
        self.value = value
        self.type = type_
        self.sibling = sibling

    def __repr__(self) -> str:
        return f"Node({self.type})"


Collection: TypeAlias = list[Node]

_SYSTEM: dict[type, str] = {
    bool: "System.Boolean",
    int: "System.Integer",
    Decimal: "System.Decimal",
    str: "System.String",
    Date: "System.Date",
    DateTime: "System.DateTime",
    Time: "System.Time",
    Quantity: "System.Quantity",
}
TRUE, FALSE = Node(True, "System.Boolean"), Node(False, "System.Boolean")


def of(value: Constant) -> Node:
    """Make a node of a system value."""
    if value is True:
        return TRUE
    return FALSE if value is False else Node(value, _system_type(value))


def _system_type(value: Any) -> str:
    # Decimals come in subclasses that remember how they were written.
    return _SYSTEM.get(type(value)) or ("System.Decimal" if isinstance(value, Decimal) else "System.String")


class Step(NamedTuple):
    """One spelling of a child in JSON."""

    key: str
    type: str
    primitive: bool
    many: bool


@cache
def steps(type_name: str) -> Mapping[str, tuple[Step, ...]]:
    """Return, for each FHIRPath name a type has, the JSON keys that may hold it; unknown types have none."""
    info = type_of(type_name)
    if info is None:
        return {}
    simple = primitive_types()
    return {
        e.name: tuple(Step(key, t, t in simple, e.array) for key, t in e.json_names()) for e in info.elements
    }


def general_steps(type_name: str) -> Mapping[str, tuple[Step, ...]]:
    """Return what every resource may have (id, meta, text, contained …), or every element, by name."""
    return steps("DomainResource" if type_name == "Resource" else type_name)


def _general(name: str) -> str | None:
    found = general_steps("Resource").get(name)
    return found[0].type if found else None


@cache
def _by_key(type_name: str) -> Mapping[str, Step]:
    return {step.key: step for found in steps(type_name).values() for step in found}


def _spelling(type_name: str, key: str) -> tuple[Step, ...]:
    step = _by_key(type_name).get(key)
    return () if step is None else (step,)


@cache
def _suffixes() -> Mapping[str, str]:
    """Return the endings of choice names in JSON ("Quantity", "DateTime") and the types they stand for."""
    return {t[0].upper() + t[1:]: t for t in primitive_types() | complex_types()}


def known(type_name: str | None) -> bool:
    """Whether the tables know the children of this type."""
    return (
        type_name is not None and bool(steps(type_name)) and type_name not in ("Resource", "DomainResource")
    )


def resource_type(value: Any) -> str | None:
    """Return the type a resource says it has, if R4 knows it."""
    name = value.get("resourceType") if type(value) is dict else None
    return name if isinstance(name, str) and name in resource_types() else None


def root(value: Any, type_: str | None = None, sibling: dict[str, Any] | None = None) -> Node:
    """Make the node an evaluation starts at."""
    if isinstance(value, Node):
        return value
    return Node(value, resource_type(value) or type_, sibling)


def _spread(value: Any, sibling: Any, type_: str | None, found: Collection) -> None:
    """Append the node or nodes that one JSON member holds."""
    if type(value) is list or type(sibling) is list:
        values = value if type(value) is list else ()
        beside = sibling if type(sibling) is list else ()
        for one, extra in zip_longest(values, beside):
            _append(one, extra, type_, found)
    else:
        _append(value, sibling, type_, found)


def _append(value: Any, sibling: Any, type_: str | None, found: Collection) -> None:
    extra = sibling if type(sibling) is dict else None
    if value is None and extra is None:
        return
    if type(value) is dict and (type_ is None or type_ == "Resource"):
        type_ = resource_type(value) or type_
    found.append(Node(value, type_, extra))


def child(node: Node, name: str, found: Collection) -> None:
    """Append the children called ``name``."""
    value = node.value
    if type(value) is not dict:
        _child_of_primitive(node, name, found)
    elif known(node.type):
        # A choice may be named as JSON spells it by expressions that were not checked against a type.
        for key, type_, primitive, _ in steps(str(node.type)).get(name) or _spelling(str(node.type), name):
            if key in value or (primitive and f"_{key}" in value):
                _spread(value.get(key), value.get(f"_{key}") if primitive else None, type_, found)
    elif node.type == "System.TypeInfo":
        found += [of(value[name])] if name in value else []
    else:
        _child_untyped(value, name, found)


def _child_of_primitive(node: Node, name: str, found: Collection) -> None:
    if node.sibling is not None and name in ("id", "extension"):
        _spread(node.sibling.get(name), None, "Extension" if name == "extension" else "string", found)
    elif name == "value" and node.value is not None and not str(node.type).startswith("System."):
        found.append(Node(node.value, f"System.{_kind(node)}"))


def _kind(node: Node) -> str:
    return _system_type(system(node)).removeprefix("System.")


def _child_untyped(value: dict[str, Any], name: str, found: Collection) -> None:
    if name in value or f"_{name}" in value:
        _spread(value.get(name), value.get(f"_{name}"), _general(name), found)
        return
    for key in value:
        plain = key.removeprefix("_")
        if plain.startswith(name) and (type_ := _suffixes().get(plain[len(name) :])):
            _spread(value.get(plain), value.get(f"_{plain}"), type_, found)
            return


def children(node: Node) -> Iterator[Node]:
    """Yield all children, in the order of the tree."""
    found: Collection = []
    if type(node.value) is dict:
        _all_children(node, node.value, found)
    elif node.sibling is not None:
        for name in node.sibling:
            _child_of_primitive(node, name, found)
    yield from found


def _all_children(node: Node, value: dict[str, Any], found: Collection) -> None:
    typed = _by_key(str(node.type)) if known(node.type) else None
    for key, inner in value.items():
        plain = key.removeprefix("_")
        if key == "resourceType" or (plain != key and plain in value):
            continue
        if typed is None:
            _spread(value.get(plain), value.get(f"_{plain}"), _general(plain), found)
        elif (step := typed.get(plain)) is not None:
            _spread(None if plain != key else inner, value.get(f"_{plain}"), step.type, found)


@cache
def lineage(type_name: str) -> tuple[str, ...]:
    """Return a type and everything it specialises, nearest first."""
    names = [type_name]
    while (info := type_of(names[-1])) is not None and info.base:
        names.append(info.base)
    return tuple(names)


_MOMENTS = {"date": Date.parse, "dateTime": DateTime.parse, "instant": DateTime.parse, "time": Time.parse}
TEXT_TYPES = frozenset(
    [
        *("string", "uri", "url", "canonical", "code", "oid", "id", "uuid"),
        *("markdown", "base64Binary", "xhtml", "System.String"),
    ]
)
"""Types that string functions work on: FHIRPath converts nothing to a string silently."""


def is_text(node: Node) -> bool:
    """Whether string functions apply."""
    return type(node.value) is str and (node.type is None or node.type in TEXT_TYPES)


def system(node: Node) -> Constant | None:
    """Return the system value a node stands for; None for complex values and primitives without a value."""
    value = node.value
    if type(value) is str:
        parse = _MOMENTS.get(node.type or "")
        return value if parse is None else parse(value)
    if type(value) is dict:
        return _quantity(value) if node.type and "Quantity" in lineage(node.type) else None
    if type(value) is float:
        return Decimal(repr(value))
    found: Constant | None = value
    return found


def _quantity(value: dict[str, Any]) -> Quantity | None:
    number = value.get("value")
    if isinstance(number, bool) or not isinstance(number, int | Decimal | float) or "comparator" in value:
        return None
    unit = value.get("code") or value.get("unit") or "1"
    return Quantity(Decimal(repr(number) if isinstance(number, float) else number), str(unit))


def type_exists(name: str) -> bool:
    """Whether R4 has a type of that name, nested elements included."""
    return is_type(name) or type_of(name) is not None
