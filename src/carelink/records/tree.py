"""Reading foreign trees without trusting them: every step may be missing or of another type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

Node = dict[str, Any]
"""One JSON object of a FHIR tree."""

DAR: Final = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
DAR_EXTENSION: Final = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
EMPTY: Final = "http://terminology.hl7.org/CodeSystem/list-empty-reason"


ABSENT: Final[Node] = {"extension": [{"url": DAR_EXTENSION, "valueCode": "unknown"}]}
"""What stands where an element must be and nothing is known; copy it before writing it."""


def dicts(value: Any) -> list[Node]:
    """Return the objects of a list; of anything else, none."""
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def first_resource(bundle: Node) -> Any:
    """Return what the first entry of a Bundle holds, None where there is none."""
    entries = bundle.get("entry")
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict):
            return entry.get("resource")
    return None


def concept(system: str, code: str, display: str | None = None, text: str | None = None) -> Node:
    """Return a CodeableConcept with one coding."""
    coding = {"system": system, "code": code}
    if display is not None:
        coding["display"] = display
    out: Node = {"coding": [coding]}
    if text is not None:
        out["text"] = text
    return out


def code_of(value: Any, system: str) -> str | None:
    """Return the code of the coding of ``system`` in a CodeableConcept, or None."""
    if isinstance(value, dict):
        codings = value.get("coding")
        if isinstance(codings, list):
            for coding in codings:
                if isinstance(coding, dict) and coding.get("system") == system:
                    code = coding.get("code")
                    return code if isinstance(code, str) else None
    return None


def contains(actual: Any, pattern: Any) -> bool:
    """Whether ``actual`` has all that ``pattern`` says, as FHIR's ``pattern[x]``; None means absent."""
    if type(pattern) is str:  # nearly always
        return bool(actual == pattern)
    if isinstance(pattern, dict | Mapping):
        if not isinstance(actual, dict):
            return False
        for key, value in pattern.items():  # hot: no generator, and no call for a text
            if actual.get(key) != value if type(value) is str else not contains(actual.get(key), value):
                return False
        return True
    if isinstance(pattern, list):
        return isinstance(actual, list) and all(_holds(actual, p) for p in pattern)
    return bool(actual == pattern)


def _holds(actual: list[Any], pattern: Any) -> bool:
    for value in actual:  # noqa: SIM110  hot: no generator
        if contains(value, pattern):
            return True
    return False


def copied(tree: Any) -> Any:
    """Copy a tree of dicts and lists; the leaves are immutable and stay shared."""
    if isinstance(tree, dict):
        return {key: copied(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [copied(value) for value in tree]
    return tree
