"""Generated narratives: the little XHTML that carelink writes."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carelink.records.tree import Node

_OPEN: Final = '<div xmlns="http://www.w3.org/1999/xhtml" lang="ja" xml:lang="ja">'
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def narrative(paragraphs: Iterable[str]) -> Node:
    """Return a generated Narrative of these paragraphs."""
    return {"status": "generated", "div": f"{_OPEN}{''.join(paragraphs)}</div>"}


def paragraph(label: str, said: str) -> str:
    """Return one answer as a paragraph; what XML cannot carry is shown as such."""
    clean = escape(_NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", said), quote=False)
    return f"<p><b>{escape(label, quote=False)}</b> {clean}</p>"
