"""The table files: lines of ``key TAB json``, opened once, each line parsed when it is asked for."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_HOME = Path(__file__).parent


@cache
def _bytes(name: str) -> bytes:
    """Return one table whole. A missing file is a broken installation."""
    return (_HOME / f"{name}.tsv").read_bytes()


@cache
def keys(name: str) -> tuple[str, ...]:
    """Return the keys of a table, sorted."""
    return tuple(line.partition(b"\t")[0].decode() for line in _bytes(name).splitlines())


def line(name: str, key: str) -> bytes | None:
    """Return one line of a table, not parsed; None where there is none.

    The lines are sorted, so a bisection finds one in microseconds; an index of a megabyte would take
    longer to build than most processes spend on the few lines they ask for.
    """
    data, wanted = _bytes(name), key.encode("utf-8", "replace")
    low, high = 0, len(data)
    while low < high:
        start = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = data.index(b"\n", start)
        tab = data.index(b"\t", start, end)
        found = data[start:tab]
        if found == wanted:
            return data[tab + 1 : end]
        if found < wanted:
            low = end + 1
        else:
            high = start
    return None


def has(name: str, key: str) -> bool:
    """Whether a table has a line for ``key``."""
    return line(name, key) is not None


def row(name: str, key: str) -> Any:
    """Return one line of a table, parsed afresh (the caller may keep or change it), or None."""
    found = line(name, key)
    return None if found is None else json.loads(found)
