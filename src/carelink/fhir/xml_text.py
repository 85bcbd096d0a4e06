"""What must be known about an XML text as text: may it be parsed, and where its narratives stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from carelink.fhir.rules import NOT_UTF8, SURROGATE, TOO_LARGE, XML_DOCTYPE
from carelink.findings import Source

if TYPE_CHECKING:
    from carelink.fhir.limits import Limits
    from carelink.findings import Finding

_BOM: Final = b"\xef\xbb\xbf"
_DECLARED: Final = re.compile(rb"""<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._\-]{1,40})["']""")
_PROLOG: Final = re.compile(rb"(?:\s++|<!--.*?-->|<\?.*?\?>)*+", re.DOTALL)
_UTF8: Final = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_PREFIX: Final = rb"""(?:[^\s<>/:="']++:)?"""
_REST: Final = rb"""(?=[\s/>])(?:[^<>"'/]++|/(?!>)|"[^"]*+"|'[^']*+')*+(?P<empty>/?)>"""
_NO_TAG: Final = rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|"
_DIV: Final = re.compile(_NO_TAG + rb"<(?P<end>/?)" + _PREFIX + b"div" + _REST, re.DOTALL)
_NO_ELEMENT: Final = re.compile(rb"<[!?]")
_PLAIN_DIV: Final = re.compile(rb"<(?P<end>/?)div" + _REST)
_WORD: Final = re.compile(rb"div")
_OF_THE_DECLARATION: Final = 2
_STRAY: Final = re.compile(rb">[ \t\r\n]*+[^ \t\r\n<]")


def admitted(
    data: bytes | str, limits: Limits, file: str | None
) -> tuple[bytes, None] | tuple[None, tuple[Finding, ...]]:
    """Return the bytes to parse, without a byte order mark; or what forbids parsing them."""
    if isinstance(data, str):
        try:
            data = data.encode()
        except UnicodeEncodeError as e:
            before = e.object[: e.start].encode()
            return None, (SURROGATE.at("", source=place(before, len(before), file)),)
    if len(data) > limits.size:
        return None, (TOO_LARGE.at("", source=Source(file), limit=limits.size),)
    raw = data.removeprefix(_BOM)  # XML, unlike JSON, allows it
    try:
        raw.decode()
    except UnicodeDecodeError as e:
        return None, (NOT_UTF8.at("", source=place(raw, e.start, file)),)
    declared = _DECLARED.match(raw)
    if declared and declared[1].lower() not in _UTF8:
        return None, (NOT_UTF8.at("", source=place(raw, declared.start(1), file)),)
    prolog = _PROLOG.match(raw)
    start = prolog.end() if prolog else 0
    if raw[start : start + 9].upper() == b"<!DOCTYPE":
        return None, (XML_DOCTYPE.at("", source=place(raw, start, file)),)
    return raw, None


def place(raw: bytes, offset: int, file: str | None) -> Source:
    """Return line and column (from 1, in characters) of an offset in UTF-8 bytes."""
    before = raw[:offset]
    column = len(before[before.rfind(b"\n") + 1 :].decode(errors="replace")) + 1
    return Source(file, before.count(b"\n") + 1, column)


def divs(raw: bytes) -> list[tuple[int, int]]:
    """Return where each ``div`` element of a well-formed text starts and ends, in document order."""
    extents: list[tuple[int, int]] = []
    waiting: list[int] = []
    for tag in _plain_tags(raw) or _DIV.finditer(raw):
        if tag["end"] is None:  # comment, CDATA, instruction
            continue
        if tag["end"]:
            opened = waiting.pop()
            extents[opened] = extents[opened][0], tag.end()
            continue
        if not tag["empty"]:
            waiting.append(len(extents))
        extents.append((tag.start(), tag.end()))
    return extents


def _plain_tags(raw: bytes) -> list[re.Match[bytes]]:
    """Return the tags of every ``div`` where the word itself finds them; none where more could stand there.

    Of thousands of tags only these are tried.
    """
    # an exclamation mark, or a question mark beyond the declaration's, may begin a comment and the like
    if (b"!" in raw or raw.count(b"?") > _OF_THE_DECLARATION) and _NO_ELEMENT.search(raw, 1) is not None:
        return []
    found: list[re.Match[bytes]] = []
    for word in _WORD.finditer(raw):
        at = word.start()
        before = raw[at - 2 : at]
        if before[1:] == b":":
            return []
        if before[1:] == b"<" or before == b"</":
            tag = _PLAIN_DIV.match(raw, at - (1 if before[1:] == b"<" else 2))
            if tag is not None:  # <divider>
                found.append(tag)
    return found


def may_hold_text(raw: bytes, extents: list[tuple[int, int]]) -> bool:
    """Whether there may be text between elements, narratives aside. True may be a false alarm."""
    if b"<![CDATA[" in raw:
        return True
    at = 0
    parts = []
    for start, end in extents:
        if start >= at:
            parts.append(raw[at:start])
            at = end
    return _STRAY.search(b"".join(parts) + raw[at:].rstrip()) is not None
