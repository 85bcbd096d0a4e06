"""One thing found in the data: where, which rule, how to cure it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carelink.errors import Words


class Severity(Enum):
    """How much it matters, with the RFC 2119 word behind it. There is no ``fatal``: that is an exception."""

    ERROR = "error"  # MUST is broken
    WARNING = "warning"  # SHOULD is broken
    INFORMATION = "information"  # worth knowing, or not checkable here

    @property
    def rank(self) -> int:
        """0 for the gravest, for sorting and comparing."""
        return _RANK[self]


_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFORMATION: 2}


@dataclass(frozen=True, slots=True)
class Source:
    """Where in the file: line and column of a text, or sheet, row and column of a table (all from 1)."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    row: int | None = None
    field: str | None = None  # the column's own heading, as the format defines it

    def __str__(self) -> str:
        """Compact form: ``file:12:5`` for text, ``file[sheet]!R12C5(heading)`` for tables."""
        place = self.file or ""
        if self.row is not None:
            place += f"[{self.sheet}]" if self.sheet else ""
            place += f"!R{self.row}" + (f"C{self.column}" if self.column is not None else "")
            return place + (f"({self.field})" if self.field else "")
        if self.line is not None:
            place += f":{self.line}" + (f":{self.column}" if self.column is not None else "")
        return place


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about one place of one record.

    :param path: FHIRPath in the instance, indexed (``Bundle.entry[2].resource.birthDate``) or item path
    :param code: kebab-case name of the rule, stable for ever
    :param severity: of the rule; overridden only by :meth:`Report.with_severity`
    :param message: one sentence about the rule, never about the person
    :param fix: one imperative sentence
    :param source: where in the file it was read from, when known
    :param demanded_by: ``canonical|version#element`` of the profile that asks for it
    """

    path: str
    code: str
    severity: Severity
    message: Words
    fix: Words
    source: Source | None = None
    demanded_by: str | None = None

    def in_file(self, file: str) -> Finding:
        """Return the same finding, said of ``file``."""
        return replace(self, source=replace(self.source or Source(), file=file))
