"""Layout hints: small data files beside the templates, one per kind of record; never code per item.

An item that no file names is laid out by measure (see :mod:`carelink.rendering.grid`).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from carelink.errors import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


_WRITTEN: Final = Words("記入日", "Written")
_LISTING: Final = Words("事業所一覧", "Directory of facilities")


@dataclass(frozen=True, slots=True)
class Moved:
    """Items that one edition of the form prints as a section of their own; the record has no such section.

    :param edition: of the form that prints them so
    :param before: code of the section that it stands in front of
    :param items: item paths, in printed order
    """

    edition: str
    code: str
    ja: str
    en: str
    before: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Hints for one kind of record.

    :param written: the label of the moment of writing, which every record has and no form declares
    :param person: item path of whose record it is, for the head of each page
    :param statement: item path of the sentence that the form prints under its title
    :param untitled: sections whose title is not printed, because the form prints none
    :param order: section code → item paths in printed order, where the form differs from the record
    :param widths: item path → units of the row (of 24)
    :param labels: item path → units of its label cell
    :param shows: item path → how its value is shown: ``birth`` (era, 西暦, age on the sheet's date)
    :param above: item path → a word over its label
    :param columns: item paths of a table of many such records
    :param listing: the title of that table
    :param hidden: item paths that are not for print
    :param chosen: item paths of which only what is ticked is printed: a long list in every row says little
    :param legend: a line at the foot of the page that only this kind needs
    :param moved: sections that only the page of one edition has
    :param compact: print only what is stated, and of a list what is ticked: a page to read, no form
    """

    written: Words = _WRITTEN
    person: str = ""
    statement: str = ""
    untitled: frozenset[str] = frozenset()
    order: Mapping[str, Sequence[str]] = field(default_factory=dict)
    widths: Mapping[str, int] = field(default_factory=dict)
    labels: Mapping[str, int] = field(default_factory=dict)
    shows: Mapping[str, str] = field(default_factory=dict)
    above: Mapping[str, Words] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    listing: Words = _LISTING
    hidden: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()
    compact: bool = False
    legend: Words | None = None
    moved: tuple[Moved, ...] = ()


@cache
def of(kind: str) -> Layout:
    """Return the hints for a kind of record; a kind without a file has none."""
    file = files(__package__) / "layouts" / f"{kind}.toml"
    if not file.is_file():
        return Layout()
    said = tomllib.loads(file.read_text("utf-8"))
    if "written" in said:
        said["written"] = Words(**said["written"])
    if "listing" in said:
        said["listing"] = Words(**said["listing"])
    if "legend" in said:
        said["legend"] = Words(**said["legend"])
    said["above"] = {path: Words(**words) for path, words in said.get("above", {}).items()}
    for name, made in (
        ("untitled", frozenset),
        ("hidden", frozenset),
        ("chosen", frozenset),
        ("columns", tuple),
    ):
        said[name] = made(said.get(name, ()))
    said["moved"] = tuple(Moved(**{**m, "items": tuple(m["items"])}) for m in said.get("moved", ()))
    return Layout(**said)
