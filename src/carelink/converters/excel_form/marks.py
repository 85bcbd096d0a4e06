"""The hidden marks of a form: what each cell holds, said in the workbook itself.

Column A of every line holds tokens parted by blanks, the cell at the top of it the header::

    carelink-form/1 form=admission-sheet edition=2018 inputs=342
    c1~1f3a9c02 c4=basics.name                 a label whose words have this checksum, and an input
    c4=functioning.disease_history#heart c7=functioning.disease_history#heart!
    c4=conclusion.referrals[0].facility c4=@written c4=local.takahashi.snow:yes

``c1`` … ``c12`` are names of columns, written above the columns themselves: a column that is put in
between moves them along, as a row that is put in moves its marks. ``#code`` is the box of an option,
``!`` what stands in its brackets, ``[n]`` the row of a group, ``:type`` that of a town's own item, ``@`` the
envelope.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from carelink.converters.sheet_toml.values import folded

HEADER: Final = "carelink-form/1"
"""How the first cell of every form begins; the number is raised when old readers would misread."""

_PAIR: Final = re.compile(r"([a-z]+)=(\S+)")
_TOKEN: Final = re.compile(r"(c[0-9]{1,2})([=~])(\S+)")
_LOCAL: Final = re.compile(r"local\.(\S+):([a-z]+)")
MOST: Final = 100
"""Tokens of one line; a form has at most a dozen."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the first cell says.

    :param inputs: how many cells of the form are to be filled in, so that lost ones are noticed
    """

    kind: str
    edition: str
    inputs: int

    def __str__(self) -> str:
        """As it is written."""
        return f"{HEADER} form={self.kind} edition={quote(self.edition, safe=':')} inputs={self.inputs}"


def header_of(text: str) -> Header | None:
    """Return the header that a cell holds, or None."""
    if not text.startswith(HEADER + " "):
        return None
    said = dict(_PAIR.findall(text))
    inputs = said.get("inputs", "0")
    return Header(
        said.get("form", ""),
        unquote(said.get("edition", "")),
        int(inputs) if inputs.isascii() and inputs.isdigit() and len(inputs) < 7 else 0,  # noqa: PLR2004  no form has a million
    )


def checksum(label: str) -> str:
    """Return what a mark remembers of a label: blanks and width do not count."""
    return f"{zlib.crc32(folded(label).encode()):08x}"


def tokens(text: str) -> list[tuple[str, str, str]]:
    """Return ``(column, "=" or "~", what)`` of every token of a line."""
    return [(m[1], m[2], m[3]) for m in _TOKEN.finditer(text)][:MOST]


def local_mark(key: str, type_: str) -> str:
    """Return the mark of a town's own item."""
    return f"local.{quote(key, safe='.-_')}:{type_}"


def local_of(mark: str) -> tuple[str, str] | None:
    """Return key and type of a town's own item, or None when the mark is of another."""
    found = _LOCAL.fullmatch(mark)
    return (unquote(found[1]), found[2]) if found else None
