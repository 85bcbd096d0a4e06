"""Python source for invariants whose types are known: the same answers as the closures, many times faster.

Only what is common and simple is written; everything else, and all odd data, is left to the closures: one
meaning, two speeds. Presence is membership of a key, which is right for every tree that is valid JSON of FHIR
(no null, no empty list); a tree that is not has findings of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink.fhir.fhirpath.errors import EvaluationError
from carelink.fhir.fhirpath.source.part import NO_CODE, Part, Unfit
from carelink.fhir.fhirpath.source.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.fhir.fhirpath.statics import Static
    from carelink.fhir.fhirpath.syntax import Node

_DEEPEST = 60
"""Brackets within brackets; Python refuses about 200, and whoever uses the source puts it into more."""

_TEMPLATE = """\
def test(o, r, q):
    if o is None:
        return slow(o, r, q)
    try:
        return True if {code} else False
    except Exception:
        return slow(o, r, q)
"""


def written(
    tree: Node, known: dict[int, Static], types: frozenset[str], *, single_as: bool = False
) -> tuple[str, dict[str, Any]] | None:
    """Write an invariant as a Python expression of ``o`` (node), ``r`` (resource) and ``q`` (root resource).

    :return: the expression and the names it refers to, or None when a part of it is left to the closures
    """
    root = Part("o", types, sure=True)
    if len(root.families()) != 1 or None in root.families():
        return None
    writer = Writer(known, single_as=single_as)
    try:
        code = writer.boolean(tree, root).true
    except (Unfit, EvaluationError):
        return None
    if NO_CODE in code or _nesting(code) > _DEEPEST:
        return None
    return code, writer.names


def _nesting(code: str) -> int:
    """Return how deep brackets nest."""
    depth = deepest = 0
    for character in code:
        if character in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in ")]}" and depth:
            depth -= 1
    return deepest


def fast(
    code: str, names: dict[str, Any], slow: Callable[[Any, Any, Any], bool]
) -> Callable[[Any, Any, Any], bool]:
    """Compile a written invariant; ``slow`` decides whatever data the source was not written for."""
    namespace: dict[str, Any] = {**names, "slow": slow}
    exec(_TEMPLATE.format(code=code), namespace)  # noqa: S102  the source is ours; data enters as constants only
    made: Callable[[Any, Any, Any], bool] = namespace["test"]
    return made
