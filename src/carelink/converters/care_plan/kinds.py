"""The kinds of files and their columns: ``columns.toml``, as the standard 4.1 lays them out."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_FORMS: Final = {
    "v": r"20[0-9]{4}",
    "d": r"[0-9]{8}",
    "m": r"[0-9]{6}",
    "h": r"[0-9]{4}",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    :param form: ``t`` free text (in quotation marks); ``d`` day, ``m`` month, ``h`` time of day, ``v``
        version; ``n6`` at most six digits (and a point); ``x10`` at most ten characters; ``=1|2`` codes
    """

    name: str
    form: str
    required: bool

    @property
    def text(self) -> bool:
        """Whether it is free text, which stands in quotation marks."""
        return self.form == "t"

    def fits(self, cell: str) -> bool:
        """Whether a cell that is not empty has the form of its column."""
        if self.text:
            return True
        if self.form.startswith("="):
            return cell in self.form[1:].split("|")
        if self.form in _FORMS:
            return cell.isascii() and re.fullmatch(_FORMS[self.form], cell) is not None
        most = int(self.form[1:])
        if self.form.startswith("n"):
            return len(cell) <= most and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell, re.ASCII) is not None
        return len(cell) <= most


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file.

    :param monthly: whether its name has a month
    """

    name: str
    ja: str
    columns: tuple[Column, ...]
    monthly: bool = False

    def place(self, name: str) -> int:
        """Return the place of a column (from 0)."""
        return next(n for n, c in enumerate(self.columns) if c.name == name)


_KEYS: Final = ("CSVバージョン v!", "保険者番号 x6!", "被保険者番号 x10!")


def _kinds() -> Iterator[Kind]:
    text = files(__package__).joinpath("columns.toml").read_text("utf-8")
    for name, said in tomllib.loads(text).items():
        pairs = (line.split(" ") for line in (*_KEYS, *said["columns"].split("\n")) if line)
        columns = tuple(Column(label, form.rstrip("!"), form.endswith("!")) for label, form in pairs)
        yield Kind(name, said["ja"], columns, said.get("monthly", False))


KINDS: Final = {kind.name: kind for kind in _kinds()}
"""Every kind of file by name."""
