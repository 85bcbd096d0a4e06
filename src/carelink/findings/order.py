"""Document order: ``entry[2]`` before ``entry[10]``, line 9 before line 12, so same data gives same bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carelink.findings.finding import Finding

_NUMBER = re.compile(r"(\d+)")

Key = tuple[str, str, int, int, tuple[tuple[int, int, str], ...], int, str]


def natural(path: str) -> tuple[tuple[int, int, str], ...]:
    """Split a path so that its numbers compare as numbers."""
    return tuple(
        (1, int(part), "") if part.isdecimal() else (0, 0, part) for part in _NUMBER.split(path) if part
    )


def document_order(finding: Finding) -> Key:
    """Sort key of a finding: file, sheet, line or row, column, path, gravity, code."""
    source = finding.source
    file, sheet, line, column = "", "", 0, 0
    if source is not None:
        file, sheet = source.file or "", source.sheet or ""
        line, column = source.row or source.line or 0, source.column or 0
    return file, sheet, line, column, natural(finding.path), finding.severity.rank, finding.code
