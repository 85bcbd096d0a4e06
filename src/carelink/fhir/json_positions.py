"""Line and column of paths in a JSON text: looked up only once findings exist."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carelink.fhir.json_scan import Node

_STEP: Final = re.compile(r"\.?(?:ofType\((?P<type>\w+)\)|`?(?P<name>[A-Za-z_]\w*)`?|\[(?P<index>\d{1,9})\])")


class PathStep(NamedTuple):
    """One step of a path in an instance: a name, an index, or a kind (``ofType(Quantity)``)."""

    name: str
    item: int
    kind: str


def steps(path: str) -> list[PathStep]:
    """Return the steps of a FHIRPath that names a place."""
    found = (m.groupdict() for m in _STEP.finditer(path))
    return [PathStep(m["name"] or "", int(m["index"] or 0), m["type"] or "") for m in found]


def positions(data: bytes | str, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return line and column (from 1) of FHIRPaths such as ``Bundle.entry[2].resource.birthDate``.

    The place is that of the key, or of the item in a list. What is missing in the text (a required
    element, for one) has the place of the nearest thing around it. ``value`` and
    ``value.ofType(Quantity)`` find ``valueQuantity``; the extensions of a primitive are found in its
    ``_name``. Empty when the text cannot be read.
    """
    from carelink.fhir.json_scan import Lines, scan
    from carelink.fhir.limits import LIMITS

    text = data if isinstance(data, str) else data.decode("utf-8-sig", "replace")
    root = scan(text, LIMITS).root
    if root is None:
        return {}
    lines = Lines(text)
    return {path: lines.place(_find(root, path)) for path in paths}


def _find(root: Node, path: str) -> int:
    """Return the offset of ``path``, or of the deepest part of it that is there."""
    found = steps(path)
    if found and isinstance(root.value, dict) and found[0].name not in root.value:
        found = found[1:]
    offset, nodes = root.start, [root]
    for number, step in enumerate(found):
        if step.name:
            kind = found[number + 1].kind if number + 1 < len(found) else ""
            offset, nodes = _named(nodes, step.name, kind, offset)
        elif not step.kind:
            offset, nodes = _indexed(nodes, step.item, offset)
        if not nodes:
            break
    return offset


def _named(nodes: list[Node], name: str, kind: str, offset: int) -> tuple[int, list[Node]]:
    """Return place and nodes of a member: its value, and the ``_name`` beside it."""
    for node in nodes:
        members = node.value[0].value if isinstance(node.value, list) and node.value else node.value
        if not isinstance(members, dict):
            continue
        wanted = _key(members, name, kind)
        found = [members[key] for key in (wanted, f"_{wanted}") if key in members]
        if found:
            return found[0][0], [member for _, member in found]
    return offset, []


def _key(members: dict[str, tuple[int, Node]], name: str, kind: str) -> str:
    """Return the JSON name of an element, which for a choice carries the type."""
    if name in members or f"_{name}" in members:
        return name
    if kind:
        return name + kind[0].upper() + kind[1:]
    spelled = re.compile(rf"_?({re.escape(name)}[A-Z]\w*)")
    return next((m[1] for m in map(spelled.fullmatch, members) if m), name)


def _indexed(nodes: list[Node], index: int, offset: int) -> tuple[int, list[Node]]:
    items = [n.value[index] for n in nodes if isinstance(n.value, list) and index < len(n.value)]
    if items:
        return items[0].start, items
    return (
        (offset, nodes) if index == 0 and not any(isinstance(n.value, list) for n in nodes) else (offset, [])
    )
