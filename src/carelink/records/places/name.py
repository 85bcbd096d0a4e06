"""A person's name as JP Core writes it: ``text`` with a blank, ``family`` and ``given`` beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from carelink.records.places.element import Element
from carelink.records.places.step import Step

if TYPE_CHECKING:
    from carelink.records.document import Document
    from carelink.records.item import Item
    from carelink.records.places.root import Root
    from carelink.records.tree import Node


@dataclass(frozen=True, slots=True)
class PersonName:
    """One writing of a name, held as one text: 姓, a blank, 名."""

    text: Element
    step: Step

    def bind(self, item: Item) -> PersonName:
        """Return this place, knowing its item."""
        return replace(self, text=self.text.bind(item))

    def get(self, doc: Document, here: Node | None) -> Any:
        """Return the text, else family and given names with a blank between."""
        found = self.text.get(doc, here)
        root = self.text.root.find(doc, here) if found is None else None
        entry = None if root is None else self.step.find(root)
        if root is None or entry is None:
            return found
        given = entry.get("given")
        parts = [entry.get("family"), *(given if isinstance(given, list) else ())]
        said = " ".join(part for part in parts if isinstance(part, str) and part)
        if said:
            doc.claim(root, "name")
        return said or None

    def put(self, doc: Document, here: Node | None, value: Any) -> None:
        """Write the text; family and given only where one blank tells them apart."""
        root = self.text.root.find(doc, here) if value is None else self.text.root.make(doc, here)
        entry = None if root is None else self.step.find(root)
        if entry is not None:
            entry.pop("family", None)
            entry.pop("given", None)
        self.text.put(doc, here, value)
        parts = value.split() if isinstance(value, str) else []
        if root is not None and len(parts) == 2:  # noqa: PLR2004  姓 and 名
            entry = self.step.make(root)
            entry["family"], entry["given"] = parts[0], [parts[1]]

    def where(self, doc: Document, here: Node | None) -> str:
        """Return the path of the text."""
        return self.text.where(doc, here)


def person_name(root: Root, representation: str) -> PersonName:
    """Return the place of a name in one writing: IDE (漢字), SYL (カナ) or ABC, as JP Core marks it."""
    url = "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation"
    step = Step("name", {"extension": [{"url": url, "valueCode": representation}]}, {"use": "official"})
    return PersonName(Element(root, (step, "text")), step)
