"""Records → rows of a layout, and what a row cannot say."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from carelink.converters import characters
from carelink.converters.layouts import joined
from carelink.converters.layouts.layout import JOINED
from carelink.converters.layouts.reading import Reader
from carelink.converters.layouts.safe import safe
from carelink.converters.rules import files as file_rules
from carelink.converters.rules import layout as rules
from carelink.converters.tables import Row
from carelink.findings import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from carelink.converters.layouts.layout import Column, Layout
    from carelink.findings import Finding

    Say = Callable[[Finding], None]

_NO_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


def cells_of(layout: Layout, record: Any) -> list[str]:
    """Return the cells of one record, in the order of the layout."""
    written = {kept.column: kept.text for kept in _as_written(record)}
    row = []
    for column in layout.columns:
        value = value_of(record, column)
        text = "" if value is None else layout.codecs[column.heading].write(value)
        kept = written.get(column.heading)
        if kept is not None and _still_true(layout, column, kept, value):
            text = kept
        row.append(_NO_TEXT.sub("", text))
    return row


def _as_written(record: Any) -> tuple[Any, ...]:
    listing = getattr(record, "listing", None)
    return (listing.as_written or ()) if listing is not None else ()


def value_of(record: Any, column: Column) -> Any:
    """Return what a column says of a record, or None."""
    path = column.path
    if path in {"", "id", "written"}:
        return getattr(record, path) if path else None
    if path in JOINED:
        rows = record.opening.hours
        if rows:
            return getattr(rows[0], path.partition(".")[2])
        return joined.weekdays_of(record.opening.days) if path == "hours.days" else None
    item, _, rest = path.partition("[")
    section, _, name = item.partition(".")
    value = getattr(getattr(record, section), name)
    if not rest:
        return value
    index, _, part = rest.partition("].")
    return getattr(value[int(index)], part) if value and int(index) < len(value) else None


def _still_true(layout: Layout, column: Column, kept: str, value: Any) -> bool:
    """Whether a remembered cell still says what the record says: it may have been changed since."""
    text = kept.strip(" \t\r\n")
    if not column.path or not text:
        return not column.path or value is None
    found = layout.codecs[column.heading].read(text)[0]
    # what is one value only together with another column is left out of the record, and stands as text
    return bool(found == value or (value is None and column.path in _TOGETHER))


_TOGETHER: Final = frozenset({"site.latitude", "site.longitude", *JOINED})


def rows_of(layout: Layout, records: Iterable[Any], say: Say | None = None) -> Iterator[list[str]]:
    """Yield the heading, then one row per record; ``say`` hears of everything a row does not carry."""
    yield [column.heading for column in layout.columns]
    back = Back(layout) if say is not None else None
    for number, record in enumerate(records, 2):
        row = cells_of(layout, record)
        if say is not None and back is not None:
            for finding in back.losses(record, row, number):
                say(finding)
        yield row


class Back:
    """Reads a row back and compares: what does not come back is lost, whatever the reason."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._header = [column.heading for column in layout.columns]
        self._items = layout.record.form().items

    def losses(self, record: Any, row: list[str], number: int | None = None) -> Iterator[Finding]:
        """Yield a finding for every item that the row does not say, or says in another way."""
        reader = Reader(self.layout, self._header, _NEVER)
        again, _ = reader.read(Row(number or 2, [safe(cell) or None for cell in row]))
        source = Source(row=number) if number is not None else None
        for item in self._items:
            value = item.of(record)
            if value is None or (again is not None and item.of(again) == value):
                continue
            rule = rules.NOT_EXACT if item.path in self.layout.carried else file_rules.NOT_CARRIED
            yield rule.at(item.path, source=source, layout=self.layout.name)


def write_csv(
    layout: Layout, records: Iterable[Any], stream: BinaryIO, say: Say, encoding: str | None = None
) -> None:
    """Write records as CSV, one at a time: CRLF, quotation marks where they are needed, no formulas.

    :param say: hears of each item a row does not carry, each cell made safe, each character replaced
    :param encoding: ``utf-8-sig``, ``utf-8`` or ``cp932``; that of the layout when not given
    """
    write_rows(rows_of(layout, records, say), stream, say, encoding or layout.encoding)


def write_rows(rows: Iterable[list[str]], stream: BinaryIO, say: Say, encoding: str) -> None:
    """Write rows of texts as CSV."""
    if encoding == "utf-8-sig":
        stream.write(b"\xef\xbb\xbf")
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    header: list[str] = []
    for number, row in enumerate(rows, 1):
        header = header or row
        writer.writerow(_written(row, header, number, say, encoding))
        if out.tell() > _PIECE:
            _flush(out, stream, encoding)
    _flush(out, stream, encoding)


_PIECE: Final = 65_536


def _flush(out: io.StringIO, stream: BinaryIO, encoding: str) -> None:
    stream.write(out.getvalue().encode("utf-8" if encoding == "utf-8-sig" else encoding))
    out.seek(0)
    out.truncate()


def _written(row: list[str], header: list[str], number: int, say: Say, encoding: str) -> list[str]:
    cells = [safe(cell) for cell in row]
    if cells != row:
        for i, (cell, was) in enumerate(zip(cells, row, strict=True)):
            if cell is not was:
                say(rules.CELL_MADE_SAFE.at("table", source=_place(number, i, header)))
    if encoding != "cp932":
        return cells
    for i, cell in enumerate(cells):
        if not cell.isascii() and not characters.holds(cell):
            carried = characters.to_cp932(cell)
            cells[i] = carried.text
            place = _place(number, i, header)
            for rule, count in (
                (rules.CHARACTER_MAPPED, carried.replaced),
                (rules.CHARACTER_LOST, carried.lost),
            ):
                if count:
                    say(rule.at("table", source=place, encoding="CP932", count=count))
    return cells


def _place(number: int, index: int, header: list[str]) -> Source:
    return Source(row=number, column=index + 1, field=header[index])
