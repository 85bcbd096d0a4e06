"""Rows of the open data → facilities, with a finding for every doubtful value."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from carelink import canonical
from carelink.converters.kaigo_kohyo import cells as read
from carelink.converters.kaigo_kohyo import columns as c
from carelink.converters.layouts.safe import bare
from carelink.converters.prefectures import CODE_OF
from carelink.converters.rules import kohyo as rules
from carelink.converters.rules import table as table_rules
from carelink.converters.seen import Seen
from carelink.converters.tables import WHERE
from carelink.findings import Source
from carelink.records.document import stable
from carelink.records.lists.facility import (
    AvailableDay,
    CareDesignation,
    DisabilityDesignation,
    PublishedService,
    TogetherService,
    category_of,
)
from carelink.records.sheets import facility as f

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

    from carelink.converters.tables import Row
    from carelink.findings import Finding, Rule

FORMAT: Final = "kaigo-kohyo"

_SPACE: Final = UUID(stable(UUID(int=0), canonical.identifier_system("kaigo-office")))
_WORDS: Final = (
    (c.TOGETHER, TogetherService),
    (c.CARE, CareDesignation),
    (c.DISABILITY, DisabilityDesignation),
)


# Sections are frozen, so rows that say the same may share one: a corporation runs many offices.


@lru_cache(maxsize=1_024)
def _offer(service: PublishedService | None, name: str) -> f.Offer:
    if service is None:
        return f.Offer(service_name=name)
    kind = service.kind
    return f.Offer(category=category_of(kind), services=(kind,), published_as=service, service_name=name)


@lru_cache(maxsize=4_096)
def _operator(name: str | None, number: str | None) -> f.Operator:
    return f.Operator(name=name, corporate_number=number)


@lru_cache(maxsize=4_096)
def _opening(days: tuple[AvailableDay, ...] | None, notes: str | None) -> f.Opening:
    return f.Opening(days=days, notes=notes)


@lru_cache(maxsize=1_024)
def _reception(capacity: int | None) -> f.Reception:
    return f.Reception(capacity=capacity)


@lru_cache(maxsize=1_024)
def _shared(
    together: TogetherService | None, care: CareDesignation | None, disability: DisabilityDesignation | None
) -> f.Shared:
    return f.Shared(together=together, care=care, disability=disability)


_UNLISTED: Final = f.Listing()


class Reader:
    """Knows which column is where, and which offices it has met; turns one row into one facility.

    :param header: the headings as the table has them
    :param written: what the records say as the moment they were written
    """

    def __init__(self, header: Sequence[str], written: datetime) -> None:
        self.width = len(header)
        self.written = written
        self.at = {heading: i for i, heading in reversed([*enumerate(header)]) if heading in c.PATHS}
        self._headings = tuple(header)
        self._blank = dict.fromkeys(c.HEADINGS, "")
        self.findings = tuple(self._about(header))
        self._met = Seen()
        self._again: dict[str, int] = {}
        self._found: list[Finding] = []
        self._kept: list[f.AsWritten] = []
        self._row = 0

    @property
    def fits(self) -> bool:
        """Whether the table is of this layout at all."""
        return len(c.TELLING & self.at.keys()) > 1

    def _about(self, header: Sequence[str]) -> list[Finding]:
        if len(c.TELLING.intersection(header)) < 2:  # noqa: PLR2004  see TELLING
            return [table_rules.UNKNOWN_LAYOUT.at(WHERE, source=Source(row=1), layout=FORMAT)]
        found = []
        for i, heading in enumerate(header):
            source = Source(row=1, column=i + 1, field=heading if heading in c.PATHS else None)
            if heading not in c.PATHS:
                found.append(table_rules.COLUMN_UNKNOWN.at(WHERE, source=source, column=i + 1))
            elif i != self.at[heading]:
                found.append(table_rules.COLUMN_REPEATED.at(WHERE, source=source, heading=heading))
        missing = [heading for heading in c.HEADINGS if heading not in header]
        found += [table_rules.COLUMN_MISSING.at(WHERE, source=Source(row=1), heading=h) for h in missing]
        return found

    def read(self, row: Row) -> tuple[f.Facility | None, tuple[Finding, ...]]:
        """Return the facility of a row, or None with the finding that says why the row is refused."""
        self._found, self._kept, self._row = [], [], row.number
        # Row findings know their column but not the layout; the heading is added here.
        self._found += [self._placed(finding) for finding in row.findings]
        if row.cells is None or not row.cells:
            return None, tuple(self._found)
        if len(row.cells) != self.width:
            source = Source(row=row.number)
            finding = table_rules.ROW_WIDTH.at(WHERE, source=source, wanted=self.width, found=len(row.cells))
            self._found.append(finding)
            return None, tuple(self._found)
        facility = self._facility(self._texts(row.cells))
        return facility, tuple(self._found)

    def _placed(self, finding: Finding) -> Finding:
        source = finding.source
        heading = next((h for h, i in self.at.items() if source and source.column == i + 1), None)
        if heading is None or source is None:
            return finding
        from dataclasses import replace

        return replace(finding, path=c.PATHS[heading], source=replace(source, field=heading))

    def _texts(self, cells: list[str | None]) -> dict[str, str]:
        """Return heading → cell, without blanks at its ends; what is left out is empty."""
        if "'" in [cell[:1] for cell in cells if cell]:  # what was written so that no program runs it
            cells = [cell and bare(cell) for cell in cells]
        # only ASCII blanks: the ideographic space is part of Japanese names
        texts = [cell.strip(" \t\r\n") if cell else "" for cell in cells]
        if texts != cells:
            for heading, i in self.at.items():
                if cells[i] and texts[i] != cells[i]:
                    self._say(rules.SPACE_AROUND, heading)
                    self._keep(heading, cells[i] or "")
        if len(self.at) == self.width:
            return {**self._blank, **dict(zip(self._headings, texts, strict=True))}
        return self._blank | {heading: texts[i] for heading, i in self.at.items()}

    def _say(self, rule: Rule | None, heading: str, words: str = "") -> None:
        if rule is not None:
            source = Source(row=self._row, column=self.at[heading] + 1, field=heading)
            facts = {"heading": heading, "words": words} if words else {}
            self._found.append(rule.at(c.PATHS[heading], source=source, demanded_by=None, **facts))

    def _keep(self, heading: str, cell: str) -> None:
        """Remember a cell that its item will not be written as; the first text (with its blanks) counts."""
        if cell and all(kept.column != heading for kept in self._kept):
            self._kept.append(f.AsWritten(column=heading, text=cell))

    def _take(self, cell: str, heading: str, reader: Any) -> Any:
        """Read one cell, say what is doubtful, keep the text when it differs from the value."""
        if not cell:
            return None
        value, rule = reader(cell)
        if rule is not None:
            self._say(rule, heading)
        if value != cell and rule is not rules.CORPORATE_PERSONAL:
            self._keep(heading, cell)
        return value

    def _facility(self, t: dict[str, str]) -> f.Facility | None:
        identity = self._identity(t)
        if identity.office_number is None and identity.name is None:
            heading = c.NUMBER if c.NUMBER in self.at else c.NAME
            self._say(rules.FACILITY_NAMELESS, heading)
            return None
        offer = self._offer(t)
        site = self._site(t, identity.office_number)
        return f.Facility(
            id=self._id(identity, offer, site),
            written=self.written,
            identity=identity,
            offer=offer,
            site=site,
            contact=self._contact(t),
            operator=_operator(
                t[c.OPERATOR] or None,
                self._take(t[c.CORPORATE], c.CORPORATE, read.read_corporate_number),
            ),
            opening=self._opening(t),
            reception=self._reception(t),
            shared=self._shared(t),
            listing=self._listing(t),
        )

    def _identity(self, t: dict[str, str]) -> f.Identity:
        number = self._take(t[c.NUMBER], c.NUMBER, read.read_office_number)
        name = t[c.NAME] or None
        if number is None and c.NUMBER in self.at:
            self._say(rules.NUMBER_MISSING, c.NUMBER)
        if name is None and c.NAME in self.at:
            self._say(rules.NAME_MISSING, c.NAME)
        if c.NO in self.at and t[c.NO] != t[c.NUMBER]:
            self._say(rules.NUMBER_DIFFERS, c.NO)
        if c.NO in self.at and t[c.NO] != (number or ""):
            self._keep(c.NO, t[c.NO])
        kana = self._take(t[c.KANA], c.KANA, read.read_kana)
        return f.Identity(name=name, name_kana=kana, office_number=number)

    def _offer(self, t: dict[str, str]) -> f.Offer:
        name = t[c.SERVICE]
        if not name:
            if c.SERVICE in self.at:
                self._say(rules.SERVICE_MISSING, c.SERVICE)
            return f.Offer()
        service, rule = read.read_service(name)
        self._say(rule, c.SERVICE)
        return _offer(service, name)

    def _site(self, t: dict[str, str], number: str | None) -> f.Site:
        municipality = self._take(t[c.MUNICIPALITY], c.MUNICIPALITY, read.read_municipality)
        if municipality is None and c.MUNICIPALITY in self.at:
            self._say(rules.MUNICIPALITY_MISSING, c.MUNICIPALITY)
        prefectures = {code[:2] for code in (number, municipality) if code}
        if t[c.PREFECTURE]:
            prefectures.add(CODE_OF.get(t[c.PREFECTURE], ""))
        if len(prefectures) > 1:
            self._say(rules.PREFECTURE_DIFFERS, c.PREFECTURE if c.PREFECTURE in self.at else c.MUNICIPALITY)
        north, east = self._position(t[c.LATITUDE], t[c.LONGITUDE])
        return f.Site(
            municipality_code=municipality,
            prefecture=t[c.PREFECTURE] or None,
            city=t[c.CITY] or None,
            address=t[c.ADDRESS] or None,
            building=t[c.BUILDING] or None,
            longitude=east,
            latitude=north,
        )

    def _position(self, latitude: str, longitude: str) -> tuple[Decimal | None, Decimal | None]:
        position, said = read.read_position(latitude, longitude)
        for heading, cell, value, rule in zip(
            (c.LATITUDE, c.LONGITUDE), (latitude, longitude), position, said, strict=True
        ):
            self._say(rule, heading if heading in self.at else c.LATITUDE)
            if read.write_degrees(value) != cell:
                self._keep(heading, cell)
        return position

    def _contact(self, t: dict[str, str]) -> f.Contact:
        return f.Contact(
            telephone=self._take(t[c.TELEPHONE], c.TELEPHONE, read.read_telephone),
            fax=self._take(t[c.FAX], c.FAX, read.read_telephone),
            website=self._take(t[c.URL], c.URL, read.read_url),
        )

    def _opening(self, t: dict[str, str]) -> f.Opening:
        days = None
        if t[c.DAYS]:
            days, rule = read.read_days(t[c.DAYS])
            self._say(rule, c.DAYS)
            if read.write_days(days) != t[c.DAYS]:
                self._keep(c.DAYS, t[c.DAYS])
        return _opening(days, t[c.DAY_NOTES] or None)

    def _reception(self, t: dict[str, str]) -> f.Reception:
        capacity = None
        if t[c.CAPACITY]:
            capacity, rule = read.read_capacity(t[c.CAPACITY])
            self._say(rule, c.CAPACITY)
            if capacity is None:
                self._keep(c.CAPACITY, t[c.CAPACITY])
        return _reception(capacity)

    def _shared(self, t: dict[str, str]) -> f.Shared:
        found: list[Any] = []
        for heading, words in _WORDS:
            option = None
            if t[heading]:
                option, rule = read.read_word(t[heading], words)
                if rule is not None:
                    labels = "・".join(w.label for w in words)
                    self._say(rule, heading, labels)
                    self._keep(heading, t[heading])
            found.append(option)
        return _shared(*found)

    def _listing(self, t: dict[str, str]) -> f.Listing:
        if t[c.REMARKS]:
            self._say(rules.REMARK, c.REMARKS)
        if not self._kept and not t[c.REMARKS]:
            return _UNLISTED
        return f.Listing(remarks=t[c.REMARKS] or None, as_written=tuple(self._kept) or None)

    def _id(self, identity: f.Identity, offer: f.Offer, site: f.Site) -> UUID:
        """Return an id that the same office and service always get, whatever file they come from.

        The second row of the same office and service is another record, with an id of its own.
        """
        what = offer.published_as.code if offer.published_as else offer.service_name or ""
        who = identity.office_number or f"{site.municipality_code}|{identity.name}|{site.address}"
        key = f"{who}|{what}"
        if not self._met.add(key):
            self._say(rules.FACILITY_REPEATED, c.NUMBER if c.NUMBER in self.at else c.NAME)
            self._again[key] = self._again.get(key, 1) + 1
            key += f"|{self._again[key]}"
        return UUID(stable(_SPACE, key))
