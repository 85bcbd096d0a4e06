"""The place of an item that an edition adds: one Observation, its code ``<edition>.<item>``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from carelink.records.local import SECTION_CODE, answers

if TYPE_CHECKING:
    from carelink.records.document import Document
    from carelink.records.item import Item
    from carelink.records.tree import Node

LOCAL_MARK: Final = "local"
"""``Item.mark`` of an item that an edition adds."""


@dataclass(frozen=True, slots=True)
class LocalAnswer:
    """Reads one local answer; all of them are written together, by the record (``record.local``)."""

    code: str

    def bind(self, item: Item) -> Self:
        """Return this place: it knows its code already."""
        del item
        return self

    def get(self, doc: Document, here: Node | None) -> Any:
        """Return the answer, or None."""
        del here
        return next((value for code, value, _ in answers(doc) if code == self.code), None)

    def put(self, doc: Document, here: Node | None, value: Any) -> None:
        """Do nothing: ``record.write_local`` writes every local answer, known to a form or not."""
        del doc, here, value

    def where(self, doc: Document, here: Node | None) -> str:
        """Return the path of the value; of a missing answer, its section."""
        del here
        node = next((node for code, _, node in answers(doc) if code == self.code), None)
        return doc.section_path(SECTION_CODE) if node is None else f"{doc.path(node)}.value"
