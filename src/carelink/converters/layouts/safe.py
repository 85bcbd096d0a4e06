"""Cells that a spreadsheet would take for a formula, and the apostrophe that keeps it from doing so.

Policy: a cell that begins with ``=``, ``+``, ``@``, TAB or CR, or with ``-`` and is no number, is written
with an apostrophe before it, and a finding says so. Such a cell is read without its apostrophe, so records
come back as they were. Numbers such as ``-12.5`` and a lone ``-`` cannot run and stay as they are. In a
workbook every cell is a text by type, which no program calculates, so nothing is put before it.
"""

from __future__ import annotations

import re
from typing import Final

_DANGER: Final = re.compile(r"(?:[=+@\t\r]|-(?![0-9.]*\Z)|[＝＋＠])", re.DOTALL)
_QUOTED: Final = re.compile(r"'+(?:[=+@\t\r]|-(?![0-9.]*\Z)|[＝＋＠])", re.DOTALL)
_FIRST: Final = frozenset("=+@\t\r-＝＋＠'")


def safe(cell: str) -> str:
    """Return the cell as it may be written to a CSV file."""
    if cell[:1] not in _FIRST or not cell:
        return cell
    return f"'{cell}" if _DANGER.match(cell) or _QUOTED.match(cell) else cell


def bare(cell: str) -> str:
    """Return the cell without the apostrophe that :func:`safe` put before it."""
    return cell[1:] if cell[:1] == "'" and _QUOTED.match(cell) else cell
