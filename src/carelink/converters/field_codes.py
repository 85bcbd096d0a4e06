"""Codes and days as the field's files write them, by the ConceptMaps of the package."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from carelink.records.derive.maps import FOREIGN

if TYPE_CHECKING:
    from carelink.records.codes import CodeList

_MAPS: Final = {foreign.name: foreign for foreign in FOREIGN}
_DAY: Final = 8


def coded(map_: str, code: str) -> CodeList | None:
    """Return our option for a code of the field, by the code set of this name."""
    foreign = _MAPS[map_]
    return foreign.ours.by_code(foreign.codes.get(code))


def code_of(map_: str, option: CodeList) -> str | None:
    """Return the code of the field for an option of ours, or None when the other list has none."""
    return next((code for code, own in _MAPS[map_].codes.items() if own == option.code), None)


def day_of(cell: str) -> date | None:
    """Return the day of ``YYYYMMDD``; zeros mean none."""
    if len(cell) != _DAY or not (cell.isascii() and cell.isdigit()):
        return None
    try:
        return date(int(cell[:4]), int(cell[4:6]), int(cell[6:]))
    except ValueError:
        return None


def day_text(day: date) -> str:
    """Return ``YYYYMMDD``."""
    return day.isoformat().replace("-", "")
