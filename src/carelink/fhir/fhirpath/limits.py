"""How much an expression and its evaluation may cost; packages and data come from strangers."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """The bounds of one expression and of one evaluation."""

    length: int = 32_768
    """Characters of an expression; the longest constraint of R4 has 434."""
    depth: int = 100
    """Brackets within brackets."""
    height: int = 250
    """Height of the syntax tree; a chain of operators grows it by one each."""
    steps: int = 10_000_000
    """Items an evaluation may touch."""
    pattern: int = 2_000
    """Characters of a regular expression."""
    subject: int = 1_048_576
    """Characters of a string that is matched or built; FHIR's own bound (datatypes.html#string)."""


LIMITS = Limits()
