"""Yearly figures of a consultation desk, fit to be published.

>>> from carelink.records import statistics                        # doctest: +SKIP
>>> year = statistics.of(consultations, 2026)                      # doctest: +SKIP
>>> year.total.contacts, year["channel"]["phone"].cases            # doctest: +SKIP

Two counts are kept apart: 延べ件数 counts consultations, 実件数 the cases behind them. A consultation that
names an earlier one (親番号) belongs to its case. No name, number of a case or free text gets in here.

There are no cross tables, since small cells hidden in one margin could be found again in them.
"""

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.records.statistics.figures import Breakdown, Count, Row, Statistics
    from carelink.records.statistics.follow_ups import Promise, open_follow_ups
    from carelink.records.statistics.yearly import of
    from carelink.records.statistics.years import fiscal_year, year_in_words, year_of

__all__ = [
    "Breakdown",
    "Count",
    "Promise",
    "Row",
    "Statistics",
    "fiscal_year",
    "of",
    "open_follow_ups",
    "year_in_words",
    "year_of",
]

__getattr__, __dir__ = doors(
    __name__,
    {
        "figures": ("Breakdown", "Count", "Row", "Statistics"),
        "follow_ups": ("Promise", "open_follow_ups"),
        "yearly": ("of",),
        "years": ("fiscal_year", "year_in_words", "year_of"),
    },
)
