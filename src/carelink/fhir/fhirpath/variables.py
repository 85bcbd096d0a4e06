"""The environment variables every FHIR expression may use (fhirpath.html#variables)."""

from __future__ import annotations

UCUM = "http://unitsofmeasure.org"
_FIXED = {
    "ucum": UCUM,
    "sct": "http://snomed.info/sct",
    "loinc": "http://loinc.org",
    "us-zip": "[0-9]{5}(-[0-9]{4}){0,1}",
}
_PREFIXED = {
    "vs-": "http://hl7.org/fhir/ValueSet/",
    "ext-": "http://hl7.org/fhir/StructureDefinition/",
}
AROUND = frozenset({"resource", "rootResource", "context"})
"""Variables that depend on where an expression is evaluated."""


def constant(name: str) -> str | None:
    """Return the value of a variable that is always the same; None for others."""
    for prefix, base in _PREFIXED.items():
        if name.startswith(prefix) and len(name) > len(prefix):
            return base + name.removeprefix(prefix)
    return _FIXED.get(name)
