"""Opening hours and departments of a facility: ``availableTime`` with times, and ``specialty``.

``availableTime`` without times is 利用可能曜日 (:class:`~carelink.records.facility.special.Days`); with
times it is one row of hours. A foreign directory that says Monday to Friday, nine to five, is read so too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from carelink import canonical
from carelink.records.codes import in_form_order
from carelink.records.facility.places import drop
from carelink.records.kinds import Clock
from carelink.records.lists.facility import HoursFor, Weekday
from carelink.records.tree import Node, code_of, concept, dicts

if TYPE_CHECKING:
    from carelink.records.facility.triple import Triple
    from carelink.records.item import Item

HOLIDAYS: Final = canonical.structure("facility-public-holidays")
_FOR: Final = canonical.structure("facility-hours-for")
_DEPARTMENT: Final = canonical.structure("facility-hours-department")
_CLOCK: Final = Clock()
_WEEK: Final[dict[str, Weekday]] = {day.code: day for day in Weekday if day is not Weekday.HOLIDAYS}


def has_times(entry: Node) -> bool:
    """Whether an ``availableTime`` says from when on."""
    return "availableStartTime" in entry


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Rows of hours as ``availableTime``; what they are for, the department and 祝日 are extensions."""

    item: Item | None = None

    def bind(self, item: Item) -> OpeningHours:
        """Return this place, knowing the group of its item."""
        return replace(self, item=item)

    def _ours(self, doc: Triple) -> list[Node]:
        return [e for e in dicts(doc.service.get("availableTime")) if has_times(e)]

    def get(self, doc: Triple, here: Node | None) -> tuple[Any, ...] | None:  # noqa: ARG002  same door
        """Return the rows that name a day and a beginning, or None."""
        return tuple(row for e in self._ours(doc) if (row := self._row(e)) is not None) or None

    def _row(self, entry: Node) -> Any:
        marks = {str(e.get("url")): e for e in dicts(entry.get("extension"))}
        named = entry.get("daysOfWeek")
        days = (
            [_WEEK[d] for d in named if isinstance(d, str) and d in _WEEK] if isinstance(named, list) else []
        )
        if marks.get(HOLIDAYS, {}).get("valueBoolean") is True:
            days.append(Weekday.HOLIDAYS)
        opens = _CLOCK.read(entry.get("availableStartTime"))
        if not days or opens is None or self.item is None or self.item.group is None:
            return None
        department = marks.get(_DEPARTMENT, {}).get("valueString")
        code = code_of(marks.get(_FOR, {}).get("valueCodeableConcept"), HoursFor.system)
        group: Any = self.item.group
        return group(
            days=in_form_order(tuple(dict.fromkeys(days))),
            opens=opens,
            closes=_CLOCK.read(entry.get("availableEndTime")),
            purpose=HoursFor.by_code(code),
            department=department if isinstance(department, str) and department else None,
        )

    def put(self, doc: Triple, here: Node | None, value: tuple[Any, ...] | None) -> None:  # noqa: ARG002
        """Write the rows in place of those that are there."""
        for entry in self._ours(doc):
            drop(doc.service, ("availableTime",), entry)
        if value:
            doc.make("service").setdefault("availableTime", []).extend(map(_entry, value))

    def where(self, doc: Triple, here: Node | None) -> str:  # noqa: ARG002  same door for every place
        """Return the path of the list."""
        return f"{doc.at('service')}.availableTime"


def _entry(row: Any) -> Node:
    marks: list[Node] = []
    if Weekday.HOLIDAYS in row.days:
        marks.append({"url": HOLIDAYS, "valueBoolean": True})
    if row.purpose is not None:
        said = concept(HoursFor.system, row.purpose.code, row.purpose.label)
        marks.append({"url": _FOR, "valueCodeableConcept": said})
    if row.department is not None:
        marks.append({"url": _DEPARTMENT, "valueString": row.department})
    entry: Node = {"extension": marks} if marks else {}
    if week := [day.code for day in row.days if day is not Weekday.HOLIDAYS]:
        entry["daysOfWeek"] = week
    for name, moment in (("availableStartTime", row.opens), ("availableEndTime", row.closes)):
        if moment is not None:
            entry[name] = _CLOCK.write(moment)
    return entry


@dataclass(frozen=True, slots=True)
class Departments:
    """診療科目 as ``HealthcareService.specialty``: the name as text, the code of 医療情報ネット beside it."""

    system: str
    item: Item | None = None

    def bind(self, item: Item) -> Departments:
        """Return this place, knowing the group of its item."""
        return replace(self, item=item)

    def get(self, doc: Triple, here: Node | None) -> tuple[Any, ...] | None:  # noqa: ARG002  same door
        """Return the departments that have a name, or None."""
        if self.item is None or self.item.group is None:
            return None
        group: Any = self.item.group
        found = []
        for entry in dicts(doc.service.get("specialty")):
            name = entry.get("text")
            if isinstance(name, str) and name:
                found.append(group(name=name, code=code_of(entry, self.system)))
        return tuple(found) or None

    def put(self, doc: Triple, here: Node | None, value: tuple[Any, ...] | None) -> None:  # noqa: ARG002
        """Write the departments in place of those that are there."""
        for entry in dicts(doc.service.get("specialty")):
            if isinstance(entry.get("text"), str):
                drop(doc.service, ("specialty",), entry)
        if value:
            doc.make("service").setdefault("specialty", []).extend(map(self._written, value))

    def _written(self, row: Any) -> Node:
        entry: Node = {"text": row.name}
        if row.code is not None:
            entry = {"coding": [{"system": self.system, "code": row.code}], **entry}
        return entry

    def where(self, doc: Triple, here: Node | None) -> str:  # noqa: ARG002  same door for every place
        """Return the path of the list."""
        return f"{doc.at('service')}.specialty"


__all__ = ["HOLIDAYS", "Departments", "OpeningHours", "has_times"]
