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
