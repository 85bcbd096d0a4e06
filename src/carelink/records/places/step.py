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

    :param has: pattern that the entry must contain, also written into a new one; None means "must not have"
    :param new: what else a new entry gets; does not matter when finding one
    """

    name: str
    has: Mapping[str, Any] = field(default_factory=dict, hash=False)
    new: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def find(self, node: Node) -> Node | None:
        """Return the first entry that matches."""
        return next((e for e in dicts(node.get(self.name)) if contains(e, dict(self.has))), None)

    def all(self, node: Node) -> list[Node]:
        """Return every entry that matches."""
        return [e for e in dicts(node.get(self.name)) if contains(e, dict(self.has))]

    def blank(self) -> Node:
        """Return a new entry with nothing but what the step says."""
        return {k: copied(v) for k, v in {**self.has, **self.new}.items() if v is not None}

    def make(self, node: Node) -> Node:
        """Return the first entry that matches, made when there is none."""
        found = self.find(node)
        if found is None:
            found = self.blank()
            entries = node.get(self.name)
            if isinstance(entries, list):
                entries.append(found)
            else:
                node[self.name] = [found]
        return found

    def is_shell(self, entry: Node) -> bool:
        """Whether nothing is left in an entry but what this step wrote."""
        return entry in (self.blank(), {k: v for k, v in self.has.items() if v is not None})

    def index(self, node: Node, entry: Node) -> int:
        """Return the position of an entry in its list."""
        entries = node.get(self.name)
        found = (i for i, e in enumerate(entries) if e is entry) if isinstance(entries, list) else iter(())
        return next(found, 0)
