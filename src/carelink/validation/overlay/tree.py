"""The elements of a snapshot as a tree: children by name, slices beside their head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from carelink.profiles.structure import Structure

Element = dict[str, Any]


class Node:
    """One element definition in its tree.

    :ivar children: by name, choices without ``[x]``
    :ivar slices: by slice name, in order; a slice is no child but stands beside its head
    """

    __slots__ = ("children", "element", "slices", "tree")

    def __init__(self, element: Element, tree: Tree) -> None:
        self.element = element
        self.tree = tree
        self.children: dict[str, Node] = {}
        self.slices: dict[str, Node] = {}

    @property
    def id(self) -> str:
        """Element id."""
        return str(self.element.get("id") or self.element["path"])

    @property
    def path(self) -> str:
        """Element path, ``[x]`` included."""
        return str(self.element["path"])

    @property
    def types(self) -> list[Element]:
        """The types, FHIRPath's own (``id``, ``url``) left out."""
        stated = self.element.get("type")
        return [
            t
            for t in (stated if isinstance(stated, list) else ())
            if isinstance(t, dict) and not str(t.get("code", "")).startswith("http://hl7.org/fhirpath/")
        ]

    @property
    def least(self) -> int:
        """Fewest occurrences."""
        least = self.element.get("min", 0)
        return least if isinstance(least, int) else 0

    @property
    def most(self) -> int | None:
        """Most occurrences; None for any number."""
        most = self.element.get("max", "*")
        return int(most) if isinstance(most, str) and most.isdecimal() else None

    def fixed(self) -> Any:
        """Return the fixed value, or None."""
        return _of_choice(self.element, "fixed")

    def pattern(self) -> Any:
        """Return the pattern, or None."""
        return _of_choice(self.element, "pattern")


def _of_choice(element: Element, prefix: str) -> Any:
    length = len(prefix)
    return next(
        (v for k, v in element.items() if k.startswith(prefix) and k[length : length + 1].isupper()), None
    )


class Tree:
    """A whole snapshot."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.by_id: dict[str, Node] = {}
        self.root: Node | None = None
        for element in structure.elements:
            self._place(Node(element, self))

    def _place(self, node: Node) -> None:
        self.by_id.setdefault(node.id, node)
        parent_id, dot, last = node.id.rpartition(".")
        if not dot:
            self.root = self.root or node
            return
        parent = self.by_id.get(parent_id)
        if parent is None:
            return
        name, colon, slice_name = last.partition(":")
        name = name.removesuffix("[x]")
        if colon:
            head = parent.children.get(name)
            if head is not None:
                head.slices[slice_name] = node
        else:
            parent.children[name] = node
