"""The figures of one fiscal year, counted and made fit to be published."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from carelink.records.statistics.cases import cases_of, latest
from carelink.records.statistics.figures import HIDDEN, Breakdown, Count, Row, Statistics
from carelink.records.statistics.questions import NOT_STATED, QUESTIONS, Question, towns
from carelink.records.statistics.suppression import hidden, small
from carelink.records.statistics.years import year_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carelink.records.sheets.consultation import Consultation
    from carelink.records.statistics.cases import Case

    Counted = tuple[Consultation, Case]


def of(consultations: Iterable[Consultation], fiscal_year: int, suppress_below: int = 5) -> Statistics:
    """Return the figures of the consultations that came in from April ``fiscal_year`` to the next March.

    Give it older consultations too, if at hand: a 親番号 may lead to them. A record that is there twice, by
    its id, counts once, as it was last written; one that was corrected or cancelled does not count.

    :param suppress_below: hide cells of 1 to this many cases less one, and what would give them away; 0: none
    """
    dated, undated = latest(consultations)
    pairs = zip(dated, cases_of(dated), strict=True)
    ours = [
        (c, case)
        for c, case in pairs
        if c.reception.received and year_of(c.reception.received) == fiscal_year
    ]
    whole = _count(ours)
    secret = small(whole.cases or 0, suppress_below)
    return Statistics(
        fiscal_year,
        suppress_below,
        HIDDEN if secret else whole,
        _average(ours, suppress_below),
        tuple(_broken_down(q, ours, suppress_below, secret=secret) for q in QUESTIONS),
        undated,
    )


def _count(counted: Sequence[Counted]) -> Count:
    return Count(len(counted), len({case for _, case in counted}))


def _average(counted: Sequence[Counted], below: int) -> Decimal | None:
    stated = [(m, case) for c, case in counted if (m := c.content.minutes) is not None and m >= 0]
    if not stated or small(len({case for _, case in stated}), below):
        return None
    mean = Decimal(sum(minutes for minutes, _ in stated)) / len(stated)
    return mean.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _broken_down(question: Question, counted: Sequence[Counted], below: int, *, secret: bool) -> Breakdown:
    held: dict[str, list[Counted]] = {}
    for one in counted:
        for code in question.answers(one[0]) or (NOT_STATED[0],):
            held.setdefault(code, []).append(one)
    labels = towns(set(held) - {NOT_STATED[0]}) if question.found_only else question.rows
    if NOT_STATED[0] in held:
        labels = {**labels, NOT_STATED[0]: NOT_STATED[1]}
    counts = {code: _count(held.get(code, ())) for code in labels}
    gone = hidden({code: n.cases or 0 for code, n in counts.items()}, below)
    total = Count(sum(n.contacts or 0 for n in counts.values()), len({case for _, case in counted}))
    return Breakdown(
        question.code,
        question.title,
        question.multiple,
        tuple(Row(code, said, HIDDEN if code in gone else counts[code]) for code, said in labels.items()),
        HIDDEN if secret else total,
    )
