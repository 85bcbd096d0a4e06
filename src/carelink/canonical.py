"""Where carelink's own artefacts live: their canonical base, and the folder that holds them.

The base is said once, in ``profiles/package.json``. It is a placeholder under a reserved name
until a body that owns a domain adopts it.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path


@cache
def home() -> Path:
    """Return the folder of the profile package: inside the wheel, or beside ``src`` in a checkout."""
    inside = Path(__file__).parent / "profiles" / "data"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "profiles"


@cache
def base() -> str:
    """Return the canonical base URL, e.g. ``https://carelink.example/fhir``."""
    said: str = json.loads((home() / "package.json").read_text("utf-8"))["canonical"]
    return said


def structure(name: str) -> str:
    """Return the canonical URL of one of our profiles or extensions."""
    return f"{base()}/StructureDefinition/{name}"


def code_system(name: str) -> str:
    """Return the canonical URL of one of our code systems."""
    return f"{base()}/CodeSystem/{name}"


def value_set(name: str) -> str:
    """Return the canonical URL of one of our value sets."""
    return f"{base()}/ValueSet/{name}"


def identifier_system(name: str) -> str:
    """Return the URL of an identifier system that Japan has not defined in FHIR (see docs/reference)."""
    return f"{base()}/id/{name}"
