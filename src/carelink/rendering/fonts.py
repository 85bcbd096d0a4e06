"""The letters a printed page is set in, from a package: the same on every machine, embedded in the page.

Noto Sans CJK JP (SIL Open Font License 1.1), regular and bold, 44,810 characters. A character it lacks,
such as 外字 of the private use area, is printed as 〓 and its number: no empty box, no other font.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from types import ModuleType

FAMILY: Final = "carelink paper"
_FACES: Final = {400: "noto_cjk_sans_jp_regular", 700: "noto_cjk_sans_jp_bold"}
_SAME: Final = str.maketrans({"☑": "■", "☐": "□", "✔": "✓", "☒": "■"})
"""Signs that the font lacks and a sign of the same meaning that it has."""
_GETA: Final = "〓"
_SELECTORS: Final = range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)


def load(name: str) -> ModuleType:
    """Return a library of the extra ``pdf``.

    :raises UsageError: when it is not installed, or what it needs of the system is not
    """
    try:
        return import_module(name)
    except (ImportError, OSError):
        command = "pip install 'carelink[pdf]'"
        raise UsageError(
            Words("PDF を作る部品が入っていません。", "Support for PDF is not installed."),
            hint=Words(
                f"{command} （Pango も必要です）。HTML はこれなしで作れます。",
                f"{command}; it needs Pango too. HTML needs neither.",
            ),
        ) from None


def faces() -> dict[int, Traversable]:
    """Return the font files by weight.

    :raises UsageError: when the package of the fonts is not installed
    """
    return {weight: load(package).FONT_PATH for weight, package in _FACES.items()}


@cache
def _characters() -> tuple[frozenset[int], frozenset[tuple[int, int]]]:
    """Return what the font draws: characters, and (base, selector) of variants of kanji."""
    from io import BytesIO

    load("weasyprint")
    tables = load("fontTools.ttLib").TTFont(BytesIO(faces()[400].read_bytes()), lazy=True)["cmap"]
    variants: dict[int, Any] = next((t.uvsDict for t in tables.tables if t.format == 14), {})  # noqa: PLR2004  OpenType
    return (
        frozenset(tables.getBestCmap()),
        frozenset((base, selector) for selector, pairs in variants.items() for base, _ in pairs),
    )


def lacking(text: str) -> bool:
    """Whether a character of ``text`` is in no glyph of the font."""
    return drawable(text) != text.translate(_SAME)


def plain_variant(text: str) -> bool:
    """Whether a variant of a kanji (IVS) is asked for that the font draws in its usual form."""
    return any(_is_selector(b) and (ord(a), ord(b)) not in _characters()[1] for a, b in pairwise(text))


def drawable(text: str) -> str:
    """Return ``text`` with what the font lacks named by number: ``〓[U+E000]``."""
    known, _ = _characters()
    return "".join(
        char if ord(char) in known or _unseen(char) else f"{_GETA}[U+{ord(char):04X}]"
        for char in text.translate(_SAME)
    )


def _unseen(char: str) -> bool:
    return char in "\n\r\t" or _is_selector(char) or unicodedata.category(char) == "Cf"


def _is_selector(char: str) -> bool:
    return any(ord(char) in one for one in _SELECTORS)
