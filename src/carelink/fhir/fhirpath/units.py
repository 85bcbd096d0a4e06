"""The part of UCUM that expressions need: metric prefixes, common units, products and powers.

A unit outside this table is comparable to itself only (equal text), never silently converted.
"""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from functools import lru_cache
from typing import NamedTuple

_PREFIXES = {
    "Y": 24,
    "Z": 21,
    "E": 18,
    "P": 15,
    "T": 12,
    "G": 9,
    "M": 6,
    "k": 3,
    "h": 2,
    "da": 1,
    "d": -1,
    "c": -2,
    "m": -3,
    "u": -6,
    "n": -9,
    "p": -12,
    "f": -15,
    "a": -18,
    "z": -21,
    "y": -24,
}
_METRIC = {
    **dict.fromkeys(("m", "s", "g", "rad", "K", "C", "cd"), None),
    "mol": ("6.0221367", 23, {}),
    "sr": ("1", 0, {"rad": 2}),
    "Hz": ("1", 0, {"s": -1}),
    "N": ("1", 3, {"g": 1, "m": 1, "s": -2}),
    "Pa": ("1", 3, {"g": 1, "m": -1, "s": -2}),
    "J": ("1", 3, {"g": 1, "m": 2, "s": -2}),
    "W": ("1", 3, {"g": 1, "m": 2, "s": -3}),
    "A": ("1", 0, {"C": 1, "s": -1}),
    "V": ("1", 3, {"g": 1, "m": 2, "s": -2, "C": -1}),
    "l": ("1", -3, {"m": 3}),
    "L": ("1", -3, {"m": 3}),
    "bar": ("1", 8, {"g": 1, "m": -1, "s": -2}),
    "m[Hg]": ("133.3220", 6, {"g": 1, "m": -1, "s": -2}),
    "m[H2O]": ("9.80665", 6, {"g": 1, "m": -1, "s": -2}),
    "cal": ("4.184", 3, {"g": 1, "m": 2, "s": -2}),
    "eq": ("6.0221367", 23, {}),
    "osm": ("6.0221367", 23, {}),
    "kat": ("6.0221367", 23, {"s": -1}),
    "t": ("1", 6, {"g": 1}),
    "U": ("1.00368945", 16, {"s": -1}),
    **{code: ("1", 0, {code: 1}) for code in ("[iU]", "[IU]")},
}
_PLAIN = {
    "%": ("1", -2, {}),
    "10*": ("10", 0, {}),
    "10^": ("10", 0, {}),
    "[ppth]": ("1", -3, {}),
    "[ppm]": ("1", -6, {}),
    "ms": ("1", -3, {"s": 1}),
    "min": ("60", 0, {"s": 1}),
    "h": ("3600", 0, {"s": 1}),
    "d": ("86400", 0, {"s": 1}),
    "wk": ("604800", 0, {"s": 1}),
    "mo": ("2629800", 0, {"s": 1}),
    "a": ("31557600", 0, {"s": 1}),
    "deg": ("0.01745329251994329577", 0, {"rad": 1}),
    "[in_i]": ("2.54", -2, {"m": 1}),
    "[ft_i]": ("0.3048", 0, {"m": 1}),
    "[yd_i]": ("0.9144", 0, {"m": 1}),
    "[mi_i]": ("1609.344", 0, {"m": 1}),
    "[lb_av]": ("453.59237", 0, {"g": 1}),
    "[oz_av]": ("28.349523125", 0, {"g": 1}),
    "[stone_av]": ("6350.29318", 0, {"g": 1}),
}
_FACTOR = re.compile(
    r"(?P<atom>(?:10[*^]|[A-Za-z%\[\]_0-9]*?[A-Za-z%\]]|\d+))?(?P<power>[+-]?\d+)?(?:\{[^{}]*\})?", re.ASCII
)
_LONGEST = 64


class Unit(NamedTuple):
    """What a unit is worth in base units, and which they are."""

    factor: Decimal
    dimensions: frozenset[tuple[str, int]]


def _sized(text: str, exponent: int, dimensions: dict[str, int]) -> Unit:
    return Unit(Decimal(text).scaleb(exponent), frozenset(dimensions.items()))


def _atom(code: str) -> Unit | None:
    if code in _PLAIN:
        return _sized(*_PLAIN[code])
    for prefix, exponent in (("", 0), *_PREFIXES.items()):
        rest = code.removeprefix(prefix)
        if code.startswith(prefix) and rest in _METRIC:
            size = _METRIC[rest] or ("1", 0, {rest: 1})
            return _sized(size[0], size[1] + exponent, size[2])
    return Unit(Decimal(code), frozenset()) if code.isdecimal() else None


def product(one: Unit, other: Unit, power: int = 1) -> Unit:
    """Return ``one`` times ``other`` raised to ``power``."""
    powers = dict(one.dimensions)
    for base, n in other.dimensions:
        powers[base] = powers.get(base, 0) + n * power
    return Unit(one.factor * other.factor**power, frozenset((b, n) for b, n in powers.items() if n))


def spelt(known: Unit) -> str:
    """Write the dimensions of a unit as UCUM, in base units."""
    return ".".join(f"{base}{n if n != 1 else ''}" for base, n in sorted(known.dimensions)) or "1"


_ONE = Unit(Decimal(1), frozenset())


def _factor(text: str) -> Unit | None:
    """Read an atom with its power, or a bare number, or an annotation."""
    match = _FACTOR.fullmatch(text)
    if match is None:
        return None
    if not match["atom"]:
        return Unit(Decimal(match["power"] or 1), frozenset())
    known, power = _atom(match["atom"]), int(match["power"] or 1)
    return None if known is None or abs(power) > _LONGEST else product(_ONE, known, power)


@lru_cache(maxsize=512)
def unit(code: str) -> Unit | None:
    """Read a UCUM code; None when this table does not know it."""
    if len(code) > _LONGEST or not code:
        return None
    whole = _ONE
    with localcontext() as context:
        context.prec = 40
        signed = code if code.startswith("/") else f".{code}"
        for sign, text in re.findall(r"([./])([^./]*)", signed):
            part = _factor(text) if text else None
            if part is None:
                return None
            whole = product(whole, part, -1 if sign == "/" else 1)
    return whole
