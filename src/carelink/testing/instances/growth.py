"""Whole valid instances: the smallest, one with all that must be supported, one with everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from carelink.testing.instances import seeds
from carelink.testing.instances.bench import copied, size
from carelink.testing.instances.build import resource_of
from carelink.testing.instances.chain import chain_of, locate
from carelink.testing.instances.entries import settle
from carelink.testing.instances.insert import insert
from carelink.testing.instances.paths import chain_to, constraints_at
from carelink.testing.mutations.speech import changes
from carelink.validation.rules import profiles as rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from carelink.findings import Finding
    from carelink.profiles.structure import Structure
    from carelink.testing.instances.bench import Bench, Json
    from carelink.testing.instances.chain import Chain
    from carelink.validation.overlay.tree import Node

_ROUNDS: Final = 12
_TRIES: Final = 400
_WORK: Final = 40_000
"""Values looked at while one invariant is repaired: in a large instance fewer changes are tried."""


def smallest(bench: Bench, structure: Structure) -> Json | None:
    """Return the smallest valid instance of a profile on a resource; None where none was found."""
    return _once(bench, "smallest", structure, _smallest)


def _once(
    bench: Bench, what: str, structure: Structure, make: Callable[[Bench, Structure], Json | None]
) -> Json | None:
    """Return the caller's own copy of what is made once."""
    key = (what, structure.canonical)
    if key not in bench.made:
        bench.made[key] = make(bench, structure)
    made: Json | None = copied(bench.made[key])
    return made


def _smallest(bench: Bench, structure: Structure) -> Json | None:
    record = seeds.record_of(structure.url)
    seed = seeds.least(bench, record) if record is not None else seeds.billable(bench, structure.url)
    if seed is not None:
        return seed
    start = resource_of(bench, structure.canonical)
    if start is None:
        return None
    tree = {"resourceType": start.pop("resourceType"), "meta": {"profile": [structure.url]}} | start
    tree["meta"] = {"profile": [structure.url]}
    settle(bench, tree)
    found = repaired(bench, tree)
    if found is not None and bench.beyond(found):
        return _of_record(bench, found, structure) or found
    return found


def _of_record(bench: Bench, tree: Json, structure: Structure) -> Json | None:
    """Return the least record under a profile that holds records of another: a directory of facilities."""
    kind = seeds.kind_of(tree)
    seed = seeds.least(bench, seeds.class_of(kind)) if kind is not None else None
    if seed is None:
        return None
    seed["meta"] = {"profile": [structure.url]}
    return seed if not bench.errors(seed) and not bench.beyond(seed) else None


def complete(bench: Bench, structure: Structure) -> Json | None:
    """Return a valid instance with every element that must be supported."""
    return grown(bench, structure, lambda node: node.element.get("mustSupport") is True)


def largest(bench: Bench, structure: Structure) -> Json | None:
    """Return a valid instance with every element the profile names and that goes with the others."""
    return _once(bench, "largest", structure, _largest)


def _largest(bench: Bench, structure: Structure) -> Json | None:
    record = seeds.record_of(structure.url)
    seed = seeds.most(bench, record) if record is not None else None
    return grown(bench, structure, lambda _node: True, seed)


def grown(
    bench: Bench, structure: Structure, wanted: Callable[[Node], bool], seed: Json | None = None
) -> Json | None:
    """Return the smallest instance with all wanted elements added that leave it valid."""
    tree = seed if seed is not None else smallest(bench, structure)
    definition = bench.tree(structure.canonical)
    if tree is None or definition is None:
        return tree
    for node in definition.by_id.values():
        if "." in node.id and node.most != 0 and wanted(node) and not _technical(node):
            tree = added(bench, tree, node) or tree
    return tree


def _technical(node: Node) -> bool:
    """Whether an element says nothing of the matter: ids, contained resources, extensions without a url."""
    name = node.path.rpartition(".")[2]
    if name in {"extension", "modifierExtension"}:
        return ":" not in node.id.rpartition(".")[2]
    return name in {"id", "contained", "implicitRules", "meta"} or ".meta." in node.path


def added(bench: Bench, tree: Json, node: Node) -> Json | None:
    """Return the instance with an element added; None where it is there, cannot be, or breaks something."""
    chain = chain_of(bench, node)
    if locate(bench, tree, chain):
        return None
    larger = copied(tree)
    if not insert(bench, larger, chain):
        return None
    settle(bench, larger)
    return larger if not bench.errors(larger) and not bench.beyond(larger) else None


def repaired(bench: Bench, tree: Json, keep: Chain = ()) -> Json | None:
    """Return an instance made valid: by adding or changing what the broken invariants talk about.

    :param keep: the way to an element that is to stay
    """
    for _ in range(_ROUNDS):
        errors = bench.errors(tree)
        if not errors:
            return tree
        better = _better(bench, tree, errors, keep)
        if better is None:
            return None
        tree = better
    return None


def _better(bench: Bench, tree: Json, errors: list[Finding], keep: Chain) -> Json | None:
    best: Json | None = None
    tries = min(_TRIES, _WORK // size(tree))
    for expression, chain in _broken(bench, tree, errors):
        for number, change in enumerate(changes(bench, tree, chain, expression)):
            if number > tries:
                break
            other = copied(tree)
            if not change(other):
                continue
            settle(bench, other)
            if not locate(bench, other, keep):
                continue
            if len(bench.errors(other)) < len(errors) and (best is None or size(other) < size(best)):
                best = other
                if number > 60:  # noqa: PLR2004  small ones come first
                    break
        if best is not None:
            return best
    return best


def _broken(bench: Bench, tree: Json, errors: list[Finding]) -> Iterator[tuple[str, Chain]]:
    """Yield the expressions of broken invariants and the way to the element they stand on."""
    for error in errors:
        if error.code != rules.INVARIANT_BROKEN.code:
            continue
        chain = chain_to(bench, tree, error.path)
        if chain is None:
            continue
        for key, expression in constraints_at(bench, tree, chain, error.demanded_by):
            if (
                error.message == rules.INVARIANT_BROKEN.at("", key=key, human="").message
                or key in error.message.en
            ):
                yield expression, chain
