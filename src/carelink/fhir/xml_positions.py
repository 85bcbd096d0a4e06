"""Line and column of paths in an XML text: looked up only once findings exist."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from carelink.fhir.json_positions import steps
from carelink.fhir.limits import LIMITS
from carelink.fhir.xml_text import admitted

if TYPE_CHECKING:
    from collections.abc import Iterable

_DEEP: Final = 300
_SEPARATOR: Final = " "


@dataclass(slots=True)
class _Node:
    """An element: local name, line and column of its tag, elements inside by name."""

    name: str
    line: int
    column: int
    inside: dict[str, list[_Node]] = field(default_factory=dict)


def positions(data: bytes | str, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return line and column (from 1) of FHIRPaths such as ``Bundle.entry[2].resource.birthDate``.

    The place is that of the element's tag. What is missing in the text has the place of the nearest
    thing around it. ``value`` and ``value.ofType(Quantity)`` find ``valueQuantity``. Empty when the
    text cannot be read.
    """
    raw, _ = admitted(data, LIMITS, None)
    root = None if raw is None else _outline(raw)
    if root is None:
        return {}
    return {path: _find(root, path) for path in paths}


def _outline(raw: bytes) -> _Node | None:
    """Return the elements of a text without their content, or None where the syntax is broken."""
    parser = expat.ParserCreate("utf-8", _SEPARATOR)
    top = _Node("", 1, 1)
    open_nodes = [top]

    def start(name: str, _: dict[str, str]) -> None:
        node = _Node(name.rpartition(_SEPARATOR)[2], parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        if len(open_nodes) < _DEEP:
            open_nodes[-1].inside.setdefault(node.name, []).append(node)
        open_nodes.append(node)

    def end(_: str) -> None:
        open_nodes.pop()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(raw, True)
    except expat.ExpatError:
        return None
    return next(iter(top.inside.values()))[0]


def _find(root: _Node, path: str) -> tuple[int, int]:
    found = steps(path)
    if found and found[0].name == root.name:
        found = found[1:]
    node, same = root, [root]
    for number, step in enumerate(found):
        if step.name:
            kind = found[number + 1].kind if number + 1 < len(found) else ""
            same = _named(node, step.name, kind)
        elif step.kind:
            continue
        else:
            same = same[step.item : step.item + 1]
        if not same:
            break
        node = same[0]
    return node.line, node.column


def _named(node: _Node, name: str, kind: str) -> list[_Node]:
    """Return the elements called so in a node, or in the one resource it wraps."""
    inside = node.inside
    if len(inside) == 1:
        (wrapped,) = inside.values()
        if len(wrapped) == 1 and wrapped[0].name[:1].isupper():
            inside = wrapped[0].inside
    if name in inside:
        return inside[name]
    if kind:
        return inside.get(name + kind[0].upper() + kind[1:], [])
    spelled = re.compile(rf"{re.escape(name)}[A-Z]\w*")
    return next((nodes for other, nodes in inside.items() if spelled.fullmatch(other)), [])
