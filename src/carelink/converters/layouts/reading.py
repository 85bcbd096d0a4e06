"""Rows of a table of some layout → records, with a finding for every doubtful cell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from carelink.converters import characters
from carelink.converters.layouts import joined
from carelink.converters.layouts.layout import JOINED, Column, folded
from carelink.converters.layouts.safe import bare
from carelink.converters.rules import kohyo
from carelink.converters.rules import layout as rules
from carelink.converters.rules import table as table_rules
from carelink.converters.tables import WHERE
from carelink.findings import Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from carelink.converters.layouts.codecs import Codec
    from carelink.converters.layouts.layout import Layout
    from carelink.converters.tables import Row
    from carelink.findings import Finding, Rule

_BLANKS: Final = " \t\r\n"


class Reader:
    """Knows which column is where, and which records it has met; turns one row into one record.

    :param layout: of the table
    :param header: the headings as the table has them
    :param written: what records without a moment of their own say as the moment they were written
    :param sheet: of a workbook
    """

    def __init__(
        self, layout: Layout, header: Sequence[str], written: datetime, sheet: str | None = None
    ) -> None:
        self.layout, self.written, self.sheet = layout, written, sheet
        self.width = len(header)
        self.keeps = layout.record.kind == "facility"
        known = layout.by_heading
        self.special: frozenset[int] = getattr(self, "special", frozenset())
        self.columns: list[tuple[int, Column, Codec]] = []
        self.extra: list[tuple[int, str]] = []
        self.fits = self.recognises(header)
        self.findings = tuple(self._about(header, known)) if self.fits else (self._misfit(),)
        self.ids = joined.Ids(layout)
        self.row = 0
        self.found: list[Finding] = []
        self.kept: dict[str, str] = {}

    def recognises(self, header: Sequence[str]) -> bool:
        """Whether the table is of this layout at all."""
        return self.layout.recognises(header)

    def _misfit(self) -> Finding:
        source = Source(row=1, sheet=self.sheet)
        return table_rules.UNKNOWN_LAYOUT.at(WHERE, source=source, layout=self.layout.name)

    def _about(self, header: Sequence[str], known: dict[str, Column]) -> list[Finding]:
        found: list[Finding] = []
        met: set[str] = set()
        for i, heading in enumerate(header):
            if i in self.special:
                continue
            column = known.get(folded(heading))
            source = Source(row=1, column=i + 1, field=column.heading if column else None, sheet=self.sheet)
            if column is None:
                if heading and self.keeps:
                    self.extra.append((i, heading))
                rule = rules.COLUMN_KEPT if heading and self.keeps else table_rules.COLUMN_UNKNOWN
                # a foreign heading could hold anything, so its place is named and not its text
                found.append(rule.at(WHERE, source=source, column=i + 1, heading=i + 1))
            elif column.heading in met:
                found.append(table_rules.COLUMN_REPEATED.at(WHERE, source=source, heading=column.heading))
            else:
                met.add(column.heading)
                self.columns.append((i, column, self.layout.codecs[column.heading]))
                if not column.path:
                    found.append(rules.COLUMN_KEPT.at(WHERE, source=source, heading=column.heading))
        place = Source(row=1, sheet=self.sheet)
        found += [
            table_rules.COLUMN_MISSING.at(WHERE, source=place, heading=c.heading)
            for c in self.layout.columns
            if c.heading not in met and not c.optional
        ]
        return found

    def read(self, row: Row) -> tuple[Any, tuple[Finding, ...]]:
        """Return the record of a row, or None with the finding that says why the row is refused."""
        self.row, self.found, self.kept = row.number, [], {}
        self.found += map(self._placed, row.findings)
        if not row.cells:
            return None, tuple(self.found)
        if len(row.cells) != self.width:
            finding = table_rules.ROW_WIDTH.at(
                WHERE, source=self._source(), wanted=self.width, found=len(row.cells)
            )
            return None, (*self.found, finding)
        values = self._values(row.cells)
        try:
            record = joined.record_of(self, values)
        except ValidationError:
            self.found.append(rules.ROW_UNFIT.at(WHERE, source=self._source()))
            record = None
        return record, tuple(self.found)

    def _values(self, cells: Sequence[str | None]) -> dict[str, Any]:
        values: dict[str, Any] = dict(self.layout.fixed)
        for i, column, codec in self.columns:
            raw = cells[i]
            if not raw:
                continue
            text = self._stripped(raw, column)
            if not text:
                continue
            if not column.path:
                self.keep(column.heading, bare(raw))
                continue
            for rule in characters.doubtful(text):
                self.say(rule, column)
            value, said = codec.read(text)
            if said is not None:
                self.say(said, column, codec.facts)
            if value is not None:
                values[column.path] = value
            self._remember(column, codec, text, value, said)
        for i, heading in self.extra:
            if raw := cells[i]:
                self.keep(heading, bare(raw))
        return values

    def _stripped(self, raw: str, column: Column) -> str:
        cell = bare(raw)
        text = cell.strip(_BLANKS)
        if len(text) != len(cell):
            self.say(kohyo.SPACE_AROUND, column)
            self.keep(column.heading, cell)
        return text

    def _remember(self, column: Column, codec: Codec, text: str, value: Any, said: Rule | None) -> None:
        """Keep a cell that its item will not be written as; a My Number is forgotten wholly."""
        if said is kohyo.CORPORATE_PERSONAL:
            return
        if value is None or codec.write(value) != text:
            if self.keeps:
                self.keep(column.heading, text)
            elif said is None:
                self.say(rules.REWRITTEN, column)

    def keep(self, heading: str, text: str) -> None:
        """Remember a cell as written; the first text, with its blanks, counts."""
        self.kept.setdefault(heading, text)

    def say(self, rule: Rule, column: Column | str, facts: Sequence[tuple[str, str]] = ()) -> None:
        """Add a finding about a cell of this row; of a column the table lacks, about the row."""
        path = column if isinstance(column, str) else column.path
        place = next(((i, c) for i, c, _ in self.columns if c.path == path), None)
        source = self._source() if place is None else self._source(place[0] + 1, place[1].heading)
        named = {"heading": place[1].heading, **dict(facts)} if place else dict(facts)
        where = JOINED.get(path, path)
        self.found.append(rule.at(where or WHERE, source=source, demanded_by=None, **named))

    def has(self, path: str) -> bool:
        """Whether the table has a column for this item."""
        return any(column.path == path for _, column, _ in self.columns)

    def heading(self, path: str) -> str | None:
        """Return the heading of the column that says this item."""
        return next((c.heading for _, c, _ in self.columns if c.path == path), None)

    def _source(self, column: int | None = None, heading: str | None = None) -> Source:
        return Source(row=self.row, column=column, field=heading, sheet=self.sheet)

    def _placed(self, finding: Finding) -> Finding:
        """Return a finding of the table room with the item and heading of its column."""
        at = finding.source.column if finding.source else None
        match = next((c for i, c, _ in self.columns if at == i + 1), None)
        if match is None or finding.source is None:
            return finding
        source = replace(finding.source, field=match.heading, sheet=self.sheet)
        return replace(finding, path=JOINED.get(match.path, match.path) or WHERE, source=source)
