"""Decimals that keep how they were written: ``1.00``, ``0.001530`` and ``1e-22`` mean precision in FHIR."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Final, Self

_PLAIN: Final = -6  # from here down a Decimal writes itself with an exponent


class Exact(Decimal):
    """A Decimal whose own way of writing would differ from the file's: ``1e-22``, ``0.0000001``, ``-0``.

    Compares and calculates like any Decimal; ``str()`` gives the literal back.
    """

    __slots__ = ("literal",)
    literal: str

    def __new__(cls, literal: str) -> Self:
        """Return the number of a literal; it must be one that Decimal understands."""
        number = super().__new__(cls, literal)
        number.literal = literal
        return number

    def __str__(self) -> str:
        return self.literal

    def __reduce__(self) -> tuple[type[Exact], tuple[str]]:
        return Exact, (self.literal,)


def exact(literal: str) -> Decimal:
    """Return the number a literal of JSON or XML says, so that ``str()`` gives that literal again.

    A plain Decimal wherever it writes itself the same way, which is nearly always.

    :raises decimal.InvalidOperation: the power of ten is beyond all Decimals
    """
    number = Decimal(literal)
    return number if str(number) == literal else Exact(literal)


def within(literal: str, longest: int, power: int) -> Decimal | None:
    """Return the exact number of a literal; None beyond so many characters, or such a power of ten."""
    if len(literal) > longest:
        return None
    try:
        number = Decimal(literal)
    except InvalidOperation:
        return None
    size = number.adjusted()
    if abs(size) > power:
        return None
    # the cases in which a Decimal has its own way of writing (fewer than all that ``exact`` looks at)
    return exact(literal) if size < _PLAIN or "e" in literal or "E" in literal else number


def whole(literal: str) -> int | Decimal:
    """Return a whole number as int; ``-0``, which an int cannot hold, as :class:`Exact`."""
    return int(literal) if literal != "-0" else Exact(literal)
