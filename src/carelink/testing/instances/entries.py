"""Bundles made whole: every entry has its own fullUrl, every reference in it leads somewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from carelink.fhir import tables
from carelink.testing.instances.build import resource_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.testing.instances.bench import Bench, Json

_RELATIVE = re.compile(r"([A-Z][A-Za-z]+)/[A-Za-z0-9\-.]{1,64}")
_ENTRIES_AT_MOST: Final = 40
_SPACE: Final = 0x5D0F1C5E_7A3B_4C1D_8E2F << 48
_COMPLETE: Final = frozenset({"document", "message"})
"""Kinds of Bundle that hold all they refer to."""


def settle(bench: Bench, bundle: Json) -> None:
    """Give entries their fullUrls, and add what documents and messages refer to and do not hold."""
    entries = bundle.get("entry")
    if not isinstance(entries, list):
        return
    _name(entries)
    if bundle.get("type") not in _COMPLETE:
        return
    for reference in _references({k: v for k, v in bundle.items() if k != "entry"}):
        del reference["reference"]  # of the Bundle itself: nothing is there to resolve it against
        reference["display"] = "架空の機関"
    number = 0
    while number < len(entries) <= _ENTRIES_AT_MOST:
        resource = entries[number].get("resource")
        for reference in _references(resource):
            _lead(bench, bundle, reference)
        number += 1
    _name(entries)


def _name(entries: list[Any]) -> None:
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        if entry.get("fullUrl") is None or entry["fullUrl"] in seen:
            entry["fullUrl"] = url_of(number)
        seen.add(entry["fullUrl"])


def url_of(number: int) -> str:
    """Return the fullUrl of the n-th entry: the same in every run."""
    return f"urn:uuid:{UUID(int=_SPACE + number)}"


def _references(node: Any) -> Iterator[Json]:
    if isinstance(node, dict):
        if isinstance(node.get("reference"), str):
            yield node
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def _lead(bench: Bench, bundle: Json, reference: Json) -> None:
    """Let a relative reference lead to an entry of its type; add one where there is none."""
    found = _RELATIVE.fullmatch(reference["reference"])
    if found is None or found[1] not in tables.resource_types():
        return
    type_, entries = found[1], bundle["entry"]
    for entry in entries:
        if entry.get("resource", {}).get("resourceType") == type_:
            reference["reference"] = entry["fullUrl"]
            return
    resource = _for_slice(bench, bundle, type_) or resource_of(bench, type_)
    if resource is not None:
        entries.append({"fullUrl": url_of(len(entries)), "resource": resource})
        reference["reference"] = entries[-1]["fullUrl"]


def _for_slice(bench: Bench, bundle: Json, type_: str) -> Json | None:
    """Return a resource after the profile that the Bundle's own profile has for entries of a type."""
    for canonical in bundle.get("meta", {}).get("profile", ()):
        tree = bench.tree(canonical)
        head = tree.root.children.get("entry") if tree is not None and tree.root is not None else None
        for slice_ in head.slices.values() if head is not None else ():
            held = slice_.children.get("resource")
            for stated in held.types if held is not None else ():
                for profile in stated.get("profile", ()):
                    if bench.engine.type_behind(profile) == type_:
                        return resource_of(bench, profile)
    return None
