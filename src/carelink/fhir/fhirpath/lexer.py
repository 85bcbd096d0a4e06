"""From characters to tokens (FHIRPath N1, appendix "Formal Specifications": fhirpath.g4)."""

from __future__ import annotations

import re
from typing import NamedTuple

from carelink.fhir.fhirpath.errors import ExpressionError

_YEAR = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_CLOCK = r"\d{2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_TOKEN = re.compile(
    rf"""(?P<space>[ \t\r\n]+|//[^\r\n]*|/\*.*?\*/)
    |(?P<datetime>@{_YEAR}T(?:{_CLOCK}(?:Z|[+-]\d{{2}}:\d{{2}})?)?)
    |(?P<date>@{_YEAR})
    |(?P<time>@T{_CLOCK})
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<string>'(?:\\.|[^'\\])*')
    |(?P<quoted>`(?:\\.|[^`\\])*`)
    |(?P<word>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<special>\$(?:this|index|total)\b)
    |(?P<sign><=|>=|!=|!~|[-+*/&|=<>~().,\[\]{{}}%])""",
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_CONTROL = {"n": "\n", "r": "\r", "t": "\t", "f": "\f"}


class Token(NamedTuple):
    """One token: its kind, its text with escapes resolved, and where it starts."""

    kind: str
    text: str
    at: int


def _unescape(body: str, expression: str, at: int) -> str:
    def one(match: re.Match[str]) -> str:
        code = match[1]
        if len(code) > 1:
            return chr(int(code[1:], 16))
        if code not in "'\"`\\/nrtf":
            raise ExpressionError(f"unknown escape \\{code}", expression=expression, at=at)
        return _CONTROL.get(code, code)

    return _ESCAPE.sub(one, body)


def tokens(expression: str) -> list[Token]:
    """Split ``expression`` into tokens; the last one has the kind "end".

    :raises ExpressionError: for a character or an escape that is no FHIRPath
    """
    found: list[Token] = []
    at = 0
    while at < len(expression):
        match = _TOKEN.match(expression, at)
        if match is None:
            raise ExpressionError(f"unexpected character {expression[at]!r}", expression=expression, at=at)
        kind, text = str(match.lastgroup), match[0]
        if kind in ("string", "quoted"):
            text = _unescape(text[1:-1], expression, at)
        if kind != "space":
            found.append(Token(kind, text, at))
        at = match.end()
    found.append(Token("end", "", at))
    return found
