"""The snapshot in the making: elements in order, found by id, with blocks copied and put in."""

from __future__ import annotations

from typing import Any, NamedTuple

Element = dict[str, Any]
"""One ElementDefinition, as plain JSON."""


class Problem(NamedTuple):
    """Something in a profile that cannot be followed; the rest of the profile still counts."""

    element: str
    """Id of the differential element."""
    reason: str
    """kebab-case word for the kind of problem."""


class ProfileFault(Exception):  # noqa: N818  a fault of the profile, caught where the element is skipped
    """This differential element cannot be applied."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Draft:
    """A working copy of the base snapshot."""

    def __init__(self, base: list[Element]) -> None:
        self.elements = copied(base)
        for element in self.elements:
            element.setdefault("id", element["path"])
            element.setdefault("base", _own_base(element))
        self._by_id = {element["id"]: element for element in self.elements}
        self.auto_sliced: set[str] = set()
        """Extension heads whose slicing was not stated but follows from their slices."""

    def get(self, id_: str) -> Element | None:
        """Return the element of that id."""
        return self._by_id.get(id_)

    def __getitem__(self, id_: str) -> Element:
        return self._by_id[id_]

    def block(self, id_: str) -> tuple[int, int]:
        """Return the half-open range of an element and all below it (its slices stand outside)."""
        start = self.elements.index(self._by_id[id_])
        end = start + 1
        while end < len(self.elements) and self.elements[end]["id"].startswith(id_ + "."):
            end += 1
        return start, end

    def has_children(self, id_: str) -> bool:
        """Whether the element is spelt out below itself."""
        start, end = self.block(id_)
        return end > start + 1

    def children(self, id_: str) -> list[Element]:
        """Return the direct children, heads only (no slices)."""
        start, end = self.block(id_)
        deeper = len(id_) + 1
        return [e for e in self.elements[start + 1 : end] if not set(".:") & set(e["id"][deeper:])]

    def after_slices(self, head: str, parent_slice: str | None) -> int:
        """Return where a new slice of ``head`` goes: behind all slices, or behind its parent and reslices."""
        if parent_slice is not None and (owner := f"{head}:{parent_slice}") in self._by_id:
            return self._skip(self.block(owner)[1], owner + "/")
        return self._skip(self.block(head)[1], head + ":")

    def _skip(self, index: int, prefix: str) -> int:
        while index < len(self.elements) and self.elements[index]["id"].startswith(prefix):
            index += 1
        return index

    def copy_block(self, id_: str, new_id: str) -> list[Element]:
        """Return copies of an element and all below it, under another id."""
        start, end = self.block(id_)
        copies = copied(self.elements[start:end])
        for element in copies:
            element["id"] = new_id + element["id"][len(id_) :]
        return copies

    def insert(self, index: int, block: list[Element]) -> None:
        """Put a block in place and make its ids known."""
        self.elements[index:index] = block
        self._by_id.update((element["id"], element) for element in block)

    def insert_children(self, id_: str, source: list[Element], source_id: str, source_path: str) -> None:
        """Put copies of another definition's elements below ``id_``, ids and paths rewritten."""
        owner = self[id_]
        block = copied(source)
        for element in block:
            element.setdefault("base", _own_base(element))
            element["id"] = id_ + str(element.get("id", element["path"]))[len(source_id) :]
            element["path"] = str(owner["path"]) + str(element["path"])[len(source_path) :]
        self.insert(self.elements.index(owner) + 1, block)


def copied(elements: list[Element]) -> list[Element]:
    """Copy elements one level deep: what an element holds is replaced by a merge, never changed in place."""
    return [dict(element) for element in elements]


def _own_base(element: Element) -> Element:
    return {"path": element["path"], "min": element.get("min", 0), "max": element.get("max", "*")}
