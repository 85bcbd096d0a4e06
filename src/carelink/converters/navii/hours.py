"""The second file: rows of facility × department × slot → departments and hours by ID."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, BinaryIO
from uuid import UUID

from carelink.converters.batch import Outcome
from carelink.converters.layouts import joined
from carelink.converters.moments import moment_of
from carelink.converters.navii.columns import HOURS
from carelink.converters.navii.flags import Times
from carelink.converters.navii.reading import key_of
from carelink.converters.rules import navii as rules
from carelink.converters.rules import table as table_rules
from carelink.converters.tables import LIMITS, WHERE, Limits, open_table
from carelink.findings import Finding, Source
from carelink.records.document import stable
from carelink.records.sheets import facility as f

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from carelink.converters.tables import Row


class _Reader:
    """Knows where ID, department and times stand."""

    def __init__(self, header: Sequence[str], sheet: str | None) -> None:
        self.sheet, self.width = sheet, len(header)
        self.times = Times(header)
        names = [h.strip() for h in header]
        self.at = {c.heading: names.index(c.heading) for c in HOURS.columns if c.heading in names}
        self.fits = HOURS.recognises(header) and "ID" in self.at
        self.header = tuple(header)

    def about(self) -> tuple[Finding, ...]:
        """Return what there is to say about the heading."""
        place = Source(row=1, sheet=self.sheet)
        if not self.fits:
            return (table_rules.UNKNOWN_LAYOUT.at(WHERE, source=place, layout=HOURS.name),)
        missing = [c.heading for c in HOURS.columns if c.heading not in self.at]
        found = [table_rules.COLUMN_MISSING.at(WHERE, source=place, heading=h) for h in missing]
        known = {*self.at.values(), *self.times.columns}
        for i in range(self.width):
            if i not in known:
                at = Source(row=1, column=i + 1, sheet=self.sheet)
                found.append(table_rules.COLUMN_UNKNOWN.at(WHERE, source=at, column=i + 1))
        return tuple(found)

    def read(self, row: Row) -> tuple[str, f.Department | None, list[f.Hours], list[Finding], bool]:
        """Return ID, department, hours, what was found, and whether the row is refused."""
        found = list(row.findings)
        if not row.cells:
            return "", None, [], found, row.cells is None
        if len(row.cells) != self.width:
            at = Source(row=row.number, sheet=self.sheet)
            found.append(table_rules.ROW_WIDTH.at(WHERE, source=at, wanted=self.width, found=len(row.cells)))
            return "", None, [], found, True
        cells = row.cells
        said, code, name = (self._cell(cells, h) for h in ("ID", "診療科目コード", "診療科目名"))
        if not said:
            at = Source(row=row.number, field="ID", column=self.at["ID"] + 1, sheet=self.sheet)
            found.append(rules.ID_MISSING.at("identity.navii_id", source=at))
            return "", None, [], found, True
        department = f.Department(name=name or code or "", code=code) if name or code else None
        spans, notes = self.times.read(cells, department.name if department else None)
        for column, rule in notes:
            at = Source(row=row.number, column=column + 1, field=self.header[column], sheet=self.sheet)
            found.append(rule.at("opening.hours", source=at))
        return said, department, spans, found, False

    def _cell(self, cells: Sequence[str | None], heading: str) -> str | None:
        at = self.at.get(heading)
        return ((cells[at] or "").strip() or None) if at is not None else None


def read_rows(
    source: Path | bytes | BinaryIO, *, written: datetime | None = None, limits: Limits = LIMITS
) -> Iterator[Outcome]:
    """Yield one place for each run of rows with the same ID; the first outcome is about the heading."""
    table = open_table(source, limits=limits)
    reader = _Reader(table.header, table.sheet)
    yield Outcome(1, None, (*table.findings, *(reader.about() if table.header else ())), refused=False)
    if not reader.fits:
        return
    moment = written or moment_of(source)
    met: set[str] = set()
    rows = ((row.number, *reader.read(row)) for row in table.rows)
    for said, group in groupby(rows, key=lambda r: (r[1], r[5])):
        yield from _of_group(said[0], list(group), moment, met, reader.sheet)


def _of_group(
    said: str, rows: list[Any], written: datetime, met: set[str], sheet: str | None
) -> Iterator[Outcome]:
    if not said:
        for number, _, _, _, found, refused in rows:
            yield Outcome(number, None, tuple(found), refused=refused)
        return
    number = rows[0][0]
    found = [finding for row in rows for finding in row[4]]
    if said in met:
        at = Source(row=number, field="ID", sheet=sheet)
        found.append(rules.ID_AGAIN.at("identity.navii_id", source=at))
    met.add(said)
    departments = tuple(dict.fromkeys(row[2] for row in rows if row[2] is not None))
    hours = tuple(span for row in rows for span in row[3])
    record = f.Facility(
        id=UUID(stable(joined.SPACES["facility"], f"{said}|hours|{number}")),
        written=written,
        identity=f.Identity(navii_id=said),
        offer=f.Offer(departments=departments or None),
        opening=f.Opening(hours=hours or None),
    )
    yield Outcome(number, record, tuple(found), refused=False)


def by_id(
    source: Path | bytes | BinaryIO, *, written: datetime | None = None, limits: Limits = LIMITS
) -> tuple[list[Finding], dict[str, tuple[Any, bool]]]:
    """Return what was found, and for each ID the place with its hours and whether it was met (not yet)."""
    found: list[Finding] = []
    known: dict[str, tuple[Any, bool]] = {}
    for outcome in read_rows(source, written=written, limits=limits):
        found += outcome.findings
        if outcome.record is None:
            continue
        key = key_of(outcome.record.identity.navii_id)
        if key in known:  # rows of one ID that do not stand together
            first = known[key][0]
            both = (*(first.opening.hours or ()), *(outcome.record.opening.hours or ()))
            names = (*(first.offer.departments or ()), *(outcome.record.offer.departments or ()))
            changed = first.change("opening.hours", both or None)
            known[key] = (changed.change("offer.departments", tuple(dict.fromkeys(names)) or None), False)
        else:
            known[key] = (outcome.record, False)
    return found, known
