"""退院・退所加算: how often, and where, the care manager heard hospital or facility staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from carelink.errors import Words
from carelink.records.fees.claim import Claim, in_force

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class DischargeClass:
    """One class: at least so many hearings, and whether one of them must be a conference."""

    name: str
    units: int
    hearings: int
    conference: bool
    code: str = ""


@dataclass(frozen=True, slots=True)
class DischargeRule:
    """The rule for discharges from a day on; hearings count until ``days_after`` the discharge."""

    since: date
    classes: tuple[DischargeClass, ...]
    days_after: int
    spec: str


DISCHARGE: Final = (
    DischargeRule(
        date(2018, 4, 1),
        (
            DischargeClass("Ⅲ", 900, 3, conference=True),
            DischargeClass("Ⅱロ", 750, 2, conference=True),
            DischargeClass("Ⅱイ", 600, 2, conference=False),
            DischargeClass("Ⅰロ", 600, 1, conference=True),
            DischargeClass("Ⅰイ", 450, 1, conference=False, code="436132"),
        ),
        7,
        "平成12年厚生省告示第20号, 老企第36号 (conditions remembered, units found)",
    ),
)
"""By the day of discharge, classes from the highest down. A later revision is a new row."""


def on_discharge(
    hearings: Iterable[tuple[date, bool]],
    discharged: date,
    *,
    admitted: date | None = None,
    first_plan: bool = False,
) -> Claim:
    """Return the class for these hearings, each a day and whether it was a conference.

    Several hearings on a day count once. Whether a conference qualifies (退院時共同指導料2 注3) is not asked
    here: pass True for those that do.

    :param first_plan: whether 初回加算 is claimed, which excludes this fee
    """
    rule = in_force(DISCHARGE, discharged)
    if rule is None:
        return Claim("", 0, Words("この退院日に当たる規則がありません。", "No rule is known for this day."))
    if first_plan:
        return Claim(
            "", 0, Words("初回加算とは同時に算定できません。", "It cannot be claimed together with 初回加算.")
        )
    last = discharged + timedelta(days=rule.days_after)
    days: dict[date, bool] = {}
    for day, conference in hearings:
        if day <= last and (admitted is None or day >= admitted):
            days[day] = days.get(day, False) or conference
    attended = any(days.values())
    said = Words(
        f"数えられる聞き取りは{len(days)}日、会議は{'あり' if attended else 'なし'}です。",
        f"{len(days)} days with hearings count, {'with' if attended else 'without'} a conference.",
    )
    for one in rule.classes:
        if len(days) >= one.hearings and (attended or not one.conference):
            return Claim(one.name, one.units, said, one.code, rule.spec)
    return Claim("", 0, said, spec=rule.spec)
