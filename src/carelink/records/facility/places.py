"""Where the items of a facility live in its three resources: small lenses, made for thousands of rows.

They keep the promises of :class:`carelink.records.places.Place`. The general places of documents search by
pattern; here the address of every value is known, which is what keeps a facility below 0.1 ms each way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from carelink import canonical
from carelink.records.codes import in_form_order
from carelink.records.kinds import Coded, Multi
from carelink.records.tree import Node, code_of, dicts

if TYPE_CHECKING:
    from carelink.records.facility.triple import Triple
    from carelink.records.item import Item
    from carelink.records.kinds import Kind


@dataclass(frozen=True, slots=True)
class Value:
    """An element at the end of some names: ``Value("location", ("address", "text"))``."""

    part: str
    steps: tuple[str, ...]
    also: tuple[str, ...] = ()  # parts that repeat the value for people who look only at them
    kind: Kind | None = None

    def bind(self, item: Item) -> Value:
        """Return this place, knowing the kind of its item."""
        return replace(self, kind=item.kind)

    def get(self, doc: Triple, here: Node | None) -> Any:  # noqa: ARG002  same door for every place
        """Return the value, or None."""
        node = getattr(doc, self.part)
        for step in self.steps:
            if not isinstance(node, dict):
                return None
            node = node.get(step)
        return None if node is None or self.kind is None else self.kind.read(node)

    def put(self, doc: Triple, here: Node | None, value: Any) -> None:  # noqa: ARG002  same door for every place
        """Write the value, or erase it together with the shells it leaves."""
        for part in (self.part, *self.also):
            if value is None:
                erase(getattr(doc, part), self.steps)
            elif self.kind is not None:
                node = down(doc.make(part), self.steps[:-1])
                node[self.steps[-1]] = self.kind.write(value)

    def add(self, doc: Triple, value: Any) -> None:
        """Write the value into a new facility, where nothing has to be looked for."""
        if self.kind is not None:
            for part in (self.part, *self.also):
                node = getattr(doc, part) or doc.make(part)
                for step in self.steps[:-1]:
                    node = node.setdefault(step, {})
                node[self.steps[-1]] = self.kind.write(value)

    def where(self, doc: Triple, here: Node | None) -> str:  # noqa: ARG002  same door for every place
        """Return the path of the element."""
        return ".".join((doc.at(self.part), *self.steps))


@dataclass(frozen=True, slots=True)
class Entry:
    """A value in the entry of a list that is known by one element: an identifier by its system.

    :param steps: names down to the list
    :param key: element that tells the entries apart, ``has`` its value
    :param leaf: element of the entry that holds the value
    :param new: what else a new entry says
    """

    part: str
    steps: tuple[str, ...]
    key: str
    has: str
    leaf: str
    new: tuple[tuple[str, Any], ...] = ()
    kind: Kind | None = None

    def bind(self, item: Item) -> Entry:
        """Return this place, knowing the kind of its item; of an extension, that tells the element."""
        if item.kind is None:
            raise TypeError(f"{item.path}: a group has no single value")
        leaf = f"value{item.kind.suffix}" if self.leaf == "value[x]" else self.leaf
        return replace(self, kind=item.kind, leaf=leaf)

    def _found(self, doc: Triple) -> Node | None:
        node = getattr(doc, self.part)
        for step in self.steps:
            if not isinstance(node, dict):
                return None
            node = node.get(step)
        if isinstance(node, list):
            for entry in node:
                if isinstance(entry, dict) and entry.get(self.key) == self.has:
                    return entry
        return None

    def get(self, doc: Triple, here: Node | None) -> Any:  # noqa: ARG002  same door for every place
        """Return the value, or None."""
        entry = self._found(doc)
        if entry is None or self.kind is None or (raw := entry.get(self.leaf)) is None:
            return None
        return self.kind.read(raw)

    def put(self, doc: Triple, here: Node | None, value: Any) -> None:  # noqa: ARG002  same door for every place
        """Write the value into its entry, or take the entry away."""
        entry = self._found(doc)
        if value is None:
            if entry is not None:
                drop(getattr(doc, self.part), self.steps, entry)
        elif self.kind is not None:
            if entry is None:
                entry = {self.key: self.has, **dict(self.new)}
                down(doc.make(self.part), self.steps[:-1]).setdefault(self.steps[-1], []).append(entry)
            entry[self.leaf] = self.kind.write(value)

    def add(self, doc: Triple, value: Any) -> None:
        """Write the value into a new facility, where nothing has to be looked for."""
        if self.kind is not None:
            node = getattr(doc, self.part) or doc.make(self.part)
            for step in self.steps[:-1]:
                node = node.setdefault(step, {})
            entry = {self.key: self.has, **dict(self.new), self.leaf: self.kind.write(value)}
            node.setdefault(self.steps[-1], []).append(entry)

    def where(self, doc: Triple, here: Node | None) -> str:  # noqa: ARG002  same door for every place
        """Return the path of the value, or of the list it is missing from."""
        path = ".".join((doc.at(self.part), *(step.lstrip("_") for step in self.steps)))  # _name is JSON only
        entry = self._found(doc)
        if entry is None:
            return path
        node = getattr(doc, self.part)
        for step in self.steps:
            node = node[step]
        return f"{path}[{next(i for i, e in enumerate(node) if e is entry)}].{self.leaf}"


@dataclass(frozen=True, slots=True)
class Concepts:
    """One option or many ticks as CodeableConcepts of a list; those of other systems are left alone."""

    part: str
    name: str
    kind: Coded | None = None
    many: bool = False

    def bind(self, item: Item) -> Concepts:
        """Return this place, knowing the list of its item."""
        kind = item.kind.one if isinstance(item.kind, Multi) else item.kind
        if not isinstance(kind, Coded):
            raise TypeError(f"{item.path}: Concepts is for options of a list")
        return replace(self, kind=kind, many=isinstance(item.kind, Multi))

    def _ours(self, doc: Triple) -> list[tuple[Any, Node]]:
        entries = getattr(doc, self.part).get(self.name)
        if not isinstance(entries, list) or self.kind is None:
            return []
        read = self.kind.read
        return [(v, e) for e in entries if isinstance(e, dict) and (v := read(e)) is not None]

    def get(self, doc: Triple, here: Node | None) -> Any:  # noqa: ARG002  same door for every place
        """Return the option, the ticks in the list's order, or None."""
        ours = self._ours(doc)
        if not ours:
            return None
        if not self.many:
            return ours[0][0]
        unique = {v.member: v for v, _ in reversed(ours)}
        return in_form_order(tuple(unique.values()))

    def put(self, doc: Triple, here: Node | None, value: Any) -> None:  # noqa: ARG002  same door for every place
        """Make the list say exactly these options of ours."""
        wanted = list(value) if self.many and value is not None else [] if value is None else [value]
        for known, entry in self._ours(doc):
            if known in wanted:
                wanted.remove(known)
            else:
                drop(getattr(doc, self.part), (self.name,), entry)
        if wanted and self.kind is not None:
            doc.make(self.part).setdefault(self.name, []).extend(map(self.kind.write, wanted))

    def add(self, doc: Triple, value: Any) -> None:
        """Write one option or many into a new facility, where nothing has to be looked for."""
        if self.kind is not None:
            told = map(self.kind.write, value if self.many else (value,))
            (getattr(doc, self.part) or doc.make(self.part)).setdefault(self.name, []).extend(told)

    def where(self, doc: Triple, here: Node | None) -> str:  # noqa: ARG002  same door for every place
        """Return the path of the list."""
        return f"{doc.at(self.part)}.{self.name}"


def down(node: Node, steps: tuple[str, ...]) -> Node:
    """Follow names, making objects that are missing."""
    for step in steps:
        found = node.get(step)
        if not isinstance(found, dict):
            found = node[step] = {}
        node = found
    return node


def erase(node: Any, steps: tuple[str, ...]) -> None:
    """Remove the value at the end of the names and the objects that this leaves empty (FHIR has none)."""
    if isinstance(node, dict) and steps[0] in node:
        if len(steps) > 1:
            erase(node[steps[0]], steps[1:])
            if node[steps[0]]:
                return
        del node[steps[0]]


def drop(node: Node, steps: tuple[str, ...], entry: Node) -> None:
    """Take one entry out of a list, and the list with it when it was the last."""
    holder = node
    for step in steps[:-1]:
        holder = holder[step]
    left = [e for e in holder[steps[-1]] if e is not entry]
    if left:
        holder[steps[-1]] = left
    else:
        erase(node, steps)


def number(system: str, *, part: str = "organization") -> Entry:
    """Return the place of an identifier."""
    return Entry(part, ("identifier",), "system", system, "value")


def contact(system: str) -> Entry:
    """Return the place of a telephone, fax or e-mail; an office is reached at work, never ``home``."""
    return Entry("organization", ("telecom",), "system", system, "value", (("use", "work"),))


def extension(
    name: str, leaf: str = "value[x]", *, part: str = "service", inside: tuple[str, ...] = ()
) -> Entry:
    """Return the place of one of our extensions."""
    return Entry(part, (*inside, "extension"), "url", canonical.structure(f"facility-{name}"), leaf)


__all__ = [
    "Concepts",
    "Entry",
    "Value",
    "code_of",
    "contact",
    "dicts",
    "down",
    "drop",
    "erase",
    "extension",
    "number",
]
