"""Extensions where they do not belong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.testing.instances.bench import copied
from carelink.testing.instances.chain import locate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from carelink.testing.instances.bench import Bench, Json
    from carelink.testing.instances.chain import Chain

    Change = Callable[[Json], bool]


def misplaced(bench: Bench, chain: Chain) -> Iterator[Change]:
    """Yield an extension moved away, to the resource or its meta, or standing there, too."""

    def to_the_resource(tree: Json) -> bool:
        return _moved(bench, tree, chain, tree)

    def to_its_meta(tree: Json) -> bool:
        return _moved(bench, tree, chain, tree.setdefault("meta", {}))

    def also_on_the_resource(tree: Json) -> bool:
        return _moved(bench, tree, chain, tree, stays=True)

    yield to_the_resource
    yield to_its_meta
    yield also_on_the_resource


def _moved(bench: Bench, tree: Json, chain: Chain, onto: Json, *, stays: bool = False) -> bool:
    found = locate(bench, tree, chain)
    if not found or found[0].holder is onto:
        return False
    value = copied(found[0].value)
    if not stays:
        found[0].drop()
    onto.setdefault("extension", []).append(value)
    return True
