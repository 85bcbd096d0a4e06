"""The rules of our own records (sheet, consultation, facility), said by the room that knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carelink.findings import Finding

_OURS = ("Bundle", "Organization", "Location", "HealthcareService")


def check(tree: dict[str, Any], text: bytes | None = None) -> Iterable[Finding]:
    """Return the findings of the records' own rules; nothing for data that is no record of ours.

    :param text: the JSON the tree was read from, where it is at hand; that spares some time
    """
    if tree.get("resourceType") not in _OURS:
        return ()
    from carelink import records

    return records.check(tree, text) if records.kind_of(tree) is not None else ()
