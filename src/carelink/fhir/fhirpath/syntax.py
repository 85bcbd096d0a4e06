"""The syntax tree of FHIRPath, and how to print it again.

Printing is total: ``parse(unparse(tree))`` is the same tree, which is what the round-trip property tests.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from carelink.fhir.fhirpath.quantities import Quantity
from carelink.fhir.fhirpath.times import Date, DateTime, Time

Constant: TypeAlias = bool | int | Decimal | str | Date | DateTime | Time | Quantity


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the expression."""

    value: Constant
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Empty:
    """``{}``, the empty collection."""

    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Special:
    """``$this``, ``$index`` or ``$total``; ``name`` is without the dollar sign."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Variable:
    """``%name``: an environment variable."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """``target.name``: the children called so; without a target, those of ``$this``."""

    target: Node | None
    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """``target.name(arguments)``; without a target, on ``$this``. ``descending`` marks sort keys."""

    target: Node | None
    name: str
    arguments: tuple[Node, ...]
    descending: tuple[bool, ...] = ()
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Item:
    """``target[index]``."""

    target: Node
    index: Node
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Unary:
    """``+operand`` or ``-operand``."""

    operator: str
    operand: Node
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """``left operator right``."""

    operator: str
    left: Node
    right: Node
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class TypeTest:
    """``operand is type`` or ``operand as type``; ``type`` is as written ("string", "FHIR.string")."""

    operator: str
    operand: Node
    type: str
    at: int = field(default=0, compare=False)


Node: TypeAlias = Literal | Empty | Special | Variable | Name | Call | Item | Unary | Binary | TypeTest

_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f"}


def quote(text: str) -> str:
    """Write ``text`` as a FHIRPath string literal."""
    return "'" + "".join(_ESCAPES.get(c, c) for c in text) + "'"


def _identifier(name: str) -> str:
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`"


def _constant(value: Constant) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return quote(value)
        case Date() | DateTime() | Time():
            return f"@{value.literal()}"
        case Decimal():
            return format(value, "f")
        case _:
            return str(value)


def _called(node: Call) -> str:
    down = node.descending or (False,) * len(node.arguments)
    arguments = (unparse(a) + (" desc" if d else "") for a, d in zip(node.arguments, down, strict=True))
    inner = f"{_identifier(node.name)}({', '.join(arguments)})"
    return inner if node.target is None else f"{unparse(node.target)}.{inner}"


def unparse(node: Node) -> str:  # noqa: C901, PLR0911  one answer for each kind of node
    """Write a syntax tree as an expression, with brackets wherever they could matter."""
    match node:
        case Literal(value):
            return _constant(value)
        case Empty():
            return "{}"
        case Special(name):
            return f"${name}"
        case Variable(name):
            return f"%{_identifier(name)}"
        case Name(target, name):
            return _identifier(name) if target is None else f"{unparse(target)}.{_identifier(name)}"
        case Call():
            return _called(node)
        case Item(target, index):
            return f"{unparse(target)}[{unparse(index)}]"
        case Unary(operator, operand):
            return f"({operator}{unparse(operand)})"
        case Binary(operator, left, right):
            return f"({unparse(left)} {operator} {unparse(right)})"
        case TypeTest(operator, operand, type_):
            name = ".".join(_identifier(part) for part in type_.split("."))
            return f"({unparse(operand)} {operator} {name})"
