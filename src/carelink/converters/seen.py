"""A set of keys that stays small: what a million rows have met, in sixteen megabytes."""

from __future__ import annotations

from array import array
from hashlib import blake2b
from typing import Final

_START: Final = 1_024
_FULL: Final = 0.6


class Seen:
    """Remembers 64 bits of each key in one flat table; two of a million meet by chance once in 10⁷ runs."""

    def __init__(self) -> None:
        self._table = array("Q", bytes(8 * _START))
        self._count = 0

    def add(self, key: str) -> bool:
        """Remember ``key`` and return whether it is new."""
        digest = (
            int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
            or 1
        )
        if not self._put(digest):
            return False
        self._count += 1
        if self._count > _FULL * len(self._table):
            self._grow()
        return True

    def _put(self, digest: int) -> bool:
        table = self._table
        mask = len(table) - 1
        place = digest & mask
        while (found := table[place]) != 0:
            if found == digest:
                return False
            place = (place + 1) & mask
        table[place] = digest
        return True

    def _grow(self) -> None:
        before = self._table
        self._table = array("Q", bytes(16 * len(before)))
        for digest in before:
            if digest:
                self._put(digest)


__all__ = ["Seen"]
