"""Narratives so simple that nothing can be wrong with them: nearly all that programs write."""

from __future__ import annotations

import re
from typing import Any, Final

_C: Final = r"[^<>&\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
_T: Final = rf"(?:{_C}++|&(?:amp|lt|gt|quot|apos);)"
_START: Final = (
    r'<div xmlns="http://www\.w3\.org/1999/xhtml"'
    r'(?: lang="([A-Za-z0-9-]++)")?(?: xml:lang="([A-Za-z0-9-]++)")?>'
)
_PLAIN = re.compile(rf"{_START}(?:{_T}|<br/>|<p>(?:{_T}|<br/>|<(b|i|em|strong)>{_T}*+</\3>)*+</p>)*+</div>")
"""A narrative of paragraphs and nothing that could be wrong with it, as nearly all generated ones are."""
_SIMPLE: Final = re.compile(
    rf"{_START}(?=(?:<p>|<b>)*+[^<\s])(?:<p>(?:<b>{_C}*+</b>)?+{_C}*+(?:<br/>{_C}*+)*+</p>)*+</div>"
).fullmatch
"""Finds, still faster, that it begins with words and is all paragraphs, each perhaps with a heading."""
_SAYS_SOMETHING = re.compile(r">\s*+[^<\s]")
PLAIN_AT_MOST: Final = 2**20
"""Characters of a narrative that is looked at in one go."""


def is_simple(value: Any) -> bool:
    """Whether a narrative begins with words and is all paragraphs, each perhaps with a heading.

    False says nothing; its language is not looked at.
    """
    return type(value) is str and len(value) < PLAIN_AT_MOST and _SIMPLE(value) is not None


def is_plain(value: str, language: Any) -> bool:
    """Whether a narrative is so simple that nothing can be wrong with it; False says nothing.

    :param language: of the resource, if it states one
    """
    if len(value) >= PLAIN_AT_MOST:
        return False
    found = _SIMPLE(value) or (_SAYS_SOMETHING.search(value) and _PLAIN.fullmatch(value))
    if not found:
        return False
    return not isinstance(language, str) or {found[1], found[2]} == {language}
