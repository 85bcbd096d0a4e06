"""How people read a record: one self-contained page for A4 paper, in the order of the printed form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from carelink.rendering.pages import to_html

__all__ = ["to_html"]


def __getattr__(name: str) -> Any:
    if name != "to_html":
        message = f"module 'carelink.rendering' has no attribute {name!r}"
        raise AttributeError(message)
    from carelink.rendering.pages import to_html

    return to_html
