"""Which item of the sheet bears on which factor: our reading of the form's own ``*`` marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.records.lists.care import CareCapacity, Certification, Household, HouseholdAfter, Pension
from carelink.records.lists.functioning import Adl, AdmissionFrequency, Disease, Toilet, Treatment
from carelink.records.lists.screening import Difficulty
from carelink.records.lists.shared import YesNo, YesNoUnknown
from carelink.records.screening.result import Answer, Line, Screening, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carelink.records.codes import CodeList
    from carelink.records.sheets.admission import AdmissionSheet

YES, LOOK, NO, UNSTATED = Answer.YES, Answer.LOOK, Answer.NO, Answer.UNSTATED


def _each(answer: Answer, *members: CodeList) -> dict[CodeList, Answer]:
    return dict.fromkeys(members, answer)


_HELP: Final = {**_each(YES, Adl.PARTIAL, Adl.FULL), Adl.SUPERVISED: LOOK}
_AIDS: Final = _each(YES, Toilet.NIGHT, Toilet.ALWAYS)

BEARING: Final[dict[Difficulty, dict[str, dict[CodeList, Answer]]]] = {
    Difficulty.DISEASE: {
        "functioning.disease_history": _each(
            YES, Disease.CANCER, Disease.DEMENTIA, Disease.RESPIRATORY_INFECTION
        )
    },
    Difficulty.NOT_CERTIFIED: {"basics.certification": {Certification.NOT_APPLIED: YES}},
    Difficulty.ABUSE: {"outlook.abuse_suspicion": {YesNo.YES: YES}},
    Difficulty.POVERTY: {"basics.pension": {Pension.WELFARE: YES}},
    Difficulty.TOILETING: {
        "functioning.urination": _HELP,
        "functioning.defecation": _HELP,
        "functioning.portable_toilet": _AIDS,
        "functioning.diaper": _AIDS,
    },
    Difficulty.CARE: {
        "outlook.care_capacity": {
            **_each(YES, CareCapacity.NOT_EXPECTED, CareCapacity.NOBODY),
            CareCapacity.PARTIAL: LOOK,
        },
        "family.household": _each(LOOK, Household.ALONE, Household.ELDERLY, Household.ALONE_BY_DAY),
        "outlook.household_after": _each(
            LOOK, HouseholdAfter.ALONE, HouseholdAfter.ELDERLY, HouseholdAfter.ALONE_BY_DAY
        ),
    },
    Difficulty.TREATMENT: {"functioning.treatments": {m: YES for m in Treatment if m is not Treatment.NONE}},
    Difficulty.REPEATED: {
        "functioning.admission_frequency": {
            AdmissionFrequency.FREQUENT: YES,
            AdmissionFrequency.SOMETIMES: LOOK,
        },
        "functioning.recent_admission": {YesNoUnknown.YES: LOOK},
    },
}
"""Factor → item → option → what it says; an option that is not named denies it.

Whether a treatment before admission goes on after discharge, and whether living alone means that there is no
care, only people can say: the first is ticked as the form's mark asks, the second is a hint.
"""

_OPEN: Final[frozenset[CodeList]] = frozenset((YesNoUnknown.UNKNOWN,))
"""Options that say that it is not known."""
_WEIGHT: Final = (YES, LOOK, UNSTATED, NO)


def of_sheet(sheet: AdmissionSheet) -> Screening:
    """Return the screening list as far as an admission sheet fills it, with the items behind each line."""
    form = sheet.form()
    lines = []
    for factor in Difficulty:
        asked = BEARING.get(factor, {})
        sources = [
            Source(item, _said(item.of(sheet), table))
            for path, table in asked.items()
            for item in [form[path]]
        ]
        sources.sort(key=lambda s: _WEIGHT.index(s.answer))
        lines.append(Line(factor, _together(sources), tuple(sources)))
    return Screening(sheet.id, tuple(lines))


def _said(value: Any, table: dict[CodeList, Answer]) -> Answer:
    if value is None:
        return UNSTATED
    ticks = value if isinstance(value, tuple) else (value,)
    members = [tick.member for tick in ticks]
    if any(member in _OPEN for member in members):
        return UNSTATED
    found = {table.get(member, NO) for member in members}
    return next(answer for answer in _WEIGHT if answer in found)


def _together(sources: Iterable[Source]) -> Answer:
    """Return the strongest: a no counts only when nothing that bears on it is left unstated."""
    found = {source.answer for source in sources}
    return next((answer for answer in _WEIGHT if answer in found), Answer.UNASKED)
