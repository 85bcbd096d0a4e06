"""介護サービス情報公表システム open data: 24 columns, one office and service per row, in and out.

Published twice a year by 厚生労働省 as ``jigyosho_<service>.csv``: UTF-8 with BOM, CRLF. Columns are found
by name, so copies that lost columns, gained some, changed order or encoding are read too, each being said.

What it carries: everything in the 24 columns. What is doubtful is a finding with row, column and heading, and
is not repaired in silence; the policy of every value stands in :mod:`carelink.converters.kaigo_kohyo.cells`.
A facility that came from such a file is written back as the same cells, byte for byte.

What it cannot carry: items of a Facility without a column (see :func:`losses`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Final

from carelink.converters.batch import Batch, Outcome, gathered
from carelink.converters.moments import moment_of
from carelink.converters.rules import files as file_rules
from carelink.converters.tables import LIMITS, Limits, open_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from carelink.findings import Finding
    from carelink.records.sheets.facility import Facility

FORMAT: Final = "kaigo-kohyo"

CARRIED: Final = frozenset(
    {
        "identity.name",
        "identity.name_kana",
        "identity.office_number",
        "offer.category",
        "offer.services",
        "offer.published_as",
        "offer.service_name",
        "site.municipality_code",
        "site.prefecture",
        "site.city",
        "site.address",
        "site.building",
        "site.longitude",
        "site.latitude",
        "contact.telephone",
        "contact.fax",
        "contact.website",
        "operator.name",
        "operator.corporate_number",
        "opening.days",
        "opening.notes",
        "reception.capacity",
        "shared.together",
        "shared.care",
        "shared.disability",
        "listing.remarks",
        "listing.as_written",
    }
)
"""Items that the 24 columns can say."""


def recognises(headings: Sequence[str]) -> bool:
    """Whether these headings are those of this layout."""
    from carelink.converters.kaigo_kohyo.columns import TELLING

    return len(TELLING.intersection(h.strip() for h in headings)) > 1


def read_rows(
    source: Path | bytes | BinaryIO, *, written: datetime | None = None, limits: Limits = LIMITS
) -> Iterator[Outcome]:
    """Yield what each row came to, one at a time; the first outcome is about the heading.

    Memory stays flat but for one small number per row, which finds the rows that repeat an office.

    :param written: what the records say as the moment they were written; of a file without it, the time the
        file was last changed, else now
    :raises StorageError: when the file cannot be opened
    """
    from carelink.converters.kaigo_kohyo.reading import Reader

    table = open_table(source, limits=limits)
    reader = Reader(table.header, written or moment_of(source))
    yield Outcome(1, None, (*table.findings, *(reader.findings if table.header else ())), refused=False)
    if not reader.fits:
        return
    for row in table.rows:
        facility, findings = reader.read(row)
        # a blank row has no cells, and nothing to refuse
        yield Outcome(row.number, facility, findings, refused=facility is None and row.cells != [])


def read_all(
    source: Path | bytes | BinaryIO, *, written: datetime | None = None, limits: Limits = LIMITS
) -> Batch:
    """Return every facility of a table with everything that was found."""
    return gathered(read_rows(source, written=written, limits=limits), FORMAT)


def to_bytes(facilities: Iterable[Facility]) -> bytes:
    """Return facilities as the table is published: UTF-8 with BOM, CRLF, 24 columns.

    Cells are exact; :func:`write_rows`, which writes files for people, puts an apostrophe before formulas.
    """
    from carelink.converters.kaigo_kohyo.writing import to_bytes

    return to_bytes(facilities)


def write_rows(
    facilities: Iterable[Facility],
    stream: BinaryIO,
    *,
    say: Callable[[Finding], None],
    encoding: str | None = None,
    workbook: bool = False,
) -> None:
    """Write facilities one at a time, as CSV (UTF-8 with BOM unless another encoding is named) or a workbook.

    :param say: hears what the columns cannot say, each cell made safe, each character replaced
    """
    from carelink.converters import workbooks
    from carelink.converters.kaigo_kohyo.writing import rows_of
    from carelink.converters.layouts import writing

    def said() -> Iterator[Facility]:
        for facility in facilities:
            for finding in losses(facility):
                say(finding)
            yield facility

    rows = rows_of(said())
    if workbook:
        stream.write(workbooks.to_bytes(rows, FORMAT))
    else:
        writing.write_rows(rows, stream, say, encoding or "utf-8-sig")


def losses(facility: Facility) -> tuple[Finding, ...]:
    """Return a finding for every item the facility states and the 24 columns cannot say."""
    return tuple(
        file_rules.NOT_CARRIED.at(item.path, layout=FORMAT)
        for item in type(facility).form()
        if item.path not in CARRIED and item.of(facility) is not None
    )


__all__ = ["CARRIED", "FORMAT", "losses", "read_all", "read_rows", "recognises", "to_bytes", "write_rows"]
