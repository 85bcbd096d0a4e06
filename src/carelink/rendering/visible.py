"""What a stranger typed, made safe to look at: nothing hidden, nothing that turns the line around.

A name may hold anything. On a page that a ward acts on, a character must either be seen as itself or be
named by its number: ``[U+202E]``. (Control pictures like ``␀`` are missing from the usual Japanese fonts.)
Escaping for HTML is the template's work, not done here.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_KEPT: Final = frozenset("\n\t\u200c\u200d")
"""Line ends and tabs are seen; joiners belong to emoji and to Indic scripts, and turn and hide nothing."""
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Controls, format characters (bidi, zero width, tags), lone surrogates, line and paragraph separators."""
_BLANK: Final = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and signs that are drawn as nothing: a name of Hangul fillers looks like an empty box."""


def visible(text: str) -> str:
    r"""Return ``text`` with every unseen character shown; line ends become ``\n`` and stay.

    Half-width and full-width forms, variation selectors of kanji and 外字 are kept as they are:
    the spelling of a name is the person's.
    """
    if text.isprintable() and _BLANK.isdisjoint(text):
        return text
    return "".join(map(_shown, text.replace("\r\n", "\n")))


def _shown(char: str) -> str:
    if char in _KEPT:
        return char
    if unicodedata.category(char) in _UNSEEN or char in _BLANK or _no_character(ord(char)):
        return f"[U+{ord(char):04X}]"
    return char


def _no_character(number: int) -> bool:
    """Whether Unicode promises never to assign it; XML forbids some of these."""
    return number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF  # noqa: PLR2004  Unicode 23.7


def css_string(text: str) -> str:
    """Return ``text`` as a CSS string in which nothing but hexadecimal escapes stands.

    For the running header of the page, which only a style sheet can set. Line ends become spaces.
    """
    return '"' + "".join(f"\\{ord(c):06x}" for c in " ".join(visible(text).split())) + '"'
