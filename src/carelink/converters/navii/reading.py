"""Rows of places → facilities: what the generic reader does, and flags, times and the ID beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.converters.layouts.reading import Reader
from carelink.converters.navii.columns import FACILITY, HOURS
from carelink.converters.navii.flags import Flags, Times
from carelink.converters.prefectures import CODE_OF, with_check_digit
from carelink.converters.rules import kohyo
from carelink.converters.rules import navii as rules
from carelink.findings import Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from carelink.converters.layouts.layout import Layout
    from carelink.findings import Rule

_WHOLE_ID: Final = 13


class PlaceReader(Reader):
    """Reads 01-1, 02-1, 03-1, 04 and 05; ``hours`` are given to the place of their ID."""

    def __init__(
        self,
        layout: Layout,
        header: Sequence[str],
        written: datetime,
        sheet: str | None,
        hours: dict[str, Any] | None = None,
    ) -> None:
        self.flags, self.times = Flags(header), Times(header)
        self.special = self.flags.columns | self.times.columns
        self.header = tuple(header)
        self.hours = hours
        super().__init__(layout, header, written, sheet)

    def recognises(self, header: Sequence[str]) -> bool:
        """Whether the headings name a place, or an ID with flags or times: damaged copies lose columns."""
        return of_places(header)

    def _values(self, cells: Sequence[str | None]) -> dict[str, Any]:
        values = super()._values(cells)
        self._id(values)
        self._municipality(values)
        closed, odd = self.flags.closed(cells)
        for column in sorted(odd):
            self._said(column, rules.FLAG_UNKNOWN)
            self.keep(self.header[column], cells[column] or "")
        if closed is not None:
            values["opening.closed"] = closed
        spans, said = self.times.read(cells)
        for column, rule in said:
            self._said(column, rule)
            self.keep(self.header[column], cells[column] or "")
        self._join(values, spans)
        return values

    def _join(self, values: dict[str, Any], spans: list[Any]) -> None:
        known = self.hours.get(key_of(values.get("identity.navii_id"))) if self.hours is not None else None
        if known is not None:
            place, _ = known
            self.hours[key_of(values["identity.navii_id"])] = (place, True)  # type: ignore[index]  # known came from it
            spans = [*spans, *(place.opening.hours or ())]
            if place.offer.departments:
                values["offer.departments"] = place.offer.departments
        if spans:
            values["opening.hours"] = tuple(spans)

    def _id(self, values: dict[str, Any]) -> None:
        said = values.get("identity.navii_id")
        if said is None:
            self.say(rules.ID_MISSING, "identity.navii_id")
            return
        prefecture = values.get("site.prefecture")
        if said.isdecimal() and len(said) == _WHOLE_ID - 1:
            whole = f"0{said}"
            if prefecture is not None and CODE_OF.get(prefecture) == whole[:2]:
                values["identity.navii_id"] = whole
                self.say(rules.ID_ZERO_RESTORED, "identity.navii_id")
                self.keep("ID", said)
            else:
                self.say(rules.ID_SHORT, "identity.navii_id")

    def _municipality(self, values: dict[str, Any]) -> None:
        """Make the national code of the prefecture and three digits, as the tables divide it."""
        code = values.get("site.municipality_code")
        prefecture = CODE_OF.get(values.get("site.prefecture") or "")
        if isinstance(code, str) and len(code) == 3 and prefecture:  # noqa: PLR2004  the tables' three digits
            values["site.municipality_code"] = with_check_digit(f"{prefecture}{code}")
        elif isinstance(code, str) and len(code) < 6:  # noqa: PLR2004  a national code has six
            self.say(kohyo.MUNICIPALITY_SHAPE, "site.municipality_code")
            self.keep("市区町村コード", code)
            del values["site.municipality_code"]

    def _said(self, column: int, rule: Rule) -> None:
        source = Source(row=self.row, column=column + 1, field=self.header[column], sheet=self.sheet)
        self.found.append(rule.at("opening.hours", source=source))


_ENOUGH: Final = 3
"""Flags or times that show a table of places when little else is left of its heading."""


def of_places(headings: Sequence[str]) -> bool:
    """Whether these headings are those of a file of places."""
    if FACILITY.recognises(headings):
        return True
    special = Flags(headings).columns | Times(headings).columns
    return "ID" in headings and len(special) >= _ENOUGH and not HOURS.recognises(headings)


def key_of(identifier: str | None) -> str:
    """Return an ID as both files are compared by: a zero that one of them lost does not part them."""
    return (identifier or "").lstrip("0")
