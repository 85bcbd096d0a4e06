"""By kind of constraint, the changes that may break it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from carelink.testing.defects.constraints import constraints
from carelink.testing.defects.facts import Kind, stated
from carelink.testing.instances import seeds
from carelink.testing.instances.bench import copied
from carelink.testing.instances.chain import chain_of, locate
from carelink.testing.instances.insert import insert
from carelink.testing.mutations import contained, content, counts, places, references, slices, speech

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from carelink.testing.defects.constraints import Constraint
    from carelink.testing.instances.bench import Bench, Json
    from carelink.testing.instances.chain import Chain

    Change = Callable[[Json], bool]
    Maker = Callable[[Bench, Constraint, Json, Chain], Iterator[Change]]

_INNER: Final = 14
"""Constraints of a type's profile that are tried, one of which is to show that the profile counts."""
_EACH: Final = 30


def changes(bench: Bench, constraint: Constraint, base: Json, chain: Chain) -> Iterator[Change]:
    """Yield changes to try, in a fixed order; each says whether it could be made.

    :param base: the instance to be changed; read only here
    :param chain: the element the constraint is stated of
    """
    maker = _MAKERS.get(constraint.kind)
    if maker is not None:
        yield from maker(bench, constraint, base, chain)


def _fewer(bench: Bench, constraint: Constraint, base: Json, chain: Chain) -> Iterator[Change]:
    yield from counts.fewer(bench, base, chain, int(constraint.detail))


def _more(bench: Bench, constraint: Constraint, base: Json, chain: Chain) -> Iterator[Change]:
    del base
    yield from counts.more(bench, chain, int(constraint.detail))


def _other_type(bench: Bench, constraint: Constraint, base: Json, chain: Chain) -> Iterator[Change]:
    del constraint, base
    yield from content.other_types(bench, chain)
    yield from content.other_resources(bench, chain)


def _other_value(bench: Bench, constraint: Constraint, base: Json, chain: Chain) -> Iterator[Change]:
    node = constraint.node
    wanted = node.fixed() if constraint.kind is Kind.FIXED else node.pattern()
    yield from content.constants(bench, base, chain, wanted)


def _other_code(bench: Bench, constraint: Constraint, base: Json, chain: Chain) -> Iterator[Change]:
    del base
    required = constraint.kind is Kind.BINDING
    yield from content.outside(bench, chain, constraint.detail, required=required)


def _inner(bench: Bench, constraint: Constraint, base: Json, chain: Chain) -> Iterator[Change]:
    """Break something of the profile that a type must follow."""
    structure = bench.packages.structure(constraint.detail)
    if structure is None:
        return
    inner = [c for c in constraints(bench, structure) if c.kind is not Kind.CONTEXT and not c.defining]
    for one in inner[:_INNER]:
        if one.kind is Kind.PROFILE and one.detail == constraint.detail:
            continue
        deeper = (*chain, *chain_of(bench, one.node))
        for number, change in enumerate(changes(bench, one, base, deeper)):
            if number >= _EACH:
                break  # another of its constraints is as good
            yield _on(bench, chain, change)


def _on(bench: Bench, chain: Chain, change: Change) -> Change:
    """Return a change to something below an element, which is put there first."""

    def whole(tree: Json) -> bool:
        return (bool(locate(bench, tree, chain)) or insert(bench, tree, chain)) and change(tree)

    return whole


def _elsewhere(bench: Bench, constraint: Constraint, base: Json, chain: Chain) -> Iterator[Change]:
    del constraint, base
    yield from references.elsewhere(bench, chain)


def _otherwise(bench: Bench, constraint: Constraint, base: Json, chain: Chain) -> Iterator[Change]:
    del base
    yield from references.otherwise(bench, chain, constraint.detail)


def _longer(bench: Bench, constraint: Constraint, base: Json, chain: Chain) -> Iterator[Change]:
    del base
    yield from content.longer(bench, chain, int(constraint.detail))


def _beyond(bench: Bench, constraint: Constraint, base: Json, chain: Chain) -> Iterator[Change]:
    del base
    low = constraint.kind is Kind.SMALLEST
    limit = stated(constraint.node.element, "minValue" if low else "maxValue")
    yield from content.beyond(bench, chain, limit, -1 if low else 1)


def _speech(bench: Bench, constraint: Constraint, base: Json, chain: Chain) -> Iterator[Change]:
    if constraint.base:
        yield from contained.changes(bench, base, constraint.detail)
    without = seeds.without(base, constraint.detail) if not constraint.base else None
    if without is not None:
        yield _replaced(without)
    yield from speech.changes(bench, base, chain, constraint.expression)


def _replaced(other: Json) -> Change:
    def whole(tree: Json) -> bool:
        tree.clear()
        tree.update(copied(other))
        return True

    return whole


def _stranger(bench: Bench, constraint: Constraint, base: Json, chain: Chain) -> Iterator[Change]:
    del constraint, base
    yield from slices.stranger(bench, chain)


def _disordered(bench: Bench, constraint: Constraint, base: Json, chain: Chain) -> Iterator[Change]:
    del constraint, base
    yield from slices.disordered(bench, chain)


def _misplaced(bench: Bench, constraint: Constraint, base: Json, chain: Chain) -> Iterator[Change]:
    del constraint, base
    yield from places.misplaced(bench, chain)


def _valueless(bench: Bench, constraint: Constraint, base: Json, chain: Chain) -> Iterator[Change]:
    del constraint, base
    yield from content.valueless(bench, chain)


_MAKERS: Final[dict[Kind, Maker]] = {
    Kind.LEAST: _fewer,
    Kind.MOST: _more,
    Kind.TYPE: _other_type,
    Kind.FIXED: _other_value,
    Kind.PATTERN: _other_value,
    Kind.BINDING: _other_code,
    Kind.LIMIT_SET: _other_code,
    Kind.PROFILE: _inner,
    Kind.TARGET: _elsewhere,
    Kind.AGGREGATION: _otherwise,
    Kind.LENGTH: _longer,
    Kind.SMALLEST: _beyond,
    Kind.LARGEST: _beyond,
    Kind.INVARIANT: _speech,
    Kind.CLOSED: _stranger,
    Kind.ORDERED: _disordered,
    Kind.CONTEXT: _misplaced,
    Kind.VALUE: _valueless,
}
