"""The way to an element: which definitions lead to it, where it stands in an instance, how it gets there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from carelink.validation.overlay.criteria import criterion, extension_urls
from carelink.validation.overlay.items import Item, items
from carelink.validation.place import root
from carelink.validation.sink import Sink
from carelink.validation.walker import Walker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from carelink.testing.instances.bench import Bench, Json
    from carelink.validation.overlay.tree import Node
    from carelink.validation.scope import Scope
    from carelink.validation.shapes import Slot

    Takes = Callable[[Walker, Item, Scope], bool]


@dataclass(frozen=True, eq=False)
class Step:
    """One step down: the element's name, the definition that says what stands there, who belongs to it.

    :param name: without ``[x]``
    :param node: definition of the element, or of the slice
    :param head: of a slice, the sliced element
    :param takes: whether an occurrence belongs here; None = all do
    """

    name: str
    node: Node
    head: Node | None = None
    takes: Takes | None = None


Chain = tuple[Step, ...]


@dataclass(frozen=True, eq=False)
class Found:
    """One occurrence: the object that holds it, under which key (and index), what it is.

    The root has no holder.
    """

    item: Item
    scope: Scope
    holder: Json | None = None
    key: str = ""
    index: int | None = None

    @property
    def value(self) -> Any:
        """What stands there."""
        return self.item.value

    def put(self, value: Any) -> None:
        """Replace it; the root cannot be."""
        if self.holder is None:
            return
        if self.index is None:
            self.holder[self.key] = value
        else:
            self.holder[self.key][self.index] = value

    def drop(self) -> None:
        """Take it out, and the list with it when that was all; the root stays."""
        if self.holder is None:
            return
        if self.index is not None and len(self.holder[self.key]) > 1:
            del self.holder[self.key][self.index]
        else:
            del self.holder[self.key]
            self.holder.pop(f"_{self.key}", None)


def chain_of(bench: Bench, node: Node) -> Chain:
    """Return the steps from the root of a definition to one of its elements."""
    steps: list[Step] = []
    by_id = node.tree.by_id
    current: Node | None = node
    while current is not None and "." in current.id:
        parent_id, _, last = current.id.rpartition(".")
        steps.append(_step(bench, current, last, by_id.get(parent_id)))
        current = by_id.get(parent_id)
    return tuple(reversed(steps))


def _step(bench: Bench, node: Node, last: str, parent: Node | None) -> Step:
    name, colon, slice_name = last.partition(":")
    name = name.removesuffix("[x]")
    head = parent.children.get(name) if colon and parent is not None else None
    return Step(name, node, head, taker(bench, head, node, slice_name) if head is not None else None)


def taker(bench: Bench, head: Node, node: Node, name: str) -> Takes:
    """Return the test whether an occurrence belongs to a slice."""
    engine = bench.engine
    discriminators = _discriminators(head)
    if [(d.get("type"), d.get("path")) for d in discriminators] == [("value", "url")]:
        urls = extension_urls(engine, node)
        return lambda _walker, item, _scope: type(item.value) is dict and item.value.get("url") in urls
    parent = head.slices.get(name.rpartition("/")[0])
    again = _discriminators(parent) if parent is not None else []
    tests = [t for d in (*discriminators, *again) if (t := criterion(engine, node, d)) is not None]
    return lambda walker, item, scope: bool(tests) and all(t(walker, item, scope) for t in tests)


def _discriminators(head: Node) -> list[dict[str, Any]]:
    slicing = head.element.get("slicing")
    found = slicing.get("discriminator", ()) if isinstance(slicing, dict) else ()
    return [d for d in found if isinstance(d, dict)]


def locate(bench: Bench, resource: Json, chain: Iterable[Step]) -> list[Found]:
    """Return the occurrences of the element that a chain leads to; the resource itself for an empty one."""
    walker = Walker(bench.engine, Sink())
    type_name = str(resource["resourceType"])
    scope = walker.scope_of(resource, type_name, root(type_name), None)
    found = [Found(Item(resource, None, type_name, root(type_name)), scope)]
    for step in chain:
        found = [below for one in found for below in _below(bench, walker, one, step)]
    return found


def _below(bench: Bench, walker: Walker, one: Found, step: Step) -> Iterator[Found]:
    if one.item.type not in _PRIMITIVE_OWNERS and bench.engine.info(one.item.type) is None:
        return
    for slot in slots(bench, one.item.type, step.name):
        for item in items(one.item.inner, (slot,), one.item.place):
            inside = _scope(walker, item, one.scope, slot)
            if step.takes is None or step.takes(walker, item, inside):
                yield Found(item, inside, one.item.inner, slot.key, item.place[2] if slot.array else None)


_PRIMITIVE_OWNERS: Final = frozenset({"Resource"})


def _scope(walker: Walker, item: Item, scope: Scope, slot: Slot) -> Scope:
    if slot.type == "Resource" and type(item.value) is dict:
        return walker.scope_of(item.value, item.type, item.place, scope)
    return scope


def slots(bench: Bench, type_name: str, name: str) -> tuple[Slot, ...]:
    """Return the JSON names an element of a type may stand under."""
    return bench.engine.slots(type_name, name)
