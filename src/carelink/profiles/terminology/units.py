"""Units of UCUM: is a code one? A parser of its grammar over the registered atoms (UCUM sections 3 to 28).

Case-sensitive codes only, as FHIR wants them. What a unit is worth is no question here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from carelink.profiles.terminology.registries import registered

UCUM: Final = "http://unitsofmeasure.org"
_LENGTH_AT_MOST: Final = 200
_NESTED_AT_MOST: Final = 20
_ANNOTATION = re.compile(r"\{[!-z|~]*\}")
_ATOM = re.compile(r"(?:10[*^]|(?:\[[^\[\]{}\s]*\]|[^\[\]{}()./0-9+\-\s])+)([+-]?[0-9]+)?", re.ASCII)
_FACTOR = re.compile(r"[1-9][0-9]*", re.ASCII)


@lru_cache(maxsize=4096)
def is_unit(code: str) -> bool:
    """Whether this is a unit of UCUM: ``mg/dL``, ``mm[Hg]``, ``10*9/L``, ``{score}``."""
    if not code or len(code) > _LENGTH_AT_MOST:
        return False
    start = 1 if code[0] == "/" else 0
    return _term(code, start, 0) == len(code)


def _term(code: str, at: int, depth: int) -> int:
    """Read components joined by ``.`` and ``/``; return where they end, -1 when there is none."""
    at = _component(code, at, depth)
    while 0 < at < len(code) and code[at] in "./":
        at = _component(code, at + 1, depth)
    return at


def _component(code: str, at: int, depth: int) -> int:
    if code.startswith("(", at):
        end = _term(code, at + 1, depth + 1) if depth < _NESTED_AT_MOST else -1
        if end < 0 or not code.startswith(")", end):
            return -1
        return _annotated(code, end + 1)
    if (note := _ANNOTATION.match(code, at)) is not None:
        return note.end()
    if (atom := _ATOM.match(code, at)) is not None:
        name = atom[0].removesuffix(atom[1]) if atom[1] else atom[0]
        return _annotated(code, atom.end()) if _is_atom(name) else -1
    if (factor := _FACTOR.match(code, at)) is not None:
        return _annotated(code, factor.end())
    return -1


def _annotated(code: str, at: int) -> int:
    note = _ANNOTATION.match(code, at)
    return at if note is None else note.end()


def _is_atom(name: str) -> bool:
    """Whether it is a unit symbol, a metric one with a prefix included."""
    metric = registered("ucum-metric")
    if name in metric or name in registered("ucum-plain"):
        return True
    prefixes = registered("ucum-prefix")
    return any(name[:length] in prefixes and name[length:] in metric for length in (1, 2))


def same_dimension(code: str, other: str) -> bool | None:
    """Whether two units measure the same kind of thing; None when one is worth an unknown amount."""
    from carelink.fhir.fhirpath.units import unit

    known, wanted = unit(code), unit(other)
    return None if known is None or wanted is None else known.dimensions == wanted.dimensions
