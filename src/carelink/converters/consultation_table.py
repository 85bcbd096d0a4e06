"""相談受付台帳: one consultation per row, CSV or Excel, in and out; its columns come from the declarations.

Carries every item of a 相談受付票, with up to three referrals, its id and its moment of writing. Several
ticks of one list stand in a cell, parted by ``;``; what is written in brackets follows in （）. What a
cell cannot say exactly (a bracket that holds ``;``, a fourth referral) is reported per record. The layout
is carelink's own: no national one exists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from carelink.converters.layouts.door import Door
from carelink.converters.layouts.layout import Column, Layout
from carelink.records.sheets.consultation import Consultation

if TYPE_CHECKING:
    from collections.abc import Iterator

REFERRALS: Final = 3
"""Rows that the printed form has."""


def _columns() -> Iterator[Column]:
    yield Column("記録ID", "id", optional=True)
    yield Column("記入日時", "written", optional=True)
    for item in Consultation.form():
        if not item.parts:
            yield Column(item.ja, item.path, optional=True)
            continue
        for number in range(item.rows or REFERRALS):
            for part in item.parts:
                yield Column(
                    f"{item.ja}{number + 1} {part.ja}", f"{item.path}[{number}].{part.name}", optional=True
                )


DOOR: Final = Door(
    Layout(
        "consultation-table",
        "相談受付台帳",
        "table of consultations",
        Consultation,
        tuple(_columns()),
        frozenset({"受付番号", "受付日時", "相談内容", "相談方法", "相談者"}),
        least=3,
    )
)
