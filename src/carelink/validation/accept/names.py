"""What the names of an object decide, before anybody looks at a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carelink.validation.accept.tiers import Names
    from carelink.validation.shapes import Shape


def regular(shape: Shape, names: Names) -> bool:
    """Whether the names themselves leave nothing to say."""
    chosen: set[str] = set()
    if not names or (not shape.resource and "id" in names) or "contained" in names:
        return False
    for name in names:
        if name == "resourceType" and shape.resource:
            continue
        slot = shape.slots.get(name)
        if slot is None and name[:1] == "_" and name[1:] in names and _takes_sibling(shape, name[1:]):
            continue
        if slot is None or (slot.choice and slot.name in chosen):
            return False
        chosen.add(slot.name)
    if shape.name == "Extension" and ("extension" in names) == any(n.startswith("value") for n in names):
        return False
    return not any(keys.isdisjoint(names) for _, keys, _ in shape.required)


def _takes_sibling(shape: Shape, name: str) -> bool:
    slot = shape.slots.get(name)
    return slot is not None and slot.primitive and not slot.system and not slot.array
