"""Every single constraint of a profile, read off its snapshot: what it states beyond its type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from carelink.testing.defects import facts
from carelink.testing.defects.facts import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.fhir.tables import ElementInfo
    from carelink.profiles.structure import Structure
    from carelink.testing.instances.bench import Bench
    from carelink.validation.overlay.tree import Node

_EVERYWHERE: Final = frozenset({"ele-1", "ext-1"})
"""Invariants of every element; said once, of the resource."""


@dataclass(frozen=True, eq=False)
class Constraint:
    """One thing a profile demands.

    :param structure: the profile, or extension definition, or type, that states it
    :param node: the element it is stated of
    :param detail: key of an invariant, canonical of a value set or profile, number
    :param defining: whether it tells a slice apart: what breaks it belongs to another slice, or none
    :param base: whether it is R4's own, inherited by the profile
    """

    structure: Structure
    node: Node
    kind: Kind
    detail: str = ""
    expression: str = ""
    severity: str = "error"
    human: str = ""
    defining: bool = False
    base: bool = False

    @property
    def demand(self) -> str:
        """As a finding says what demands it: ``canonical|version#element-id``."""
        return f"{self.structure.canonical}#{self.node.id}"

    @property
    def name(self) -> str:
        """Element id, kind and, where one element may have several, which: ``Patient.name#min``."""
        several = self.kind in {Kind.INVARIANT, Kind.PROFILE}
        return f"{self.node.id}#{self.kind}" + (f"-{self.detail.rpartition('/')[2]}" if several else "")


def constraints(bench: Bench, structure: Structure, *, base: bool = False) -> Iterator[Constraint]:
    """Yield what a profile demands, in the order of its elements.

    :param base: also what R4 itself demands of the elements that the profile inherits
    """
    tree = bench.tree(structure.canonical)
    if tree is None:
        return
    reader = _Reader(bench, structure)
    for node in tree.by_id.values():
        yield from reader.of(node)
        if base:
            yield from reader.inherited(node)
            yield from reader.of_type(node)
    if structure.type == "Extension" and tree.root is not None and structure.resource.get("context"):
        yield Constraint(structure, tree.root, Kind.CONTEXT)


class _Reader:
    def __init__(self, bench: Bench, structure: Structure) -> None:
        self.bench = bench
        self.structure = structure
        self.told: set[str] = set()

    def of(self, node: Node) -> Iterator[Constraint]:
        info = self._info(node)
        twin = _twin(node)
        for kind, detail in self._facts(node, info):
            if twin is not None and (kind, detail) in set(self._facts(twin, self._info(twin))):
                continue  # said of the element before it was sliced
            yield Constraint(self.structure, node, kind, detail, defining=self._defines(node, kind))
        yield from self._invariants(node, info, twin)

    def inherited(self, node: Node) -> Iterator[Constraint]:
        """Yield what R4 demands of an element the profile leaves as it was; slices only repeat it."""
        info = self._info(node)
        if ":" in node.id or info is None:
            return
        own = {kind for kind, _ in self._facts(node, info)}
        if info.min and Kind.LEAST not in own:
            yield Constraint(self.structure, node, Kind.LEAST, str(info.min), base=True)
        if info.binding is not None and info.binding.strength == "required" and Kind.BINDING not in own:
            yield Constraint(self.structure, node, Kind.BINDING, str(info.binding.value_set), base=True)
        targets = set(info.targets())
        if targets and "Resource" not in targets and Kind.TARGET not in own:
            yield Constraint(self.structure, node, Kind.TARGET, base=True)

    def of_type(self, node: Node) -> Iterator[Constraint]:
        """Yield R4's own invariants: of the resource, and of the elements nested in it."""
        info = self._info(node)
        type_ = self.bench.engine.info(self.structure.type if "." not in node.id else node.path)
        for one in (*(type_.constraints if type_ is not None else ()), *(info.constraints if info else ())):
            if (
                one.expression
                and one.key not in _EVERYWHERE
                and ":" not in node.id
                and one.key not in self.told
            ):
                self.told.add(one.key)
                yield Constraint(
                    self.structure, node, Kind.INVARIANT, one.key, one.expression, one.severity, base=True
                )

    # facts

    def _info(self, node: Node) -> ElementInfo | None:
        said = node.element.get("base")
        path = str(said.get("path")) if isinstance(said, dict) else ""
        owner, _, name = path.rpartition(".")
        type_ = self.bench.engine.info(owner) if owner else None
        return type_.element(name.removesuffix("[x]")) if type_ is not None else None

    def _facts(self, node: Node, info: ElementInfo | None) -> Iterator[tuple[Kind, str]]:
        if "." in node.id:
            yield from facts.counts(node, info)
            yield from facts.types(node, info)
        if node.path != "Extension.url" and not node.id.endswith("xtension.url"):
            yield from (
                (k, "")
                for k, v in ((Kind.FIXED, node.fixed()), (Kind.PATTERN, node.pattern()))
                if v is not None
            )
        yield from facts.bindings(node, info)
        yield from facts.profiles(node, info)
        yield from facts.limits(node, info)
        slicing = node.element.get("slicing")
        if node.slices and isinstance(slicing, dict):
            if slicing.get("rules") == "closed":
                yield Kind.CLOSED, ""
            if slicing.get("ordered") is True:
                yield Kind.ORDERED, ""

    def _invariants(self, node: Node, info: ElementInfo | None, twin: Node | None) -> Iterator[Constraint]:
        known = {c.key for c in info.constraints} if info is not None else set()
        codes = [str(t.get("code")) for t in node.types] or [self.structure.type]
        said = node.element.get("base")
        codes.append(str(said.get("path")) if isinstance(said, dict) else "")
        for code in codes:
            type_ = self.bench.engine.info(code)
            known |= {c.key for c in type_.constraints} if type_ is not None else set()
        known |= {str(c.get("key")) for c in (twin.element.get("constraint", ()) if twin is not None else ())}
        for stated in node.element.get("constraint", ()):
            key, expression = str(stated.get("key")), stated.get("expression")
            if key in known or not expression:
                continue
            yield Constraint(
                self.structure,
                node,
                Kind.INVARIANT,
                key,
                str(expression),
                str(stated.get("severity", "error")),
                str(stated.get("human", "")),
            )

    def _defines(self, node: Node, kind: Kind) -> bool:
        """Whether an element is (on the way to) what tells its slice apart."""
        slice_itself = ":" in node.id.rpartition(".")[2]
        if kind in {Kind.CLOSED, Kind.ORDERED} or (kind is Kind.MOST and (slice_itself or node.most)):
            return False
        if kind is Kind.LEAST and slice_itself:
            return False
        if kind is Kind.PROFILE:
            return self._on_path(node, "profile")
        return self._on_path(node)

    def _on_path(self, node: Node, by: str | None = None) -> bool:
        by_id = node.tree.by_id
        parts = node.id.split(".")
        for length in range(len(parts), 0, -1):
            slice_ = by_id.get(".".join(parts[:length]))
            last = parts[length - 1]
            if slice_ is None or ":" not in last:
                continue
            parent = by_id.get(".".join(parts[: length - 1]))
            head = (
                parent.children.get(last.partition(":")[0].removesuffix("[x]"))
                if parent is not None
                else None
            )
            below = [p.partition(":")[0].removesuffix("[x]") for p in parts[length:]]
            for path in _paths(head, by):
                shared = min(len(below), len(path))
                if below[:shared] == path[:shared] and (below or not path):
                    return True
        return False


def _paths(head: Node | None, by: str | None) -> list[list[str]]:
    slicing = head.element.get("slicing") if head is not None else None
    found = slicing.get("discriminator", ()) if isinstance(slicing, dict) else ()
    return [
        _names(str(d.get("path", ""))) for d in found if isinstance(d, dict) and by in {None, d.get("type")}
    ]


def _names(path: str) -> list[str]:
    named = re.sub(r"\.?(resolve\(\)|ofType\(\w+\))", "", path)
    return (
        []
        if named in {"$this", ""}
        else ["extension" if p.startswith("extension(") else p for p in named.split(".")]
    )


def _twin(node: Node) -> Node | None:
    """Return the same element before the last slicing on the way to it: of slice.child, the head's child."""
    if ":" not in node.id or ":" in node.id.rpartition(".")[2]:
        return None
    head, _, rest = node.id.rpartition(":")
    return node.tree.by_id.get(head + ("." + rest.partition(".")[2] if "." in rest else ""))
