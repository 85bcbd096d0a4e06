"""The rules of our own records (sheet, consultation, facility), said by the room that knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carelink.findings import Finding

_OURS = ("Bundle", "Organization", "Location", "HealthcareService")


def check(tree: dict[str, Any]) -> Iterable[Finding]:
    """Return the findings of the records' own rules; nothing for data that is no record of ours."""
    if tree.get("resourceType") not in _OURS:
        return ()
    from carelink import records

    return records.check(tree) if records.kind_of(tree) is not None else ()
