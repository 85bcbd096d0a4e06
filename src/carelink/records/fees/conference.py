"""Whether a hospital conference counts as one for 退院・退所加算: 退院時共同指導料2 注3.

Remembered, not compared with the notice: a physician or nurse of the hospital, and at least three of six
kinds of people from outside it. Since April 2021 somebody for assistive devices joins when they will be lent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from carelink.records.fees.claim import in_force
from carelink.records.lists.meeting import Profession

if TYPE_CHECKING:
    from collections.abc import Iterable

_HOSPITAL: Final = frozenset(
    (Profession.HOSPITAL_DOCTOR, Profession.DISCHARGE_NURSE, Profession.WARD_NURSE, Profession.NURSE)
)
_OUTSIDE: Final = (
    frozenset((Profession.DOCTOR,)),
    frozenset((Profession.DENTIST, Profession.DENTAL_HYGIENIST)),
    frozenset((Profession.PHARMACIST,)),
    frozenset((Profession.HOME_NURSE,)),
    frozenset((Profession.CARE_MANAGER,)),
    frozenset((Profession.DISABILITY_ADVISER,)),
)


@dataclass(frozen=True, slots=True)
class ConferenceRule:
    """The rule for conferences from a day on.

    :param hospital: one of these must be there for the hospital
    :param outside: kinds of people from outside; ``least`` of them must be there
    :param devices: who must join when assistive devices will be lent; nobody when empty
    """

    since: date
    hospital: frozenset[Profession]
    outside: tuple[frozenset[Profession], ...]
    least: int
    devices: frozenset[Profession]
    spec: str


CONFERENCE: Final = (
    ConferenceRule(
        date(2018, 4, 1), _HOSPITAL, _OUTSIDE, 3, frozenset(), "診療報酬 退院時共同指導料2 注3 (remembered)"
    ),
    ConferenceRule(
        date(2021, 4, 1),
        _HOSPITAL,
        _OUTSIDE,
        3,
        frozenset((Profession.EQUIPMENT_ADVISER, Profession.OCCUPATIONAL_THERAPIST)),
        "同上, 老企第36号 令和3年改正 (remembered)",
    ),
)
"""By the day of the conference. A later revision is a new row."""


def qualifies(professions: Iterable[Profession], held: date, *, devices: bool = False) -> bool:
    """Whether these professions at one table make a conference that counts.

    :param professions: as in ``minutes.attendees``; a nurse whose place is not said counts for the hospital
    :param devices: whether 福祉用具貸与 is expected after the discharge
    """
    rule = in_force(CONFERENCE, held)
    there = frozenset(professions)
    if rule is None or not there & rule.hospital:
        return False
    if devices and rule.devices and not there & rule.devices:
        return False
    return sum(bool(there & kind) for kind in rule.outside) >= rule.least
