"""The text somebody types → plain TOML, and where every key stands.

TOML 1.0 wants quotation marks around keys that are not ASCII. Nobody who types 生活歴 = "…" thinks of
that, so keys without them are accepted, full-width ＝ too. Everything else is TOML, parsed by ``tomllib``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from carelink.converters.rules import sheet as rules
from carelink.findings import Finding, Source

LARGEST: Final = 1024 * 1024
DEEPEST: Final = 16
_SPACE: Final = " \t\u3000"
_PLAIN: Final = re.compile(r"[A-Za-z0-9_-]+")
_LINE: Final = re.compile(r"at line (\d+), column (\d+)")

Path = tuple[str, ...]


@dataclass
class Sheet:
    """A parsed sheet: ``tree`` as ``tomllib`` gives it, ``lines`` of its tables and keys."""

    tree: dict[str, Any] = field(default_factory=dict)
    lines: dict[Path, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def parse(data: bytes) -> Sheet:
    """Return what a file says; syntax that cannot be read is one finding, and nothing else is read."""
    sheet = Sheet()
    if len(data) > LARGEST:
        sheet.findings.append(rules.TOO_LARGE.at("sheet", source=Source(line=1)))
        return sheet
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        sheet.findings.append(rules.ENCODING.at("sheet", source=Source(line=line)))
        return sheet
    scanner = _Scanner(text.replace("\r\n", "\n").replace("\r", "\n"))
    try:
        plain = scanner.run()
        sheet.lines = scanner.lines
        sheet.tree = tomllib.loads(plain, parse_float=Decimal)
    except _TooDeepError:
        sheet.findings.append(rules.TOO_LARGE.at("sheet", source=Source(line=scanner.line)))
    except (ValueError, ArithmeticError, RecursionError) as error:
        found = _LINE.search(str(error))
        place = Source(line=int(found[1]), column=int(found[2])) if found else Source(line=scanner.line)
        sheet.findings.append(rules.SYNTAX.at("sheet", source=place))
    return sheet


class _TooDeepError(ValueError):
    """Brackets inside brackets without end."""


class _Scanner:
    """Walks over the text once, puts quotation marks around bare keys, and notes their lines."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.line = text, 0, 1
        self.out: list[str] = []
        self.lines: dict[Path, int] = {}
        self.table: Path = ()

    def run(self) -> str:
        while self.at < len(self.text):
            self._blank()
            here = self.text[self.at : self.at + 1]
            if here == "[":
                self._header()
            elif here not in {"", "\n", "#"}:
                self.lines.setdefault((*self.table, *self._key()), self.line)
                self._value()
            self._rest_of_line()
        return "".join(self.out)

    def _take(self, count: int = 1) -> str:
        taken = self.text[self.at : self.at + count]
        self.line += taken.count("\n")
        self.at += count
        self.out.append(taken)
        return taken

    def _blank(self) -> None:
        """Pass blanks; the ideographic one, typed by habit, becomes a plain one."""
        while self.text[self.at : self.at + 1] and self.text[self.at] in _SPACE:
            self.out.append(" ")
            self.at += 1

    def _rest_of_line(self) -> None:
        self._comment()
        self._take()

    def _header(self) -> None:
        self._take(2 if self.text.startswith("[[", self.at) else 1)
        self.table = self._key(ends="]\n")
        self.lines.setdefault(self.table, self.line)

    def _key(self, ends: str = "=＝\n") -> Path:
        """Copy a dotted key up to one of ``ends``, quoting its bare parts; ＝ becomes =."""
        parts: list[str] = []
        while True:
            self._blank()
            here = self.text[self.at : self.at + 1]
            if here in {'"', "'"} and here:
                parts.append(self._quoted_key(here))
            else:
                parts.append(self._bare_key(ends))
            self._blank()
            if self.text[self.at : self.at + 1] != ".":
                break
            self._take()
        if self.text[self.at : self.at + 1] == "＝":
            self.out.append("=")
            self.at += 1
        elif "=" in ends and self.text[self.at : self.at + 1] == "=":
            self._take()
        return tuple(parts)

    def _quoted_key(self, mark: str) -> str:
        start = self.at
        self._string(mark)
        return self.text[start + 1 : self.at - 1].replace('\\"', '"').replace("\\\\", "\\")

    def _bare_key(self, ends: str) -> str:
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in ends + ".":
            self.at += 1
        bare = self.text[start : self.at].strip(_SPACE)
        quoted = (
            bare if _PLAIN.fullmatch(bare) else '"' + bare.replace("\\", "\\\\").replace('"', '\\"') + '"'
        )
        self.out.append(f"{quoted} " if bare else "")
        return bare

    def _string(self, mark: str) -> None:
        """Copy a string of one line, with its marks."""
        self._take()
        while self.at < len(self.text) and self.text[self.at] not in {mark, "\n"}:
            self._take(2 if mark == '"' and self.text[self.at] == "\\" else 1)
        if self.text[self.at : self.at + 1] == mark:
            self._take()

    def _long_string(self, marks: str) -> None:
        """Copy a string of several lines; up to two marks may stand before the closing three."""
        self._take(3)
        while self.at < len(self.text) and not self.text.startswith(marks, self.at):
            self._take(2 if marks[0] == '"' and self.text[self.at] == "\\" else 1)
        while self.text[self.at : self.at + 1] == marks[0]:
            self._take()

    def _value(self) -> None:
        """Copy a value up to the end of its line; inside { } keys are quoted as well."""
        open_: list[str] = []
        while self.at < len(self.text):
            here = self.text[self.at]
            if here == "\n" and not open_:
                return
            if here in {'"', "'"}:
                self._any_string(here)
            elif here in "[{,":
                self._opened(here, open_)
            elif here == "#":
                self._comment()
            elif here == "\u3000":
                self._blank()
            else:
                self._take()
                if here in "]}" and open_:
                    open_.pop()

    def _any_string(self, mark: str) -> None:
        if self.text.startswith(mark * 3, self.at):
            self._long_string(mark * 3)
        else:
            self._string(mark)

    def _opened(self, here: str, open_: list[str]) -> None:
        if here != ",":
            open_.append(here)
        if len(open_) > DEEPEST:
            raise _TooDeepError
        self._take()
        self._inner_key(open_)

    def _comment(self) -> None:
        end = self.text.find("\n", self.at)
        self._take((end if end >= 0 else len(self.text)) - self.at)

    def _inner_key(self, open_: list[str]) -> None:
        """Quote the key that stands after ``{``, or after a comma inside of it."""
        if open_ and open_[-1] == "{":
            self._blank()
            if self.text[self.at : self.at + 1] not in {"}", "", "\n"}:
                self._key(ends="=＝\n}")
