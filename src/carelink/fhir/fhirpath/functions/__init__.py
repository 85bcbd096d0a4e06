"""All functions of the language, by name; ``is``, ``as`` and ``ofType`` belong to the compiler."""

from carelink.fhir.fhirpath.functions import (
    combining,
    conversion,
    existence,
    fhir,
    filtering,
    maths,
    moments,
    strings,
    subsetting,
    tree,
)
from carelink.fhir.fhirpath.functions.function import Function

_ROOMS = (existence, filtering, subsetting, combining, conversion, strings, maths, moments, tree, fhir)

FUNCTIONS: dict[str, Function] = {name: f for room in _ROOMS for name, f in room.FUNCTIONS.items()}

__all__ = ["FUNCTIONS", "Function"]
