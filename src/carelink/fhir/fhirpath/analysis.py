"""What can be known of an expression before any data is seen: its types, and what cannot be.

A name that no possible type has is refused here, so that a misspelt invariant never passes silently.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carelink.fhir.fhirpath.closures import sort_keys, type_argument
from carelink.fhir.fhirpath.errors import ExpressionError
from carelink.fhir.fhirpath.functions import FUNCTIONS
from carelink.fhir.fhirpath.functions.strings import STRING_FUNCTIONS
from carelink.fhir.fhirpath.kinds import castable, named
from carelink.fhir.fhirpath.nodes import TEXT_TYPES, lineage, of, type_exists
from carelink.fhir.fhirpath.statics import (
    BOOLEAN,
    INTEGER,
    NOTHING,
    OPEN,
    ORDER_MATTERS,
    RESULTS,
    SAME,
    STRING,
    UNKNOWN,
    UNORDERED,
    Static,
    join,
    member_types,
    types_at,
)
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
from carelink.fhir.fhirpath.variables import AROUND, constant
from carelink.fhir.tables import resource_types

if TYPE_CHECKING:
    from carelink.fhir.fhirpath.environment import Settings
    from carelink.fhir.fhirpath.syntax import Node


class Around(NamedTuple):
    """What ``$this`` and ``$total`` are at a place."""

    this: Static
    total: Static = UNKNOWN


class Analysis:
    """One walk over one tree. ``known`` holds what was found, by ``id`` of the node."""

    def __init__(self, expression: str, settings: Settings, variables: frozenset[str]) -> None:
        self.expression = expression
        self.settings = settings
        self.variables = variables
        self.context = UNKNOWN
        self.known: dict[int, Static] = {}

    def whole(self, tree: Node, start: Static) -> Static:
        """Analyse a whole expression that is evaluated on ``start``."""
        self.context = start
        return self.of(tree, Around(start))

    def refuse(self, reason: str, node: Node) -> ExpressionError:
        """Say what cannot be."""
        return ExpressionError(reason, expression=self.expression, at=node.at)

    def of(self, node: Node, around: Around) -> Static:
        """Analyse one node and all below it."""
        found = self._of(node, around)
        self.known[id(node)] = found
        return found

    def _of(self, node: Node, around: Around) -> Static:  # noqa: C901, PLR0911  one answer for each kind of node
        match node:
            case Literal(value):
                return Static(frozenset({str(of(value).type)}), many=False)
            case Empty():
                return NOTHING
            case Special(name):
                return {"this": around.this, "total": around.total}.get(name, INTEGER)
            case Variable():
                return self._variable(node)
            case Name():
                return self._name(node, around)
            case Call():
                return self._call(node, around)
            case Item(target, index):
                source = self.of(target, around)
                self.of(index, around)
                self._in_order(node, source)
                return source._replace(many=False)
            case Unary(_, operand):
                return self.of(operand, around)._replace(many=False)
            case TypeTest(operator, operand, type_):
                return self._tested(operator, self.of(operand, around), type_, node)
            case Binary():
                return self._binary(node, around)

    def _variable(self, node: Variable) -> Static:
        if constant(node.name) is not None:
            return STRING
        if node.name in AROUND:
            return self.context if node.name == "context" else self._resource(node.name)
        if node.name not in self.variables:
            raise self.refuse(f"unknown variable %{node.name}", node)
        return UNKNOWN

    def _resource(self, name: str) -> Static:
        """Return what ``%resource`` is: the resource that the type of the context belongs to."""
        roots = {t.partition(".")[0] for t in self.context.types or ()}
        known = name == "resource" and len(roots) == 1 and roots <= resource_types()
        return Static(frozenset(roots if known else {"Resource"}), many=False)

    def _name(self, node: Name, around: Around) -> Static:
        if node.target is None and node.name[:1].isupper():
            return self._start(node, around.this)
        source = around.this if node.target is None else self.of(node.target, around)
        if source.types is None:
            return Static(None, many=True, ordered=source.ordered)
        return self._member(node, source, source.types)

    def _member(self, node: Name, source: Static, types: frozenset[str]) -> Static:
        found: set[str] = set()
        open_, exists, many = False, not types, source.many
        for type_ in types:
            below = member_types(type_, node.name)
            if below is None:
                open_ = True
            elif below[0]:
                exists = True
                found |= below[0]
                many = many or below[1]
        if not exists and not open_:
            raise self.refuse(f"{'|'.join(sorted(types))} has no element {node.name!r}", node)
        return Static(None if open_ else frozenset(found), many or open_, source.ordered)

    def _start(self, node: Name, this: Static) -> Static:
        """Analyse a path that starts with a type."""
        if not type_exists(node.name):
            raise self.refuse(f"unknown type {node.name!r}", node)
        if this.types is not None and not any(t in OPEN or node.name in lineage(t) for t in this.types):
            raise self.refuse(f"{'|'.join(sorted(this.types))} is no {node.name}", node)
        kept = frozenset(t for t in this.types or () if node.name in lineage(t)) or frozenset({node.name})
        return Static(kept, this.many, this.ordered)

    def _tested(self, operator: str, source: Static, written: str, node: Node) -> Static:
        names = named(written)
        if names is None:
            raise self.refuse(f"unknown type {written!r}", node)
        if operator == "is":
            return BOOLEAN
        names = castable(written) or names
        kept = names if source.types is None or not source.closed else _narrowed(source.types, names)
        return Static(kept, source.many, source.ordered)

    def _binary(self, node: Binary, around: Around) -> Static:
        left, right = self.of(node.left, around), self.of(node.right, around)
        if node.operator == "|":
            return join(left, right)._replace(ordered=True)
        if node.operator == "&":
            return STRING
        if node.operator in ("+", "-", "*", "/", "div", "mod"):
            return Static(None, many=False)
        return BOOLEAN

    def _call(self, node: Call, around: Around) -> Static:
        source = around.this if node.target is None else self.of(node.target, around)
        if node.name in ("is", "as", "ofType"):
            written = type_argument(node.arguments[0]) if len(node.arguments) == 1 else None
            if written is None:
                raise self.refuse(f"{node.name}() takes one type", node)
            return self._tested(node.name, source, written, node)
        function = FUNCTIONS.get(node.name)
        if function is None:
            raise self.refuse(f"unknown function {node.name}()", node)
        if not function.low <= len(node.arguments) <= function.high:
            raise self.refuse(f"wrong number of arguments for {node.name}()", node)
        if node.name in STRING_FUNCTIONS and source.closed and source.types and not source.types & TEXT_TYPES:
            raise self.refuse(
                f"{node.name}() works on strings, not on {'|'.join(sorted(source.types))}", node
            )
        if node.name in ORDER_MATTERS:
            self._in_order(node, source)
        return self._result(node, source, around, each=function.each)

    def _result(  # noqa: PLR0911  one answer for each kind of function
        self, node: Call, source: Static, around: Around, *, each: bool
    ) -> Static:
        inner = Around(source._replace(many=False), around.total) if each else around
        if node.name == "repeat":
            return self._repeated(node, source, inner)
        if node.name == "aggregate":
            inner = Around(inner.this, UNKNOWN)
        given = [self.of(argument, inner) for argument in sort_keys(node)]
        if node.name in SAME:
            return source._replace(many=source.many and node.name not in ("first", "last", "single"))
        if node.name == "select":
            return given[0]._replace(many=True, ordered=source.ordered and given[0].ordered)
        if node.name in ("union", "combine"):
            return join(source, given[0])
        if node.name == "iif":
            return join(given[1], given[2] if len(given) > 2 else NOTHING)  # noqa: PLR2004  the branch taken otherwise
        if node.name in UNORDERED:
            return Static(None, many=True, ordered=False)
        return RESULTS.get(node.name, UNKNOWN)

    def _repeated(self, node: Call, source: Static, inner: Around) -> Static:
        """Analyse a projection on its own results, until nothing new turns up."""
        found = self.of(node.arguments[0], inner)
        while (
            found.types is not None and inner.this.types is not None and not found.types <= inner.this.types
        ):
            inner = Around(join(inner.this, found, many=False))
            found = join(found, self.of(node.arguments[0], inner))
        return Static(found.types, many=True, ordered=source.ordered)

    def _in_order(self, node: Node, source: Static) -> None:
        if self.settings.ordered and not source.ordered:
            raise self.refuse("the order of this collection is not defined", node)


def _narrowed(types: frozenset[str], names: frozenset[str]) -> frozenset[str]:
    """Return which of the possible types pass a type filter."""
    kept = {t for t in types if not names.isdisjoint(lineage(t))}
    return frozenset(kept) or frozenset()


def start_of(type_: str | None) -> Static:
    """Return what is known of the start: ``Patient``, ``Patient.contact``, ``decimal|Range``.

    :raises ExpressionError: for a type or element R4 does not have
    """
    if type_ is None:
        return Static(None, many=False)
    types: set[str] = set()
    for path in type_.split("|"):
        found = types_at(path)
        if not found:
            raise ExpressionError(f"unknown type {path!r}", expression=type_)
        types |= found
    return Static(frozenset(types), many=False)
