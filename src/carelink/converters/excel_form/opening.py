"""A workbook → the cells of each sheet that may be a form: bounded, and never calculated."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from carelink.converters import workbooks
from carelink.converters.excel_form.marks import HEADER
from carelink.converters.rules import form as rules
from carelink.converters.rules import workbook as book_rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carelink.findings import Rule

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of all parts together; a filled form has about one million."""
ROWS: Final = 5_000
COLUMNS: Final = 200
SHEETS: Final = 100
STRINGS: Final = 16 * 1024 * 1024
"""Bytes of a part in which the marks are looked for."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its value as the file holds it, and whether a formula made it."""

    value: Any
    formula: bool = False
    error: bool = False

    @property
    def text(self) -> str:
        """What a person sees."""
        return workbooks.text_of(self.value)


@dataclass
class Grid:
    """The cells of one sheet that are not empty, by row and column (from 1)."""

    title: str
    epoch: datetime
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)


def is_form(source: Path | bytes) -> bool:
    """Whether a workbook bears the marks of a form; it is not opened as one for that."""
    stream = workbooks.opened(source)
    with stream, suppress(*workbooks.FOREIGN), zipfile.ZipFile(stream) as archive:
        for part in archive.infolist():
            # Excel keeps texts apart from the sheets, other programs inside of them
            if part.filename == "xl/sharedStrings.xml" or part.filename.startswith("xl/worksheets/sheet"):
                with archive.open(part) as file:
                    if HEADER.encode() in file.read(STRINGS):
                        return True
    return False


def grids(data: bytes) -> tuple[list[Grid], Rule | None]:
    """Return the sheets of a workbook that is not too large, or why it is not opened."""
    stream = io.BytesIO(data)
    if (rule := workbooks.unfit(stream)) is not None:
        return [], rule
    with zipfile.ZipFile(stream) as archive:
        if sum(p.file_size for p in archive.infolist()) > LARGEST:
            return [], rules.TOO_LARGE
    try:
        values, formulas = (workbooks.loaded(io.BytesIO(data), data_only=only) for only in (True, False))
        if len(values.worksheets) > SHEETS:
            return [], rules.TOO_LARGE
        pairs = zip(values.worksheets, formulas.worksheets, strict=False)
        return [_grid(*pair, _epoch(values)) for pair in pairs], None
    except workbooks.FOREIGN:
        return [], book_rules.UNREADABLE


def _epoch(book: Any) -> datetime:
    found = getattr(book, "epoch", None)
    return found if isinstance(found, datetime) else datetime(1899, 12, 30)  # noqa: DTZ001  a spreadsheet has no zone


def _grid(values: Any, formulas: Any, epoch: datetime) -> Grid:
    grid = Grid(values.title, epoch)
    for said, typed in zip(_cells(values), _cells(formulas), strict=False):
        for value, source in zip(said, typed, strict=False):
            formula = getattr(source, "data_type", "") == "f"
            if value.value is None and not formula:
                continue
            error = getattr(value, "data_type", "") == "e"
            grid.cells[value.row, value.column] = Cell(value.value, formula, error)
    return grid


def _cells(sheet: Any) -> Iterator[list[Any]]:
    """Yield the cells of each row that stand somewhere: rows that are not written have none."""
    for row in sheet.iter_rows(max_row=ROWS, max_col=COLUMNS):
        yield [cell for cell in row if hasattr(cell, "row")]


def moment_from(serial: float, epoch: datetime) -> datetime | None:
    """Return the moment that a spreadsheet counts by this number of days, within the years people write."""
    try:
        moment = epoch + timedelta(days=serial)
    except (OverflowError, ValueError):
        return None
    return moment if 1868 <= moment.year <= 2199 else None  # noqa: PLR2004  明治 to the next century


def clock_from(serial: float) -> time | None:
    """Return the time of day that a fraction of a day is, to the minute."""
    minutes = round(serial % 1 * 24 * 60)
    return time(minutes // 60 % 24, minutes % 60) if 0 <= serial < 1 else None
