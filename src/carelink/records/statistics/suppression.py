"""Small cells are hidden, and as many others as it takes that they cannot be worked out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_FEWEST: Final = 2
"""One hidden cell alone is the total less the others."""


def small(cases: int, below: int) -> bool:
    """Whether a count may not be shown; none at all says nothing about anybody."""
    return 0 < cases < below


def hidden(cases: Mapping[str, int], below: int) -> frozenset[str]:
    """Return the rows to hide, by their number of cases.

    Rows of fewer than ``below`` cases go, then the smallest of the rest, until all that can be computed
    (total less shown) allows every hidden cell to be 1, or ``below`` or more. Where the rows do not suffice,
    all of them go, empty ones too: then nobody knows which of the hidden are empty.
    """
    out = {code for code, n in cases.items() if small(n, below)}
    rest = sorted((n, i, code) for i, (code, n) in enumerate(cases.items()) if n >= max(below, 1))
    while out and not _safe([cases[code] for code in out], below):
        if not rest:
            return frozenset(cases)
        out.add(rest.pop(0)[2])
    return frozenset(out)


def _safe(gone: list[int], below: int) -> bool:
    """Whether each could be ``below`` while the others are at least one."""
    return len(gone) >= _FEWEST and sum(gone) - (len(gone) - 1) >= below
