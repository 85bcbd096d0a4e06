"""The figures as data: frozen, without a trace of whom they are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from carelink.errors import Words


@dataclass(frozen=True, slots=True)
class Count:
    """Both counts of a cell. A hidden cell has neither, so that one cannot be told from the other.

    :param contacts: 延べ件数, consultations; None when hidden
    :param cases: 実件数, cases; None when hidden
    """

    contacts: int | None
    cases: int | None

    @property
    def hidden(self) -> bool:
        """Whether the cell was suppressed."""
        return self.cases is None


HIDDEN = Count(None, None)
"""What stands in place of a cell that is too small, or that would give one away."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a breakdown: ``code`` of the option, its label, its counts."""

    code: str
    label: Words
    count: Count


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The year by one question.

    :param code: ``month``, ``caller``, ``channel`` …
    :param multiple: whether a consultation may stand in several rows
    :param rows: in the order of the list; what was not stated is a row of its own, the last
    :param total: the sum of 延べ件数 over the rows (of a multiple one: of the ticks), and all cases
    """

    code: str
    title: Words
    multiple: bool
    rows: tuple[Row, ...]
    total: Count

    def __getitem__(self, code: str) -> Count:
        """Return the counts of one row; KeyError when there is none."""
        for row in self.rows:
            if row.code == code:
                return row.count
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of one fiscal year (April to March).

    :param fiscal_year: the western year in which it begins
    :param suppress_below: cells of fewer cases than this are hidden; 0 when nothing is
    :param total: all consultations and cases of the year
    :param average_minutes: 平均対応時間 of those that state it, to one decimal; None when hidden
    :param undated: consultations without 受付日時, which belong to no year and are in no figure
    """

    fiscal_year: int
    suppress_below: int
    total: Count
    average_minutes: Decimal | None
    breakdowns: tuple[Breakdown, ...]
    undated: int

    def __getitem__(self, code: str) -> Breakdown:
        """Return one breakdown; KeyError when there is none."""
        for breakdown in self.breakdowns:
            if breakdown.code == code:
                return breakdown
        raise KeyError(code)
