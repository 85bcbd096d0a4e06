"""FHIR R4 4.0.1 itself, as one more package below all others: a view of the tables in ``carelink.fhir``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from carelink.fhir import tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.profiles.package import Resource

_READERS: Final[dict[str, Callable[[str], Resource | None]]] = {
    "StructureDefinition": tables.structure,
    "ValueSet": tables.value_set,
    "CodeSystem": tables.code_system,
}


class R4:
    """Finds R4's own definitions by canonical URL; each is read once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Resource | None] = {}

    def find(self, url: str, kind: str | None = None) -> Resource | None:
        """Return R4's resource of that URL, or None; the result is shared: do not change it."""
        for each in _READERS if kind is None else (kind,):
            if (resource := self._read(each, url)) is not None:
                return resource
        return None

    def _read(self, kind: str, url: str) -> Resource | None:
        if kind not in _READERS:
            return None
        key = kind, url
        if key not in self._found:
            resource = _READERS[kind](url)
            if resource is None:
                return None  # unknown URLs come from the data: not remembered, so memory stays bounded
            self._found[key] = resource
        return self._found[key]

    def kinds(self, url: str) -> frozenset[str]:
        """Return the resource types R4 publishes under that URL."""
        return frozenset(kind for kind in _READERS if self._read(kind, url) is not None)


@cache
def r4() -> R4:
    """Return the one view of R4."""
    return R4()
