"""Canonical URLs: ``url|version#fragment`` taken apart, versions compared."""

from __future__ import annotations

import re

CORE = "http://hl7.org/fhir/StructureDefinition/"
"""Where the base types of FHIR live: ``CORE + "Patient"``."""

_NUMBER = re.compile(r"\d+")


def split(canonical: str) -> tuple[str, str | None]:
    """Return URL and version of ``url|version``; a fragment stays with the URL."""
    url, bar, version = canonical.partition("|")
    return url, version if bar and version else None


def bare(canonical: str) -> str:
    """Return the URL without its version."""
    return canonical.partition("|")[0]


def version_key(version: str | None) -> tuple[tuple[int, ...], str]:
    """Sort key of a version: by its numbers, then by its text, so that 1.10 is newer than 1.9."""
    text = version or ""
    return tuple(int(number[:18]) for number in _NUMBER.findall(text)), text


def satisfies(loaded: str | None, wanted: str | None) -> bool:
    """Whether a loaded version answers a wanted one: equal, or wanted is its leading part (4.0 for 4.0.1)."""
    if wanted is None or loaded == wanted:
        return True
    return loaded is not None and loaded.startswith(wanted + ".")
