"""ADL_MAINTENANCE_ADDITION_2024 ⇄ assessments by the Barthel index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from carelink.converters.field_codes import day_of
from carelink.converters.life.files import VERSION, made
from carelink.records import identifiers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carelink.converters.life.files import File

INTERFACE: Final = "ADL_MAINTENANCE_ADDITION_2024"
_USUAL: Final = {"0": 0, "1": 5, "2": 10, "3": 15}


@dataclass(frozen=True, slots=True)
class BarthelItem:
    """One of the ten items.

    :param most: its highest number of points
    :param points: code in the file → points, as one third-party program has them (unverified)
    """

    column: str
    ja: str
    en: str
    most: int
    points: Mapping[str, int]


def _item(column: str, ja: str, en: str, most: int, points: Mapping[str, int] | None = None) -> BarthelItem:
    said = points or {code: value for code, value in _USUAL.items() if value <= most}
    return BarthelItem(column, ja, en, most, said)


ITEMS: Final = {
    "meal": _item("barthel_index_meal", "食事", "Feeding", 10),
    "transfer": _item("barthel_transfer", "移乗", "Transfer", 15),
    "grooming": _item("barthel_index_personal_hygiene_and_adjustment", "整容", "Grooming", 5),
    "toilet": _item("barthel_index_toilet_activity", "トイレ動作", "Toilet use", 10),
    # 5 points of bathing are code 2 in the program they were read in
    "bathing": _item("barthel_index_bathing", "入浴", "Bathing", 5, {"0": 0, "2": 5}),
    "walking": _item("barthel_index_flat_ground_walking", "平地歩行", "Mobility", 15),
    "stairs": _item("barthel_index_stair_movement", "階段昇降", "Stairs", 10),
    "dressing": _item("barthel_index_changing_clothes", "更衣", "Dressing", 10),
    "bowels": _item("barthel_index_defecation_manage", "排便管理", "Bowels", 10),
    "bladder": _item("barthel_index_urination_manage", "排尿管理", "Bladder", 10),
}
"""The ten items; their points are those of the index (from memory), their codes are unverified."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """One assessment of one person.

    :param points: by item; an item whose code is empty or unknown is missing, never zero
    :param said: the row as it was read, for all that is not modelled here
    """

    insurer: str
    insured: str
    day: str
    points: Mapping[str, int]
    said: Mapping[str, str]

    @property
    def total(self) -> int | None:
        """The sum, when all ten are there."""
        return sum(self.points.values()) if len(self.points) == len(ITEMS) else None


def assessments(file: File) -> tuple[Assessment, ...]:
    """Return the assessments of a file; of another interface none."""
    if file.interface != INTERFACE:
        return ()
    return tuple(
        Assessment(said["insurer_no"], said["insured_no"], said["evaluate_date"], _points(said), said)
        for said in file.said()
    )


def _points(said: Mapping[str, str]) -> dict[str, int]:
    found = {name: item.points.get(said[item.column]) for name, item in ITEMS.items()}
    return {name: points for name, points in found.items() if points is not None}


def to_file(made_: Sequence[Assessment]) -> File:
    """Return assessments as a file: what was read, with the points as they stand now."""
    rows = []
    for one in made_:
        row = {"version": VERSION, **one.said}
        row |= {"insurer_no": one.insurer, "insured_no": one.insured, "evaluate_date": one.day}
        for name, item in ITEMS.items():
            code = next((c for c, points in item.points.items() if points == one.points.get(name)), None)
            # a code that no point stands for is kept as it was read
            row[item.column] = code if code is not None else one.said.get(item.column, "")
        rows.append(row)
    return made(INTERFACE, rows)


def to_fhir(one: Assessment) -> dict[str, Any]:
    """Return an assessment as an Observation with a component for each item; the total when all are there."""
    day = day_of(one.day)
    out: dict[str, Any] = {
        "resourceType": "Observation",
        "status": "final",
        "code": {"text": "Barthel Index"},
        "subject": {"identifier": {"system": identifiers.KAIGO_INSURED, "value": one.insured}},
    }
    if day is not None:
        out["effectiveDateTime"] = day.isoformat()
    if one.total is not None:
        out["valueInteger"] = one.total
    parts = [{"code": {"text": ITEMS[n].ja}, "valueInteger": p} for n, p in one.points.items()]
    return out | ({"component": parts} if parts else {})
