"""医療情報ネット（ナビイ） open data: facilities, 診療科・時間, 助産所, 薬局; read only.

Columns are found by name (the order of the published files was not confirmed, see the docs). Every flag is 0
for closed and 1 for open, although its column says 休診, 休業 or 定期閉店. Flags become one sentence
(``opening.closed``), times rows of hours. The hours of hospitals and clinics stand in a second file and are
joined by ID: :func:`read_joined`. What has no item (kinds of beds …) is remembered as text.

The ID is opaque and no 医療機関コード. A zero it lost in a spreadsheet is put back only when the prefecture
of its own row proves it, else reported.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO

from carelink.converters.batch import Batch, Outcome, gathered
from carelink.converters.moments import moment_of
from carelink.converters.navii.columns import FACILITY, HOURS
from carelink.converters.tables import LIMITS, Limits, open_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from carelink.converters.layouts.layout import Layout


class Facilities:
    """The door of 01-1, 02-1, 03-1, 04 and 05: one place per row."""

    layout: Layout = FACILITY

    @staticmethod
    def recognises(headings: Sequence[str]) -> bool:
        """Whether these headings are those of a file of places."""
        from carelink.converters.navii.reading import of_places

        return of_places(headings)

    @staticmethod
    def read_rows(
        source: Path | bytes | BinaryIO,
        *,
        written: datetime | None = None,
        limits: Limits = LIMITS,
        hours: dict[str, Any] | None = None,
    ) -> Iterator[Outcome]:
        """Yield what each row came to; ``hours`` (of :func:`hours_by_id`) are given to their places.

        :raises StorageError: when the file cannot be opened
        """
        from carelink.converters.navii.reading import PlaceReader

        table = open_table(source, limits=limits)
        reader = PlaceReader(FACILITY, table.header, written or moment_of(source), table.sheet, hours)
        found = (*table.findings, *(reader.findings if table.header else ()))
        yield Outcome(1, None, found, refused=False)
        if reader.fits:
            for row in table.rows:
                record, findings = reader.read(row)
                yield Outcome(row.number, record, findings, refused=record is None and row.cells != [])

    @classmethod
    def read_all(
        cls,
        source: Path | bytes | BinaryIO,
        *,
        written: datetime | None = None,
        limits: Limits = LIMITS,
    ) -> Batch:
        """Return every place of a table with everything that was found."""
        return gathered(cls.read_rows(source, written=written, limits=limits), FACILITY.name)

    write_rows = staticmethod(lambda *_, **__: _read_only())
    to_bytes = staticmethod(lambda *_, **__: _read_only())


class Hours:
    """The door of 01-2, 02-2 and 03-2: departments and hours, one record per ID of neighbouring rows."""

    layout: Layout = HOURS

    @staticmethod
    def recognises(headings: Sequence[str]) -> bool:
        """Whether these headings are those of a file of hours."""
        return HOURS.recognises(headings)

    @staticmethod
    def read_rows(
        source: Path | bytes | BinaryIO, *, written: datetime | None = None, limits: Limits = LIMITS
    ) -> Iterator[Outcome]:
        """Yield a place for each ID, which states its departments and hours and nothing else.

        :raises StorageError: when the file cannot be opened
        """
        from carelink.converters.navii.hours import read_rows

        yield from read_rows(source, written=written, limits=limits)

    @classmethod
    def read_all(
        cls,
        source: Path | bytes | BinaryIO,
        *,
        written: datetime | None = None,
        limits: Limits = LIMITS,
    ) -> Batch:
        """Return every ID of a table with everything that was found."""
        return gathered(cls.read_rows(source, written=written, limits=limits), HOURS.name)

    write_rows = staticmethod(lambda *_, **__: _read_only())
    to_bytes = staticmethod(lambda *_, **__: _read_only())


def _read_only() -> None:
    from carelink.errors import UsageError, Words

    raise UsageError(
        Words(
            "医療情報ネットの形式では書けません。", "The tables of the medical information net are read only."
        ),
        hint=Words(
            "hospital か FHIR で書いてください。",
            "Write the table hospital of the national layouts, or FHIR.",
        ),
    )


def read_joined(
    places: Path | bytes | BinaryIO,
    hours: Path | bytes | BinaryIO,
    *,
    written: datetime | None = None,
    limits: Limits = LIMITS,
) -> Iterator[Outcome]:
    """Yield every place with the hours that the second file has for its ID.

    The hours are held in memory (some KB for each ID of the second file). How many IDs of the second file the
    first one lacks is said last.

    :raises StorageError: when a file cannot be opened
    """
    from carelink.converters.navii.hours import by_id
    from carelink.converters.rules import navii as rules
    from carelink.findings import Source

    found, known = by_id(hours, written=written, limits=limits)
    yield Outcome(1, None, tuple(replace(f, path="hours") for f in found), refused=False)
    yield from Facilities.read_rows(places, written=written, limits=limits, hours=known)
    left = sum(not met for _, met in known.values())
    if left:
        finding = rules.HOURS_WITHOUT_PLACE.at("hours", source=Source(row=1), count=left)
        yield Outcome(1, None, (finding,), refused=False)


__all__ = ["Facilities", "Hours", "read_joined"]
