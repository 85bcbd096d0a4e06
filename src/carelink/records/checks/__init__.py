"""One function per rule (or per family of rules); each looks at one record in its document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from carelink.records.checks import (
    admission,
    answers,
    consultation,
    discharge,
    home,
    levels,
    minutes,
    newer,
    numbers,
    revision,
    wishes,
)
from carelink.records.checks.case import Case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from carelink.findings import Finding

CHECKS: Final[tuple[Callable[[Case], Iterator[Finding]], ...]] = (
    levels.missing,
    answers.none_alone,
    answers.of_the_list,
    answers.once,
    numbers.check_digits,
    admission.certification,
    admission.periods,
    admission.age,
    admission.details,
    admission.wheelchair,
    discharge.stay,
    discharge.details,
    discharge.age,
    discharge.hearings,
    consultation.anonymous,
    consultation.consented,
    consultation.follow_up,
    consultation.closed,
    minutes.named,
    minutes.ended,
    minutes.parts,
    revision.named,
    wishes.talk,
    wishes.withdrawn,
    wishes.refused,
    wishes.order,
    wishes.papers,
    newer.edition,
    newer.eating,
    newer.body,
    newer.details,
    newer.talk,
    home.measures,
    home.seen,
    home.messages,
)
"""Every check, in the order it speaks."""

__all__ = ["CHECKS", "Case"]
