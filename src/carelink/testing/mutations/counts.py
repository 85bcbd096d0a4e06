"""Too few, too many."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from carelink.testing.instances.bench import copied
from carelink.testing.instances.chain import Step, locate
from carelink.testing.instances.definitions import below
from carelink.testing.instances.insert import insert, put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from carelink.testing.instances.bench import Bench, Json
    from carelink.testing.instances.chain import Chain, Found

    Change = Callable[[Json], bool]

_SIBLINGS: Final = 12


def fewer(bench: Bench, base: Json, chain: Chain, least: int) -> Iterator[Change]:
    """Yield ways to have one less than the least: taken out alone, or with something else in its place.

    What is left empty would be wrong in itself; so is what another rule wants instead.
    """

    def without(tree: Json) -> bool:
        if not insert(bench, tree, chain[:-1]):
            return False
        per_holder: dict[int, list[Found]] = {}
        for one in locate(bench, tree, chain):
            per_holder.setdefault(id(one.holder), []).append(one)
        for group in per_holder.values():
            for one in reversed(group[least - 1 :]):
                one.drop()
        return True

    def once(tree: Json) -> bool:
        if not insert(bench, tree, chain):
            return False
        found = locate(bench, tree, chain)
        same = [f for f in found if f.holder is found[-1].holder]
        for one in reversed(same[least - 1 :]):
            one.drop()
        return True

    yield once
    yield without
    if chain[-1].head is not None:
        yield from _replaced(bench, (*chain[:-1], Step(chain[-1].name, chain[-1].head)), once)
    yield from _swapped(bench, base, chain, without)


def _swapped(bench: Bench, base: Json, chain: Chain, without: Change) -> Iterator[Change]:
    """Yield another element in the place of the one that is taken out."""
    parent = chain[:-1]
    node = parent[-1].node if parent else None
    for name in islice(_siblings(bench, base, parent, chain[-1].name), _SIBLINGS):
        definition = below(bench, node, name) if node is not None else None
        if definition is not None:
            yield _instead(bench, without, (*parent, Step(name, definition)))


def _replaced(bench: Bench, whole: Chain, once: Change) -> Iterator[Change]:
    """Yield something that belongs to no slice in the place of one that does, so that the number stays."""
    for value in _STRANGERS:
        yield _with(bench, whole, once, value)


_STRANGERS: Final = (
    {"text": "架空の記載"},
    {"coding": [{"system": "http://hl7.org/fhir/days-of-week", "code": "mon", "display": "Monday"}]},
    {"system": "https://example.org/fhir/id/other", "value": "KAKU-9999"},
    {
        "fullUrl": "urn:uuid:5d0f1c5e-7a3b-4c1d-8e2f-0000000000ff",
        "resource": {"resourceType": "Basic", "code": {"text": "架空の記載"}},
    },
)


def _with(bench: Bench, whole: Chain, once: Change, value: Any) -> Change:
    def change(tree: Json) -> bool:
        holders = locate(bench, tree, whole[:-1])
        if not once(tree) or not holders or not isinstance(holders[0].value, dict):
            return False
        slots = bench.engine.slots(holders[0].item.type, whole[-1].name)
        if len(slots) != 1 or not slots[0].array:
            return False
        holders[0].value.setdefault(slots[0].key, []).append(copied(value))
        return True

    return change


def _siblings(bench: Bench, base: Json, parent: Chain, name: str) -> Iterator[str]:
    tree = copied(base)
    if not insert(bench, tree, parent):
        return
    for holder in locate(bench, tree, parent)[:1]:
        info = bench.engine.info(holder.item.type)
        for element in info.elements if info is not None else ():
            if element.name not in {name, "id", "extension", "modifierExtension", "contained"}:
                yield element.name


def _instead(bench: Bench, first: Change, chain: Chain) -> Change:
    def change(tree: Json) -> bool:
        return first(tree) and insert(bench, tree, chain)

    return change


def more(bench: Bench, chain: Chain, most: int) -> Iterator[Change]:
    """Yield ways to have one more than the most: new ones, then copies of one that is there."""

    def built(tree: Json) -> bool:
        return insert(bench, tree, chain[:-1]) and all(
            _one_more(bench, tree, chain, most) for _ in range(most + 1)
        )

    yield built
    for type_ in _types(chain):
        yield _typed(bench, chain, type_)

    def again(tree: Json) -> bool:
        if not insert(bench, tree, chain):
            return False
        found = locate(bench, tree, chain)
        one = found[0]
        if one.index is None or one.holder is None:
            return False
        for _ in range(most + 1 - len(found)):
            one.holder[one.key].append(copied(one.value))
        return True

    if most:
        yield again


def _one_more(bench: Bench, tree: Json, chain: Chain, most: int) -> bool:
    found = locate(bench, tree, chain)
    if len(found) > most:
        return True
    holders = locate(bench, tree, chain[:-1])
    return bool(holders) and put(bench, holders[0], chain[-1], len(found))


def _types(chain: Chain) -> list[str]:
    return [str(t.get("code")) for t in chain[-1].node.types][1:6]


def _typed(bench: Bench, chain: Chain, type_: str) -> Change:
    def change(tree: Json) -> bool:
        return insert(bench, tree, chain, again=True, type_=type_)

    return change
