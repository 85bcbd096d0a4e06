"""Merge one differential element into its inherited element, property by property (R4 profiling)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.profiles.snapshot.draft import Element

_UNION = frozenset({"condition", "alias", "mapping", "code", "example"})
_IGNORED = frozenset({"id", "path", "base", "sliceIsConstraining", "contentReference"})


def merge(element: Element, differential: Element) -> None:
    """Apply what the differential says of this element; what it does not say stays inherited."""
    for key, value in differential.items():
        if key in _IGNORED:
            continue
        if key in _UNION:
            inherited = element.get(key, [])
            element[key] = inherited + [v for v in value if v not in inherited]
        elif key in _MERGERS:
            element[key] = _MERGERS[key](element.get(key), value)
        elif key == "sliceName":
            if ":" in element["id"].rpartition(".")[2]:
                element[key] = value
        else:
            element[key] = value


def narrow(element: Element, root: Element) -> None:
    """Let the root of an extension definition narrow the element that uses it, unless stated otherwise."""
    element["min"] = max(element.get("min", 0), root.get("min", 0))
    bounds = [int(m) for m in (element.get("max", "*"), root.get("max", "*")) if m != "*"]
    if bounds:
        element["max"] = str(min(bounds))
    for key in ("short", "definition", "comment", "isModifier", "isModifierReason"):
        if key in root:
            element[key] = root[key]


def _constraints(inherited: list[Any] | None, stated: list[Any]) -> list[Any]:
    """Append by key; an inherited constraint can never be removed or replaced."""
    known = {constraint.get("key") for constraint in inherited or []}
    return [*(inherited or []), *(c for c in stated if c.get("key") not in known)]


def _binding(inherited: Element | None, stated: Element) -> Element:
    """Per field; the hard limit of the base (maxValueSet, an extension) survives: it cannot be loosened."""
    merged = {k: v for k, v in (inherited or {}).items() if k in ("strength", "valueSet", "extension")}
    return {**merged, **stated}


def _slicing(inherited: Element | None, stated: Element) -> Element:
    """Discriminators add up; the other fields are replaced."""
    discriminators = list((inherited or {}).get("discriminator", []))
    discriminators += [d for d in stated.get("discriminator", []) if d not in discriminators]
    merged = {**(inherited or {}), **stated}
    if discriminators:
        merged["discriminator"] = discriminators
    return merged


_MERGERS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "constraint": _constraints,
    "binding": _binding,
    "slicing": _slicing,
}
