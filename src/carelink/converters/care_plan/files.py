"""One file: bytes ⇄ rows, exactly; and what its rows say wrongly."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from carelink.converters import characters
from carelink.converters.care_plan.kinds import KINDS
from carelink.converters.quoted import parsed
from carelink.converters.rules import care_plan as rules
from carelink.findings import Report, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.converters.care_plan.kinds import Column, Kind
    from carelink.converters.quoted import Row
    from carelink.findings import Finding, Rule

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of one file; a month of a large office has about one million."""
_VERSIONS: Final = ("201910", "202003", "202208", "202504", "202407")


@dataclass(frozen=True)
class File:
    """The rows of one file.

    :param odd: cells (row, column, from 0) that are quoted where the standard does not quote, or not quoted
        where it does
    :param end: what ends a line
    :param last: whether the last line is ended, too
    """

    kind: Kind
    rows: tuple[Row, ...]
    report: Report = field(default_factory=Report, compare=False)
    odd: frozenset[tuple[int, int]] = frozenset()
    end: str = "\r\n"
    last: bool = True
    name: str = ""

    def cell(self, row: Row, name: str) -> str:
        """Return the cell of a column; empty when the row is too short."""
        place = self.kind.place(name)
        return row[place] if place < len(row) else ""

    def to_bytes(self) -> bytes:
        """Return the file in MS932: of a file that was read, the same bytes.

        What MS932 lacks is replaced by the documented table; :meth:`losses` says where.
        """
        lines = [
            ",".join(self._written(r, c, cell) for c, cell in enumerate(row))
            for r, row in enumerate(self.rows)
        ]
        text = self.end.join(lines) + (self.end if self.last and lines else "")
        return text.encode("cp932")

    def losses(self) -> Iterator[Finding]:
        """Yield a finding for each cell that MS932 cannot hold as it is."""
        for number, row in enumerate(self.rows):
            for place, cell in enumerate(row):
                carried = characters.to_cp932(cell)
                if carried.lost or carried.replaced:
                    rule = rules.CHARACTER_LOST if carried.lost else rules.CHARACTER_REPLACED
                    path, source = self.place(number, place)
                    yield rule.at(path, source=source)

    def _written(self, row: int, column: int, cell: str) -> str:
        columns = self.kind.columns
        text = characters.to_cp932(cell).text
        quoted = column < len(columns) and columns[column].text and text != ""
        if any(c in text for c in '",\r\n') or quoted != ((row, column) in self.odd):
            return '"' + text.replace('"', '""') + '"'
        return text

    def place(self, row: int, column: int) -> tuple[str, Source]:
        """Return path and source of a cell, for what is said about it."""
        known = self.kind.columns[column].name if column < len(self.kind.columns) else None
        source = Source(file=self.name or None, row=row + 1, column=column + 1, field=known)
        return f"{self.kind.name}[{row}].{known or column + 1}", source


def read_file(data: bytes, kind: str | None = None, name: str = "") -> File | Report:
    """Return the file that bytes hold, or a report why they are none.

    :param kind: name of the kind; that of ``name``, else the one with this many columns, when not given
    :param name: of the file, for the findings
    """
    from carelink.converters.care_plan.names import parse_name

    said = parse_name(name.rpartition("/")[2])
    if len(data) > LARGEST:
        return _refused(rules.TOO_LARGE, name)
    text, found = _decoded(data, name)
    read = None if text is None else parsed(text)
    if read is None:
        return _refused(rules.BROKEN if text is not None else rules.ENCODING, name)
    rows, quoted, end, last = read
    chosen = KINDS.get(kind or (said.kind if said is not None else "")) or _by_width(rows)
    if chosen is None:
        return _refused(rules.KIND_UNKNOWN, name)
    odd = frozenset(
        (r, c)
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
        if ((r, c) in quoted) != _expected(chosen, c, cell)
    )
    made = File(chosen, rows, Report(found), odd, end, last, name)
    every = [*found, *_judged(made)]
    if not any(f.code == rules.NOT_MS932.code for f in found) and made.to_bytes() != data:
        every.append(rules.OTHER_BYTES.at("file", source=Source(file=name or None, row=1)))
    return File(chosen, rows, Report(every), odd, end, last, name)


def _refused(rule: Rule, name: str) -> Report:
    return Report([rule.at("file", source=Source(file=name or None, row=1))])


def _decoded(data: bytes, name: str) -> tuple[str | None, list[Finding]]:
    """Return the text; UTF-8 is read, too, though the standard has MS932 only."""
    where = Source(file=name or None, row=1)
    try:
        if not data.startswith(b"\xef\xbb\xbf"):
            return data.decode("cp932"), []
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("utf-8-sig"), [rules.NOT_MS932.at("file", source=where)]
    except UnicodeDecodeError:
        return None, []


def _expected(kind: Kind, column: int, cell: str) -> bool:
    """Whether a cell is written in quotation marks when nothing is odd about it."""
    if any(c in cell for c in '",\r\n'):
        return True
    return column < len(kind.columns) and kind.columns[column].text and cell != ""


def _by_width(rows: tuple[Row, ...]) -> Kind | None:
    """Return the kind with this many columns; of several (四列 …) none: only the name tells them apart."""
    widths = {len(row) for row in rows}
    fitting = [k for k in KINDS.values() if {len(k.columns)} == widths]
    if [k.name for k in fitting] == ["UPPLAN", "UPJSK"]:
        return fitting[0]
    return fitting[0] if len(fitting) == 1 else None


def _judged(file: File) -> Iterator[Finding]:
    """Yield what the rows say wrongly: width, what is missing, what has not the form of its column."""
    columns = file.kind.columns
    if len({row[0] for row in file.rows if row}) > 1:
        yield rules.VERSIONS_MIXED.at(file.kind.name, source=Source(file=file.name or None, row=1))
    for number, row in enumerate(file.rows):
        if len(row) != len(columns):
            source = Source(file=file.name or None, row=number + 1)
            yield rules.WIDTH.at(f"{file.kind.name}[{number}]", source=source, wanted=len(columns))
            continue
        for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
            rule = _wrong(column, cell) if place else None
            if place == 0 and cell not in _VERSIONS:
                rule = rules.VERSION_UNKNOWN
            if rule is not None:
                path, source = file.place(number, place)
                yield rule.at(path, source=source, column=column.name)


def _wrong(column: Column, cell: str) -> Rule | None:
    if not cell:
        return rules.MISSING if column.required else None
    return None if column.fits(cell) else rules.FORM
