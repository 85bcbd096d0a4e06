"""Findings by file, and the place of a finding inside its file."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carelink.findings.finding import Finding
    from carelink.findings.report import Report


def by_file(report: Report, files: Sequence[str] = ()) -> dict[str, tuple[Finding, ...]]:
    """Return the findings of each file: those of ``files`` in their order, then any other.

    Findings about no file stand under ``""``.
    """
    said = {file: tuple(found) for file, found in groupby(report, key=file_of)}
    return {file: said.get(file, ()) for file in (*files, *said)}


def file_of(finding: Finding) -> str:
    """Return the file a finding is about, ``""`` when it is about none."""
    return (finding.source.file or "") if finding.source is not None else ""


def place_in_file(finding: Finding) -> str:
    """Return ``41:9`` for text, ``form R4C2(氏名)`` for tables, ``""`` when it is not known."""
    source = finding.source
    if source is None:
        return ""
    if source.row is not None:
        cell = f"R{source.row}" + (f"C{source.column}" if source.column is not None else "")
        return (
            (f"{source.sheet} " if source.sheet else "")
            + cell
            + (f"({source.field})" if source.field else "")
        )
    if source.line is None:
        return ""
    return str(source.line) + (f":{source.column}" if source.column is not None else "")
