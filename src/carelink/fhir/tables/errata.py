"""Known mistakes in the published invariants of R4 4.0.1, corrected where a table is read.

The tables hold what HL7 published; only the expression changes here, never key or severity.
"""

from __future__ import annotations

from typing import Final

_CORRECTED: Final[dict[tuple[str, str], str]] = {}


def corrected(key: str, expression: str) -> str:
    """Return the expression to use for the published one."""
    return _CORRECTED.get((key, expression), expression)
