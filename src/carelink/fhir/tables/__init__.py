"""Facts of FHIR R4 4.0.1, from HL7's own package, one type at a time.

Built by ``tools/build_tables.py`` and committed; nothing is fetched at run time. Reading one type
costs well under a millisecond, and what was read once stays.

* :func:`type_of` – a type and its elements, as this package's code likes them
* :func:`structure` – the same, and the published profiles and extensions, as FHIR StructureDefinitions
* :func:`value_set`, :func:`code_system` – terminology, as FHIR resources
* :func:`value_set_codes`, :func:`code_system_displays` – terminology, ready to look up
"""

from carelink.fhir.tables.definitions import (
    complex_types,
    extension,
    extension_urls,
    is_type,
    primitive_types,
    resource_types,
    structure,
    structure_urls,
)
from carelink.fhir.tables.terminology import (
    code_system,
    code_system_displays,
    code_system_urls,
    value_set,
    value_set_codes,
    value_set_urls,
)
from carelink.fhir.tables.types import Binding, Constraint, ElementInfo, TypeInfo, TypeRef, type_of

__all__ = [
    "Binding",
    "Constraint",
    "ElementInfo",
    "TypeInfo",
    "TypeRef",
    "code_system",
    "code_system_displays",
    "code_system_urls",
    "complex_types",
    "extension",
    "extension_urls",
    "is_type",
    "primitive_types",
    "resource_types",
    "structure",
    "structure_urls",
    "type_of",
    "value_set",
    "value_set_codes",
    "value_set_urls",
]
