"""Finding facilities among thousands: by field, place, distance, attribute, procedure, vacancy.

A directory is indexed once; a search then intersects small sets and looks only at what is left.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Any, Final

from carelink.records.lists.attributes import AROUND_THE_CLOCK
from carelink.records.lists.facility import Answer, Category, Vacancy, category_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from carelink.records.lists.attributes import FacilityAttribute
    from carelink.records.lists.facility import MedicalProcedure
    from carelink.records.lists.services import ServiceKind
    from carelink.records.sheets.facility import Facility

EARTH: Final = 6371.0088
"""Mean radius in km."""
_SOUTH, _NORTH, _WEST, _EAST = 20, 46, 122, 154
_TAKES: Final = (Answer.YES, Answer.CONDITIONAL)
_ROOM: Final = (Vacancy.YES, Vacancy.CONDITIONAL)

Point = tuple[float, float]
"""Latitude and longitude in degrees."""


@dataclass(frozen=True, slots=True)
class Found:
    """One facility that was found.

    :param distance: km from the point that was given, None without one or without a position
    """

    facility: Facility
    distance: float | None = None


class Directory:
    """Facilities, indexed. The same office may stand in it with several services, one record each.

    :param facilities: kept in the order they come
    """

    def __init__(self, facilities: Iterable[Facility]) -> None:
        self.facilities: Sequence[Facility] = tuple(facilities)
        self._sets: dict[tuple[str, Any], set[int]] = defaultdict(set)
        self._points: list[Point | None] = []
        self._texts: list[str] = []
        for i, facility in enumerate(self.facilities):
            self._points.append(point_of(facility))
            self._texts.append(_text(facility))
            for key in _keys(facility):
                self._sets[key].add(i)

    def __len__(self) -> int:
        return len(self.facilities)

    def __iter__(self) -> Iterator[Facility]:
        return iter(self.facilities)

    def find(  # noqa: PLR0913  one argument per question, all by name
        self,
        *,
        category: Category | None = None,
        service: ServiceKind | None = None,
        town: str = "",
        name: str = "",
        attributes: Iterable[FacilityAttribute] = (),
        procedures: Iterable[MedicalProcedure] = (),
        around_the_clock: bool = False,
        vacancy: bool = False,
        vacancy_since: date | None = None,
        near: Point | None = None,
        within: float | None = None,
        limit: int | None = None,
    ) -> list[Found]:
        """Return the facilities that meet every condition; nearest first when a point is given.

        What a facility does not state it does not meet: blank is not 不可, but nobody was told 可 either.

        :param town: 全国地方公共団体コード, or the name of the town: where it is, or where it says it serves
        :param name: part of the name, its kana or the service; width and case do not matter
        :param procedures: each must be 可 or 条件付き
        :param vacancy: 空き状況 is あり or 条件付き
        :param vacancy_since: only if it was confirmed on this day or later
        :param within: km; a facility without a position is not near anything
        """
        keys: list[tuple[str, Any]] = [("attribute", a) for a in attributes]
        keys += [("procedure", p) for p in procedures]
        keys += [("category", category)] if category else []
        keys += [("service", service)] if service else []
        keys += [("town", _folded(town))] if town else []
        keys += [("clock", True)] if around_the_clock else []
        keys += [("vacancy", True)] if vacancy or vacancy_since else []
        left = self._all_of(keys)
        if vacancy_since:
            left = [
                i for i in left if (on := self.facilities[i].reception.vacancy_on) and on >= vacancy_since
            ]
        if name:
            wanted = _folded(name)
            left = [i for i in left if wanted in self._texts[i]]
        found = self._near(left, near, within) if near else [Found(self.facilities[i]) for i in left]
        return found[:limit]

    def _all_of(self, keys: list[tuple[str, Any]]) -> list[int]:
        if not keys:
            return list(range(len(self.facilities)))
        sets = sorted((self._sets.get(key, set()) for key in keys), key=len)
        return sorted(sets[0].intersection(*sets[1:]))

    def _near(self, left: Iterable[int], near: Point, within: float | None) -> list[Found]:
        found = []
        for i in left:
            point = self._points[i]
            away = None if point is None else distance(near, point)
            if within is None or (away is not None and away <= within):
                found.append((away is None, away or 0.0, i, Found(self.facilities[i], away)))
        return [one for *_, one in sorted(found, key=lambda f: f[:3])]

    def offices(self) -> dict[str, list[Facility]]:
        """Return the records by office number: one office with all the services it offers."""
        found: dict[str, list[Facility]] = {}
        for facility in self.facilities:
            number = facility.identity.office_number or facility.identity.medical_number
            if number is not None:
                found.setdefault(number, []).append(facility)
        return found


def point_of(facility: Facility) -> Point | None:
    """Return where a facility is; nothing for 0.000 and other positions that are not in Japan."""
    latitude, longitude = facility.site.latitude, facility.site.longitude
    if latitude is None or longitude is None:
        return None
    if not (_SOUTH <= latitude <= _NORTH and _WEST <= longitude <= _EAST):
        return None
    return float(latitude), float(longitude)


def distance(one: Point, other: Point) -> float:
    """Return the distance on the sphere in km: as the crow flies, not by road."""
    (lat1, lon1), (lat2, lon2) = ((radians(a), radians(b)) for a, b in (one, other))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(h)))


def categories_of(facility: Facility) -> set[Category]:
    """Return the fields people find it under: its own, else those of the services it offers."""
    if facility.offer.category is not None:
        return {facility.offer.category}
    kinds = [tick.member for tick in facility.offer.services or ()]
    return {found for kind in kinds if (found := category_of(kind)) is not None}


def _keys(facility: Facility) -> Iterator[tuple[str, Any]]:
    reception, site = facility.reception, facility.site
    for category in categories_of(facility):
        yield "category", category
    for tick in facility.offer.services or ():
        yield "service", tick.member
    said = {tick.member for tick in reception.attributes or ()}
    for attribute in said:
        yield "attribute", attribute
    if said & AROUND_THE_CLOCK:
        yield "clock", True
    for row in reception.procedures or ():
        if row.answer.member in _TAKES:
            yield "procedure", row.procedure.member
    if reception.vacancy is not None and reception.vacancy.member in _ROOM:
        yield "vacancy", True
    places = [site.municipality_code, site.city]
    places += [part for area in reception.areas or () for part in (area.name, area.code)]
    for place in places:
        if place:
            yield "town", _folded(place)


def _text(facility: Facility) -> str:
    said = (facility.identity.name, facility.identity.name_kana, facility.offer.service_name)
    return _folded("\n".join(part for part in said if part))


def _folded(text: str) -> str:
    """Return the text as it is compared: half-width, lower case, 平仮名 as 片仮名."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return plain.translate(_KATAKANA)


_KATAKANA: Final = {hira: hira + 0x60 for hira in range(ord("ぁ"), ord("ゖ") + 1)}

__all__ = ["Directory", "Found", "Point", "categories_of", "distance", "point_of"]
