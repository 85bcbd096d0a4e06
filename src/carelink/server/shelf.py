"""The facilities a portal shows: what everybody may see of them, indexed once when the portal starts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from carelink.records import all_published
from carelink.records.facility.search import Directory, categories_of, point_of
from carelink.records.lists.attributes import ASKED, FacilityAttribute
from carelink.records.lists.facility import Answer, Category, MedicalProcedure, ServiceKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from carelink.records.facility.search import Point
    from carelink.records.sheets.facility import Facility

_TAKES: Final = (Answer.YES, Answer.CONDITIONAL)
_TOWNS_LISTED: Final = 300
"""Names of towns offered while typing; a directory of the whole country would make every page heavy."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town as the map writes it: its name, the middle of its facilities, how many there are."""

    name: str
    at: Point
    count: int


class Shelf:
    """Facilities to show. Nothing that is for members only gets in.

    :param facilities: as they were read; those for members only are left out
    """

    def __init__(self, facilities: Iterable[Facility]) -> None:
        self.directory = Directory(all_published(facilities))
        self._by_id = {facility.id: facility for facility in self.directory}
        self.fields: Counter[Category] = Counter()
        services: set[ServiceKind] = set()
        self._said: set[FacilityAttribute] = set()
        taken: set[MedicalProcedure] = set()
        for facility in self.directory:
            reception = facility.reception
            self.fields.update(categories_of(facility))
            services |= {tick.member for tick in facility.offer.services or ()}
            self._said |= {tick.member for tick in reception.attributes or ()}
            taken |= {r.procedure.member for r in reception.procedures or () if r.answer.member in _TAKES}
        self.services = tuple(kind for kind in ServiceKind if kind in services)
        self.procedures = tuple(procedure for procedure in MedicalProcedure if procedure in taken)
        self.towns = _towns(self.directory)
        names = sorted({f.site.city for f in self.directory if f.site.city})
        self.town_names = tuple(names) if len(names) <= _TOWNS_LISTED else ()

    def __len__(self) -> int:
        return len(self.directory)

    def get(self, id: UUID) -> Facility | None:  # noqa: A002  the field's name
        """Return the facility of this id, or None."""
        return self._by_id.get(id)

    def attributes(self, field: Category | None) -> tuple[FacilityAttribute, ...]:
        """Return what a field can be asked for: of its attributes those that somebody here has."""
        asked = tuple(FacilityAttribute) if field is None else ASKED[field]
        return tuple(attribute for attribute in asked if attribute in self._said)


def _towns(directory: Directory) -> tuple[Town, ...]:
    """Return the towns with the middle of their facilities, the largest first."""
    points: dict[str, list[Point]] = {}
    for facility in directory:
        point = point_of(facility)
        if point is not None and facility.site.city:
            points.setdefault(facility.site.city, []).append(point)
    found = [Town(name, _middle(all_), len(all_)) for name, all_ in points.items()]
    return tuple(sorted(found, key=lambda town: (-town.count, town.name)))


def _middle(points: list[Point]) -> Point:
    """Return the median of both, which a single wrong position does not pull away."""
    half = len(points) // 2
    return sorted(p[0] for p in points)[half], sorted(p[1] for p in points)[half]
