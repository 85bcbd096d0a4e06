"""Steps from a resource down to an element."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from carelink.records.tree import Node, contains, copied, dicts

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a list, known by what it contains: ``name`` with IDE, ``telecom`` with phone.

    With ``single`` it is one object instead (``Composition.identifier``), with the same pattern.

    :param has: pattern that the entry must contain, also written into a new one; None means "must not have"
    :param new: what else a new entry gets; does not matter when finding one
    """

    name: str
    has: Mapping[str, Any] = field(default_factory=dict, hash=False)
    new: Mapping[str, Any] = field(default_factory=dict, hash=False)
    single: bool = False

    def find(self, node: Node) -> Node | None:
        """Return the first entry that matches."""
        value = node.get(self.name)
        if value is None:
            return None
        has = self.has
        for entry in (value,) if self.single else value if isinstance(value, list) else ():
            if isinstance(entry, dict) and (not has or contains(entry, has)):
                return entry
        return None

    def all(self, node: Node) -> list[Node]:
        """Return every entry that matches."""
        return [e for e in self._entries(node) if contains(e, self.has)]

    def _entries(self, node: Node) -> list[Node]:
        value = node.get(self.name)
        return dicts([value] if self.single else value)

    def blank(self) -> Node:
        """Return a new entry with nothing but what the step says."""
        return {k: copied(v) for k, v in {**self.has, **self.new}.items() if v is not None}

    def make(self, node: Node) -> Node:
        """Return the first entry that matches, made when there is none."""
        found = self.find(node)
        if found is None:
            found = self.blank()
            entries = node.get(self.name)
            if self.single:
                node[self.name] = found
            elif isinstance(entries, list):
                entries.append(found)
            else:
                node[self.name] = [found]
        return found

    def is_shell(self, entry: Node) -> bool:
        """Whether nothing is left in an entry but what this step wrote."""
        return entry in (self.blank(), {k: v for k, v in self.has.items() if v is not None})

    def remove(self, node: Node, entry: Node) -> None:
        """Take an entry out, and the list when nothing is left."""
        left = [] if self.single else [e for e in node[self.name] if e is not entry]
        if left:
            node[self.name] = left
        else:
            del node[self.name]

    def tail(self, node: Node, entry: Node) -> str:
        """Return the path step of an entry: ``.name[1]``, without index for a single object."""
        entries = node.get(self.name)
        if self.single or not isinstance(entries, list):
            return f".{self.name}"
        return f".{self.name}[{next((i for i, e in enumerate(entries) if e is entry), 0)}]"
