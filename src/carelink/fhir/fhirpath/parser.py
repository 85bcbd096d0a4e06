"""From tokens to the syntax tree, by precedence climbing (FHIRPath N1 §6.8)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from carelink.fhir.fhirpath.errors import ExpressionError
from carelink.fhir.fhirpath.lexer import Token, tokens
from carelink.fhir.fhirpath.limits import LIMITS, Limits
from carelink.fhir.fhirpath.quantities import CALENDAR, Quantity
from carelink.fhir.fhirpath.syntax import (
    Binary,
    Call,
    Empty,
    Item,
    Literal,
    Name,
    Special,
    TypeTest,
    Unary,
    Variable,
)
from carelink.fhir.fhirpath.times import Date, DateTime, Time

if TYPE_CHECKING:
    from carelink.fhir.fhirpath.syntax import Node

_TIGHTNESS = {
    "implies": 1,
    **dict.fromkeys(("or", "xor"), 2),
    "and": 3,
    **dict.fromkeys(("in", "contains"), 4),
    **dict.fromkeys(("=", "~", "!=", "!~"), 5),
    **dict.fromkeys(("<", ">", "<=", ">="), 6),
    "|": 7,
    **dict.fromkeys(("is", "as"), 8),
    **dict.fromkeys(("+", "-", "&"), 9),
    **dict.fromkeys(("*", "/", "div", "mod"), 10),
}
_UNARY = 11
_RESERVED = {"and", "or", "xor", "implies", "div", "mod", "true", "false"}
"""Words that are no names unless quoted; as, is, in and contains may be names (fhirpath.g4, identifier)."""

_MOMENTS = {"date": Date.parse, "datetime": DateTime.parse, "time": Time.parse}


class _Parser:
    """One walk over the tokens of one expression."""

    def __init__(self, expression: str, limits: Limits) -> None:
        self.expression = expression
        self.limits = limits
        self.tokens = tokens(expression)
        self.next = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.next]

    def refuse(self, reason: str, token: Token | None = None) -> ExpressionError:
        return ExpressionError(reason, expression=self.expression, at=(token or self.token).at)

    def take(self) -> Token:
        token = self.token
        self.next += 1
        return token

    def sees(self, *signs: str) -> bool:
        return self.token.kind == "sign" and self.token.text in signs

    def expect(self, sign: str) -> None:
        if not self.sees(sign):
            raise self.refuse(f"expected {sign!r}")
        self.next += 1

    def whole(self) -> Node:
        node, _ = self.operation(0)
        if self.token.kind != "end":
            raise self.refuse("unexpected text after the end of the expression")
        return node

    def operation(self, tightness: int) -> tuple[Node, int]:
        """Read operators that bind tighter than ``tightness``; return the tree and its height."""
        self.depth += 1
        if self.depth > self.limits.depth:
            raise self.refuse("nested too deeply")
        left, height = self.signed()
        while (binds := self.operator()) > tightness:
            token = self.take()
            if token.text in ("is", "as"):
                left = TypeTest(token.text, left, self.type_name(), token.at)
            else:
                right, other = self.operation(binds)
                left, height = Binary(token.text, left, right, token.at), max(height, other)
            height = self.taller(height)
        self.depth -= 1
        return left, height

    def taller(self, height: int) -> int:
        if height >= self.limits.height:
            raise self.refuse("more operators in a row than allowed")
        return height + 1

    def operator(self) -> int:
        token = self.token
        return _TIGHTNESS.get(token.text, 0) if token.kind in ("sign", "word") else 0

    def signed(self) -> tuple[Node, int]:
        if self.sees("+", "-"):
            token = self.take()
            operand, height = self.operation(_UNARY - 1)
            return Unary(token.text, operand, token.at), self.taller(height)
        return self.dotted()

    def dotted(self) -> tuple[Node, int]:
        node, height = self.term()
        while self.sees(".", "["):
            if self.take().text == "[":
                index, other = self.operation(0)
                self.expect("]")
                node, height = Item(node, index, self.token.at), max(height, other)
            elif self.token.kind == "special":
                raise self.refuse("$this, $index and $total cannot follow a dot")
            else:
                node, other = self.invocation(node)
                height = max(height, other)
            height = self.taller(height)
        return node, height

    def name(self) -> Token:
        token = self.take()
        if token.kind == "quoted" or (token.kind == "word" and token.text not in _RESERVED):
            return token
        raise self.refuse("expected a name", token)

    def invocation(self, target: Node | None) -> tuple[Node, int]:
        token = self.take() if target is not None and self.token.kind == "word" else self.name()
        if not self.sees("("):
            return Name(target, token.text, token.at), 1
        self.next += 1
        arguments: list[Node] = []
        down: list[bool] = []
        height = 1
        while not self.sees(")"):
            if arguments:
                self.expect(",")
            node, other = self.operation(0)
            arguments.append(node)
            down.append(self.descending(token))
            height = max(height, other)
        self.next += 1
        marks = tuple(down) if any(down) else ()
        return Call(target, token.text, tuple(arguments), marks, token.at), height

    def descending(self, function: Token) -> bool:
        """Read the ``asc`` or ``desc`` after a sort key."""
        if function.text == "sort" and self.token.kind == "word" and self.token.text in ("asc", "desc"):
            return self.take().text == "desc"
        return False

    def type_name(self) -> str:
        names = [self.name().text]
        while self.sees("."):
            self.next += 1
            names.append(self.name().text)
        return ".".join(names)

    def term(self) -> tuple[Node, int]:
        token = self.token
        if self.sees("("):
            self.next += 1
            node, height = self.operation(0)
            self.expect(")")
            return node, height
        if self.sees("{"):
            self.next += 1
            self.expect("}")
            return Empty(token.at), 1
        if self.sees("%"):
            return self.variable(), 1
        if token.kind == "special":
            return Special(self.take().text[1:], token.at), 1
        if token.kind in ("quoted", "word") and token.text not in ("true", "false"):
            return self.invocation(None)
        return self.literal(), 1

    def variable(self) -> Variable:
        at = self.take().at
        token = self.take()
        if token.kind not in ("word", "quoted", "string"):
            raise self.refuse("expected the name of a variable", token)
        return Variable(token.text, at)

    def literal(self) -> Literal:
        token = self.take()
        if token.kind == "string":
            return Literal(token.text, token.at)
        if token.kind == "word":
            return Literal(token.text == "true", token.at)
        if token.kind == "number":
            return Literal(self.number(token), token.at)
        if token.kind in _MOMENTS:
            value = _MOMENTS[token.kind](token.text.removeprefix("@").removeprefix("T"))
            if value is None:
                raise self.refuse("no such date or time", token)
            return Literal(value, token.at)
        raise self.refuse("unexpected end" if token.kind == "end" else f"unexpected {token.text!r}", token)

    def number(self, token: Token) -> int | Decimal | Quantity:
        if self.token.kind == "string":
            return Quantity(Decimal(token.text), self.take().text)
        if self.token.kind == "word" and self.token.text in CALENDAR:
            return Quantity(Decimal(token.text), CALENDAR[self.take().text], calendar=True)
        return Decimal(token.text) if "." in token.text else int(token.text)


def parse(expression: str, *, limits: Limits = LIMITS) -> Node:
    """Read an expression.

    :raises ExpressionError: when it is no FHIRPath, or longer or deeper than ``limits`` allow
    """
    if len(expression) > limits.length:
        raise ExpressionError("longer than allowed", expression=expression)
    return _Parser(expression, limits).whole()
