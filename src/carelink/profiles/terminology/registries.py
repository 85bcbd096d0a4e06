"""Registered codes (languages, countries, currencies, units), kept in one table beside this module.

``tools/build_registries.py`` makes the table and names its sources. The codes of UCUM are a portion of
the UCUM table, copyright 1999-2017 Regenstrief Institute, Inc., http://unitsofmeasure.org, at no cost.
"""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def _lines() -> dict[str, str]:
    file = resources.files("carelink.profiles.terminology").joinpath("registries.tsv")
    lines = (line.partition("\t") for line in file.read_text("utf-8").splitlines())
    return {key: codes for key, _, codes in lines}


@cache
def registered(key: str) -> frozenset[str]:
    """Return the codes of one registry (``iso4217``, ``ucum-prefix`` ...), ranges left out."""
    return frozenset(code for code in _lines()[key].split(" ") if ".." not in code)


@cache
def ranges(key: str) -> tuple[tuple[str, str], ...]:
    """Return the (first, last) codes of the ranges a registry sets aside for private use."""
    pairs = (code.split("..") for code in _lines()[key].split(" ") if ".." in code)
    return tuple((first, last) for first, last in pairs)


def holds(key: str, code: str) -> bool:
    """Whether a registry lists the code, or sets a range aside that it falls into."""
    return code in registered(key) or any(
        len(code) == len(first) and first <= code <= last for first, last in ranges(key)
    )
