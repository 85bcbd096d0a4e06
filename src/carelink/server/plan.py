"""A plain map of what was found, drawn from the positions alone: no tiles, nothing loaded from anywhere.

It shows where facilities lie to each other, not roads: a scale, names of towns and north are all there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, log10, radians
from typing import TYPE_CHECKING, Final

from carelink.records.facility.search import EARTH, point_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carelink.records.facility.search import Found, Point
    from carelink.records.sheets.facility import Facility
    from carelink.server.shelf import Town

WIDTH: Final = 480
HEIGHT: Final = 340
_EDGE: Final = 40
_DOTS: Final = 2_000
_NAMES: Final = 12
_LINE: Final = 22
_LEAST: Final = 1.0
"""A map is at least this many km wide, also of one facility."""
_KM: Final = radians(1) * EARTH
"""km of one degree of latitude."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map, in its own units; ``text`` is the number in the list, or a name."""

    x: float
    y: float
    text: str = ""
    facility: Facility | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A map: dots of everything found, numbers of what the list shows, names of towns.

    :param numbered: facilities of this page of the list, by their number in it
    :param dots: of everything found, as one path: thousands of elements would be slow to draw
    :param centre: where it was asked from, and ``radius`` how far around, both in units of the map
    :param bar: length of the scale, and ``scale`` what it stands for
    """

    numbered: tuple[Spot, ...]
    dots: str
    towns: tuple[Spot, ...]
    centre: Spot | None
    radius: float | None
    bar: float
    scale: str
    width: int = WIDTH
    height: int = HEIGHT


class _Sheet:
    """From degrees to units of the map: equirectangular, true to scale in the middle."""

    def __init__(self, points: Sequence[Point]) -> None:
        south, north = min(p[0] for p in points), max(p[0] for p in points)
        west, east = min(p[1] for p in points), max(p[1] for p in points)
        self.middle = ((south + north) / 2, (west + east) / 2)
        self.stretch = cos(radians(self.middle[0]))
        high = max((north - south) * _KM, _LEAST)
        wide = max((east - west) * _KM * self.stretch, _LEAST)
        self.per_km = min((WIDTH - 2 * _EDGE) / wide, (HEIGHT - 2 * _EDGE) / high)

    def place(self, point: Point) -> Point:
        """Return x and y of a point."""
        east = (point[1] - self.middle[1]) * _KM * self.stretch
        north = (point[0] - self.middle[0]) * _KM
        return WIDTH / 2 + east * self.per_km, HEIGHT / 2 - north * self.per_km

    def spot(self, point: Point, text: str = "", facility: Facility | None = None) -> Spot:
        """Return a point as a place on the map."""
        x, y = self.place(point)
        return Spot(round(x, 1), round(y, 1), text, facility)


def plan(
    found: Sequence[Found],
    shown: Iterable[tuple[object, Found]],
    towns: Iterable[Town] = (),
    *,
    near: Point | None = None,
    within: float | None = None,
) -> Plan | None:
    """Return the map of what a page shows, and around it what else was found; None when no position is known.

    :param found: everything that was found; a dot each, where the map reaches
    :param shown: what this page of the list shows, with its numbers; the map is as large as they lie apart
    :param within: km around ``near``, drawn as a circle
    """
    at = [p for one in found[:_DOTS] if (p := point_of(one.facility)) is not None]
    listed = [(n, one.facility, p) for n, one in shown if (p := point_of(one.facility)) is not None]
    every = [p for _, _, p in listed] or at
    if not every:
        return None
    sheet = _Sheet(every if near is None else [*every, near])
    km = _round(WIDTH / sheet.per_km / 5)
    return Plan(
        numbered=tuple(sheet.spot(p, str(n), facility) for n, facility, p in listed),
        dots=_dots(map(sheet.place, at)),
        towns=tuple(_names(sheet, towns)),
        centre=sheet.spot(near) if near is not None else None,
        radius=round(within * sheet.per_km, 1) if within is not None and near is not None else None,
        bar=round(km * sheet.per_km, 1),
        scale=f"{km:g} km" if km >= 1 else f"{km * 1000:g} m",
    )


def _round(km: float) -> float:
    """Return 1, 2 or 5 times a power of ten, not more than asked."""
    power = 10.0 ** int(f"{log10(km):.0f}")
    steps = (5 * power, 2 * power, power, power / 2, power / 5, power / 10)
    return next(step for step in steps if step <= km)


def _dots(places: Iterable[Point]) -> str:
    """Return dots as one path: lines of no length, whose round ends make them dots."""
    inside = {(round(x), round(y)): None for x, y in places if 0 <= x <= WIDTH and 0 <= y <= HEIGHT}
    return "".join(f"M{x} {y}h0" for x, y in inside)


def _names(sheet: _Sheet, towns: Iterable[Town]) -> Iterable[Spot]:
    """Yield the names of the largest towns on the map, each where it covers no other."""
    taken: list[Spot] = []
    for town in towns:
        spot = sheet.spot(town.at, town.name)
        wide, inside = 9 * len(town.name), _LINE < spot.y < HEIGHT - _EDGE
        if not inside or not wide < spot.x < WIDTH - wide:
            continue
        if all(abs(spot.y - o.y) > _LINE or abs(spot.x - o.x) > wide + 9 * len(o.text) for o in taken):
            taken.append(spot)
            yield spot
        if len(taken) == _NAMES:
            return
