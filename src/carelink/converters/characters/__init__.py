"""What CP932 (MS932, "Shift_JIS" of the field) cannot hold, and what becomes of it: one documented table.

Nothing is replaced in silence: every change is counted and becomes a finding. The order of the steps:

1. a character that CP932 holds stays as it is;
2. an IVS or other variation selector is dropped, its base character stays (葛󠄀 → 葛);
3. the table of :mod:`carelink.converters.characters.table` (ゔ → ヴ, 俱 → 倶, − → －);
4. canonical composition (か and ゙ → が), then compatibility (⽇ → 日, ㌔ stays);
5. a Latin letter without its accent (é → e);
6. else 〓, the mark printers use for a character they lack, and an error.

Reading goes the other way without a table: CP932 bytes are decoded as Windows does; what looked like a change
of one character by the sender stays as sent.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from carelink.converters.characters.table import REPLACED
from carelink.converters.rules import layout as rules

if TYPE_CHECKING:
    from carelink.findings import Rule

LACKING: Final = "〓"
_SELECTORS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u200b-\u200d\u2060\ufeff\u00ad]")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_HALF_KANA: Final = re.compile("[\uff61-\uff9f]")


class Carried(NamedTuple):
    """A text that CP932 can hold, and what was done to it.

    :param replaced: how many characters another one of the table stands for
    :param lost: how many became 〓
    """

    text: str
    replaced: int
    lost: int


def holds(text: str, encoding: str = "cp932") -> bool:
    """Whether an encoding can write this text so that it is read as it was.

    Python's codec writes − 〜 ‖ ¢ and others as their full-width doubles without a word, so that writing
    alone proves nothing.
    """
    try:
        return text.encode(encoding).decode(encoding) == text
    except UnicodeEncodeError:
        return False


def to_cp932(text: str) -> Carried:
    """Return what can be written in CP932 in place of ``text``."""
    if holds(text):
        return Carried(text, 0, 0)
    composed = unicodedata.normalize("NFC", text) if not unicodedata.is_normalized("NFC", text) else text
    out: list[str] = []
    replaced = 0 if composed == text else 1
    lost = 0
    for character in composed:
        if holds(character):
            out.append(character)
            continue
        known = replacement(character)
        if known is None:
            lost += 1
        else:
            replaced += 1
        out.append(LACKING if known is None else known)
    return Carried("".join(out), replaced, lost)


@lru_cache(maxsize=4_096)
def replacement(character: str) -> str | None:
    """Return what stands for one character that CP932 lacks, or None when nothing does."""
    if _SELECTORS.match(character):
        return ""
    if (known := REPLACED.get(character)) is not None:
        return known
    for form in ("NFKC", "NFKD"):
        found = unicodedata.normalize(form, character)
        if form == "NFKD":
            found = "".join(c for c in found if not unicodedata.combining(c))
        found = "".join(REPLACED.get(c, c) for c in found)
        if found and found != character and holds(found):
            return found
    return None


def doubtful(text: str) -> tuple[Rule, ...]:
    """Return what is to be said about the characters of a text that was read: 外字, half-width kana."""
    if text.isascii():
        return ()
    found: list[Rule] = []
    if _PRIVATE.search(text):
        found.append(rules.CHARACTER_PRIVATE)
    if _HALF_KANA.search(text):
        found.append(rules.KANA_HALF)
    return tuple(found)


__all__ = ["LACKING", "REPLACED", "Carried", "doubtful", "holds", "replacement", "to_cp932"]
