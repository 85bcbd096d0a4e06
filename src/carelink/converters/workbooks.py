"""Excel workbooks (.xlsx) as tables, in and out: bounded, formulas never evaluated, every cell a text."""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from carelink.converters.rules import table as table_rules
from carelink.converters.rules import workbook as rules
from carelink.errors import StorageError, Words
from carelink.findings import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from carelink.converters.tables import Limits, Table
    from carelink.findings import Finding, Rule

START: Final = b"PK\x03\x04"
"""How every zip, hence every workbook, begins."""
OLD: Final = b"\xd0\xcf\x11\xe0"
"""How an .xls, or an encrypted .xlsx, begins."""

PARTS: Final = 2_000
UNPACKED: Final = 1_000_000_000
"""Bytes of all parts together; a table of a million rows needs about half of it."""
RATIO: Final = 200
"""How much smaller a part may have been packed; real sheets reach 30."""
SMALL: Final = 1_000_000
"""Parts below this size may be packed as tightly as they like."""
COLUMNS: Final = 1_000
WHERE: Final = "table"


def is_workbook(start: bytes) -> bool:
    """Whether the first bytes may be those of a workbook, old ones and encrypted ones included."""
    return start.startswith((START, OLD))


def headings(source: Path | bytes) -> list[str]:
    """Return the first row of a workbook's table, or nothing when it cannot be read."""
    from carelink.converters.tables import LIMITS

    table = open_workbook(source, limits=LIMITS)
    table.rows.close() if hasattr(table.rows, "close") else None
    return table.header


def open_workbook(source: Path | bytes | BinaryIO, *, limits: Limits) -> Table:
    """Open the first visible sheet as a table.

    :raises StorageError: when the file cannot be opened, or openpyxl (extra ``excel``) is not installed
    """
    from carelink.converters.tables import Table

    stream = opened(source)
    if (rule := unfit(stream)) is not None:
        stream.close()
        return Table("xlsx", [], (_said(rule),), iter(()))
    formulas = _has_formulas(stream)
    try:
        book = loaded(stream)
        sheets = [s for s in book.worksheets if s.sheet_state == "visible"] or book.worksheets
    except FOREIGN:
        stream.close()
        return Table("xlsx", [], (_said(rules.UNREADABLE),), iter(()))
    found = [_said(rules.FORMULAS)] if formulas else []
    if len(book.worksheets) > 1:
        found.append(rules.OTHER_SHEETS.at(WHERE, source=Source(row=1), count=len(book.worksheets) - 1))
    if not sheets:
        return Table("xlsx", [], (*found, table_rules.TABLE_EMPTY.at(WHERE, source=Source(row=1))), iter(()))
    rows = _rows(sheets[0], stream, limits)
    first = next(rows, None)
    if first is None or not first.cells:
        empty = table_rules.TABLE_EMPTY.at(WHERE, source=Source(row=1))
        return Table("xlsx", [], (*found, *(first.findings if first else ()), empty), iter(()))
    header = [(cell or "").strip() for cell in first.cells]
    while header and not header[-1]:
        header.pop()
    return Table("xlsx", header, (*found, *first.findings), _fitted(rows, len(header)), sheets[0].title)


FOREIGN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    SyntaxError,  # ElementTree's ParseError is one
    EOFError,
    NotImplementedError,  # zipfile, of a way of packing or encrypting that it does not know
    RuntimeError,
    ArithmeticError,
    ImportError,
)
"""What openpyxl, zipfile and the XML reader raise for books that are none."""


def _said(rule: Rule) -> Finding:
    return rule.at(WHERE, source=Source(row=1))


def opened(source: Path | bytes | BinaryIO) -> BinaryIO:
    """Return the bytes of a workbook as a stream that can be sought.

    :raises StorageError: when the file cannot be opened
    """
    if isinstance(source, bytes):
        return io.BytesIO(source)
    if not isinstance(source, Path):
        return io.BytesIO(source.read())
    try:
        return source.open("rb")
    except OSError as error:
        raise StorageError(
            Words("表を開けません。", "The table cannot be opened."),
            hint=Words(
                "ファイルの場所と読み取り権限を確かめてください。",
                "Check the path and the permission to read it.",
            ),
        ) from error


def unfit(stream: BinaryIO) -> Rule | None:
    """Return why these bytes are not opened: no zip, too large, too tightly packed, a document type."""
    if stream.read(4) != START:
        return rules.UNREADABLE
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            return _unfit(archive)
    except FOREIGN:
        return rules.UNREADABLE
    finally:
        stream.seek(0)


def _unfit(archive: zipfile.ZipFile) -> Rule | None:
    parts = archive.infolist()
    packed = (p.file_size > SMALL and p.file_size > RATIO * max(p.compress_size, 1) for p in parts)
    if len(parts) > PARTS or sum(p.file_size for p in parts) > UNPACKED or any(packed):
        return rules.TOO_LARGE
    if any(p.flag_bits & 1 for p in parts) or "xl/workbook.xml" not in archive.namelist():
        return rules.UNREADABLE
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as file:
                if b"<!DOCTYPE" in file.read(4_096).replace(b"\0", b""):
                    return rules.DOCTYPE
    return None


def _has_formulas(stream: BinaryIO) -> bool:
    """Look for ``<f`` in the sheets, a piece at a time."""
    with suppress(*FOREIGN), zipfile.ZipFile(stream) as archive:
        for part in archive.infolist():
            if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                with archive.open(part) as file:
                    tail = b""
                    while piece := file.read(1 << 20):
                        if b"<f>" in tail + piece or b"<f " in tail + piece:
                            return True
                        tail = piece[-3:]
    return False


def loaded(stream: BinaryIO, *, data_only: bool = True) -> Any:
    """Return a workbook as openpyxl streams it.

    :param data_only: the values saved last; else the formulas
    :raises StorageError: when openpyxl (extra ``excel``) is not installed
    """
    try:
        import openpyxl
    except ImportError as error:
        raise StorageError(
            Words("Excel ブックを読む部品がありません。", "The part that reads workbooks is not installed."),
            hint=Words(
                "pip install carelink[excel] を実行してください。", "Run pip install carelink[excel]."
            ),
        ) from error
    stream.seek(0)
    return openpyxl.load_workbook(stream, read_only=True, data_only=data_only, keep_links=False)


def _rows(sheet: Any, stream: BinaryIO, limits: Limits) -> Iterator[Any]:
    """Yield every row; blank rows only when another follows, for sheets end in thousands of them."""
    from carelink.converters.tables import Row, checked

    number, blanks = 0, []
    try:
        for values in sheet.iter_rows(values_only=True, max_col=COLUMNS):
            number += 1
            if number > limits.rows + 1:
                source = Source(row=number)
                yield Row(
                    number, None, (table_rules.TOO_MANY_ROWS.at(WHERE, source=source, limit=limits.rows),)
                )
                return
            cells = [text_of(value) for value in values]
            if not any(cells):
                blanks.append(number)
                if len(blanks) > limits.blank_rows:
                    return
                continue
            for blank in blanks:
                yield Row(blank, [], (table_rules.ROW_BLANK.at(WHERE, source=Source(row=blank)),))
            blanks.clear()
            yield checked(number, cells, limits)
    except FOREIGN:
        yield Row(number + 1, None, (rules.UNREADABLE.at(WHERE, source=Source(row=number + 1)),))
    finally:
        stream.close()


def _fitted(rows: Iterator[Any], width: int) -> Iterator[Any]:
    """Give every row the width of the heading: a sheet cuts what is empty at the end of a row."""
    from dataclasses import replace

    for row in rows:
        cells = row.cells
        if cells and len(cells) != width:
            filled = [*cells[:width], *[""] * (width - len(cells))]
            extra = any(cells[width:])
            yield row if extra else replace(row, cells=filled)
        else:
            yield row


def text_of(value: Any) -> str:
    """Return what a person sees in a cell, as near as a value tells: the number format is not applied."""
    if value is None:
        return ""
    if isinstance(value, datetime | date | time | timedelta):
        return _moment(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    return str(value)


_EXACT: Final = 1e15
"""Whole numbers below this are exact in a workbook."""


def _moment(value: datetime | date | time | timedelta) -> str:
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return value.isoformat() if isinstance(value, date) else value.isoformat(timespec="minutes")


def to_bytes(rows: Iterable[Sequence[str]], title: str) -> bytes:
    """Return rows of texts as a workbook: every cell a text (no formula can arise), the heading frozen.

    :raises StorageError: when openpyxl (extra ``excel``) is not installed
    """
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    except ImportError as error:
        raise StorageError(
            Words("Excel ブックを書く部品がありません。", "The part that writes workbooks is not installed."),
            hint=Words(
                "pip install carelink[excel] を実行してください。", "Run pip install carelink[excel]."
            ),
        ) from error
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for row in rows:
        line = []
        for text in row:
            cell = WriteOnlyCell(sheet, value=text or None)
            if text:
                cell.data_type = "s"
                cell.number_format = "@"
            line.append(cell)
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
