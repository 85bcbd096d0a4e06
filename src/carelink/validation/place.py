"""Where we are in a tree: a chain from the root, written out as FHIRPath only when something is found.

A place is ``(parent, name, index)``; the root's parent is None and its name the resource type. Tuples,
because one is made for every element of every resource and almost none is ever written out.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Place: TypeAlias = "tuple[Any, str, int | None]"


def root(name: str) -> Place:
    """Return the place of a whole resource."""
    return (None, name, None)


def path_of(place: Place | None) -> str:
    """Return the FHIRPath of a place: ``Bundle.entry[2].resource.birthDate``."""
    parts: list[str] = []
    while place is not None:
        parent, name, index = place
        parts.append(name if index is None else f"{name}[{index}]")
        place = parent
    return ".".join(reversed(parts))
