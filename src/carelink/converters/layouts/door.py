"""The door of a table format: what :mod:`carelink.converters.formats` opens for every layout alike."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from carelink.converters.batch import Batch, Outcome, gathered
from carelink.converters.moments import moment_of
from carelink.converters.tables import LIMITS, Limits, headed, open_table
from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from carelink.converters.layouts.layout import Layout
    from carelink.findings import Finding


@dataclass(frozen=True)
class Door:
    """Reads and writes the tables of one layout."""

    layout: Layout

    @property
    def CARRIED(self) -> frozenset[str]:  # noqa: N802  the name every door uses
        """Items that the columns can say."""
        return self.layout.carried

    def recognises(self, headings: Sequence[str]) -> bool:
        """Whether these headings are those of this layout."""
        return self.layout.recognises(headings)

    def read_rows(
        self,
        source: Path | bytes | BinaryIO,
        *,
        written: datetime | None = None,
        limits: Limits = LIMITS,
    ) -> Iterator[Outcome]:
        """Yield what each row came to, one at a time; the first outcome is about the heading.

        :raises StorageError: when the file cannot be opened
        """
        from carelink.converters.layouts.reading import Reader

        table = headed(open_table(source, limits=limits), self.layout.heading_row)
        reader = Reader(self.layout, table.header, written or moment_of(source), table.sheet)
        found = (*table.findings, *(reader.findings if table.header else ()))
        yield Outcome(1, None, found, refused=False)
        if not reader.fits:
            return
        for row in table.rows:
            record, findings = reader.read(row)
            yield Outcome(row.number, record, findings, refused=record is None and row.cells != [])

    def read_all(
        self,
        source: Path | bytes | BinaryIO,
        *,
        written: datetime | None = None,
        limits: Limits = LIMITS,
    ) -> Batch:
        """Return every record of a table with everything that was found."""
        return gathered(self.read_rows(source, written=written, limits=limits), self.layout.name)

    def write_rows(
        self,
        records: Iterable[Any],
        stream: BinaryIO,
        *,
        say: Callable[[Finding], None],
        encoding: str | None = None,
        workbook: bool = False,
    ) -> None:
        """Write records one at a time, as CSV or as a workbook.

        :raises UsageError: when the layout is read only, or a record is of another kind
        """
        from carelink.converters import workbooks
        from carelink.converters.layouts import writing

        self._writable()
        ours = self._ours(records)
        if workbook:
            stream.write(workbooks.to_bytes(writing.rows_of(self.layout, ours, say), self.layout.ja))
        else:
            writing.write_csv(self.layout, ours, stream, say, encoding)

    def _writable(self) -> None:
        if not self.layout.two_way:
            raise UsageError(
                Words(f"{self.layout.name} の形式では書けません。", f"{self.layout.name} is read only."),
                hint=Words(
                    "care-service か FHIR で書いてください。",
                    "Write a table of the national layouts, or FHIR.",
                ),
            )

    def _ours(self, records: Iterable[Any]) -> Iterator[Any]:
        for record in records:
            if not isinstance(record, self.layout.record):
                raise UsageError(
                    Words(
                        "この表に書けない種類の記録があります。",
                        "A record is of a kind this table cannot hold.",
                    ),
                    hint=Words(
                        f"{self.layout.record.title} だけを書いてください。",
                        f"Write records of kind {self.layout.record.kind} only.",
                    ),
                )
            yield record

    def to_bytes(self, records: Iterable[Any], *, encoding: str | None = None) -> bytes:
        """Return the table as CSV; :meth:`losses` says what it does not carry."""
        out = io.BytesIO()
        self.write_rows(records, out, say=_unheard, encoding=encoding)
        return out.getvalue()

    def losses(self, record: Any) -> tuple[Finding, ...]:
        """Return a finding for every item the record states and a row cannot say (exactly)."""
        from carelink.converters.layouts.writing import Back, cells_of

        return tuple(Back(self.layout).losses(record, cells_of(self.layout, record)))


def _unheard(finding: Finding) -> None:
    """Drop what :meth:`Door.losses` says on demand."""


__all__ = ["Door"]
