"""From the path of a finding back to the definitions it leads through."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from carelink.testing.instances.chain import Step, locate
from carelink.testing.instances.definitions import below, root_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.testing.instances.bench import Bench, Json
    from carelink.testing.instances.chain import Chain, Takes
    from carelink.validation.overlay.items import Item

_PART = re.compile(r"([A-Za-z_]\w*)(?:\[(\d+)\])?")


def chain_to(bench: Bench, tree: Json, path: str) -> Chain | None:
    """Return the steps to the one place a path names; None where it cannot be followed."""
    steps: list[Step] = []
    node = root_of(bench, tree)
    for part in path.split(".")[1:]:
        found = _PART.fullmatch(part)
        if found is None or node is None:
            return None
        inner = below(bench, node, found[1])
        if inner is None:
            return None
        index = int(found[2]) if found[2] else None
        steps.append(Step(found[1], inner, takes=at(index) if index is not None else None))
        node = inner
        if "Resource" in {t.get("code") for t in inner.types}:
            there = locate(bench, tree, steps)
            node = root_of(bench, there[0].value) if there else None
            if node is not None:
                steps[-1] = Step(found[1], node, takes=steps[-1].takes)
    return tuple(steps)


def at(index: int) -> Takes:
    """Return the test for the occurrence at an index."""

    def takes(_walker: Any, item: Item, _scope: Any) -> bool:
        return item.place[2] == index

    return takes


def constraints_at(
    bench: Bench, tree: Json, chain: Chain, demanded_by: str | None
) -> Iterator[tuple[str, str]]:
    """Yield key and expression of the invariants that hold for an element."""
    nodes = [chain[-1].node if chain else root_of(bench, tree)]
    if demanded_by is not None:
        canonical, _, id_ = demanded_by.partition("#")
        definition = bench.tree(canonical)
        nodes.append(definition.by_id.get(id_) if definition is not None else None)
    nodes.extend(bench.nested(found.item.type) for found in locate(bench, tree, chain)[:1])
    for node in nodes:
        for constraint in node.element.get("constraint", ()) if node is not None else ():
            if constraint.get("expression"):
                yield str(constraint["key"]), str(constraint["expression"])
