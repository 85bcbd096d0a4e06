"""What a ``#`` link may lead to: element ids, and ids and names inside narratives."""

from __future__ import annotations

import re
from typing import Any

_ID = re.compile(r"""\b(?:id|name)\s*=\s*["']([^"']*)["']""")


def anchors(tree: Any) -> set[str]:
    """Return every id in a resource, contained resources and entries included."""
    found: set[str] = set()
    waiting: list[Any] = [tree]
    while waiting:
        value = waiting.pop()
        if type(value) is dict:
            if type(value.get("id")) is str:
                found.add(value["id"])
            div = value.get("div")
            if type(div) is str:
                found.update(_ID.findall(div))
            waiting.extend(value.values())
        elif type(value) is list:
            waiting.extend(value)
    return found
