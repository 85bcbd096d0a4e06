"""How many constraints of a profile have a case, counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carelink.testing.defects.cases import Defect, Uncovered

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Coverage:
    """The figures of one profile.

    :param profile: its short name or canonical
    :param alone: constraints with a case that breaks exactly that one
    :param company: constraints with a case in which another one that demands the same, or more, falls too
    :param defining: what tells slices apart: it cannot be broken, for what differs is another slice
    :param uncovered: constraints without a case, each with the reason
    """

    profile: str
    alone: int
    company: int
    defining: int
    uncovered: tuple[Uncovered, ...]

    @property
    def constraints(self) -> int:
        """All that can be broken."""
        return self.alone + self.company + len(self.uncovered)

    @property
    def covered(self) -> int:
        """Those with a case."""
        return self.alone + self.company

    @classmethod
    def of(cls, profile: str, found: Iterable[Defect | Uncovered]) -> Coverage:
        """Count what :func:`examine` yields."""
        told = list(found)
        cases = [one for one in told if isinstance(one, Defect)]
        others = [one for one in told if isinstance(one, Uncovered)]
        return cls(
            profile,
            sum(not one.company for one in cases),
            sum(bool(one.company) for one in cases),
            sum(one.defining for one in others),
            tuple(one for one in others if not one.defining),
        )
