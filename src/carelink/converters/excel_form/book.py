"""Lines of boxes → a workbook: merged, coloured, locked but for the inputs, with drop-downs, for A4."""

from __future__ import annotations

import io
import unicodedata
from copy import copy
from math import ceil
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from carelink.converters.excel_form import cells, marks
from carelink.converters.excel_form.layout import COLUMNS
from carelink.errors import StorageError, Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carelink.converters.excel_form.layout import Box, Line

LISTS: Final = "選択肢"
"""The hidden sheet that holds what the drop-downs offer: Excel takes 255 characters at most otherwise."""
_FONT: Final = "游ゴシック"
_WIDTH: Final = 7.7
"""Of a column, in characters: twelve fill the width of A4."""
_LINE: Final = 14.0
_FIRST: Final = 2  # the column A and the row 1 hold the marks


class Page(NamedTuple):
    """One form to be written.

    :param answers: text of each input by its mark; one that is missing stays as the form prints it
    """

    title: str
    header: marks.Header
    lines: Sequence[Line]
    answers: Mapping[str, str]


class _Look(NamedTuple):
    size: float
    bold: bool
    colour: str | None
    centre: bool = False


_LOOKS: Final = {
    "title": _Look(15, bold=True, colour=None, centre=True),
    "legend": _Look(8, bold=False, colour=None),
    "section": _Look(11, bold=True, colour="D5E3F0"),
    "group": _Look(9.5, bold=True, colour="EEF3F8"),
    "label": _Look(9, bold=False, colour="F4F4F4"),
    "input": _Look(10, bold=False, colour="FFFDE8"),
}


def to_bytes(pages: Sequence[Page]) -> bytes:
    """Return a workbook with a sheet for each form.

    :raises StorageError: when openpyxl (extra ``excel``) is not installed
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise StorageError(
            Words("Excel ブックを書く部品がありません。", "The part that writes workbooks is not installed."),
            hint=Words(
                "pip install carelink[excel] を実行してください。", "Run pip install carelink[excel]."
            ),
        ) from error
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    lists = _Lists()
    for page in pages:
        _Sheet(book.create_sheet(_free(page.title, book.sheetnames)), lists).draw(page)
    lists.write(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _free(title: str, taken: Sequence[str]) -> str:
    """Return a name for a sheet: 31 characters without what Excel refuses, each once."""
    plain = "".join("・" if c in "[]:*?/\\" else c for c in title).strip("'")[:25]
    name, number = plain, 2
    while name.casefold() in {t.casefold() for t in taken}:
        name, number = f"{plain} ({number})", number + 1
    return name


class _Lists:
    """The columns of the hidden sheet, one per set of options."""

    def __init__(self) -> None:
        self.columns: dict[tuple[str, ...], str] = {}

    def range_of(self, options: tuple[str, ...]) -> str:
        from openpyxl.utils import get_column_letter

        letter = self.columns.setdefault(options, get_column_letter(len(self.columns) + 1))
        return f"'{LISTS}'!${letter}$1:${letter}${len(options)}"

    def write(self, book: Any) -> None:
        sheet = book.create_sheet(LISTS)
        for number, options in enumerate(self.columns, 1):
            for row, option in enumerate(options, 1):
                _put(sheet.cell(row, number), option)
        sheet.sheet_state = "hidden"
        sheet.protection.sheet = True


class _Sheet:
    """One sheet being drawn."""

    def __init__(self, sheet: Any, lists: _Lists) -> None:
        from openpyxl.styles import Border, Protection, Side

        self.sheet, self.lists = sheet, lists
        self.drops: dict[tuple[str, ...], Any] = {}
        side = Side(style="thin", color="9AA5B1")
        self.border = Border(left=side, right=side, top=side, bottom=side)
        self.open = Protection(locked=False)
        self.styles: dict[str, Any] = {}

    def draw(self, page: Page) -> None:
        for row, line in enumerate(page.lines, _FIRST):
            self._line(row, line, page.answers)
        self._marks(page)
        self._paper(page, len(page.lines) + 1)

    def _line(self, row: int, line: Line, answers: Mapping[str, str]) -> None:
        from openpyxl.worksheet.cell_range import CellRange

        height = _LINE
        for box in line:
            cell = self.sheet.cell(row, box.column + 1)
            text = answers.get(box.mark, box.text) if box.mark else box.text
            if text and cells.fits(text):
                _put(cell, text)
            self._style(row, box)
            if box.span > 1:
                # merge_cells would style every cell once more, which takes most of the time
                self.sheet.merged_cells.add(CellRange(None, box.column + 1, row, box.column + box.span, row))
            if box.options:
                self._drop(box.options).add(cell)
            height = max(height, _height(text, box))
        self.sheet.row_dimensions[row].height = min(height, 400)

    def _style(self, row: int, box: Box) -> None:
        """Give every cell of a box its look; copying a style is ten times as fast as setting it anew."""
        for column in range(box.column + 1, box.column + box.span + 1):
            cell = self.sheet.cell(row, column)
            if box.role in self.styles:
                cell._style = copy(self.styles[box.role])  # noqa: SLF001  as openpyxl's own guide copies styles
            else:
                self._first(cell, box.role)
                self.styles[box.role] = copy(cell._style)  # noqa: SLF001  as above

    def _first(self, cell: Any, role: str) -> None:
        from openpyxl.styles import Alignment, Font, PatternFill

        look = _LOOKS[role]
        cell.font = Font(name=_FONT, size=look.size, bold=look.bold)
        horizontal = "center" if look.centre else "left"
        cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
        if look.colour is not None:
            cell.fill, cell.border = PatternFill("solid", start_color=look.colour), self.border
        if role == "input":
            cell.protection, cell.number_format = self.open, "@"

    def _drop(self, options: tuple[str, ...]) -> Any:
        from openpyxl.worksheet.datavalidation import DataValidation

        if options not in self.drops:
            drop = DataValidation("list", formula1=self.lists.range_of(options), allow_blank=True)
            drop.showErrorMessage, drop.errorStyle = True, "stop"
            drop.errorTitle, drop.error = "選択肢にありません", "一覧から選んでください。"
            self.sheet.add_data_validation(drop)
            self.drops[options] = drop
        return self.drops[options]

    def _marks(self, page: Page) -> None:
        _put(self.sheet.cell(1, 1), str(page.header))
        for column in range(1, COLUMNS + 1):
            _put(self.sheet.cell(1, column + 1), f"c{column}")
        for row, line in enumerate(page.lines, _FIRST):
            said = (
                f"c{b.column}={b.mark}" if b.mark else f"c{b.column}~{marks.checksum(b.text)}" for b in line
            )
            _put(self.sheet.cell(row, 1), " ".join(said))
        self.sheet.row_dimensions[1].hidden = True
        self.sheet.column_dimensions["A"].hidden = True

    def _paper(self, page: Page, last: int) -> None:
        from openpyxl.utils import get_column_letter

        sheet = self.sheet
        for column in range(2, COLUMNS + 2):
            sheet.column_dimensions[get_column_letter(column)].width = _WIDTH
        sheet.sheet_view.showGridLines = False
        sheet.print_area = f"B2:{get_column_letter(COLUMNS + 1)}{last}"
        sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "portrait"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.5
        margins.top, margins.bottom, margins.footer = 0.5, 0.75, 0.35
        sheet.print_options.horizontalCentered = True
        sheet.oddFooter.center.text = f"{page.title.replace('&', '＆')}　&P / &N"
        sheet.protection.sheet = True
        sheet.protection.formatRows = False  # whoever fills it in may make a row higher


def _put(cell: Any, text: str) -> None:
    """Write a text, whatever it looks like: nothing becomes a formula, a number or an error."""
    cell.value = text
    cell.data_type = "s"


def _height(text: str, box: Box) -> float:
    """Return the height of a row that shows all of a text."""
    look = _LOOKS[box.role]
    room = max(1.0, (box.span * _WIDTH - 1) * 10 / look.size)
    rows = sum(max(1, ceil(_width(part) / room)) for part in text.split("\n"))
    return rows * look.size * 1.45 + 4


def _width(text: str) -> float:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
