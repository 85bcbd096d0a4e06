"""Facilities as GeoJSON (RFC 7946): a point each, with what a map shows in its balloon."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

HEAD: Final = '{"type":"FeatureCollection","features":[\n'
TAIL: Final = "\n]}\n"

SHOWN: Final = (
    ("name", "identity.name"),
    ("name_kana", "identity.name_kana"),
    ("office_number", "identity.office_number"),
    ("medical_number", "identity.medical_number"),
    ("category", "offer.category"),
    ("service", "offer.service_name"),
    ("address", "site.address"),
    ("postal_code", "site.postal_code"),
    ("municipality_code", "site.municipality_code"),
    ("telephone", "contact.telephone"),
    ("fax", "contact.fax"),
    ("url", "contact.website"),
    ("operator", "operator.name"),
    ("days", "opening.days"),
    ("closed", "opening.closed"),
    ("capacity", "reception.capacity"),
    ("beds", "reception.beds"),
    ("vacancy", "reception.vacancy"),
)
"""Property of a feature ← item of the facility."""


def to_geojson(facilities: Iterable[Any]) -> str:
    """Return facilities as one FeatureCollection.

    :raises UsageError: when a record is no facility
    """
    return "".join(pieces(facilities))


def pieces(facilities: Iterable[Any]) -> Iterator[str]:
    """Yield the text of a FeatureCollection a feature at a time.

    :raises UsageError: when a record is no facility
    """
    yield HEAD
    for number, facility in enumerate(facilities):
        if getattr(facility, "kind", "") != "facility":
            raise UsageError(
                Words("GeoJSON にできるのは施設・事業所だけです。", "Only facilities become GeoJSON."),
                hint=Words("施設の表か FHIR を渡してください。", "Give a table of facilities, or FHIR."),
            )
        yield (",\n" if number else "") + json.dumps(feature(facility), ensure_ascii=False)
    yield TAIL


def feature(facility: Any) -> dict[str, Any]:
    """Return one facility: longitude first, as RFC 7946 says; no geometry where the place is not known."""
    site = facility.site
    geometry = None
    if site.longitude is not None and site.latitude is not None:
        geometry = {"type": "Point", "coordinates": [_degrees(site.longitude), _degrees(site.latitude)]}
    form = type(facility).form()
    said = ((name, form[path].of(facility)) for name, path in SHOWN)
    return {
        "type": "Feature",
        "id": str(facility.id),
        "geometry": geometry,
        "properties": {name: _shown(value) for name, value in said if value is not None},
    }


def _degrees(value: Decimal) -> float:
    """Return a JSON number; seven decimals are a centimetre, and RFC 7946 asks for no more."""
    return round(float(value), 7)


def _shown(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_shown(one) for one in value]
    return value.label if hasattr(value, "label") else value


__all__ = ["SHOWN", "feature", "pieces", "to_geojson"]
