"""Which consultations belong to one case: 親番号 leads from a later one to an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.records import revision

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carelink.records.sheets.consultation import Consultation

Case = tuple[str, ...]
"""A name for a case, good within one run only."""


def latest(consultations: Iterable[Consultation]) -> tuple[list[Consultation], int]:
    """Return the last version of every consultation by the time it came in, and how many have no time.

    What a correction replaces and what was cancelled does not count.
    """
    newest: dict[object, Consultation] = {}
    for one in consultations:
        known = newest.get(one.id)
        if known is None or known.written <= one.written:
            newest[one.id] = one
    held = revision.latest(newest.values())
    dated = [c for c in held if c.reception.received is not None]
    dated.sort(key=lambda c: (c.reception.received, str(c.id)))
    return dated, len(held) - len(dated)


def cases_of(consultations: Sequence[Consultation]) -> list[Case]:
    """Return the case of each consultation, which must come in the order of 受付日時.

    A number is unique within a desk and a fiscal year only, so a 親番号 means the last one before. When that
    is not among the consultations, those that name it are still one case.
    """
    by_number: dict[tuple[str, str], Case] = {}
    out: list[Case] = []
    for one in consultations:
        desk = one.reception.desk or ""
        own, earlier = one.reception.consultation_no, one.reception.earlier_no
        case: Case = ("id", str(one.id))
        if earlier is not None and earlier != own:
            case = by_number.setdefault((desk, earlier), ("earlier", desk, earlier))
        if own is not None:
            by_number[desk, own] = case
        out.append(case)
    return out
