"""Whether a JSON text may hold a マイナンバー at all, asked of its bytes: most records have none.

The sieve lets through whatever could be one, and now and then what is none; the walk of
:mod:`carelink.records.checks.numbers` has the last word. Nothing that the walk would find is held back.
"""

from __future__ import annotations

import re
from typing import Final

GAPS: Final = "\t\n\v\f\r\x1c\x1d\x1e\x1f \u3000\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\u30fc-"
"""What usually stands between two digits: blanks, hyphens and dashes."""
RARE_GAPS: Final = (
    "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f"
)
"""Blanks whose bytes are those of kana, too: they are looked for where one of them may be."""
_RARE: Final = tuple({gap.encode()[:1] for gap in RARE_GAPS})
_DIGITS: Final = b"0123456789"
_DIGIT: Final = re.compile("[0-9０-９]")
_FULL_WIDTH: Final = "０".encode()[:2]
_ESCAPES: Final = b"\\nrt"
_SPELT: Final = re.compile(rb"\\[uf]")


def _marks(gaps: str) -> bytes:
    marked = frozenset(_DIGITS + _ESCAPES + f"{gaps}０１２３４５６７８９".encode())
    return bytes(0x30 if byte in marked else byte for byte in range(256))


_MARKS: Final = _marks(GAPS)
"""Every byte of a digit or a gap becomes a zero: a number of twelve digits is a run of at least twelve."""
_MORE_MARKS: Final = _marks(GAPS + RARE_GAPS)
_TWELVE: Final = 12
_RUN: Final = b"0" * _TWELVE
_MORE: Final = re.compile(rb"0*")
_QUOTE: Final = b'"'
_NAME: Final = re.compile(rb'"(?:[^"]*[:/])?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"')
"""A string that is nothing but a UUID, ``urn:uuid:`` or a URL before it."""
_LONGEST_NAME: Final = 256
_UUID_DIGITS: Final = 32
_DECIMALS: Final = re.compile(rb'[A-Za-z]":-?[0-9]{1,3}\.\Z')
"""The end of a name, a colon and whole digits: what follows is of a number, not of a text."""
_BEFORE: Final = 8
_HEX: Final = re.compile(rb"[0-9a-fA-F]")


def lets_through(text: bytes) -> bool:
    """Whether twelve digits follow each other in a UTF-8 JSON text, with gaps or without, outside a UUID."""
    if _SPELT.search(text):  # a digit may be written as an escape
        return True
    marks = text.translate(_MORE_MARKS if any(first in text for first in _RARE) else _MARKS)
    start = marks.find(_RUN)
    while start >= 0:
        end = start + _TWELVE
        if marks.startswith(b"0", end):
            end = _MORE.match(marks, end).end()  # type: ignore[union-attr]  # it matches everywhere
        run = text[start:end]
        # digits, and what may be full-width ones: a telephone number has ten
        if len(run) - len(run.translate(None, _DIGITS)) + run.count(_FULL_WIDTH) >= _TWELVE:
            quote = text.rfind(_QUOTE, max(0, start - _LONGEST_NAME), start)
            name = _NAME.match(text, quote) if quote >= 0 else None
            if name is not None:
                end = name.end()
            elif len(_DIGIT.findall(run.decode(errors="replace"))) >= _TWELVE and not _longer(
                text, start, end
            ):
                return True
        start = marks.find(_RUN, end)
    return False


def _longer(text: bytes, start: int, end: int) -> bool:
    """Whether this is a longer number without a gap (法人番号), or decimals; and no part of a UUID."""
    digits, beside = text[start:end], text[start - 1 : start] + text[end : end + 1]
    if not digits.isdigit() or end - start >= _UUID_DIGITS or _HEX.search(beside):
        return False
    return end - start > _TWELVE or _DECIMALS.search(text, max(0, start - _BEFORE), start) is not None
