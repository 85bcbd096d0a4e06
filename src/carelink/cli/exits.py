"""One exit code, one meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from carelink.findings import Report

CLEAN: Final = 0
FINDINGS: Final = 1
WRONG_USAGE: Final = 2
COULD_NOT_RUN: Final = 3


def code_of(report: Report) -> int:
    """Return 0 when nothing of error severity was found, else 1."""
    return CLEAN if report.ok else FINDINGS
