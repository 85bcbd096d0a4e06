"""Doors that open on first use: a room names what it offers and where it stands, and imports nothing yet."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def doors(
    package: str, places: Mapping[str, tuple[str, ...]]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return a package's ``__getattr__`` and ``__dir__`` (PEP 562).

    :param package: its ``__name__``
    :param places: module below the package -> the names it gives, each imported when first asked for
    """
    module_of = {name: module for module, names in places.items() for name in names}

    def getter(name: str) -> Any:
        if (module := module_of.get(name)) is None:
            message = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(message)
        value = getattr(import_module(f"{package}.{module}"), name)
        setattr(sys.modules[package], name, value)
        return value

    def lister() -> list[str]:
        return sorted({*vars(sys.modules[package]), *module_of})

    return getter, lister
