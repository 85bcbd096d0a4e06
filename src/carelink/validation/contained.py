"""Contained resources: ids, and whether anything refers to them (dom-3, whose published form is wrong)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.validation.rules import references as rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.validation.scope import Scope
    from carelink.validation.walker import Walker

_NODES_AT_MOST: Final = 1_000_000


def check(walker: Walker, node: dict[str, Any], scope: Scope) -> None:
    """Check the ids of contained resources and that each is used."""
    held = node.get("contained")
    if not isinstance(held, list) or scope.container is not None:
        return
    resources = [(i, c) for i, c in enumerate(held) if isinstance(c, dict)]
    _ids_once(walker, resources, scope)
    outside = set(_fragments({k: v for k, v in node.items() if k != "contained"}))
    used = _reachable(dict(resources), outside)
    for index, resource in resources:
        if isinstance(resource.get("id"), str) and index not in used:
            walker.sink.add(rules.CONTAINED_NOT_USED, (scope.place, "contained", index))


def _ids_once(walker: Walker, resources: list[tuple[int, dict[str, Any]]], scope: Scope) -> None:
    seen: set[str] = set()
    for index, resource in resources:
        id_ = resource.get("id")
        if isinstance(id_, str):
            if id_ in seen:
                walker.sink.add(rules.CONTAINED_ID_TWICE, (scope.place, "contained", index))
            seen.add(id_)


def _reachable(resources: dict[int, dict[str, Any]], outside: set[str]) -> set[int]:
    """Return those named from outside, from another reachable one, or pointing at the container itself."""
    inner = {index: set(_fragments(resource)) for index, resource in resources.items()}
    by_id: dict[str, list[int]] = {}
    for index, resource in resources.items():
        by_id.setdefault(str(resource.get("id")), []).append(index)
    waiting = [i for id_ in outside for i in by_id.get(id_, ())]
    waiting += [i for i, names in inner.items() if "" in names]
    used: set[int] = set()
    while waiting:
        index = waiting.pop()
        if index not in used:
            used.add(index)
            waiting += [i for id_ in inner[index] for i in by_id.get(id_, ())]
    return used


def _fragments(tree: Any) -> Iterator[str]:
    """Yield the ids behind every ``#id`` in references, URLs and narrative links."""
    waiting = [tree]
    left = _NODES_AT_MOST
    while waiting and left:
        left -= 1
        value = waiting.pop()
        if type(value) is dict:
            div = value.get("div")
            if type(div) is str and "#" in div:
                yield from _links(div)
            waiting.extend(value.values())
        elif type(value) is list:
            waiting.extend(value)
        elif type(value) is str and value.startswith("#"):
            yield value[1:]


def _links(div: str) -> Iterator[str]:
    import re

    for found in re.finditer(r"""(?:href|src)\s*=\s*["']#([^"']*)["']""", div):
        yield found[1]
