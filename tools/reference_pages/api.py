"""The public names, room by room: signature and docstring."""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import TYPE_CHECKING, Any

from reference_pages.markdown import code, docstring, document, table
from reference_pages.signatures import signature

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOMS = (
    "carelink.findings",
    "carelink.findings.formats",
    "carelink.errors",
    "carelink.validation",
    "carelink.records",
    "carelink.converters",
    "carelink.rendering",
    "carelink.encryption",
    "carelink.adapters",
    "carelink.exchange",
    "carelink.profiles",
    "carelink.testing.defects",
    "carelink.fhir.json",
    "carelink.fhir.xml",
)
_HEAD = """\
The face is `import carelink`: names are loaded when they are first used. Each stands in the room that
makes it, below. Bad data is a finding; what is raised is a `CarelinkError`."""


def page() -> str:
    """Return the page, from what each room exports."""
    import carelink

    rooms = {name: import_module(name) for name in ROOMS}
    faces = (
        (code(f"carelink.{name}"), code(getattr(carelink, name).__module__)) for name in carelink.__all__
    )
    lines = [*_HEAD.splitlines(), "", *table(("Name", "Made in"), faces)]
    for name, room in rooms.items():
        lines += ["", f"## {name}", "", *docstring(inspect.getdoc(room))]
        for public in _names(room):
            lines += _entry(public, getattr(room, public))
    return document("Python API", lines)


def _names(room: Any) -> list[str]:
    """Return the exported names, or of a room without ``__all__`` what it defines itself."""
    if hasattr(room, "__all__"):
        return sorted(room.__all__, key=str.lower)
    own = (n for n, v in vars(room).items() if getattr(v, "__module__", "") == room.__name__ and callable(v))
    return sorted((n for n in own if not n.startswith("_")), key=str.lower)


def _entry(name: str, value: Any) -> Iterator[str]:
    if inspect.ismodule(value) or not (inspect.isclass(value) or callable(value)):
        return
    yield from ("", f"### {name}", "", "```python", signature(name, value), "```", "")
    yield from docstring(inspect.getdoc(value))
    if inspect.isclass(value):
        yield from _methods(value)


def _methods(cls: type) -> Iterator[str]:
    """List the methods and properties that the class itself documents."""
    found = []
    for name, value in sorted(vars(cls).items()):
        inner = value.__func__ if isinstance(value, classmethod | staticmethod) else value
        if name.startswith("_") or not (inspect.isfunction(inner) or isinstance(inner, property)):
            continue
        said = docstring(inspect.getdoc(inner))
        found.append(
            f"- {code(name + ('' if isinstance(inner, property) else '()'))}: {said[0] if said else ''}"
        )
    if found:
        yield from ("", *found)
