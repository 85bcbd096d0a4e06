"""Instances of an element: the values under its JSON names, each with type and place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carelink.validation.place import Place
    from carelink.validation.shapes import Slot


class Item(NamedTuple):
    """One occurrence of an element.

    :param value: as in the tree; None for a primitive that has extensions only
    :param sibling: of a primitive, the object beside it (``_name``)
    :param type: FHIR type, nested element path, or resource type
    :param place: where it stands
    """

    value: Any
    sibling: dict[str, Any] | None
    type: str
    place: Place

    @property
    def inner(self) -> dict[str, Any]:
        """The object that holds its children: itself, or for a primitive what stands beside it."""
        if type(self.value) is dict:
            return self.value
        return self.sibling if self.sibling is not None else {}


def items(node: dict[str, Any], slots: Iterable[Slot], place: Place) -> Iterator[Item]:
    """Yield the occurrences of one element (all JSON names of a choice) in an object."""
    for slot in slots:
        value = node.get(slot.key)
        sibling = node.get("_" + slot.key) if slot.primitive else None
        if value is None and sibling is None:
            continue
        if type(value) is list or type(sibling) is list:
            yield from _several(value, sibling, slot, place)
        else:
            index = 0 if slot.array else None
            yield _item(value, sibling, slot, (place, slot.name, index))


def _several(value: Any, sibling: Any, slot: Slot, place: Place) -> Iterator[Item]:
    values = value if type(value) is list else []
    beside = sibling if type(sibling) is list else []
    for index in range(max(len(values), len(beside))):
        one = values[index] if index < len(values) else None
        extra = beside[index] if index < len(beside) else None
        if one is not None or extra is not None:
            yield _item(one, extra, slot, (place, slot.name, index))


def _item(value: Any, sibling: Any, slot: Slot, place: Place) -> Item:
    type_ = slot.type
    if type_ == "Resource" and type(value) is dict:
        type_ = str(value.get("resourceType", "Resource"))
    return Item(value, sibling if type(sibling) is dict else None, type_, place)
