"""How a LIFE file begins: with the name of its interface, or with headings that no other table has."""

from __future__ import annotations

from typing import Final

_HEADINGS: Final = (b"care_facility_id", b"external_system_management_number")
_NAMES: Final = (b"SERVICE_USER_INFO", b"ADL_MAINTENANCE_ADDITION_2024")


def recognises(start: bytes) -> bool:
    """Whether the first two lines are those of an interface that is read here."""
    lines = start.removeprefix(b"\xef\xbb\xbf").splitlines()[:2]
    named = bool(lines) and lines[0].strip(b'" ,') in _NAMES
    return named or any(all(heading in line for heading in _HEADINGS) for line in lines)
