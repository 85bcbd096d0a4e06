"""JAHIS 電子版お薬手帳: the file of a medicine notebook, or the text of its QR codes, in and out.

In: the person and the medicines go onto the admission sheet, the medicines as lines to read, because the
form has no list of them; codes stay behind, and each entry of which something stays behind is said. Out: the
person and the notes on medicines, as memos (``JAHISTC08,2``: from the person's side). The notebook itself,
whole, is :class:`carelink.records.notebook.Notebook`: :func:`notebooks` reads it and :func:`write_notebook`
gives back the same file, byte for byte where that has CRLF and CP932, as the format wants.

Texts of several QR codes stand one after the other in one file, in any order; each ends with a 911 entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.converters.batch import Batch
from carelink.errors import UsageError, Words
from carelink.findings import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from carelink.converters.jahis.reading import Parsed
    from carelink.findings import Finding
    from carelink.records.notebook import Notebook

FORMAT: Final = "jahis"
LARGEST: Final = 1_000_000
"""Bytes of a file; a QR code holds less than 3,000."""


def read_all(data: bytes, *, written: datetime | None = None) -> Batch:
    """Return the sheets that notebooks fill; bad data never raises.

    :param written: when the sheet was written; now when not given
    """
    from carelink.converters.jahis.reading import parse
    from carelink.converters.jahis.sheet import to_sheet
    from carelink.converters.moments import moment_of

    parsed = parse(data)
    found = list(parsed.findings)
    sheets: list[Any] = []
    for notebook, lines in parsed.notebooks:
        sheet, said = to_sheet(notebook, lines, written or moment_of(data))
        sheets.append(sheet)
        found += said
    return Batch(tuple(sheets), Report(found), len(sheets) + parsed.refused, parsed.refused, FORMAT)


def notebooks(data: bytes | Iterable[bytes]) -> Parsed:
    """Return the notebooks in a file, or in the texts of QR codes, whole, with what was found.

    ``.notebooks`` are pairs of a notebook and the line of each of its entries.
    """
    from carelink.converters.jahis.reading import parse

    return parse(data)


def write_notebook(notebook: Notebook) -> bytes:
    """Return a notebook as its file: CP932, CRLF."""
    from carelink.converters.jahis.writing import to_bytes as written

    return written(notebook)


def qr_parts(notebook: Notebook, limit: int | None = None) -> tuple[bytes, ...]:
    """Return the texts of the QR codes that hold a notebook.

    :param limit: bytes in one code; 2,000 when not given
    :raises UsageError: when a single entry does not fit
    """
    from carelink.converters.jahis.writing import SYMBOL
    from carelink.converters.jahis.writing import qr_parts as parts

    return parts(notebook, limit or SYMBOL)


def to_bytes(records: Sequence[Any]) -> bytes:
    """Return what of one admission sheet a notebook can hold.

    :raises UsageError: for several records, or for another kind
    """
    from carelink.converters.jahis.sheet import of_sheet

    if len(records) != 1 or records[0].kind != "admission-sheet":
        raise UsageError(
            Words(
                "お薬手帳に書けるのは入院時情報提供書1件です。",
                "A notebook is written from one admission sheet.",
            ),
            hint=Words("1件ずつ別のファイルに書いてください。", "Write each record to a file of its own."),
        )
    return write_notebook(of_sheet(records[0]))


def losses(record: Any) -> tuple[Finding, ...]:
    """Return a finding for each item that does not come back as it was: found by reading what is written."""
    from carelink.converters.rules import files
    from carelink.converters.rules import layout as rules

    back = next(iter(read_all(to_bytes([record]), written=record.written)), None)
    found = []
    for item in record.form():
        said, read = item.of(record), None if back is None else item.of(back)
        if said is not None and said != read:
            rule = files.NOT_CARRIED if read is None else rules.NOT_EXACT
            found.append(rule.at(item.path, layout=FORMAT))
    return tuple(found)


__all__ = ["FORMAT", "LARGEST", "losses", "notebooks", "qr_parts", "read_all", "to_bytes", "write_notebook"]
