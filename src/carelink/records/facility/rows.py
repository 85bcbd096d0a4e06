"""Repeating groups of a facility, as complex extensions of its service."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from carelink import canonical
from carelink.records.facility.places import drop
from carelink.records.tree import Node, dicts

if TYPE_CHECKING:
    from carelink.records.facility.triple import Triple
    from carelink.records.item import Item


@dataclass(frozen=True, slots=True)
class Part:
    """The place of a part of a group: :class:`Complex` reads and writes the whole row."""

    def bind(self, item: Item) -> Part:  # noqa: ARG002  same door for every place
        """Return this place."""
        return self

    def get(self, doc: Triple, here: Node | None) -> None:  # noqa: ARG002  same door for every place
        """Return nothing: a part is read with its row."""
        return

    def put(self, doc: Triple, here: Node | None, value: Any) -> None:
        """Do nothing: a part is written with its row."""

    def where(self, doc: Triple, here: Node | None) -> str:  # noqa: ARG002  same door for every place
        """Return the path of the rows."""
        return f"{doc.at('service')}.extension"


@dataclass(frozen=True, slots=True)
class Complex:
    """A repeating group as complex extensions of the service, each part an inner extension by its name."""

    name: str
    item: Item | None = None

    @property
    def url(self) -> str:
        """The extension's canonical URL."""
        return canonical.structure(f"facility-{self.name}")

    def bind(self, item: Item) -> Complex:
        """Return this place, knowing the group of its item."""
        return replace(self, item=item)

    def get(self, doc: Triple, here: Node | None) -> tuple[Any, ...] | None:  # noqa: ARG002  same door
        """Return the rows that are complete, or None."""
        rows = [row for e in self._ours(doc) if (row := self._row(e)) is not None]
        return tuple(rows) or None

    def _ours(self, doc: Triple) -> list[Node]:
        return [e for e in dicts(doc.service.get("extension")) if e.get("url") == self.url]

    def _row(self, entry: Node) -> Any:
        if self.item is None or self.item.group is None:
            return None
        inner = {str(e.get("url")): e for e in dicts(entry.get("extension"))}
        values: dict[str, Any] = {}
        for part in self.item.parts:
            raw = inner.get(part.code, {}).get(f"value{part.kind.suffix}") if part.kind else None
            if part.kind is None or raw is None or (value := part.kind.read(raw)) is None:
                continue
            values[part.name] = value
        required = {name for name, info in self.item.group.model_fields.items() if info.is_required()}
        return self.item.group(**values) if required <= values.keys() and values else None

    def put(self, doc: Triple, here: Node | None, value: tuple[Any, ...] | None) -> None:  # noqa: ARG002
        """Write the rows in place of those that are there."""
        for entry in self._ours(doc):
            drop(doc.service, ("extension",), entry)
        if value and self.item is not None:
            doc.make("service").setdefault("extension", []).extend(map(self._written, value))

    def _written(self, row: Any) -> Node:
        inner = [
            {"url": part.code, f"value{part.kind.suffix}": part.kind.write(value)}
            for part in (self.item.parts if self.item else ())
            if part.kind is not None and (value := getattr(row, part.name)) is not None
        ]
        return {"url": self.url, "extension": inner}

    def where(self, doc: Triple, here: Node | None) -> str:  # noqa: ARG002  same door for every place
        """Return the path of the list."""
        return f"{doc.at('service')}.extension"
