"""Facilities → the 24 columns, byte for byte as published where the record came from there."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from carelink.converters.kaigo_kohyo import cells
from carelink.converters.kaigo_kohyo import columns as c
from carelink.records.lists.facility import CareDesignation, DisabilityDesignation, TogetherService

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from carelink.records.codes import CodeList
    from carelink.records.sheets.facility import Facility

BOM: Final = "\ufeff"


def rows_of(facilities: Iterable[Facility]) -> Iterator[list[str]]:
    """Yield the heading, then one row of 24 cells per facility."""
    yield [*c.HEADINGS]
    for facility in facilities:
        row = canonical_cells(facility)
        for kept in facility.listing.as_written or ():
            if kept.column in row and _still_true(kept.column, kept.text, row, facility):
                row[kept.column] = kept.text
        yield [*row.values()]


def to_bytes(facilities: Iterable[Facility]) -> bytes:
    """Return the table as published: UTF-8 with BOM, CRLF, quotation marks only where they are needed."""
    out = io.StringIO(newline="")
    out.write(BOM)
    csv.writer(out, lineterminator="\r\n").writerows(rows_of(facilities))
    return out.getvalue().encode()


def canonical_cells(facility: Facility) -> dict[str, str]:
    """Return heading → cell, each as its item would be written by somebody who had only the record."""
    identity, site, shared = facility.identity, facility.site, facility.shared
    service = facility.offer.published_as
    capacity = facility.reception.capacity
    number = identity.office_number or ""
    return {
        c.MUNICIPALITY: site.municipality_code or "",
        c.NO: number,
        c.PREFECTURE: site.prefecture or "",
        c.CITY: site.city or "",
        c.NAME: identity.name or "",
        c.KANA: identity.name_kana or "",
        c.SERVICE: facility.offer.service_name or (service.label if service else ""),
        c.ADDRESS: site.address or "",
        c.BUILDING: site.building or "",
        c.LATITUDE: cells.write_degrees(site.latitude),
        c.LONGITUDE: cells.write_degrees(site.longitude),
        c.TELEPHONE: facility.contact.telephone or "",
        c.FAX: facility.contact.fax or "",
        c.CORPORATE: facility.operator.corporate_number or "",
        c.OPERATOR: facility.operator.name or "",
        c.NUMBER: number,
        c.DAYS: cells.write_days(facility.opening.days),
        c.DAY_NOTES: facility.opening.notes or "",
        c.CAPACITY: "" if capacity is None else str(capacity),
        c.URL: facility.contact.website or "",
        c.TOGETHER: shared.together.label if shared.together else "",
        c.CARE: shared.care.label if shared.care else "",
        c.DISABILITY: shared.disability.label if shared.disability else "",
        c.REMARKS: facility.listing.remarks or "",
    }


def _still_true(column: str, text: str, row: dict[str, str], facility: Facility) -> bool:
    """Whether a remembered cell still says what the record says: it may have been changed since."""
    if column == c.NO:
        return True  # no item of the record says it
    text = text.strip(" \t\r\n")
    if column in {c.LATITUDE, c.LONGITUDE}:
        # half a pair is left out, so the other degree decides whether this text stands
        return row[column] == "" or cells.read_degrees(text)[0] == (
            facility.site.latitude if column == c.LATITUDE else facility.site.longitude
        )
    reader = _READERS.get(column)
    return reader(text) == row[column] if reader is not None else text == row[column]


def _label(text: str, words: type[CodeList]) -> str:
    option, _ = cells.read_word(text, words)
    return option.label if option is not None else ""


_READERS: Final[dict[str, Callable[[str], str]]] = {
    c.MUNICIPALITY: lambda text: cells.read_municipality(text)[0],
    c.NUMBER: lambda text: cells.read_office_number(text)[0],
    c.TELEPHONE: lambda text: cells.read_telephone(text)[0],
    c.FAX: lambda text: cells.read_telephone(text)[0],
    c.DAYS: lambda text: cells.write_days(cells.read_days(text)[0]),
    c.CAPACITY: lambda text: str(cells.read_capacity(text)[0] or ""),
    c.TOGETHER: lambda text: _label(text, TogetherService),
    c.CARE: lambda text: _label(text, CareDesignation),
    c.DISABILITY: lambda text: _label(text, DisabilityDesignation),
}
