"""Slices: what belongs to none where nothing else may be, and slices out of order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink.testing.instances.bench import copied
from carelink.testing.instances.chain import Step, locate, taker
from carelink.testing.instances.insert import insert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from carelink.testing.instances.bench import Bench, Json
    from carelink.testing.instances.chain import Chain

    Change = Callable[[Json], bool]


def stranger(bench: Bench, chain: Chain) -> Iterator[Change]:
    """Yield ways to add an occurrence that no slice takes."""
    for value in (
        {"text": "架空の記載"},
        {"coding": [{"system": "http://hl7.org/fhir/days-of-week", "code": "mon", "display": "Monday"}]},
        {"system": "https://example.org/fhir/id/other", "value": "KAKU-9999"},
        {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"},
    ):
        yield _added(bench, chain, value)

    def twisted(tree: Json) -> bool:
        return insert(bench, tree, chain, again=True, number=3)

    yield twisted


def _added(bench: Bench, chain: Chain, value: Any) -> Change:
    def change(tree: Json) -> bool:
        if not insert(bench, tree, chain):
            return False
        one = locate(bench, tree, chain)[0]
        if one.index is None or one.holder is None:
            return False
        one.holder[one.key].append(copied(value))
        return True

    return change


def disordered(bench: Bench, chain: Chain) -> Iterator[Change]:
    """Yield the occurrences of a sliced element the other way round."""
    head = chain[-1].node

    def turned(tree: Json) -> bool:
        for name, node in list(head.slices.items())[:2]:
            insert(
                bench, tree, (*chain[:-1], Step(chain[-1].name, node, head, taker(bench, head, node, name)))
            )
        found = locate(bench, tree, chain)
        if len(found) < 2 or found[0].holder is None:  # noqa: PLR2004  a pair
            return False
        found[0].holder[found[0].key].reverse()
        return True

    yield turned
