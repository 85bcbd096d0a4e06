"""A record as a form in an Excel workbook: drawn from the declarations, filled in by hand, read back.

>>> from carelink.converters import excel_form                              # doctest: +SKIP
>>> excel_form.blank(AdmissionSheet.form())                                 # doctest: +SKIP

Every item stands on the page with its label: one of a list as a drop-down, several as boxes (☐ ☑), text in
brackets beside its option. Inputs are coloured and open, all else is locked (without a password). An empty
cell and 記載なし both mean "not stated"; なし and 不明 are options where the form prints them. What a cell is
for stands in hidden marks (:mod:`~carelink.converters.excel_form.marks`), so a form reads back with rows and
columns put in, cells unmerged or labels changed: each of these is a finding with its cell.

What it cannot carry, each reported per record: control characters and carriage returns, texts of blanks
alone, texts of more than 32,767 characters, texts with ``_x1234_`` (an escape of the file format), and
brackets of an option that the form prints without brackets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.converters.batch import Batch
from carelink.findings import Report, Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from carelink.converters.excel_form.book import Page
    from carelink.findings import Finding
    from carelink.records.editions import Edition
    from carelink.records.forms import Form

FORMAT: Final = "excel-form"


def recognises(source: Path | bytes) -> bool:
    """Whether a workbook (its path or all its bytes) bears the marks of a form.

    :raises StorageError: when the file cannot be opened
    """
    from carelink.converters.excel_form.opening import is_form

    return is_form(source)


def read_all(data: bytes, *, written: datetime | None = None) -> Batch:
    """Return the records of a workbook, one for each sheet that is a form, and all that was found.

    :param written: used where a form does not say 記入日時
    """
    from carelink.converters.excel_form import marks
    from carelink.converters.excel_form.inputs import header_place
    from carelink.converters.excel_form.opening import grids
    from carelink.converters.excel_form.reading import FormReader
    from carelink.converters.rules import form as rules

    found: list[Finding] = []
    records: list[Any] = []
    sheets, rule = grids(data)
    forms = [(grid, place) for grid in sheets if (place := header_place(grid)) is not None]
    if rule is not None or not forms:
        found.append((rule or rules.MARKS_GONE).at("sheet", source=Source(row=1)))
    for number, (grid, place) in enumerate(forms):
        header = marks.header_of(grid.cells[place].text)
        if header is not None:
            # sheets without an id of their own must not get the same one
            reader = FormReader(grid, header, data + bytes([0] * number), written)
            record = reader.record()
            found += reader.findings
            records += [] if record is None else [record]
    count = max(len(forms), 1)
    return Batch(tuple(records), Report(found), count, count - len(records), FORMAT)


def to_bytes(records: Sequence[Any], *, edition: Edition | None = None) -> bytes:
    """Return records as forms, a sheet for each.

    :param edition: a town's own edition, whose form is written instead of the national one
    :raises StorageError: when openpyxl (extra ``excel``) is not installed
    """
    from carelink.converters.excel_form import book

    if edition is not None:
        return book.to_bytes([_page(edition.form, record, edition.note) for record in records])
    return book.to_bytes([_page(type(record).form(), record) for record in records])


def blank(form: Form, *, note: str = "") -> bytes:
    """Return an empty form: of a kind (``AdmissionSheet.form()``), or of a town's own edition.

    :param note: printed below the title, such as that an edition is a template
    :raises StorageError: when openpyxl (extra ``excel``) is not installed
    """
    from carelink.converters.excel_form import book

    return book.to_bytes([_page(form, None, note)])


def losses(record: Any) -> tuple[Finding, ...]:
    """Return a finding for each answer that the form cannot hold."""
    from carelink.converters.excel_form import cells
    from carelink.converters.excel_form.envelope import envelope_losses

    form = type(record).form()
    placed = {box.mark: box for line in _page(form, record).lines for box in line if box.mark}
    return (*cells.losses(form, record, placed), *envelope_losses(record))


def _page(form: Form, record: Any, note: str = "") -> Page:
    from carelink.converters.excel_form import cells, layout, marks
    from carelink.converters.excel_form.book import Page
    from carelink.converters.excel_form.envelope import envelope, local, rows

    lines = tuple(layout.lines(form, rows(form, record), local(form, record), note))
    inputs = len({box.mark for line in lines for box in line if box.mark})
    edition = getattr(record, "edition", None) or (
        form.edition if "edition" in form.record.model_fields else ""
    )
    answers = {} if record is None else {**cells.answers(form, record), **envelope(form, record)}
    return Page(form.title, marks.Header(form.kind, edition, inputs), lines, answers)


__all__ = ["FORMAT", "blank", "losses", "read_all", "recognises", "to_bytes"]
