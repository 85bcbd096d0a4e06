"""What somebody asks of the directory, as it stands in the address of a page."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from carelink.records.lists.attributes import FacilityAttribute
from carelink.records.lists.facility import Category, MedicalProcedure, ServiceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carelink.records.facility.search import Found, Point
    from carelink.server.shelf import Shelf

PER_PAGE: Final = 20
_LONGEST: Final = 100
_PAGES: Final = 100_000
_CIRCUMFERENCE: Final = 20_037.0
"""Half the way round the earth in km: nothing is farther away."""


@dataclass(frozen=True, slots=True)
class Question:
    """One search. ``unclear`` names the parts of an address that could not be understood."""

    field: Category | None = None
    service: ServiceKind | None = None
    town: str = ""
    name: str = ""
    attributes: tuple[FacilityAttribute, ...] = ()
    procedures: tuple[MedicalProcedure, ...] = ()
    around_the_clock: bool = False
    vacancy: bool = False
    vacancy_since: date | None = None
    near: Point | None = None
    within: float | None = None
    page: int = 1
    unclear: tuple[str, ...] = ()

    def find(self, shelf: Shelf) -> list[Found]:
        """Return what meets every condition; nothing when a condition was not understood."""
        if self.unclear:
            return []
        return shelf.directory.find(
            category=self.field,
            service=self.service,
            town=self.town,
            name=self.name,
            attributes=self.attributes,
            procedures=self.procedures,
            around_the_clock=self.around_the_clock,
            vacancy=self.vacancy,
            vacancy_since=self.vacancy_since,
            near=self.near,
            within=self.within,
        )

    def address(self, **other: Any) -> str:
        """Return the question as the query of an address, on page 1 unless another is named."""
        return urlencode(list(_said(replace(self, **{"page": 1, **other}))))

    @property
    def point(self) -> str:
        """The point as it is typed: latitude, longitude."""
        return "" if self.near is None else f"{self.near[0]:.6g},{self.near[1]:.7g}"


def _said(question: Question) -> Iterator[tuple[str, str]]:
    if question.field is not None:
        yield "field", question.field.code
    if question.service is not None:
        yield "service", question.service.code
    for name in ("town", "name"):
        if said := getattr(question, name):
            yield name, said
    yield from (("attribute", attribute.code) for attribute in question.attributes)
    yield from (("procedure", procedure.code) for procedure in question.procedures)
    flags = {"24h": question.around_the_clock, "vacancy": question.vacancy}
    yield from ((name, "1") for name, asked in flags.items() if asked)
    if question.vacancy_since is not None:
        yield "since", question.vacancy_since.isoformat()
    if question.near is not None:
        yield "near", question.point
    if question.within is not None:
        yield "within", f"{question.within:g}"
    if question.page > 1:
        yield "page", str(question.page)


def read(pairs: Iterable[tuple[str, str]]) -> Question:
    """Return the question of an address. Empty fields ask nothing; unknown names are passed over."""
    told: dict[str, list[str]] = {}
    for name, text in pairs:
        if text.strip():
            told.setdefault(name, []).append(text.strip())
    unclear: list[str] = []
    values: dict[str, Any] = {}
    for name, (field, reader) in _READERS.items():
        for text in told.get(name, ()):
            value = reader(text) if len(text) <= _LONGEST else None
            if value is None:
                unclear.append(name)
            elif field in _MANY:
                values[field] = (
                    *values.get(field, ()),
                    *(v for v in (value,) if v not in values.get(field, ())),
                )
            else:
                values[field] = value
    if values.get("within") is not None and values.get("near") is None:
        del values["within"]
    return Question(**values, unclear=tuple(dict.fromkeys(unclear)))


def _point(text: str) -> Point | None:
    parts = text.replace("，", ",").replace("、", ",").split(",")
    numbers = [number for part in parts if (number := _number(part)) is not None]
    if len(parts) != 2 or len(numbers) != 2:  # noqa: PLR2004  a point has two
        return None
    latitude, longitude = numbers
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None  # noqa: PLR2004  the globe


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _distance(text: str) -> float | None:
    value = _number(text)
    return value if value is not None and 0 < value <= _CIRCUMFERENCE else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-11-25") else None
    except ValueError:
        return None


def _page(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and 0 < int(text) <= _PAGES else None


_MANY: Final = ("attributes", "procedures")
_READERS: Final[dict[str, tuple[str, Any]]] = {
    "field": ("field", Category.by_code),
    "service": ("service", ServiceKind.by_code),
    "town": ("town", str),
    "name": ("name", str),
    "attribute": ("attributes", FacilityAttribute.by_code),
    "procedure": ("procedures", MedicalProcedure.by_code),
    "24h": ("around_the_clock", lambda text: text == "1" or None),
    "vacancy": ("vacancy", lambda text: text == "1" or None),
    "since": ("vacancy_since", _day),
    "near": ("near", _point),
    "within": ("within", _distance),
    "page": ("page", _page),
}
"""Name in an address → field of the question, and who reads it; None when it cannot be read."""
