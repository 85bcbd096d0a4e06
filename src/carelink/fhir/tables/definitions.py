"""StructureDefinitions out of the tables: the shortened lines, and the FHIR shape made from them."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from carelink.fhir.tables import store
from carelink.fhir.tables.errata import corrected

CORE: Final = "http://hl7.org/fhir/StructureDefinition/"
_FHIR_TYPE: Final = CORE + "structuredefinition-fhir-type"
_REGEX: Final = CORE + "regex"
_MAX_VALUE_SET: Final = CORE + "elementdefinition-maxValueSet"
_SYSTEM: Final = "http://hl7.org/fhirpath/"


@cache
def constraint(number: int) -> tuple[str, str, str]:
    """Return ``(key, severity, expression)`` of a pooled constraint, errata applied."""
    key, severity, expression = store.row("constraints", f"{number:03}")
    return key, severity, corrected(key, expression)


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """Names of the types by kind: "resource" (concrete ones only), "complex-type", "primitive-type"."""
    return {kind: frozenset(names) for kind, names in store.row("kinds", "types").items()}


def resource_types() -> frozenset[str]:
    """Return the names of the 146 concrete resource types."""
    return _kinds()["resource"]


def primitive_types() -> frozenset[str]:
    """Return the names of the primitive types, xhtml among them."""
    return _kinds()["primitive-type"]


def complex_types() -> frozenset[str]:
    """Return the names of the data types, the abstract ones (Element, BackboneElement) among them."""
    return _kinds()["complex-type"]


def is_type(name: str) -> bool:
    """Whether R4 knows a resource or data type of that name."""
    return store.has("types", name)


def short(url: str) -> dict[str, Any] | None:
    """Return the shortened line behind a canonical URL, with or without ``|version``."""
    plain = url.partition("|")[0]
    name = plain.removeprefix(CORE)
    found: dict[str, Any] | None = store.row("types", name) if plain.startswith(CORE) else None
    return found or store.row("profiles", plain)


def structure_urls() -> tuple[str, ...]:
    """Return the canonical URLs of everything :func:`structure` knows."""
    return (*(CORE + name for name in store.keys("types")), *store.keys("profiles"))


def structure(url: str) -> dict[str, Any] | None:
    """Return a StructureDefinition of R4 with its snapshot, as FHIR JSON without the prose, or None.

    :param url: canonical, with or without ``|version``. Types, the published profiles (vital signs …),
        extension definitions and logical models are known. The result is the caller's own copy.
    """
    found = short(url)
    if found is None:
        return None
    elements = [_element(e) for e in found.pop("element")]
    return {"resourceType": "StructureDefinition", **found, "snapshot": {"element": elements}}


def _element(e: dict[str, Any]) -> dict[str, Any]:
    path, low, high = e["base"] if "base" in e else (e["path"], e["min"], e["max"])
    full = {"id": e.get("id", e["path"]), **e, "base": {"path": path, "min": low, "max": high}}
    if "type" in e:
        full["type"] = [_type(t) for t in e["type"]]
    if "binding" in e:
        full["binding"] = _binding(*e["binding"])
    if "constraint" in e:
        names = ("key", "severity", "expression")
        said = (zip(names, constraint(number), strict=True) for number in e["constraint"])
        full["constraint"] = [{k: v for k, v in pairs if v} for pairs in said]
    return full


def _type(t: str | dict[str, Any]) -> dict[str, Any]:
    code = t if isinstance(t, str) else t["code"]
    rest = {} if isinstance(t, str) else {k: v for k, v in t.items() if k not in ("code", "regex")}
    if "=" not in code:
        return {"code": code, **rest}
    system, _, real = code.partition("=")
    said = [{"url": _FHIR_TYPE, "valueUrl": real}] if real else []
    if isinstance(t, dict):
        said.append({"url": _REGEX, "valueString": t["regex"]})
    return {"extension": said, "code": _SYSTEM + system} if said else {"code": _SYSTEM + system}


def _binding(strength: str, value_set: str, most: str = "") -> dict[str, Any]:
    full: dict[str, Any] = {"strength": strength}
    if value_set:
        full["valueSet"] = value_set
    if most:
        full["extension"] = [{"url": _MAX_VALUE_SET, "valueCanonical": most}]
    return full


def extension(url: str) -> dict[str, Any] | None:
    """Return the StructureDefinition of an extension published with R4, or None."""
    found = structure(url)
    is_extension = found is not None and found["type"] == "Extension" and "derivation" in found
    return found if is_extension and found and found["derivation"] == "constraint" else None


def extension_urls() -> tuple[str, ...]:
    """Return the canonical URLs of the extensions published with R4."""
    return tuple(store.row("kinds", "extensions"))
