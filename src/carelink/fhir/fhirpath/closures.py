"""From the syntax tree to functions: each node of the tree becomes one, calling those of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.fhir.fhirpath.combinators import OPERATORS
from carelink.fhir.fhirpath.environment import Scope, only
from carelink.fhir.fhirpath.errors import EvaluationError
from carelink.fhir.fhirpath.functions import FUNCTIONS
from carelink.fhir.fhirpath.functions.filtering import of_type
from carelink.fhir.fhirpath.functions.function import answer
from carelink.fhir.fhirpath.functions.subsetting import sorting
from carelink.fhir.fhirpath.kinds import castable, has_type, named
from carelink.fhir.fhirpath.nodes import child, lineage, of
from carelink.fhir.fhirpath.operators import negative
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
from carelink.fhir.fhirpath.variables import constant

if TYPE_CHECKING:
    from carelink.fhir.fhirpath.environment import Eval
    from carelink.fhir.fhirpath.nodes import Collection
    from carelink.fhir.fhirpath.syntax import Node as Syntax


def build(node: Syntax) -> Eval:  # noqa: C901, PLR0911  one answer for each kind of node
    """Compile one node and all below it."""
    match node:
        case Literal(value):
            return _always([of(value)])
        case Empty():
            return _always([])
        case Special(name):
            return _SPECIALS[name]
        case Variable(name):
            return _variable(name)
        case Name(target, name):
            return _member(None if target is None else build(target), name)
        case Call():
            return _call(node)
        case Item(target, index):
            return _item(build(target), build(index))
        case Unary(operator, operand):
            return _signed(operator, build(operand))
        case TypeTest(operator, operand, type_):
            return _type_test(operator, build(operand), type_)
        case Binary(operator, left, right):
            return OPERATORS[operator](build(left), build(right), operator)


def _always(found: Collection) -> Eval:
    return lambda _: found


def _this(scope: Scope) -> Collection:
    return scope.this


def _index(scope: Scope) -> Collection:
    return [] if scope.index is None else [of(scope.index)]


def _total(scope: Scope) -> Collection:
    return [] if scope.total is None else scope.total


_SPECIALS: dict[str, Eval] = {"this": _this, "index": _index, "total": _total}


def _variable(name: str) -> Eval:
    if name == "resource":
        return lambda scope: [scope.situation.resource]
    if name == "rootResource":
        return lambda scope: [scope.situation.root]
    if name == "context":
        return lambda scope: [scope.situation.context]
    fixed = constant(name)
    if fixed is not None:
        return _always([of(fixed)])

    def given(scope: Scope) -> Collection:
        if name not in scope.situation.variables:
            raise EvaluationError("a variable of the expression was not given")
        return scope.situation.variables[name]

    return given


def _member(target: Eval | None, name: str) -> Eval:
    if target is None and name[:1].isupper():
        return _named_type(name)
    source = target or _this

    def member(scope: Scope) -> Collection:
        found: Collection = []
        for node in source(scope):
            child(node, name, found)
        scope.situation.spend(len(found) + 1)
        return found

    return member


def _named_type(name: str) -> Eval:
    """Let a path start with the name of its own type: ``Patient.name`` on a Patient."""

    def start(scope: Scope) -> Collection:
        return [node for node in scope.this if node.type is not None and name in lineage(node.type)]

    return start


def _call(node: Call) -> Eval:
    source = _this if node.target is None else build(node.target)
    if node.name in ("is", "as", "ofType"):
        operator = "ofType" if node.name == "ofType" else node.name
        return _type_test(operator, source, type_argument(node.arguments[0]) or "")
    run = FUNCTIONS[node.name].run
    if node.name == "sort":
        run = sorting(tuple(_descends(node, place) for place in range(len(node.arguments))))
    arguments = tuple(build(argument) for argument in sort_keys(node))

    def called(scope: Scope) -> Collection:
        return run(scope, source(scope), *arguments)

    return called


def type_argument(node: Syntax) -> str | None:
    """Read the argument of ``is()``, ``as()`` and ``ofType()``, a type that looks like a path."""
    match node:
        case Name(None, name):
            return name
        case Name(target, name) if target is not None and (outer := type_argument(target)):
            return f"{outer}.{name}"
    return None


def _item(target: Eval, index: Eval) -> Eval:
    def item(scope: Scope) -> Collection:
        found, place = target(scope), only(index(scope))
        if place is None:
            return []
        if not isinstance(place.value, int) or isinstance(place.value, bool):
            raise EvaluationError("an index is an integer")
        return found[place.value : place.value + 1] if place.value >= 0 else []

    return item


def _signed(operator: str, operand: Eval) -> Eval:
    def signed(scope: Scope) -> Collection:
        node = only(operand(scope))
        if node is None:
            return []
        opposite = negative(node)
        return [opposite] if operator == "-" else [node]

    return signed


def _type_test(operator: str, operand: Eval, written: str) -> Eval:
    names = (named if operator == "is" else castable)(written) or frozenset()
    if operator != "is":
        return lambda scope: of_type(scope, operand(scope), names, single=operator == "as")

    def test(scope: Scope) -> Collection:
        node = only(operand(scope))
        return [] if node is None else answer(has_type(node, names))

    return test


def _descends(node: Call, place: int) -> bool:
    key = node.arguments[place]
    minus = isinstance(key, Unary) and key.operator == "-"
    return minus != (bool(node.descending) and node.descending[place])


def sort_keys(node: Call) -> tuple[Syntax, ...]:
    """Return the arguments of a call; of ``sort``, without the minus sign that means "descending"."""
    if node.name != "sort":
        return node.arguments
    return tuple(a.operand if isinstance(a, Unary) and a.operator == "-" else a for a in node.arguments)
