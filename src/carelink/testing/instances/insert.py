"""An element put into an instance, together with all that must stand around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.testing.instances.build import make, place
from carelink.testing.instances.chain import locate, slots

if TYPE_CHECKING:
    from carelink.testing.instances.bench import Bench, Json
    from carelink.testing.instances.chain import Chain, Found, Step


def insert(  # noqa: PLR0913  the way, and which of several it is to be
    bench: Bench,
    resource: Json,
    chain: Chain,
    *,
    again: bool = False,
    number: int = 0,
    type_: str | None = None,
) -> bool:
    """Put the element that a chain leads to into a resource, where it is not there yet.

    :param again: even if it is there
    :param number: which of several it is to be: each a little different
    :param type_: of a choice, the type wanted
    :return: whether it is there now
    """
    for length, step in enumerate(chain, start=1):
        last = length == len(chain)
        there = locate(bench, resource, chain[:length])
        if there and not (last and again):
            continue
        holders = locate(bench, resource, chain[: length - 1])
        if not holders or not put(bench, holders[0], step, number if last else 0, type_ if last else None):
            return False
    return bool(locate(bench, resource, chain))


def put(bench: Bench, holder: Found, step: Step, number: int = 0, type_: str | None = None) -> bool:
    """Put one element into an object."""
    inside = inner(holder)
    if inside is None:
        return False
    offered = slots(bench, holder.item.type, step.name)
    made = make(bench, step.node, offered, number, type_=type_)
    if made is None or made.value is None:
        return False
    for slot in offered:
        if slot.key != made.slot.key:
            inside.pop(slot.key, None)  # a choice is given in one type
    place(inside, made)
    return True


def inner(one: Found) -> Json | None:
    """Return the object that holds the children: the value itself, or what stands beside a primitive."""
    if isinstance(one.value, dict):
        return one.value
    if one.holder is None or isinstance(one.value, list):
        return None
    if one.item.sibling is not None:
        return one.item.sibling
    beside: Json = {}
    key = f"_{one.key}"
    if one.index is None:
        one.holder[key] = beside
    else:
        row = one.holder.setdefault(key, [None] * len(one.holder.get(one.key, ())))
        row.extend([None] * (one.index + 1 - len(row)))
        row[one.index] = beside
    return beside
