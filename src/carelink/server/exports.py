"""What was found, as data: a table, GeoJSON, FHIR. Only what everybody may see gets here."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from carelink.records.sheets.facility import Facility

MOST: Final = 2_000
"""Facilities in one file: making more takes seconds, and anybody may ask."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to save facilities.

    :param suffix: of the address and the file
    :param write: facilities and a language to the content
    """

    name: str
    suffix: str
    media: str
    write: Callable[[Sequence[Facility], str], bytes]


def _table(facilities: Sequence[Facility], lang: str) -> bytes:
    """Return CSV that Excel opens: a mark of UTF-8, and no cell that begins a formula."""
    from carelink.converters.layouts.safe import safe
    from carelink.records.sheets.facility import Facility
    from carelink.rendering.geojson import SHOWN

    items = [Facility.form()[path] for _, path in SHOWN]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([item.en if lang == "en" else item.ja for item in items])
    writer.writerows([safe(_cell(item.of(facility))) for item in items] for facility in facilities)
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "、".join(map(_cell, value))
    return value.label if hasattr(value, "label") else str(value)


def _geojson(facilities: Sequence[Facility], lang: str) -> bytes:  # noqa: ARG001  same door for every form
    from carelink.rendering import to_geojson

    return to_geojson(facilities).encode(errors="replace")


def _fhir(facilities: Sequence[Facility], lang: str) -> bytes:  # noqa: ARG001  same door for every form
    from datetime import UTC, datetime
    from uuid import uuid4

    from carelink.fhir import json
    from carelink.records.facility import directory_bundle

    if len(facilities) == 1:
        return json.write(facilities[0].to_fhir())
    return json.write(directory_bundle(facilities, uuid4(), datetime.now(UTC)))


FORMS: Final = (
    Form("CSV", "csv", "text/csv; charset=utf-8", _table),
    Form("GeoJSON", "geojson", "application/geo+json", _geojson),
    Form("FHIR", "json", "application/fhir+json", _fhir),
)


def named(suffix: str) -> Form | None:
    """Return the form with this suffix, or None."""
    return next((form for form in FORMS if form.suffix == suffix), None)
