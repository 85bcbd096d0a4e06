"""How boxes share a row: widths measured from what the paper must hold, rows filled from left to right.

A form is a loop, so is its layout: an item that nobody thought of (a town's own) finds its place by the
length of its label and of its options. Where the national form wants something else, the layout file says so.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from carelink.rendering.paper import COLUMNS, Box, Choices, Written
from carelink.rendering.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carelink.rendering.paper import Answer, Label

_EM_IN_A_UNIT: Final = 2.75
"""Full-width characters of 8 pt in one unit of the row: 190 mm / 24 / 2.82 mm, less the padding."""
LABEL: Final = 4
"""Units of a label cell: the same everywhere, so that the lines of the form meet."""
_SIZES: Final = (8, 12, 16, COLUMNS)
"""Widths of a box, so that two or three of them fill a row."""
FAX_LABEL: Final = 5
"""Units of a label cell on a FAX."""
_EM_IN_HALF_A_FAX: Final = 12.0
"""Full-width characters of 11 pt in the answer of half a row: 7 units of 182 mm / 24 / 3.88 mm."""
_TICK, _GAP, _BRACKETS, _PADDING = 1.2, 0.75, 3.3, 0.6
_ROOM: Final = {"date": 8.0, "moment": 12.0, "number": 4.0, "birth": 20.0}
"""Full-width characters a filled-in answer needs, by what is written there; a text gets the whole row."""
_LINES_IN_A_BOX: Final = 4
TEXT_IN_A_LINE: Final = 9.0
"""Full-width characters for a text in the column of a repeated group, where it may wrap."""
WHOLE_ROW: Final = (COLUMNS - LABEL) * _EM_IN_A_UNIT
"""Full-width characters in the answer cell of a box as wide as the row."""


def em(text: str) -> float:
    """Return the printed length of ``text`` in full-width characters."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.55 for c in text)


def needed(answer: Answer, *, at_least: float = math.inf) -> float:
    """Return the characters an answer cell should have room for; ``at_least`` for a text.

    It looks at what may stand there, never at what does, so that every sheet of a form is laid out alike.
    """
    if isinstance(answer, Choices):
        return sum(_one_choice(c.label) + (_BRACKETS if c.brackets else 0) for c in answer.choices)
    if isinstance(answer, Written) and answer.sort in _ROOM:
        return _ROOM[answer.sort] + em(answer.unit)
    return at_least


def _one_choice(label: Label) -> float:
    return _TICK + em(label.ja) + (em(label.en) * 0.82 + 0.4 if label.en else 0.0) + _GAP


def width_for(answer: Answer) -> int:
    """Return the smallest width of a box in which the answer stands on one line, else the whole row."""
    units = (needed(answer) + _PADDING) / _EM_IN_A_UNIT
    return next((size for size in _SIZES if units <= size - LABEL), COLUMNS)


def box(
    path: str, label: Label, answer: Answer, width: int | None = None, label_width: int | None = None
) -> Box:
    """Return the box of an item, as wide as its answer needs or as ``width`` (units of the row) says.

    A text that would run on for many lines in a narrow box gets the whole row.
    """
    total = width or width_for(answer)
    if isinstance(answer, Written) and em(answer.text) > _LINES_IN_A_BOX * (total - LABEL) * _EM_IN_A_UNIT:
        total = COLUMNS
    label_width = label_width or LABEL
    return Box(label, answer, label_width, total - label_width, visible(path))


def wide(answer: Answer) -> int:
    """Return the width of a box on a FAX, where the type is large: half a row for a few words, or a row."""
    if isinstance(answer, Written) and em(answer.text + answer.unit) <= _EM_IN_HALF_A_FAX:
        return COLUMNS // 2
    return COLUMNS


def rows(boxes: Iterable[Box]) -> Iterator[tuple[Box, ...]]:
    """Yield full rows in the order of the form; the last box of a row takes what is left of it."""
    row: list[Box] = []
    for one in boxes:
        if row and sum(b.width for b in row) + one.width > COLUMNS:
            yield _filled(row)
            row = []
        row.append(one)
    if row:
        yield _filled(row)


def _filled(row: list[Box]) -> tuple[Box, ...]:
    left = COLUMNS - sum(b.width for b in row)
    return (*row[:-1], replace(row[-1], answer_width=row[-1].answer_width + left))
