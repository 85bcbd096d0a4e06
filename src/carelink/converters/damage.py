"""What spreadsheets do to cells: numbers in scientific notation, dates where no date belongs, ``#REF!``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from carelink.converters.rules import layout as rules

if TYPE_CHECKING:
    from carelink.findings import Rule

_SCIENTIFIC: Final = re.compile(r"[0-9](\.[0-9]+)?[Ee]\+[0-9]{1,3}")
_DATE: Final = re.compile(
    r"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}( [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?"
    r"|[0-9]{1,2}月[0-9]{1,2}日"
    r"|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日"
    r"|[0-9]{1,2}-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"|(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-[0-9]{2}"
)
_ERROR: Final = re.compile(r"#(REF|N/A|NAME\?|VALUE|DIV/0|NULL|NUM|SPILL|CALC)!?|#{3,}")
_DECIMALS: Final = re.compile(r"([0-9A-Z]+)\.0+")


def damage_of(cell: str) -> Rule | None:
    """Return what happened to a cell that should hold a number or an address, or None."""
    if cell[:1].isascii() or cell[-1:] in "日月":
        if _SCIENTIFIC.fullmatch(cell):
            return rules.SCIENTIFIC
        if _DATE.fullmatch(cell):
            return rules.MADE_A_DATE
        return error_of(cell)
    return None


def error_of(cell: str) -> Rule | None:
    """Return the rule about an error value of a spreadsheet, or None."""
    return rules.SPREADSHEET_ERROR if cell.startswith("#") and _ERROR.fullmatch(cell) else None


def without_decimals(cell: str) -> str:
    """Return a number without the ``.0`` that a quantity got: ``190100271.0`` → ``190100271``."""
    match = _DECIMALS.fullmatch(cell)
    return match[1] if match else cell
