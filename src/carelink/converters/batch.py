"""What comes out of a file with many records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from carelink.findings import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carelink.findings import Finding


class Outcome(NamedTuple):
    """What one row came to.

    :param row: its number in the table, the heading being row 1
    :param record: the record, or None
    :param findings: what is doubtful about the row (of row 1: about the table)
    :param refused: whether the row held something that could not become a record
    """

    row: int
    record: Any
    findings: tuple[Finding, ...]
    refused: bool


@dataclass(frozen=True)
class Batch:
    """All records of a file: the good ones go on, the bad ones are findings.

    ``rows_in == len(records) + refused`` always holds; nothing disappears.

    :param records: in the order of the file
    :param report: everything that was found
    :param rows_in: rows (or documents) that could have been records
    :param refused: how many of them are none; the report has an error for each
    :param format: of the file, e.g. ``kaigo-kohyo``
    """

    records: Sequence[Any]
    report: Report = field(default_factory=Report)
    rows_in: int = 0
    refused: int = 0
    format: str = ""

    def __iter__(self) -> Iterator[Any]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def __repr__(self) -> str:
        """Count, and never show, the records."""
        return f"<Batch {self.format}: {self.rows_in} in, {len(self.records)} out, {self.refused} refused>"


def gathered(outcomes: Iterator[Outcome], format: str) -> Batch:  # noqa: A002  the word of the field
    """Collect a stream of outcomes."""
    records: list[Any] = []
    findings: list[Finding] = []
    refused = 0
    for outcome in outcomes:
        findings += outcome.findings
        refused += outcome.refused
        if outcome.record is not None:
            records.append(outcome.record)
    return Batch(tuple(records), Report(findings), len(records) + refused, refused, format)
