"""Where the inputs of a form stand in a sheet, by their marks; what was moved, changed, doubled or lost."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from carelink.converters.excel_form import marks
from carelink.converters.rules import form as rules
from carelink.converters.rules import sheet as sheet_rules
from carelink.findings import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.converters.excel_form.opening import Cell, Grid
    from carelink.findings import Finding, Rule

_ROW = re.compile(r"\[([0-9]{1,4})\]")
_COLUMN = re.compile(r"c[0-9]{1,2}")
_MOST_STRAY = 200
"""Findings about cells outside of the form; a sheet may hold thousands."""

Place = tuple[int, int]


@dataclass
class Inputs:
    """The inputs of one sheet.

    :param found: mark → place and, when something stands there, the cell
    """

    grid: Grid
    top: Place = (1, 1)
    found: dict[str, tuple[Place, Cell | None]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    groups: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, grid: Grid, header: marks.Header) -> Self:
        """Look through a sheet that has a header."""
        made = cls(grid)
        place = header_place(grid)
        if place is not None:
            made.top = place
            made._walk(header)
        return made

    def source(self, mark: str) -> Source:
        """Return where an input stands."""
        row, column = self.found[mark][0] if mark in self.found else self.top
        return Source(sheet=self.grid.title, row=row, column=column)

    def take(self, mark: str) -> Cell | None:
        """Return what stands in an input, and remember that it was asked for."""
        self.taken.add(mark)
        return self.found[mark][1] if mark in self.found else None

    def unread(self) -> Iterator[str]:
        """Yield the marks of inputs that hold something and were never asked for."""
        return (m for m, (_, cell) in self.found.items() if m not in self.taken and cell is not None)

    def rows_of(self, mark: str) -> int:
        """Return how many rows of a group the sheet has."""
        return self.groups[mark]

    def local(self) -> Iterator[str]:
        """Yield the marks of the town's own items."""
        return (m for m in self.found if m.startswith("local."))

    def _walk(self, header: marks.Header) -> None:
        head, left = self.top
        places = {
            cell.text: column
            for (row, column), cell in sorted(self.grid.cells.items())
            if row == head and _COLUMN.fullmatch(cell.text)
        }
        by_row: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in self.grid.cells.items():
            by_row.setdefault(row, {})[column] = cell
        for row, here in sorted(by_row.items()):
            if row != head:
                self._row(row, here, places, left)
        lost = header.inputs - len(self.found)
        if lost > 0:
            self._say(rules.CELLS_MISSING, self.top, count=lost)
        for mark in self.found:
            for group in _ROW.finditer(mark):
                name = mark[: group.start()]
                self.groups[name] = max(self.groups[name], int(group[1]) + 1)

    def _row(self, row: int, here: dict[int, Cell], places: dict[str, int], left: int) -> None:
        """Note the inputs of one row, and say what else stands in it."""
        cell = here.pop(left, None)
        said = marks.tokens(cell.text) if cell is not None else []
        at = sorted((places[name], sign, what) for name, sign, what in said if name in places)
        ends = [column for column, _, _ in at[1:]]
        for (column, sign, what), end in zip(at, [*ends, column_after(places)], strict=False):
            cell = here.pop(column, None)
            if sign == "~":
                if marks.checksum(cell.text if cell is not None else "") != what:
                    self._say(rules.LABEL_CHANGED, (row, column))
                continue
            if cell is None:
                cell, column = self._moved(row, here, column, end)  # noqa: PLW2901  the place it moved to
            self._note(what, (row, column), cell)
        for column in sorted(here):
            if here[column].text.strip() or here[column].formula:
                self._stray(row, column)

    def _moved(self, row: int, here: dict[int, Cell], column: int, end: int) -> tuple[Cell | None, int]:
        """Return the answer that slid to the right inside of what was one merged cell."""
        for place in range(column + 1, end):
            if place in here and here[place].text.strip():
                self._say(rules.MOVED, (row, place))
                return here.pop(place), place
        return None, column

    def _note(self, mark: str, place: Place, cell: Cell | None) -> None:
        if mark not in self.found:
            self.found[mark] = place, cell
        elif cell is not None and cell.text.strip() and cell.value is not None:
            self._say(sheet_rules.ITEM_REPEATED, place, label=self._label(mark))

    @staticmethod
    def _label(mark: str) -> str:
        """Name an input in a finding: by its path, which is no value of the record."""
        return mark if mark.isascii() and len(mark) < 100 else "?"  # noqa: PLR2004  no path is longer

    def _stray(self, row: int, column: int) -> None:
        if len(self.findings) < _MOST_STRAY:
            self._say(rules.STRAY, (row, column))

    def _say(self, rule: Rule, place: Place, **facts: Any) -> None:
        source = Source(sheet=self.grid.title, row=place[0], column=place[1])
        self.findings.append(rule.at("sheet", source=source, **facts))


def column_after(places: dict[str, int]) -> int:
    """Return the first column behind the form."""
    return max(places.values(), default=0) + 1


def header_place(grid: Grid) -> Place | None:
    """Return where the header of the marks stands, the topmost one."""
    return min(
        (p for p, c in grid.cells.items() if isinstance(c.value, str) and marks.header_of(c.value)),
        default=None,
    )
