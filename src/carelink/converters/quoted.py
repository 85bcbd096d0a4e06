"""Comma-separated text with every detail kept: which cells were quoted, what ended the lines."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

WIDEST: Final = 200
_CELL: Final = re.compile(r'"((?:[^"]|"")*)"|([^",\r\n][^,\r\n]*|)')
_ENDS: Final = ("\r\n", "\n", "\r")

Row = tuple[str, ...]


class Parsed(NamedTuple):
    """What a text holds.

    :param quoted: places (row, column, from 0) that stood in quotation marks
    :param end: what ended the last line that was ended; CRLF when none was
    :param last: whether the last line was ended, too
    """

    rows: tuple[Row, ...]
    quoted: frozenset[tuple[int, int]]
    end: str
    last: bool


def parsed(text: str) -> Parsed | None:
    """Return the rows of a text, or None when a quotation mark is broken or a row is too wide."""
    rows: list[Row] = []
    row: list[str] = []
    quoted: set[tuple[int, int]] = set()
    end, at, ended = "", 0, False
    while at < len(text):
        found = _CELL.match(text, at)
        if found is None or len(row) > WIDEST:
            return None
        if found[1] is not None:
            quoted.add((len(rows), len(row)))
        row.append(found[1].replace('""', '"') if found[1] is not None else found[2])
        at = found.end()
        ended = False
        if text.startswith(",", at):
            at += 1
            if at == len(text):
                row.append("")
            continue
        here = next((e for e in _ENDS if text.startswith(e, at)), "")
        if not here and at < len(text):
            return None
        rows.append(tuple(row))
        row, at, ended, end = [], at + len(here), bool(here), end or here
    if row:
        rows.append(tuple(row))
    return Parsed(tuple(rows), frozenset(quoted), end or "\r\n", ended)
