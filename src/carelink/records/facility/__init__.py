"""Facilities on the wire: one, or a town's whole directory in one Bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from uuid import UUID

    from carelink.records.facility.search import Directory, Found
    from carelink.records.read import Read
    from carelink.records.sheets.facility import Facility
    from carelink.records.tree import Node


def directory_bundle(facilities: Iterable[Facility], id: UUID, written: datetime) -> Node:  # noqa: A002  the field's name
    """Return many facilities as one Bundle (profile ``facility-directory``), three entries each.

    :param id: of the directory; a later issue of the same directory keeps it
    :param written: aware time of this issue
    """
    from carelink.records.facility.frame import MOMENT, collection
    from carelink.records.facility.triple import append_blank
    from carelink.records.fhir import state
    from carelink.records.sheets.facility import Facility

    bundle = collection("facility-directory", id, written)
    form = Facility.form()
    for facility in facilities:
        doc = append_blank(bundle, facility.id)
        doc.service["meta"]["lastUpdated"] = MOMENT.write(facility.written)
        state(form, facility, doc)
    return bundle


def facilities_of(tree: Any) -> Iterator[Facility]:
    """Yield the facilities of a Bundle, one per HealthcareService.

    :raises UnreadableError: when one of them cannot be a Facility, e.g. for want of any time it was written
    """
    from carelink.records.facility.triple import triples
    from carelink.records.fhir import values_of
    from carelink.records.sheets.facility import Facility

    form = Facility.form()
    for doc in triples(tree):
        yield Facility.of_document(doc, values_of(form, doc))


def read(tree: Any) -> Read:
    """Return every facility of a Bundle, with what the Bundle holds beyond them as findings."""
    from carelink.records.facility.reading import read

    return read(tree)


def __getattr__(name: str) -> Any:
    """Load the directory when it is first asked for: it needs every list."""
    if name in {"Directory", "Found"}:
        from carelink.records.facility import search

        return getattr(search, name)
    raise AttributeError(name)


__all__ = ["Directory", "Found", "directory_bundle", "facilities_of", "read"]
