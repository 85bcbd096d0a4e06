"""Line and column of paths in a JSON text: looked up only once findings exist."""

from __future__ import annotations

import re
from functools import lru_cache
from json import JSONDecoder
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from carelink.fhir.json_scan import Node

_STEP: Final = re.compile(r"\.?(?:ofType\((?P<type>\w+)\)|`?(?P<name>[A-Za-z_]\w*)`?|\[(?P<index>\d{1,9})\])")


class PathStep(NamedTuple):
    """One step of a path in an instance: a name, an index, or a kind (``ofType(Quantity)``)."""

    name: str
    item: int
    kind: str


class Opened(NamedTuple):
    """A value and where it starts, as the scanner's Node; what no path leads through is not in it."""

    start: int
    value: Any


@lru_cache(4096)
def steps(path: str) -> tuple[PathStep, ...]:
    """Return the steps of a FHIRPath that names a place."""
    found = _STEP.findall(path)
    return tuple([PathStep(name, int(index or 0), kind) for kind, name, index in found])


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
    wanted = sorted(paths)
    root: Node | Opened | None = _opened(text, wanted)
    if root is None:
        root = scan(text, LIMITS).root
    if root is None:
        return {}
    lines = Lines(text)
    return {path: lines.place(_find(root, path)) for path in wanted}


class _StopError(ValueError):
    """The text is not regular JSON: the slow scanner reads it."""


def _not_json(word: str) -> Any:
    raise _StopError(word)


Routes: TypeAlias = "dict[str | int, Routes]"
"""Steps that paths take from here on, each with where they go on below it."""

_ROOM: Final = re.compile(r"[ \t\n\r]*+")
_KEY: Final = re.compile(
    r'"([^"\\\x00-\x1f]*+)"[ \t\n\r]*+:[ \t\n\r]*+(?:("[^"\\\x00-\x1f]*+")[ \t\n\r]*+([,}])[ \t\n\r]*+)?'
)
"""A key and, where it is a plain text, its value with what follows it."""
_NEXT: Final = re.compile(r"[ \t\n\r]*+([,}\]])[ \t\n\r]*+")
_skip: Final[Callable[[str, int], tuple[Any, int]]] = vars(
    JSONDecoder(parse_float=len, parse_int=len, parse_constant=_not_json)
)["scan_once"]
"""Steps over a value in C; what it holds does not matter."""


def _opened(text: str, paths: list[str]) -> Opened | None:
    """Return the nodes that paths lead through, and only those; None where the text is not regular.

    What no path leads through is stepped over by the C parser and has no value here.
    """
    begin = _after(text, 0)
    if text[begin : begin + 1] != "{":
        return None
    try:
        node, end = _object(text, begin, _routes(paths))
    except (ValueError, IndexError, RecursionError, StopIteration):
        return None
    return node if _after(text, end) == len(text) else None


def _routes(paths: list[str]) -> Routes:
    """Return where to go for these paths."""
    return _routes_again(tuple(paths)) if len(paths) <= _FEW else _routes_of(paths)


_FEW: Final = 32
"""The lines of a file ask for the same few paths again and again; many are those of one large text."""


@lru_cache(256)
def _routes_again(paths: tuple[str, ...]) -> Routes:
    return _routes_of(paths)


def _routes_of(paths: Iterable[str]) -> Routes:
    routes: Routes = {}
    for path in paths:
        found = steps(path)
        for start in (found, found[1:]):  # a path may begin with the resource type, or below it
            here = routes
            for step in start:
                if not step.kind:
                    here = here.setdefault(step.name or step.item, {})
    return routes


def _value(text: str, at: int, routes: Routes) -> tuple[Opened, int]:
    mark = text[at]
    if routes and mark == "{":
        return _object(text, at, routes)
    if routes and mark == "[":
        return _array(text, at, routes)
    _, end = _skip(text, at)
    return Opened(at, {} if mark == "{" else [] if mark == "[" else None), end


def _after(text: str, at: int) -> int:
    """Return the offset of what follows white space."""
    found = _ROOM.match(text, at)
    return found.end() if found else at


def _object(text: str, at: int, routes: Routes) -> tuple[Opened, int]:
    members: dict[str, tuple[int, Opened]] = {}
    node = Opened(at, members)
    if 0 in routes:  # [0] of what is no list is the thing itself
        routes = _both(routes, routes[0])
    wanted = ("_", *(name for name in routes if type(name) is str))
    at = _after(text, at + 1)
    if text[at] == "}":
        return node, at + 1
    while True:
        key = _KEY.match(text, at)
        if key is None:
            raise _StopError
        name, mark = key[1], key[3]
        concerned = name.startswith(wanted)
        if mark is not None:
            inner, after, end = Opened(key.start(2), None) if concerned else None, key.end(), key.end(3)
        else:
            inner, end = _value(text, key.end(), _below(routes, name) if concerned else {})
            mark, after, end = _mark(text, end)
        if concerned and inner is not None:
            members.setdefault(name, (at, inner))  # the first of duplicate keys counts
        if mark == "}":
            return node, end
        at = after


def _mark(text: str, at: int) -> tuple[str, int, int]:
    """Return the comma or bracket behind a member, what follows it and its own end."""
    found = _NEXT.match(text, at)
    if found is None or found[1] == "]":
        raise _StopError
    return found[1], found.end(), found.end(1)


def _array(text: str, at: int, routes: Routes) -> tuple[Opened, int]:
    items: list[Opened] = []
    first: Routes = {name: inner for name, inner in routes.items() if type(name) is str}
    start, at = at, _after(text, at + 1)
    if text[at] == "]":
        return Opened(start, items), at + 1
    while True:
        inner = routes.get(len(items), {})
        if not items and first:  # a name asked of a list is asked of its first item
            inner = _both(inner, first)
        item, end = _value(text, at, inner)
        items.append(item)
        after = _NEXT.match(text, end)
        if after is None or after[1] == "}":
            raise _StopError
        if after[1] == "]":
            return Opened(start, items), after.end(1)
        at = after.end()


def _below(routes: Routes, key: str) -> Routes:
    """Return where paths go on below a member: by its own name, a primitive's beside it, or a choice's."""
    plain = key[1:] if key[:1] == "_" else key
    found: Routes = {}
    for name, inner in routes.items():
        if inner and type(name) is str and (plain.startswith(name) or key == name):
            found = _both(found, inner) if found else inner
    return found


def _both(one: Routes, other: Routes) -> Routes:
    merged = dict(one)
    for step, inner in other.items():
        merged[step] = _both(merged[step], inner) if step in merged else inner
    return merged


def _find(root: Node | Opened, path: str) -> int:
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


def _named(nodes: list[Node | Opened], name: str, kind: str, offset: int) -> tuple[int, list[Node | Opened]]:
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


def _key(members: dict[str, tuple[int, Node | Opened]], name: str, kind: str) -> str:
    """Return the JSON name of an element, which for a choice carries the type."""
    if name in members or f"_{name}" in members:
        return name
    if kind:
        return name + kind[0].upper() + kind[1:]
    spelled = re.compile(rf"_?({re.escape(name)}[A-Z]\w*)")
    return next((m[1] for m in map(spelled.fullmatch, members) if m), name)


def _indexed(nodes: list[Node | Opened], index: int, offset: int) -> tuple[int, list[Node | Opened]]:
    items = [n.value[index] for n in nodes if isinstance(n.value, list) and index < len(n.value)]
    if items:
        return items[0].start, items
    return (
        (offset, nodes) if index == 0 and not any(isinstance(n.value, list) for n in nodes) else (offset, [])
    )
