"""A desk's yearly figures as a page: plain tables with a bar per row, and what hidden cells mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from carelink.errors import UsageError, Words
from carelink.records.statistics.years import year_in_words
from carelink.rendering.answers import Reading
from carelink.rendering.html import WORDS, page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.records.statistics import Breakdown, Count, Statistics
    from carelink.rendering.paper import Label

HIDDEN: Final = "－"
"""What stands in a hidden cell, as health statistics write it."""
_CONTACTS, _CASES = ("延べ件数", "Consultations"), ("実件数", "Cases")
_TITLE: Final = ("在宅医療・介護連携に関する相談件数", "Consultations about home care")
_COUNTS: Final = (
    "延べ件数 = 相談を受けた回数　実件数 = 同じ事例(親番号で続くもの)を1件と数えた数",
    "Consultations are counted each time; cases count once, however often they come back.",
)
_MULTIPLE: Final = (
    "＊ = 複数回答。合計は延べ件数では回答の数、実件数では事例の数です。",
    "＊ several answers: the total is of answers (consultations) and of cases.",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its label, its cells, and the length of its bar in hundredths."""

    code: str
    label: Label
    cells: tuple[str, str]
    share: str


@dataclass(frozen=True, slots=True)
class Table:
    """One breakdown."""

    code: str
    title: Label
    lines: tuple[Line, ...]
    total: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """The whole page."""

    title: Label
    period: Label
    running: str
    heads: tuple[Label, Label]
    total: tuple[str, str]
    average_head: Label
    average: str
    sum_label: Label
    tables: tuple[Table, ...]
    legend: tuple[Label, ...]
    kind: str = "statistics"


def statistics_page(figures: Statistics, *, lang: str = "ja") -> str:
    """Return the year as one self-contained HTML page for A4; it loads nothing and runs nothing.

    :raises UsageError: when there is no page in that language
    """
    if lang not in WORDS:
        raise UsageError(
            Words("その言語の頁はありません。", "There is no page in that language."),
            hint=Words("ja か en を指定してください。", "Use ja or en."),
        )
    return page("statistics.html.j2", _paper(figures, Reading(lang, None)), lang=lang, more="statistics.css")


def _paper(figures: Statistics, reading: Reading) -> Figures:
    year = year_in_words(figures.fiscal_year)
    average = figures.average_minutes
    return Figures(
        title=reading.label(*_TITLE),
        period=reading.label(*year),
        running=f"{_TITLE[0]}　{year.ja}",
        heads=(reading.label(*_CONTACTS), reading.label(*_CASES)),
        total=cells(figures.total),
        average_head=reading.label("平均対応時間(分)", "Average minutes"),
        average=HIDDEN if average is None else str(average),
        sum_label=reading.label("合計", "Total"),
        tables=tuple(_table(b, reading) for b in figures.breakdowns),
        legend=tuple(_legend(figures, reading)),
    )


def cells(count: Count) -> tuple[str, str]:
    """Return both counts as they are shown."""
    return (
        HIDDEN if count.contacts is None else f"{count.contacts:,}",
        HIDDEN if count.cases is None else f"{count.cases:,}",
    )


def _table(breakdown: Breakdown, reading: Reading) -> Table:
    longest = max((row.count.contacts or 0 for row in breakdown.rows), default=0)
    lines = tuple(
        Line(
            row.code,
            reading.label(*row.label),
            cells(row.count),
            f"{100 * (row.count.contacts or 0) / longest:.1f}" if longest else "0",
        )
        for row in breakdown.rows
    )
    title = reading.label(*breakdown.title, marks="＊" if breakdown.multiple else "")
    return Table(breakdown.code, title, lines, cells(breakdown.total))


def _legend(figures: Statistics, reading: Reading) -> Iterator[Label]:
    yield reading.label(*_COUNTS)
    yield reading.label(*_MULTIPLE)
    if figures.suppress_below > 1:
        least = figures.suppress_below
        yield reading.label(
            f"{HIDDEN} = 実件数が{least}未満、またはそれを計算できてしまうため示さない値(0件とは限りません)",
            f"{HIDDEN} fewer than {least} cases, or a cell from which such a cell could be computed",
        )
