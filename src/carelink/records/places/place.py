"""What every place can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from carelink.records.item import Item
    from carelink.records.tree import Node


D_contra = TypeVar("D_contra", contravariant=True)


class Place(Protocol[D_contra]):
    """A lens on a Document (or whatever ``D_contra`` a record's frame opens).

    ``here`` is the node of the group that a part belongs to, None for an item.
    """

    def bind(self, item: Item) -> Self:
        """Return this place, knowing its item."""

    def get(self, doc: D_contra, here: Node | None) -> Any:
        """Return the value, or None when nothing is stated or it is not understood."""

    def put(self, doc: D_contra, here: Node | None, value: Any) -> None:
        """Make ``get`` return ``value`` and leave everything else as it is; None takes it away."""

    def where(self, doc: D_contra, here: Node | None) -> str:
        """Return the FHIRPath of the value, or of the place it is missing from."""
