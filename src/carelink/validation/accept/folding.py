"""Invariants folded by what an object has: ``'value' in o`` is known as soon as the names are."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def folded(source: str, names: frozenset[str], constants: Mapping[str, Any]) -> ast.expr:
    """Return a Python expression of ``o`` with everything decided that the names of ``o`` decide.

    :param source: as :attr:`carelink.fhir.fhirpath.Expression.python` gives it
    :param names: JSON names of the object ``o``
    :param constants: what other names in the source stand for
    """
    tree = ast.parse(source, mode="eval").body
    found: ast.expr = _Folder(names, constants).visit(tree)
    return found


def truth(node: ast.expr) -> bool | None:
    """Return whether an expression is always true, or always false; None when it depends."""
    return bool(node.value) if isinstance(node, ast.Constant) else None


class _Folder(ast.NodeTransformer):
    def __init__(self, names: frozenset[str], constants: Mapping[str, Any]) -> None:
        self.names = names
        self.constants = constants

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        """Decide ``'name' in o`` and ``'name' not in o``."""
        self.generic_visit(node)
        one, (operator, *more), (other, *_) = node.left, node.ops, node.comparators
        if not more and isinstance(one, ast.Constant) and _is_object(other):
            if isinstance(operator, ast.In):
                return ast.Constant(one.value in self.names)
            if isinstance(operator, ast.NotIn):
                return ast.Constant(one.value not in self.names)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """Decide ``o.get('absent')``, ``names.isdisjoint(o)``, ``int(True)`` and ``bool(False)``."""
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Attribute(value=of, attr="get"), args=[ast.Constant(value=name)]):
                if _is_object(of) and name not in self.names:
                    return ast.Constant(None)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="isdisjoint"), args=[of]):
                if _is_object(of) and isinstance(self.constants.get(name), frozenset):
                    return ast.Constant(self.constants[name].isdisjoint(self.names))
            case ast.Call(func=ast.Name(id="int" | "bool" as kind), args=[ast.Constant(value=bool(known))]):
                return ast.Constant(int(known) if kind == "int" else known)
            case _:
                pass
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        """Leave out operands that are known; end at one that decides."""
        self.generic_visit(node)
        decides = isinstance(node.op, ast.Or)
        left: list[ast.expr] = []
        for number, operand in enumerate(node.values):
            known = truth(operand)
            last = number == len(node.values) - 1
            if known is not None and known is not decides and not last:
                continue
            left.append(operand)
            if known is decides:
                break
        return left[0] if len(left) == 1 else ast.BoolOp(node.op, left)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        """Turn ``not`` of what is known around."""
        self.generic_visit(node)
        known = truth(node.operand) if isinstance(node.op, ast.Not) else None
        return node if known is None else ast.Constant(not known)

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        """Take the branch that is known to be taken."""
        self.generic_visit(node)
        known = truth(node.test)
        return node if known is None else node.body if known else node.orelse


def _is_object(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "o"


def shortened(
    node: ast.expr, names: tuple[str, ...], full: frozenset[str], texts: frozenset[str]
) -> ast.expr:
    """Return the same expression over ``a0, a1 ...``, in which the values of ``o`` stand, as far as it goes.

    :param names: JSON names of ``o``, in their order
    :param full: those whose values are known to be true: objects, lists and texts that are not empty
    :param texts: those whose values are known to be texts
    """
    variables = {name: f"a{number}" for number, name in enumerate(names)}
    found: ast.expr = _Shortener(
        variables, {variables[n] for n in full}, {variables[n] for n in texts}
    ).visit(node)
    return found


class _Shortener(ast.NodeTransformer):
    def __init__(self, variables: Mapping[str, str], full: set[str], texts: set[str]) -> None:
        self.variables = variables
        self.full = full
        self.texts = texts

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """Replace ``o.get('name')``; and ``bool([v for v in one(o) if ...])`` by the condition on ``o``."""
        match node:
            case ast.Call(func=ast.Name(id="bool"), args=[ast.ListComp(ast.Name(), [loop])]):
                if loop.ifs and isinstance(loop.target, ast.Name) and _is_one_object(loop.iter):
                    tests: list[ast.expr] = [_Put(loop.target.id).visit(test) for test in loop.ifs]
                    alone = tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), tests)
                    return ast.Call(node.func, [self.visit(alone)], [])
            case ast.Call(func=ast.Attribute(value=of, attr="get"), args=[ast.Constant(value=name)]):
                if _is_object(of) and isinstance(name, str) and name in self.variables:
                    return ast.Name(self.variables[name], ast.Load())
            case _:
                pass
        self.generic_visit(node)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        """Replace ``a5 or ()`` by ``a5``."""
        self.generic_visit(node)
        first = node.values[0]
        known = isinstance(first, ast.Name) and first.id in self.full
        return first if known and isinstance(node.op, ast.Or) else node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        """Replace ``holds(a0, 'x') is False`` by ``'x' not in a0``."""
        self.generic_visit(node)
        match node:
            case ast.Compare(
                left=ast.Call(func=ast.Name(id="holds"), args=[ast.Name(id=name) as text, part]),
                ops=[ast.Is()],
                comparators=[ast.Constant(value=False)],
            ) if name in self.texts:
                return ast.Compare(part, [ast.NotIn()], [text])
            case _:
                return node


class _Put(ast.NodeTransformer):
    """Puts ``o`` in the place of a variable."""

    def __init__(self, name: str) -> None:
        self.name = name

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """Replace."""
        return ast.Name("o", node.ctx) if node.id == self.name else node


def _is_one_object(node: ast.expr) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="one"), args=[of]):
            return _is_object(of)
        case _:
            return False
