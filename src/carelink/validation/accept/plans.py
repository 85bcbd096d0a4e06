"""Which children of a profile's element concern an object with certain names, and which can be remembered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from carelink.validation.accept.memory import CODED, again

if TYPE_CHECKING:
    from carelink.validation.overlay.part import Child, Part
    from carelink.validation.place import Place
    from carelink.validation.scope import Scope
    from carelink.validation.walker import Walker

    Plan = tuple[tuple[Child, str | None, str], ...]
    """Children to check. Of those that can be remembered the JSON name and the type; of those that only have
    to be there the name and ""; else None and ""."""

PLANS_AT_MOST: Final = 128
"""Per element; the plans of other names are made anew each time, which costs what no plan costs."""
_PURE: Final = frozenset({"value", "pattern", "exists"})
_WITH_PLACE: Final = "Extension.value[x]"
"""The one element of which something is said that depends on where it stands."""


class Plans:
    """The plans of one element of a profile, by the names of the object."""

    __slots__ = ("_plans",)

    def __init__(self) -> None:
        self._plans: dict[tuple[str, ...], Plan] = {}

    def check(self, walker: Walker, part: Part, node: dict[str, Any], place: Place, scope: Scope) -> None:
        """Check the children that concern an object."""
        names = tuple(node)
        plan = self._plans.get(names)
        if plan is None:
            plan = _plan(part, names)
            if len(self._plans) < PLANS_AT_MOST:
                self._plans[names] = plan
        for child, name, type_ in plan:
            if name is None:
                child.check(walker, node, place, scope)
            elif not type_:
                if node[name] is None or type(node[name]) is list:
                    child.check(walker, node, place, scope)
            elif (said := child.memory.recall(node[name], type_)) is not None:
                if said:
                    again(walker.sink, said, place)
            elif not child.memory.learn(
                walker, node[name], type_, place, partial(child.check, walker, node, scope=scope)
            ):
                child.check(walker, node, place, scope)


def _plan(part: Part, names: tuple[str, ...]) -> Plan:
    return tuple(
        (child, *_known(child, names))
        for child in part.children
        if not child.keys.isdisjoint(names)
        or child.least
        or (child.slicing is not None and child.slicing.demanding)
    )


def _known(child: Child, names: tuple[str, ...]) -> tuple[str | None, str]:
    present = child.keys.intersection(names)
    slot = next((s for s in child.slots if s.key in present), None)
    if slot is None or len(present) != 1:
        return None, ""
    if not slot.array and _only_there(child, slot.type):
        return slot.key, ""
    return (slot.key, slot.type) if slot.type in CODED and _pure(child, set()) else (None, "")


def _only_there(child: Child, type_: str) -> bool:
    """Whether a single value of this type needs to be there, and nothing is asked of it."""
    return (
        child.part.empty
        and child.slicing is None
        and (child.types is None or type_ in child.types)
        and child.least <= 1
        and child.most is None
        and not child.resource
    )


def pure(child: Child) -> bool:
    """Whether what is said of an element depends on its content alone, once its type fits."""
    return _pure(child, set(), fits=True)


def _pure(child: Child, seen: set[int], *, fits: bool = False) -> bool:
    """Whether what is said of a child depends on its content alone."""
    if (child.part.path == _WITH_PLACE and not fits) or child.resource:
        return False
    if child.slicing is not None and not child.slicing.pure:
        return False
    parts = [child.part, *(child.slicing.parts() if child.slicing is not None else ())]
    return all(_pure_part(part, seen) for part in parts)


def _pure_part(part: Part, seen: set[int]) -> bool:
    if id(part) in seen:
        return True
    seen.add(id(part))
    if part.targets is not None or part.profiles or part.invariants or part.language_sections:
        return False
    return all(_pure(child, seen) for child in part.children)


def pure_slicing(slicing: dict[str, Any], names: list[str]) -> bool:
    """Whether the slice of an occurrence follows from its content alone."""
    discriminators = [d for d in slicing.get("discriminator", ()) if isinstance(d, dict)]
    return all(
        d.get("type") in _PURE and "resolve" not in str(d.get("path")) for d in discriminators
    ) and not any("/" in name for name in names)


def heads_of(slicing: dict[str, Any]) -> tuple[str, ...] | None:
    """Return the first names on the paths of all discriminators; None where one has none."""
    found: list[str] = []
    for discriminator in slicing.get("discriminator", ()):
        path = str(discriminator.get("path")) if isinstance(discriminator, dict) else ""
        name = path.partition(".")[0]
        if not name.isidentifier():
            return None
        found.append(name)
    return tuple(dict.fromkeys(found)) or None


def type_path(slicing: dict[str, Any]) -> str | None:
    """Return the path of the only discriminator where that is by type."""
    discriminators = slicing.get("discriminator", ())
    if len(discriminators) != 1 or discriminators[0].get("type") != "type":
        return None
    path = discriminators[0].get("path")
    return path if isinstance(path, str) else None
