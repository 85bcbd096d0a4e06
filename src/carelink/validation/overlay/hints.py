"""Which slices are worth a look: a lookup by code or text before the tests, for elements with many slices.

A hint only leaves out slices whose test cannot hold; those it names are still tested.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink.validation.overlay.criteria import definitions, steps_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.validation.engine import Engine
    from carelink.validation.overlay.tree import Node

Key = tuple[str, str]
Path = tuple[str, ...]


def hints_of(engine: Engine, slice_: Node, discriminators: list[dict[str, Any]]) -> dict[Path, Key]:
    """Return, by path of plain names, the one key that an occurrence of this slice must hold there."""
    found: dict[Path, Key] = {}
    for discriminator in discriminators:
        if discriminator.get("type") not in ("value", "pattern"):
            continue
        steps = steps_of(str(discriminator.get("path", ""))) or []
        if any(step.kind != "name" for step in steps):
            continue
        nodes = definitions(engine, slice_, steps)
        constants = [c for n in nodes if (c := _constant(n)) is not None]
        keys = {key for constant in constants if (key := _key(constant)) is not None}
        if len(nodes) == len(constants) == 1 and len(keys) == 1:
            found[tuple(step.text for step in steps)] = keys.pop()
    return found


def _constant(node: Node) -> Any:
    fixed = node.fixed()
    return node.pattern() if fixed is None else fixed


def _key(constant: Any) -> Key | None:
    """Return the key of a fixed value or pattern; None where it has none that every match must hold."""
    if isinstance(constant, str):
        return "", constant
    if not isinstance(constant, dict):
        return None
    codings = constant.get("coding")
    if isinstance(codings, list) and codings and isinstance(codings[0], dict):
        constant = codings[0]
    system, code = constant.get("system"), constant.get("code")
    return (system, code) if isinstance(system, str) and isinstance(code, str) else None


def keys_at(value: Any, path: Path) -> Iterator[Key]:
    """Yield the keys that an occurrence holds at a path."""
    found = [value]
    for name in path:
        found = [inner for one in found if type(one) is dict for inner in _listed(one.get(name))]
    for one in found:
        if type(one) is str:
            yield "", one
        elif type(one) is dict:
            for coding in _listed(one.get("coding")) if "coding" in one else (one,):
                if type(coding) is dict:
                    system, code = coding.get("system"), coding.get("code")
                    if type(system) is str and type(code) is str:
                        yield system, code


def _listed(value: Any) -> list[Any]:
    return value if type(value) is list else [value]
