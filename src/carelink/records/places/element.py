"""An element of a resource: ``patient / "birthDate"``, ``here / telecom("phone", "home") / "value"``."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from carelink import canonical
from carelink.records.places.root import Role
from carelink.records.places.step import Step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carelink.records.codes import CodeList
    from carelink.records.document import Document
    from carelink.records.item import Item
    from carelink.records.kinds import Kind
    from carelink.records.places.root import Root
    from carelink.records.tree import Node


@dataclass(frozen=True, slots=True)
class Element:
    """One value at the end of some steps; a last ``Step`` (not a name) is an entry that is the value."""

    root: Root
    steps: tuple[str | Step, ...] = ()
    kind: Kind | None = None
    table: Mapping[Any, Any] = field(default_factory=dict, hash=False)

    def __truediv__(self, step: str | Step) -> Element:
        return replace(self, steps=(*self.steps, step))

    def bind(self, item: Item) -> Element:
        """Return this element, knowing the kind of its item."""
        return replace(self, kind=item.kind)

    def get(self, doc: Document, here: Node | None) -> Any:
        """Return the value, or None."""
        node = root = self.root.find(doc, here)
        for step in self.steps[:-1]:
            node = _down(node, step)
        last = self.steps[-1]
        raw = None if node is None else node.get(last) if isinstance(last, str) else last.find(node)
        if raw is None or root is None:
            return None
        value = self.read(raw)
        if value is not None:
            first = self.steps[0]
            doc.claim(root, first if isinstance(first, str) else first.name)
        return value

    def read(self, raw: Any) -> Any:
        """Return the Python value of what stands there, None when it is not understood."""
        if self.table:
            return next((k for k, v in self.table.items() if v == raw), None)
        return self.kind.read(raw) if self.kind is not None else raw

    def put(self, doc: Document, here: Node | None, value: Any) -> None:
        """Write the value, making what is missing on the way; None erases it and the shells it leaves."""
        if value is None:
            node = self.root.find(doc, here)
            if node is not None:
                _erase(node, self.steps)
                doc.untell(node)
                if isinstance(self.root, Role):
                    self.root.restore(doc, node)
            return
        node = self.root.make(doc, here)
        doc.untell(node)
        for step in self.steps[:-1]:
            node = _make(node, step)
        raw = self.table[value] if self.table else self.kind.write(value) if self.kind is not None else value
        last = self.steps[-1]
        if isinstance(last, str):
            node.pop(f"_{last}", None)  # what was said of a missing value
            node[last] = raw
        else:
            entry = last.make(node)
            entry.clear()
            entry.update(raw)

    def where(self, doc: Document, here: Node | None) -> str:
        """Return the path of the element, or as far as it exists by name."""
        return _path(self, doc, here)


@dataclass(frozen=True, slots=True)
class Both:
    """One item in two places: the first is exact and read first, the second is what others look at."""

    exact: Element
    plain: Element

    def bind(self, item: Item) -> Both:
        """Return both places, knowing their item (the plain one may have its own table)."""
        return Both(self.exact.bind(item), self.plain if self.plain.table else self.plain.bind(item))

    def get(self, doc: Document, here: Node | None) -> Any:
        """Return what the exact place says, else what the plain one says."""
        plain = self.plain.get(doc, here)
        found = self.exact.get(doc, here)
        return plain if found is None else found

    def put(self, doc: Document, here: Node | None, value: Any) -> None:
        """Write both."""
        self.exact.put(doc, here, value)
        self.plain.put(doc, here, value)

    def where(self, doc: Document, here: Node | None) -> str:
        """Return the path of the exact place."""
        return self.exact.where(doc, here)


def _down(node: Node | None, step: str | Step) -> Node | None:
    if node is None:
        return None
    found = node.get(step) if isinstance(step, str) else step.find(node)
    return found if isinstance(found, dict) else None


def _make(node: Node, step: str | Step) -> Node:
    if not isinstance(step, str):
        return step.make(node)
    found = node.get(step)
    if not isinstance(found, dict):
        found = node[step] = {}
    return found


def _erase(node: Node, steps: tuple[str | Step, ...]) -> None:
    """Remove the value at the end of the steps, then the empty shells on the way back (FHIR has none)."""
    step, rest = steps[0], steps[1:]
    if isinstance(step, str):
        if rest:
            child = node.get(step)
            if not isinstance(child, dict):
                return
            _erase(child, rest)
            if child:
                return
        node.pop(step, None)
        return
    entry = step.find(node)
    if entry is None:
        return
    if rest:
        _erase(entry, rest)
        if not step.is_shell(entry):
            return
    step.remove(node, entry)


def _path(at: Element, doc: Document, here: Node | None) -> str:
    node = at.root.find(doc, here)
    if node is None:
        return at.root.missing(doc, here)
    path = doc.path(node)
    current: Node | None = node
    for step in at.steps:
        if isinstance(step, str):
            path += f".{step}"
            inner = None if current is None else current.get(step)
            current = inner if isinstance(inner, dict) else None
            continue
        found = None if current is None else step.find(current)
        path += f".{step.name}" if found is None or current is None else step.tail(current, found)
        current = found
    return path


def extension(name: str) -> Step:
    """Return the step into one of our extensions, by its short name."""
    return Step("extension", {"url": canonical.structure(name)})


def telecom(system: str, use: str | None = None) -> Step:
    """Return the step into the telephone, fax or e-mail of this system (and use, when it matters)."""
    return Step("telecom", {"system": system, "use": use} if use else {"system": system})


def identifier(system: str, *, single: bool = False) -> Step:
    """Return the step into the identifier of this system; ``single`` where the element is not a list."""
    return Step("identifier", {"system": system}, single=single)


def postal_address() -> Step:
    """Return the step into the first address."""
    return Step("address")


def listed(name: str, code_list: type[CodeList]) -> Step:
    """Return the step to the CodeableConcept of a list element that speaks this code list."""
    return Step(name, {"coding": [{"system": code_list.system}]})


def coded(element: Element, table: Mapping[Any, Any]) -> Element:
    """Return the element as a plain FHIR code, translated by ``table`` (ours → FHIR)."""
    return replace(element, table=table)
