"""How much a reader takes in before it stops: a file from outside may be built to exhaust us."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one document.

    :param size: bytes
    :param depth: levels of JSON, objects and lists counted alike; XML is measured by the JSON it becomes
    :param number: characters of one number; R4 asks for 18 digits
    :param exponent: largest power of ten, either way; arithmetic on more would not end
    """

    size: int = 64 * 1024 * 1024
    depth: int = 128
    number: int = 128
    exponent: int = 400


LIMITS: Final = Limits()
