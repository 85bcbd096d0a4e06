"""The operators as functions of functions: each takes its compiled operands, and gives a compiled part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.fhir.fhirpath import equality
from carelink.fhir.fhirpath.environment import Scope, only, truth
from carelink.fhir.fhirpath.functions.combining import union
from carelink.fhir.fhirpath.functions.function import answer, bounded
from carelink.fhir.fhirpath.nodes import of
from carelink.fhir.fhirpath.operators import arithmetic, concatenate

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.fhir.fhirpath.environment import Eval
    from carelink.fhir.fhirpath.nodes import Collection


def _logic(left: Eval, right: Eval, operator: str) -> Eval:
    decide = _LOGIC[operator]

    def logic(scope: Scope) -> Collection:
        return answer(decide(truth(left(scope)), lambda: truth(right(scope))))

    return logic


def _and(a: bool | None, right: Callable[[], bool | None]) -> bool | None:  # noqa: FBT001
    if a is False:
        return False
    b = right()
    return b if a or b is False else None


def _or(a: bool | None, right: Callable[[], bool | None]) -> bool | None:  # noqa: FBT001
    if a:
        return True
    b = right()
    return b if a is False or b else None


def _xor(a: bool | None, right: Callable[[], bool | None]) -> bool | None:  # noqa: FBT001
    b = right()
    return None if a is None or b is None else a is not b


def _implies(a: bool | None, right: Callable[[], bool | None]) -> bool | None:  # noqa: FBT001
    if a is False:
        return True
    b = right()
    return b if a or b else None


_LOGIC = {"and": _and, "or": _or, "xor": _xor, "implies": _implies}


def _equality(left: Eval, right: Eval, operator: str) -> Eval:
    wanted = operator == "="

    def equality_(scope: Scope) -> Collection:
        same = equality.equals(left(scope), right(scope))
        return answer(None if same is None else same is wanted)

    return equality_


def _equivalence(left: Eval, right: Eval, operator: str) -> Eval:
    wanted = operator == "~"
    return lambda scope: answer(equality.all_equivalent(left(scope), right(scope)) is wanted)


def _order(left: Eval, right: Eval, operator: str) -> Eval:
    fine = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1)}[operator]

    def order(scope: Scope) -> Collection:
        one, other = only(left(scope)), only(right(scope))
        if one is None or other is None:
            return []
        sign = equality.compare(one, other)
        return answer(None if sign is None else sign in fine)

    return order


def _membership(left: Eval, right: Eval, operator: str) -> Eval:
    if operator == "contains":
        left, right = right, left

    def membership(scope: Scope) -> Collection:
        node = only(left(scope))
        if node is None or node.value is None:
            return []
        return answer(any(equality.equal(node, other) for other in right(scope)))

    return membership


def _arithmetic(left: Eval, right: Eval, operator: str) -> Eval:
    def calculated(scope: Scope) -> Collection:
        one, other = only(left(scope)), only(right(scope))
        if one is None or other is None:
            return []
        result = arithmetic(operator, one, other)
        if result is None:
            return []
        return [of(bounded(scope, result.value))] if isinstance(result.value, str) else [result]

    return calculated


def _concatenation(left: Eval, right: Eval, _: str) -> Eval:
    def joined(scope: Scope) -> Collection:
        return [of(bounded(scope, concatenate(only(left(scope)), only(right(scope)))))]

    return joined


def _union(left: Eval, right: Eval, _: str) -> Eval:
    return lambda scope: union(scope, left(scope), right)


OPERATORS: dict[str, Callable[[Eval, Eval, str], Eval]] = {
    **dict.fromkeys(_LOGIC, _logic),
    **dict.fromkeys(("=", "!="), _equality),
    **dict.fromkeys(("~", "!~"), _equivalence),
    **dict.fromkeys(("<", "<=", ">", ">="), _order),
    **dict.fromkeys(("in", "contains"), _membership),
    **dict.fromkeys(("+", "-", "*", "/", "div", "mod"), _arithmetic),
    "&": _concatenation,
    "|": _union,
}
