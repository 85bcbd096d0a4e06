"""Which profiles can be folded into the code of a type, and what they demand of the elements of an object.

What is left out is no mistake: such a profile is checked by its own walk, after the code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from carelink.validation.accept.memory import CODED
from carelink.validation.accept.plans import pure

if TYPE_CHECKING:
    from carelink.validation.accept.kinds import Demand, Demands
    from carelink.validation.engine import Engine
    from carelink.validation.overlay.part import Child, Part
    from carelink.validation.overlay.slicing import Slicing
    from carelink.validation.shapes import Slot

_ENTRY: Final = "Bundle.entry"
_ANY_RESOURCE: Final = frozenset({"Resource", "DomainResource"})


class Wanted(NamedTuple):
    """What profiles want of the values under one JSON name.

    :param demands: on each value
    :param children: that say something of all values together: how many, of which types, in which slices
    """

    demands: Demands
    children: tuple[tuple[int, Child], ...]


class UnfitError(Exception):
    """This needs the walk, whatever the values are."""


def foldable(part: Part, engine: Engine) -> bool:
    """Whether all that a profile demands can be asked by generated code."""
    return _foldable(part, engine, set())


def _foldable(part: Part, engine: Engine, seen: set[int]) -> bool:
    if id(part) in seen:
        return True
    seen.add(id(part))
    if part.language_sections or (part.targets is not None and not _plain_targets(part, engine)):
        return False
    for canonicals in part.profiles.values():
        if len(canonicals) != 1 or (overlay := engine.overlay(canonicals[0])) is None:
            return False
        if overlay.root is None or not _foldable(overlay.root, engine, seen):
            return False
    return all(_foldable_child(child, engine, seen) for child in part.children)


def _only_profiles(part: Part, engine: Engine) -> bool:
    """Whether a resource only has to follow one profile, or one for its type."""
    alone = not part.children and not part.invariants and asks_nothing(part)
    return alone and all(len(c) == 1 and engine.overlay(c[0]) is not None for c in part.profiles.values())


def asks_nothing(part: Part) -> bool:
    """Whether a profile asks nothing of a value itself: no constant, no binding, no limits."""
    return part.fixed is None and part.pattern is None and part.bound is None and part.limits is None


def _plain_targets(part: Part, engine: Engine) -> bool:
    targets = part.targets
    return targets is None or (
        not targets.modes and all(engine.type_behind(p) is not None for p in targets.profiles)
    )


def _foldable_child(child: Child, engine: Engine, seen: set[int]) -> bool:
    if child.resource:
        return (
            child.part.path == _ENTRY + ".resource"
            and child.slicing is None
            and _only_profiles(child.part, engine)
        )
    if child.slicing is not None and not _foldable_slicing(child, child.slicing):
        return False
    coded = [slot for slot in child.slots if slot.type in CODED]
    if coded and not pure(child):
        return False
    if len(coded) == len(child.slots):
        return True
    if any(slot.primitive for slot in child.slots) and child.part.invariants:
        return False
    parts = [child.part, *(child.slicing.parts() if child.slicing is not None else ())]
    return all(_foldable(part, engine, seen) for part in parts)


def _foldable_slicing(child: Child, slicing: Slicing) -> bool:
    if slicing.ordered or slicing.at_end or not slicing.checkable:
        return False
    if all(slot.type in CODED for slot in child.slots):
        return slicing.pure
    if slicing.by_url is not None:
        return all(slot.type == "Extension" for slot in child.slots)
    if any(slot.primitive or not slot.array or slot.type in CODED for slot in child.slots):
        return False
    if slicing.by_type is not None:
        return slicing.path == _ENTRY and slicing.by_type == "resource"
    return slicing.pure and slicing.heads is not None


def wanted(demands: Demands, slot: Slot) -> Wanted:
    """Return what profiles want of the values at a slot."""
    on_each: list[Any] = []
    on_all: list[Any] = []
    for turn, part in demands:
        for child in part.children:
            if slot.key in child.keys:
                if not child.part.empty:
                    on_each.append((turn, child.part))
                on_all.append((turn, child))
    return Wanted(tuple(on_each), tuple(on_all))


def absent_is_well(demands: Demands, names: frozenset[str]) -> bool:
    """Whether profiles let everything be absent that is absent."""
    return all(
        not child.least and not (child.slicing is not None and _demanding(child.slicing))
        for _, part in demands
        for child in part.children
        if child.keys.isdisjoint(names)
    )


def _demanding(slicing: Slicing) -> bool:
    return any(s.least and (s.tests is not None or s.urls) for s in slicing.slices)


def type_fits(child: Child, type_name: str) -> bool:
    """Whether a value of this type is left by a profile."""
    return child.types is None or type_name in child.types or not child.types.isdisjoint(_ANY_RESOURCE)


def with_profiles(engine: Engine, slot: Slot, demands: Demands) -> Demands:
    """Return demands with those of the profiles that the type of an element must follow."""
    if slot.primitive:
        return demands
    found: list[Demand] = []
    for canonical in slot.profiles:
        overlay = engine.overlay(canonical)
        if overlay is not None and overlay.root is not None:
            if not foldable(overlay.root, engine):
                raise UnfitError
            found.append((0, overlay.root))
    for turn, part in demands:
        found.append((turn, part))
        for canonical in part.profiles.get(slot.type) or part.profiles.get("") or ():
            overlay = engine.overlay(canonical)
            if overlay is not None and overlay.root is not None:
                found.append((turn, overlay.root))
    return tuple(found)
