"""What an invariant talks about: the elements its expression names, and the values it compares them with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink.fhir.fhirpath.errors import ExpressionError
from carelink.fhir.fhirpath.parser import parse
from carelink.fhir.fhirpath.syntax import (
    Binary,
    Call,
    Item,
    Literal,
    Name,
    TypeTest,
    Unary,
    Variable,
)

if TYPE_CHECKING:
    from carelink.fhir.fhirpath.syntax import Node

Path = tuple[str, ...]

_INSIDE = frozenset({"where", "all", "exists", "select", "any", "iif", "repeat"})
"""Functions whose arguments speak of what they are called on."""


class Spoken:
    """Paths (names of elements, from the element the invariant stands on) and literals of an expression.

    :ivar paths: in the order they are met; a longer one after the shorter ones it begins with
    :ivar literals: strings and numbers, in the order they are met
    """

    def __init__(self, expression: str) -> None:
        self.paths: list[Path] = []
        self.literals: list[Any] = []
        try:
            self._walk(parse(expression), ())
        except ExpressionError:
            return

    def _walk(self, node: Node | None, base: Path) -> Path:
        """Note what a part says and return the path its value stands at."""
        match node:
            case Name(target, name):
                return self._name(base if target is None else self._walk(target, base), name)
            case Call(target, name, arguments):
                path = base if target is None else self._walk(target, base)
                for argument in arguments:
                    self._walk(argument, path if name in _INSIDE else base)
                return path
            case Item(first, second) | Binary(_, first, second):
                self._walk(second, base)
                return self._walk(first, base)
            case Unary(_, operand) | TypeTest(_, operand, _):
                return self._walk(operand, base)
            case Literal(value) if value not in self.literals:
                self.literals.append(value)
        return () if isinstance(node, Variable) else base

    def _name(self, before: Path, name: str) -> Path:
        if name[:1].isupper():
            return before  # a type at the head of a path: the element itself
        path = (*before, name)
        if path not in self.paths:
            self.paths.append(path)
        return path
