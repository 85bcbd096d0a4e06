"""What a table of some layout is, said once: its columns, and the item each one belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from carelink.records.forms import form_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carelink.converters.layouts.codecs import Codec
    from carelink.records.item import Item
    from carelink.records.record import Record

_PATH: Final = re.compile(r"([a-z_]+\.[a-z_]+)(?:\[([0-9]{1,2})\]\.([a-z_]+))?")
"""``section.item``, or ``section.item[0].part`` for one part of a row of a group."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a layout.

    :param heading: as published, verbatim
    :param path: of the item it says: ``section.item``, ``section.item[0].part``, or one of the joined ones
        (``hours.days``, ``hours.opens``, ``hours.closes``); ``id`` and ``written`` are the record's envelope.
        Empty: no item; the text is remembered
    :param codec: how a cell says the value, when it is not the usual way of the item
    :param also: other headings seen for the same column
    :param optional: whether nothing is said when a table lacks it
    """

    heading: str
    path: str = ""
    codec: str = ""
    also: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class Layout:
    """A kind of table.

    :param name: of the format
    :param ja: what it is called; ``en`` in English
    :param record: class of the records its rows are
    :param columns: in published order
    :param telling: headings that show this layout; ``least`` of them must be there
    :param fixed: values that every row of this layout has, by path
    :param encoding: what it is published in: ``utf-8-sig`` or ``cp932``
    :param two_way: whether it is written too
    :param heading_row: the row that holds the headings; titles and notes may stand above it
    """

    name: str
    ja: str
    en: str
    record: type[Record]
    columns: Sequence[Column]
    telling: frozenset[str]
    least: int = 2
    fixed: Mapping[str, Any] = field(default_factory=dict)
    encoding: str = "utf-8-sig"
    two_way: bool = True
    heading_row: int = 1

    @cached_property
    def by_heading(self) -> dict[str, Column]:
        """Every heading that is understood → its column; folded ones stand beside the published ones."""
        found: dict[str, Column] = {}
        for column in self.columns:
            for heading in (column.heading, *column.also):
                found.setdefault(folded(heading), column)
        return found

    @cached_property
    def codecs(self) -> dict[str, Codec]:
        """Heading → how its cells are read and written."""
        from carelink.converters.layouts.codecs import codec_of

        form = form_of(self.record)
        return {c.heading: codec_of(c, form) for c in self.columns}

    @cached_property
    def carried(self) -> frozenset[str]:
        """Paths of the items that the columns, or the layout itself, say."""
        said = {item_path(c.path) for c in self.columns if c.path} | set(self.fixed)
        if "opening.hours" in said:
            said.add("opening.days")
        return frozenset(said | IMPLIED)

    def recognises(self, headings: Sequence[str]) -> bool:
        """Whether these headings are those of this layout."""
        known = self.by_heading
        here = {known[f].heading for h in headings if (f := folded(h)) in known}
        return len(self.telling & here) >= self.least

    def known(self, headings: Sequence[str]) -> int:
        """Count the headings that belong to this layout."""
        return sum(folded(h) in self.by_heading for h in headings)


IMPLIED: Final = frozenset({"listing.as_written", "offer.category", "offer.services", "offer.published_as"})
"""Items that other columns imply: the service's name tells its code, kind and field."""

JOINED: Final = {
    "hours.days": "opening.hours",
    "hours.opens": "opening.hours",
    "hours.closes": "opening.hours",
}
"""Columns that are one value only together."""


def item_path(path: str) -> str:
    """Return the item that a column's path belongs to."""
    return JOINED.get(path, path.partition("[")[0])


def item_of(record: type[Record], path: str) -> Item:
    """Return the item of a path (of a group, its part); KeyError when there is none."""
    match = _PATH.fullmatch(path)
    if match is None:
        raise KeyError(path)
    item = form_of(record)[match[1]]
    if match[3] is None:
        return item
    return next(part for part in item.parts if part.name == match[3])


def folded(heading: str) -> str:
    """Fold what headings differ by without meaning anything: width, blanks, case, kinds of brackets."""
    import unicodedata

    plain = unicodedata.normalize("NFKC", heading).casefold()
    return re.sub(r"[\s_・]+", "", plain)


__all__ = ["IMPLIED", "JOINED", "Column", "Layout", "folded", "item_of", "item_path"]
