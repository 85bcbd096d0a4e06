"""Values to fill in: realistic Japanese, all invented; numbers that belong to nobody."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

PRIMITIVES: Final[dict[str, Any]] = {
    "base64Binary": "44GT44KM44Gv5p625a6a44Gu6KiY6LyJ44Gn44GZ",
    "boolean": True,
    "canonical": "https://example.org/fhir/Questionnaire/kaku",
    "code": "ja",
    "date": "1938-05-03",
    "dateTime": "2026-11-24T10:30:00+09:00",
    "decimal": Decimal("1.5"),
    "id": "kaku-1",
    "instant": "2026-11-24T10:30:00+09:00",
    "integer": 2,
    "markdown": "架空の記載です。",
    "oid": "urn:oid:1.2.392.100495",
    "positiveInt": 1,
    "string": "架空の記載",
    "time": "10:30:00",
    "unsignedInt": 2,
    "uri": "urn:uuid:5d0f1c5e-7a3b-4c1d-8e2f-9a0b1c2d3e4f",
    "url": "https://example.org/kaku",
    "uuid": "urn:uuid:5d0f1c5e-7a3b-4c1d-8e2f-9a0b1c2d3e4f",
    "xhtml": '<div xmlns="http://www.w3.org/1999/xhtml"><p>架空の記載です。</p></div>',
}
"""By primitive type."""

NAMED: Final[dict[str, Any]] = {
    "Address.city": "木田郡三木町",
    "Address.country": "JP",
    "Address.district": "木田郡",
    "Address.line": "大字架空1番地",
    "Address.postalCode": "761-0000",
    "Address.state": "香川県",
    "Address.text": "香川県木田郡三木町大字架空1番地",
    "Attachment.contentType": "text/plain",
    "Attachment.language": "ja",
    "Attachment.url": "https://example.org/kaku.txt",
    "ContactPoint.value": "087-000-0000",
    "HumanName.family": "架空",
    "HumanName.given": "花子",
    "HumanName.text": "架空 花子",
    "Identifier.system": "https://example.org/fhir/id/kaku",
    "Identifier.value": "KAKU-0001",
    "Location.position.latitude": Decimal("34.2685"),
    "Location.position.longitude": Decimal("134.1293"),
    "Period.end": "2026-11-25",
    "Period.start": "2026-11-24",
    "Quantity.code": "mg",
    "Quantity.system": "http://unitsofmeasure.org",
    "Quantity.unit": "mg",
}
"""By type and element, where the type alone would give something odd."""

NATURAL: Final[dict[str, tuple[str, ...]]] = {
    "Address": ("text", "postalCode"),
    "Annotation": ("text",),
    "Attachment": ("contentType", "url"),
    "CodeableConcept": ("text",),
    "CodeableReference": ("concept",),
    "Coding": ("display",),
    "ContactDetail": ("name",),
    "ContactPoint": ("system", "value"),
    "DataRequirement": ("type",),
    "Dosage": ("text",),
    "Expression": ("language", "expression"),
    "HumanName": ("text",),
    "Identifier": ("system", "value"),
    "Meta": ("lastUpdated",),
    "Money": ("value", "currency"),
    "Narrative": ("status", "div"),
    "Period": ("start", "end"),
    "Range": ("low", "high"),
    "Ratio": ("numerator", "denominator"),
    "Reference": ("reference",),
    "RelatedArtifact": ("type", "display"),
    "SampledData": ("origin", "period", "dimensions", "data"),
    "Signature": ("type", "when", "who"),
    "Timing": ("repeat",),
    "Timing.repeat": ("boundsPeriod", "bounds"),
    "TriggerDefinition": ("type",),
    "UsageContext": ("code", "value"),
    **dict.fromkeys(
        ("Quantity", "SimpleQuantity", "MoneyQuantity", "Duration", "Age", "Count", "Distance"),
        ("value", "unit", "system", "code"),
    ),
}
"""By data type, the elements one writes even where none is required."""

UNITS: Final = {"Age": "a", "Duration": "d", "Distance": "cm", "Count": "1"}
"""Kinds of Quantity whose own rules want another unit."""


def primitive(type_name: str, owner: str, name: str, number: int) -> Any:
    """Return a value for an element.

    :param owner: type or nested path the element belongs to
    :param number: 0 for the first, 1 for the next: another value where that is harmless
    """
    if name == "code" and owner in UNITS:
        return UNITS[owner]
    base = "Quantity" if owner in {*UNITS, "SimpleQuantity", "MoneyQuantity"} else owner
    value = NAMED.get(f"{base}.{name}", PRIMITIVES.get(type_name, "架空の記載"))
    return _varied(value, type_name, f"{base}.{name}", number) if number else value


def _varied(value: Any, type_name: str, place: str, number: int) -> Any:
    if place == "Identifier.value":
        return f"KAKU-{number + 1:04}"
    if type_name in {"string", "markdown"} and place not in NAMED:
        return f"{value} {number + 1}"
    if type_name in {"integer", "positiveInt", "unsignedInt", "decimal"}:
        return value + number
    if type_name == "id":
        return f"kaku-{number + 1}"
    return _uuid(number) if str(value).startswith("urn:uuid:") else value


def _uuid(number: int) -> str:
    return f"urn:uuid:5d0f1c5e-7a3b-4c1d-8e2f-{number:012x}"
