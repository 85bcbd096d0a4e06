"""Reading a CSV the way the field writes it: any encoding, any line end, broken quotes, in flat memory.

A table is read row by row. What is wrong with the table or a row is a finding; a row that cannot be taken
apart comes out with ``cells = None``, and the next row is read as if nothing had happened. One quotation
mark that nobody closed therefore costs one row, not the rest of the file.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import deque
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from carelink.converters import workbooks
from carelink.converters.rules import table as rules
from carelink.errors import StorageError, Words
from carelink.findings import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.findings import Finding, Rule

WHERE: Final = "table"
"""The path of findings that belong to the table and to no item of a record."""

_PEEK: Final = 65_536
_HOLDS_NO_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a table may hold, so that a hostile file fills neither memory nor time."""

    rows: int = 2_000_000
    row: int = 100_000  # characters
    cell: int = 10_000  # characters
    lines_in_a_row: int = 50  # line breaks inside quotation marks
    blank_rows: int = 10_000  # blank rows of a workbook before its end is believed


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number (the heading is row 1), its cells, what was found.

    ``cells`` is None when the row cannot be taken apart; a cell is None when no text can hold it.
    """

    number: int
    cells: list[str | None] | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """An opened table: ``header`` is read, ``rows`` are read as they are asked for."""

    encoding: str
    header: list[str]
    findings: tuple[Finding, ...]
    rows: Iterator[Row]
    sheet: str | None = None  # of a workbook


def open_table(source: Path | bytes | BinaryIO, *, limits: Limits = LIMITS) -> Table:
    """Open a CSV or the first sheet of a workbook, and read its heading.

    The file is closed when its rows are exhausted or dropped.

    :raises StorageError: when the file cannot be opened
    """
    raw = io.BufferedReader(_opened(source), _PEEK)
    start = raw.peek(_PEEK)[:_PEEK]
    if workbooks.is_workbook(start):
        if isinstance(source, Path | bytes):
            raw.close()
            return workbooks.open_workbook(source, limits=limits)
        with raw:
            return workbooks.open_workbook(raw.read(), limits=limits)
    stream, encoding, found = _decoded(raw, start)
    rows = _rows(stream, limits)
    first = next(rows, None)
    if first is None or not first.cells:
        found = (
            *found,
            *(first.findings if first else ()),
            rules.TABLE_EMPTY.at(WHERE, source=Source(row=1)),
        )
        stream.close()
        return Table(encoding, [], found, iter(()))
    header = [(cell or "").strip() for cell in first.cells]
    return Table(encoding, header, (*found, *first.findings), rows)


def headed(table: Table, row: int) -> Table:
    """Return the table with the headings of a lower row; what stands above it is passed over."""
    if row == 1 or not table.header:
        return table
    found = next((r for r in table.rows if r.number >= row), None)
    header = [(cell or "").strip() for cell in found.cells or ()] if found is not None else []
    return replace(table, header=header)


def _decoded(raw: io.BufferedReader, start: bytes) -> tuple[io.TextIOWrapper, str, tuple[Finding, ...]]:
    """Return the text stream, its encoding and what there is to say about it."""
    encoding = _encoding(start)
    rule = {"cp932": rules.ENCODING_CP932, "utf-16": rules.ENCODING_UTF16}.get(encoding)
    found = (rule.at(WHERE, source=Source(row=1)),) if rule else ()
    # UTF-16 has no surrogateescape; the replacement character stands for what cannot be read there.
    errors = "replace" if encoding == "utf-16" else "surrogateescape"
    return io.TextIOWrapper(raw, encoding, errors=errors, newline=""), encoding, found


def _opened(source: Path | bytes | BinaryIO) -> Any:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    if not isinstance(source, Path):
        return source
    try:
        return source.open("rb", buffering=0)
    except OSError as error:
        raise StorageError(
            Words("表を開けません。", "The table cannot be opened."),
            hint=Words(
                "ファイルの場所と読み取り権限を確かめてください。",
                "Check the path and the permission to read it.",
            ),
        ) from error


def _encoding(start: bytes) -> str:
    """Tell the encoding from the first bytes: by mark, else by what the heading can be read as."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    heading = start.split(b"\n", 1)[0]
    for part in (heading if not heading.isascii() else start, start):
        for encoding in ("utf-8", "cp932"):
            if _reads_as(part, encoding):
                return encoding
    return "utf-8"


def _reads_as(data: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(data)  # the end may cut a character in two
    except UnicodeDecodeError:
        return False
    return True


class _Lines:
    """Physical lines of bounded length that can be put back."""

    def __init__(self, stream: io.TextIOWrapper, limit: int) -> None:
        self._stream, self._limit = stream, limit
        self._back: deque[str] = deque()

    def take(self) -> str:
        return self._back.popleft() if self._back else self._stream.readline(self._limit)

    def put_back(self, lines: list[str]) -> None:
        self._back.extendleft(reversed(lines))

    def skip_line(self, line: str) -> None:
        while line and not line.endswith(("\n", "\r")):
            line = self._stream.readline(self._limit)


def _rows(stream: io.TextIOWrapper, limits: Limits) -> Iterator[Row]:
    with stream:
        lines = _Lines(stream, limits.row)
        number = 0
        while line := lines.take():
            number += 1
            if number > limits.rows + 1:
                yield _refused(number, rules.TOO_MANY_ROWS, limit=limits.rows)
                return
            if len(line) >= limits.row and not line.endswith(("\n", "\r")):
                lines.skip_line(line)
                yield _refused(number, rules.ROW_TOO_LONG, limit=limits.row)
                continue
            cells = _cells(line)
            if cells is _OPEN:
                cells = _continued(line, lines, limits)
            if cells is _BROKEN:
                yield _refused(number, rules.ROW_QUOTES)
            elif not any(cells):
                # An empty row between offices is no office; it is said, and not counted as a refusal.
                yield Row(number, [], (rules.ROW_BLANK.at(WHERE, source=Source(row=number)),))
            else:
                yield checked(number, cells, limits)


def _refused(number: int, rule: Rule, limit: int = 0) -> Row:
    return Row(number, None, (rule.at(WHERE, source=Source(row=number), limit=limit),))


_OPEN: Final[list[str]] = []  # the row ends inside a quotation: it may go on in the next line
_BROKEN: Final[list[str]] = []  # its quotation marks can never pair


def _cells(line: str) -> list[str]:
    """Take one row apart; ``_OPEN`` or ``_BROKEN`` when that is not possible."""
    try:
        return next(csv.reader((line,), strict=True), None) or [""]
    except csv.Error as error:
        return _OPEN if "unexpected end" in str(error) else _BROKEN


def _continued(line: str, lines: _Lines, limits: Limits) -> list[str]:
    """Read on while a quotation is open; when it never closes, put back what was read."""
    taken: list[str] = []
    length = len(line)
    while len(taken) < limits.lines_in_a_row and length < limits.row and (more := lines.take()):
        taken.append(more)
        length += len(more)
        if '"' in more and (cells := _cells(line + "".join(taken))) is not _OPEN:
            if cells is _BROKEN:
                break
            return cells
    lines.put_back(taken)
    return _BROKEN


def checked(number: int, cells: list[str], limits: Limits) -> Row:
    """Leave out the cells that no text can hold, each with a finding."""
    if not _HOLDS_NO_TEXT.search("".join(cells)) and max(map(len, cells)) <= limits.cell:
        return Row(number, cells)  # type: ignore[arg-type]  # list is invariant; nobody writes into it
    kept: list[str | None] = list(cells)
    found: list[Finding] = []
    for column, cell in enumerate(cells):
        if (rule := _unfit(cell, limits)) is not None:
            kept[column] = None
            place = Source(row=number, column=column + 1)
            found.append(rule.at(WHERE, source=place, limit=limits.cell))
    return Row(number, kept, tuple(found))


def _unfit(cell: str, limits: Limits) -> Rule | None:
    if len(cell) > limits.cell:
        return rules.CELL_TOO_LONG
    if _SURROGATE.search(cell):
        return rules.CELL_UNDECODABLE
    return rules.CELL_CONTROL if _HOLDS_NO_TEXT.search(cell) else None
