"""What a screening says: one line per factor, each with the items it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from carelink.records.item import Item
    from carelink.records.lists.screening import Difficulty


class Answer(StrEnum):
    """What the sheet says of one factor."""

    YES = "yes"  # an item says so
    LOOK = "look"  # an item hints at it: ask
    NO = "no"  # the items that bear on it are stated, and deny it
    UNSTATED = "unstated"  # an item bears on it and is not stated
    UNASKED = "unasked"  # no item of the sheet bears on it


@dataclass(frozen=True, slots=True)
class Source:
    """One item and how it bears on the factor."""

    item: Item
    answer: Answer


@dataclass(frozen=True, slots=True)
class Line:
    """One factor.

    :param sources: every item of the sheet that bears on it, those that say yes first
    """

    factor: Difficulty
    answer: Answer
    sources: tuple[Source, ...]

    @property
    def ticked(self) -> bool:
        """Whether the list is to be ticked, subject to a nurse's decision."""
        return self.answer is Answer.YES


@dataclass(frozen=True, slots=True)
class Screening:
    """The whole list, ア to タ.

    :param sheet: id of the sheet it was filled from
    """

    sheet: UUID
    lines: tuple[Line, ...]

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)

    def __getitem__(self, letter: str) -> Line:
        """Return the line with this letter; KeyError when there is none."""
        for line in self.lines:
            if line.factor.letter == letter:
                return line
        raise KeyError(letter)

    @property
    def ticked(self) -> tuple[Line, ...]:
        """The factors that the sheet says apply."""
        return tuple(line for line in self.lines if line.ticked)
