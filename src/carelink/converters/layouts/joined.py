"""From the values of a row to a record: what several columns say together, what one implies, and its id."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from carelink import canonical
from carelink.converters.kaigo_kohyo import cells
from carelink.converters.layouts.layout import item_path
from carelink.converters.rules import kohyo
from carelink.converters.rules import layout as rules
from carelink.converters.seen import Seen
from carelink.records.codes import in_form_order
from carelink.records.document import stable
from carelink.records.forms import form_of
from carelink.records.item import Section
from carelink.records.lists.facility import AvailableDay, Weekday, category_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carelink.converters.layouts.layout import Layout
    from carelink.converters.layouts.reading import Reader
    from carelink.records.record import Record

SPACES: Final = {
    "facility": UUID(stable(UUID(int=0), canonical.identifier_system("kaigo-office"))),
    "consultation": UUID(stable(UUID(int=0), canonical.identifier_system("consultation"))),
}
"""The office of a directory gets the id that the open data gives it, whatever table it comes from."""


def record_of(reader: Reader, values: dict[str, Any]) -> Any:
    """Return the record of these values, or None when nobody could tell what it is about.

    :raises ValidationError: when values that were read one by one make no record
    """
    record = reader.layout.record
    facility = record.kind == "facility"
    if facility:
        _position(reader, values)
        _hours(reader, values)
        _implied(values)
        if not _named(reader, values):
            return None
    groups = _groups(reader, record, values)
    id_ = values.pop("id", None)
    written = values.pop("written", None)
    if written is None and not facility and reader.has("written"):
        reader.say(rules.WRITTEN_MISSING, "written")
    if id_ is None:
        id_ = reader.ids.of(reader, values)
    if facility and reader.kept:
        values["listing.as_written"] = _as_written(reader.kept)
    return build(record, {**values, **groups}, id_, written or reader.written)


def build(record: type[Record], values: dict[str, Any], id_: UUID, written: Any) -> Any:
    """Return the record with these values by path."""
    by_section: dict[str, dict[str, Any]] = {}
    for path, value in values.items():
        section, _, name = path.partition(".")
        by_section.setdefault(section, {})[name] = value
    made = {name: _sections(record)[name](**inner) for name, inner in by_section.items()}
    return record(id=id_, written=written, **made)


@cache
def _sections(record: type[Record]) -> dict[str, type[Section]]:
    return {
        name: info.annotation
        for name, info in record.model_fields.items()
        if isinstance(info.annotation, type) and issubclass(info.annotation, Section)
    }


def _as_written(kept: dict[str, str]) -> tuple[Any, ...]:
    from carelink.records.sheets.facility import AsWritten

    return tuple(AsWritten(column=heading, text=text) for heading, text in kept.items())


def _groups(reader: Reader, record: type[Record], values: dict[str, Any]) -> dict[str, Any]:
    """Take the parts of groups out of the values and return the groups that are complete."""
    rows: dict[str, dict[int, dict[str, Any]]] = {}
    for path in [p for p in values if "[" in p]:
        item, _, rest = path.partition("[")
        index, _, part = rest.partition("].")
        rows.setdefault(item, {}).setdefault(int(index), {})[part] = values.pop(path)
    found: dict[str, Any] = {}
    for path, by_index in rows.items():
        group: Any = form_of(record)[path].group
        needed = {name for name, info in group.model_fields.items() if info.is_required()}
        complete = [row for _, row in sorted(by_index.items()) if needed <= row.keys()]
        if len(complete) < len(by_index):
            reader.say(rules.GROUP_INCOMPLETE, path)
        if complete:
            found[path] = tuple(group(**row) for row in complete)
    return found


_LATITUDES: Final = (Decimal(20), Decimal(46))
_LONGITUDES: Final = (Decimal(122), Decimal(154))


# --- facilities ---------------------------------------------------------------------------------


def _position(reader: Reader, values: dict[str, Any]) -> None:
    """Drop half a position: FHIR wants both degrees, and zero is nobody's place in Japan."""
    north, east = values.get("site.latitude"), values.get("site.longitude")
    for path, other, bounds in (
        ("site.latitude", east, _LATITUDES),
        ("site.longitude", north, _LONGITUDES),
    ):
        value = values.get(path)
        if value is None:
            continue
        heading = reader.heading(path) or path
        if other is None:
            reader.say(kohyo.COORDINATE_HALF, path)
            reader.keep(heading, cells.write_degrees(value))
            del values[path]
        elif not bounds[0] <= value <= bounds[1]:
            reader.say(kohyo.COORDINATE_OUTSIDE, path)


def _hours(reader: Reader, values: dict[str, Any]) -> None:
    """Join days, opening and closing time; alone they are no hours and stay as text."""
    from carelink.converters.layouts.codecs import NAMED
    from carelink.records.sheets.facility import Hours

    parts = {name: values.pop(f"hours.{name}", None) for name in ("days", "opens", "closes")}
    if parts["days"] and parts["opens"]:
        values["opening.hours"] = (Hours(**parts),)
        return
    if parts["days"] and not parts["closes"] and (days := _days_of(parts["days"])) is not None:
        values["opening.days"] = days
        return
    stated = {name: value for name, value in parts.items() if value is not None}
    for name, value in stated.items():
        path = f"hours.{name}"
        reader.keep(
            reader.heading(path) or path, NAMED["weekdays" if name == "days" else "time"].write(value)
        )
    if stated:
        reader.say(rules.HOURS_HALF, f"hours.{next(iter(stated))}")


_WORKING: Final = frozenset((Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI))
_SINGLE: Final = {
    Weekday.SAT: AvailableDay.SATURDAY,
    Weekday.SUN: AvailableDay.SUNDAY,
    Weekday.HOLIDAYS: AvailableDay.HOLIDAYS,
}


def _days_of(days: Iterable[Weekday]) -> tuple[AvailableDay, ...] | None:
    """Return 利用可能曜日 of days without times; part of a working week is no 平日 and has none."""
    said = set(days)
    week = said & _WORKING
    if week and week != _WORKING:
        return None
    found = [AvailableDay.WEEKDAYS] if week else []
    return (*found, *(word for day, word in _SINGLE.items() if day in said))


def weekdays_of(days: Iterable[AvailableDay] | None) -> tuple[Weekday, ...] | None:
    """Return the days of the week that 利用可能曜日 names."""
    if not days:
        return None
    said = {day.member for day in days}
    found = set(_WORKING) if AvailableDay.WEEKDAYS in said else set()
    found |= {day for day, word in _SINGLE.items() if word in said}
    return in_form_order(tuple(found))


def _implied(values: dict[str, Any]) -> None:
    """Read what the name of the service implies: its kinds, the published service, the field."""
    name = values.get("offer.service_name")
    if name is None or "offer.services" in values:
        return
    found = [cells.read_service(piece.strip())[0] for piece in name.replace("\n", "").split(";")]
    services = [service for service in found if service is not None]
    if not services:
        return
    values["offer.services"] = in_form_order(tuple(dict.fromkeys(s.kind for s in services)))
    if len(found) == 1:
        values.setdefault("offer.published_as", services[0])
    if (category := category_of(services[0].kind)) is not None:
        values.setdefault("offer.category", category)


_WHO: Final = (
    "identity.office_number",
    "identity.medical_number",
    "identity.navii_id",
    "identity.local_number",
)


def _named(reader: Reader, values: dict[str, Any]) -> bool:
    name = values.get("identity.name")
    if name is None and not any(values.get(path) for path in _WHO[:3]):
        reader.say(kohyo.FACILITY_NAMELESS, "identity.name")
        return False
    if name is None and reader.has("identity.name"):
        reader.say(kohyo.NAME_MISSING, "identity.name")
    return True


class Ids:
    """Gives the same office the same id, whatever table it comes from; a repeated one gets its own."""

    def __init__(self, layout: Layout) -> None:
        self._space = SPACES.get(layout.record.kind, SPACES["facility"])
        self._facility = layout.record.kind == "facility"
        self._met = Seen()
        self._again: dict[str, int] = {}

    def of(self, reader: Reader, values: dict[str, Any]) -> UUID:
        """Return the id of a row's record."""
        key = self._facility_key(values) if self._facility else self._consultation_key(reader, values)
        if not self._met.add(key):
            path = next((p for p in (*_WHO, "identity.name") if reader.has(p)), "")
            if self._facility:
                reader.say(kohyo.FACILITY_REPEATED, path)
            self._again[key] = self._again.get(key, 1) + 1
            key += f"|{self._again[key]}"
        return UUID(stable(self._space, key))

    @staticmethod
    def _facility_key(values: dict[str, Any]) -> str:
        service = values.get("offer.published_as")
        what = service.code if service else values.get("offer.service_name") or ""
        who = next((values[p] for p in _WHO[:3] if values.get(p)), None)
        if who is None:
            where = (values.get(p) for p in ("site.municipality_code", "identity.name", "site.address"))
            who = "|".join(map(str, where))
        return f"{who}|{what}"

    @staticmethod
    def _consultation_key(reader: Reader, values: dict[str, Any]) -> str:
        """Make it of the desk's own number; never of what is said about a person."""
        desk, number = values.get("reception.desk"), values.get("reception.consultation_no")
        moment = values.get("reception.received")
        return f"{desk}|{number or reader.row}|{moment}"


__all__ = ["Ids", "build", "item_path", "record_of"]
