"""A set of keys that stays small: what a million rows have met, in about twelve megabytes."""

from __future__ import annotations

from array import array
from hashlib import blake2b
from typing import Final

_SHARDS: Final = 64
"""Tables that grow one at a time, so that growing never holds everything twice."""
_START: Final = 31
_FULL: Final = 0.75


class Seen:
    """Remembers 64 bits of each key in flat tables; two of a million meet by chance once in 10⁷ runs."""

    def __init__(self) -> None:
        self._tables = [array("Q", bytes(8 * _START)) for _ in range(_SHARDS)]
        self._counts = [0] * _SHARDS

    def add(self, key: str) -> bool:
        """Remember ``key`` and return whether it is new."""
        said = key.encode("utf-8", "surrogatepass")
        digest = int.from_bytes(blake2b(said, digest_size=8).digest(), "little") or 1
        shard = digest % _SHARDS
        if not _put(self._tables[shard], digest):
            return False
        self._counts[shard] += 1
        if self._counts[shard] > _FULL * len(self._tables[shard]):
            self._grow(shard)
        return True

    def _grow(self, shard: int) -> None:
        before = self._tables[shard]
        after = array("Q", bytes(8 * (len(before) * 3 // 2 | 1)))
        for digest in before:
            if digest:
                _put(after, digest)
        self._tables[shard] = after


def _put(table: array[int], digest: int) -> bool:
    """Put a digest into its place or the next free one; say whether it was new."""
    size = len(table)
    place = digest // _SHARDS % size
    while (found := table[place]) != 0:
        if found == digest:
            return False
        place = place + 1 if place + 1 < size else 0
    table[place] = digest
    return True


__all__ = ["Seen"]
