"""Text that no reader can be fooled by: a file may be named with line ends, escape codes or bidi controls.

A terminal obeys control characters, a page turns around at U+202E, XML 1.0 cannot hold most of them and
UTF-8 no lone surrogate. What is not seen is spelled out: ``[U+202E]``.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

_UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
"""Controls, format characters (bidi, zero width, tags), surrogates, separators, non-characters."""
_SPACES: Final = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")


def shown(text: str) -> str:
    """Return ``text`` with every unseen character spelled out, so that it is one line of plain text."""
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def sentence(text: str) -> str:
    """Return a message as one line: line ends (a profile may write some) become spaces."""
    return shown(_SPACES.sub(" ", text))


def json_text(data: Any, *, indent: int | None = 2) -> str:
    """Return JSON that can be put on any screen and read back as it was: unseen characters are escaped.

    A lone surrogate (a file name that is no UTF-8) cannot be said in JSON; it is spelled out.
    """
    return _UNSEEN.sub(_escaped, json.dumps(data, ensure_ascii=False, indent=indent))


def _escaped(found: re.Match[str]) -> str:
    """Escape a character inside a JSON string; outside there is none but the line ends of the layout."""
    char = found[0]
    if char == "\n":
        return char
    if "\ud800" <= char <= "\udfff":
        return shown(char)
    units = char.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
