"""The rules of our own records (sheet, consultation, facility), said by the room that knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carelink.findings import Finding

SAID_BETTER = "carelink-must-"
"""Invariants of our profiles whose key begins so are rules of the records too, which name the item."""

_OURS = "Bundle"
"""What every record of ours is; a resource by itself is none, and thousands of them pass here."""


def judges(tree: dict[str, Any]) -> bool:
    """Whether the records have rules of their own for this tree."""
    if tree.get("resourceType") != _OURS:
        return False
    from carelink import records

    return records.kind_of(tree) is not None


def check(tree: dict[str, Any], text: bytes | None = None) -> Iterable[Finding]:
    """Return the findings of the records' own rules; nothing for data that is no record of ours.

    :param text: the JSON the tree was read from, where it is at hand; that spares some time
    """
    if tree.get("resourceType") != _OURS:
        return ()
    from carelink import records

    return records.check(tree, text)
