"""Writing three-valued answers as two expressions each: when it is true, and when it is false.

With both at hand, ``not`` swaps them and no intermediate "empty" is ever made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.fhir.fhirpath.closures import type_argument
from carelink.fhir.fhirpath.kinds import named
from carelink.fhir.fhirpath.nodes import lineage
from carelink.fhir.fhirpath.source import runtime
from carelink.fhir.fhirpath.source.part import Rails, Unfit, definite, maybe
from carelink.fhir.fhirpath.statics import OPEN
from carelink.fhir.fhirpath.syntax import Binary, Call, Literal, TypeTest
from carelink.fhir.tables import resource_types

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.fhir.fhirpath.source.part import Part
    from carelink.fhir.fhirpath.source.writer import Writer
    from carelink.fhir.fhirpath.syntax import Node

_BOOLEAN = frozenset({"System.Boolean"})
_FLAGS = (_BOOLEAN, frozenset({"boolean"}))


def answer(writer: Writer, node: Node, this: Part) -> Rails:
    """Write one part."""
    match node:
        case Literal(bool(value)):
            return Rails(str(value), str(not value), sure=True)
        case Binary(operator, left, right) if operator in _BINARY:
            return _BINARY[operator](writer, operator, left, right, this)
        case TypeTest("is", operand, written):
            return _is(writer, writer.part(operand, this), written)
        case Call(name=name) if name in _CALLS:
            return _CALLS[name](writer, node, this)
    found = writer.part(node, this)
    if found.many or not found.is_("boolean"):
        raise Unfit
    return Rails(f"({found.code} is True)", f"({found.code} is False)")


def _logic(writer: Writer, operator: str, left: Node, right: Node, this: Part) -> Rails:
    if operator in ("and", "or"):
        return _chain(operator, [writer.boolean(node, this) for node in _operands(operator, left, right)])
    a, b = writer.boolean(left, this), writer.boolean(right, this)
    if operator == "implies":
        return Rails(f"({a.false} or {b.true})", f"({a.true} and {b.false})", a.sure and b.sure)
    return _same(a, b, opposite=True)


def _operands(operator: str, left: Node, right: Node) -> list[Node]:
    """Return what a chain of one operator joins, so that a long chain nests no brackets."""
    found = [right]
    while isinstance(left, Binary) and left.operator == operator:
        found.append(left.right)
        left = left.left
    return [left, *reversed(found)]


def _chain(operator: str, sides: list[Rails]) -> Rails:
    opposite = "or" if operator == "and" else "and"
    return Rails(
        "(" + f" {operator} ".join(side.true for side in sides) + ")",
        "(" + f" {opposite} ".join(side.false for side in sides) + ")",
        sure=all(side.sure for side in sides),
    )


def _same(a: Rails, b: Rails, *, opposite: bool) -> Rails:
    """Write whether two answers are the same."""
    if a.true in ("True", "False"):
        a, b = b, a
    if b.true in ("True", "False"):
        kept = (b.true == "True") != opposite
        return a if kept else Rails(a.false, a.true, a.sure)
    if a.sure and b.sure:
        same, other = f"({a.true} is {b.true})", f"({a.true} is not {b.true})"
        return Rails(other, same, sure=True) if opposite else Rails(same, other, sure=True)
    same = f"(({a.true} and {b.true}) or ({a.false} and {b.false}))"
    other = f"(({a.true} and {b.false}) or ({a.false} and {b.true}))"
    return Rails(other, same) if opposite else Rails(same, other)


def _equality(writer: Writer, operator: str, left: Node, right: Node, this: Part) -> Rails:
    if all(writer.known[id(side)].types in _FLAGS for side in (left, right)):
        a, b = writer.boolean(left, this), writer.boolean(right, this)
        return _same(a, b, opposite=operator == "!=")
    found = _equal(writer, writer.part(left, this), writer.part(right, this))
    return found if operator == "=" else Rails(found.false, found.true, found.sure)


def _equal(writer: Writer, one: Part, other: Part) -> Rails:
    if one.literal is not None and other.literal is None:
        one, other = other, one
    if len(one.families() | other.families()) != 1 or not one.is_("text", "number", "object") or other.many:
        raise Unfit
    if other.literal is None:
        if one.many:
            raise Unfit
        return maybe(writer.use(runtime.equal, one.code, other.code))
    if one.many:
        if not one.is_("text"):
            raise Unfit
        return maybe(writer.use(runtime.equal_list, one.code, other.code))
    if one.sure:
        return definite(f"({one.code} == {other.code})")
    other_or_nothing = writer.name((None, other.literal))
    return Rails(f"({one.code} == {other.code})", f"({one.code} not in {other_or_nothing})")


def _order(writer: Writer, operator: str, left: Node, right: Node, this: Part) -> Rails:
    a, b = writer.part(left, this), writer.part(right, this)
    if operator in (">", ">="):
        a, b, operator = b, a, "<" if operator == ">" else "<="
    if len(a.families() | b.families()) != 1:
        raise Unfit
    one, other = writer.single(a), writer.single(b)
    if a.is_("moment") or a.types | b.types == {"Quantity"}:
        sign = writer.use(runtime.moments if a.is_("moment") else runtime.quantities, one, other)
        return maybe(writer.use(runtime.below if operator == "<" else runtime.not_above, sign))
    if not a.is_("number", "text"):
        raise Unfit
    if a.sure and b.sure:
        return definite(f"({a.code} {operator} {b.code})")
    return maybe(writer.use(runtime.less if operator == "<" else runtime.less_or_equal, one, other))


def _membership(writer: Writer, operator: str, left: Node, right: Node, this: Part) -> Rails:
    if operator == "contains":
        left, right = right, left
    code = writer.text(writer.part(left, this))
    words = _words(right)
    if words is not None:
        inside, or_nothing = writer.name(frozenset(words)), writer.name(frozenset([*words, None]))
        return Rails(f"({code} in {inside})", f"({code} not in {or_nothing})")
    among = writer.part(right, this)
    if not among.many or not among.is_("text"):
        raise Unfit
    return Rails(f"({code} in {among.code})", writer.use(runtime.missing, code, among.code))


def _words(node: Node) -> list[str] | None:
    """Return the strings of a union of literals; None if it is none."""
    match node:
        case Literal(str(value)):
            return [value]
        case Binary("|", left, right):
            a, b = _words(left), _words(right)
            return None if a is None or b is None else a + b
    return None


def _is(writer: Writer, source: Part, written: str) -> Rails:
    names = named(written) or frozenset()
    if source.many:
        raise Unfit
    if source.choice is not None:
        keys = source.choice.keys
        fits = {t: k for t, k in keys.items() if not names.isdisjoint(lineage(t))}
        rest = {t: k for t, k in keys.items() if t not in fits}
        sides = [writer.any_key(source.choice.owner, side) if side else "False" for side in (fits, rest)]
        return Rails(sides[0], sides[1])
    if source.types == {"Resource"} and len(names) == 1 and names <= resource_types():
        return maybe(writer.use(runtime.is_resource, source.code, repr(next(iter(names)))))
    answers = {not names.isdisjoint(lineage(t)) for t in source.types}
    if source.types & OPEN or len(answers) != 1:
        raise Unfit
    return Rails(source.there(), "False") if answers == {True} else Rails("False", source.there())


def _source(writer: Writer, node: Call, this: Part) -> Part:
    return this if node.target is None else writer.part(node.target, this)


def _exists(writer: Writer, node: Call, this: Part) -> Rails:
    source = _source(writer, node, this)
    if node.arguments:
        source = writer.where(source, node.arguments[0])
    return definite(source.there())


def _empty(writer: Writer, node: Call, this: Part) -> Rails:
    there = _source(writer, node, this).there()
    return Rails(f"(not {there})", there, sure=True)


def _not(writer: Writer, node: Call, this: Part) -> Rails:
    if node.target is None:
        raise Unfit
    found = writer.boolean(node.target, this)
    return Rails(found.false, found.true, found.sure)


def _all(writer: Writer, node: Call, this: Part) -> Rails:
    y, items, inner = writer.each(_source(writer, node, this))
    return definite(f"all([{writer.boolean(node.arguments[0], inner).true} for {y} in {items}])")


def _has_value(writer: Writer, node: Call, this: Part) -> Rails:
    source = _source(writer, node, this)
    if not source.many and source.is_("object"):
        return Rails("False", "True", sure=True)
    if source.many or not source.is_("text", "number", "boolean", "moment"):
        raise Unfit
    return definite(f"({source.code} is not None)")


def _of_text(function: Callable[..., bool | None]) -> Callable[[Writer, Call, Part], Rails]:
    def write(writer: Writer, node: Call, this: Part) -> Rails:
        code = writer.text(_source(writer, node, this))
        return maybe(writer.use(function, code, writer.text(writer.part(node.arguments[0], this))))

    return write


def _matches(writer: Writer, node: Call, this: Part) -> Rails:
    code = writer.text(_source(writer, node, this))
    search = writer.search(writer.part(node.arguments[0], this).literal)
    return maybe(writer.use(runtime.matches, code, *search))


def _distinct(writer: Writer, node: Call, this: Part) -> Rails:
    source = _source(writer, node, this)
    if not source.many:
        return Rails("True", "False", sure=True)
    if len(source.families()) != 1 or not source.is_("text", "number", "boolean"):
        raise Unfit
    return definite(writer.use(runtime.distinct, source.code))


def _booleans(template: str) -> Callable[[Writer, Call, Part], Rails]:
    def write(writer: Writer, node: Call, this: Part) -> Rails:
        source = _source(writer, node, this)
        if source.types != _BOOLEAN or not source.many:
            raise Unfit
        return definite(template.format(source.code))

    return write


def _iif(writer: Writer, node: Call, this: Part) -> Rails:
    if node.target is not None or writer.known[id(node.arguments[0])].types != _BOOLEAN:
        raise Unfit
    test, then, *rest = (writer.boolean(argument, this) for argument in node.arguments)
    otherwise = rest[0] if rest else Rails("False", "False")
    return Rails(
        f"({then.true} if {test.true} else {otherwise.true})",
        f"({then.false} if {test.true} else {otherwise.false})",
    )


def _is_call(writer: Writer, node: Call, this: Part) -> Rails:
    return _is(writer, _source(writer, node, this), type_argument(node.arguments[0]) or "")


def _trace(writer: Writer, node: Call, this: Part) -> Rails:
    if node.target is None:
        raise Unfit
    return writer.boolean(node.target, this)


_BINARY: dict[str, Callable[[Writer, str, Node, Node, Part], Rails]] = {
    **dict.fromkeys(("and", "or", "xor", "implies"), _logic),
    **dict.fromkeys(("=", "!="), _equality),
    **dict.fromkeys(("<", "<=", ">", ">="), _order),
    **dict.fromkeys(("in", "contains"), _membership),
}
_CALLS: dict[str, Callable[[Writer, Call, Part], Rails]] = {
    "exists": _exists,
    "empty": _empty,
    "not": _not,
    "all": _all,
    "hasValue": _has_value,
    "startsWith": _of_text(runtime.starts),
    "endsWith": _of_text(runtime.ends),
    "contains": _of_text(runtime.holds),
    "matches": _matches,
    "isDistinct": _distinct,
    "allTrue": _booleans("all({})"),
    "allFalse": _booleans("(not any({}))"),
    "iif": _iif,
    "is": _is_call,
    "trace": _trace,
}
