"""The slow, exact scanner of JSON: used only when something is wrong, to say what and where.

It also keeps the place of every key and value, for :mod:`carelink.fhir.json_positions`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from json import JSONDecodeError, JSONDecoder
from typing import TYPE_CHECKING, Any, Final

from carelink.fhir.numbers import whole, within
from carelink.fhir.rules import (
    JSON_DUPLICATE,
    JSON_NOT_A_NUMBER,
    JSON_NOT_OBJECT,
    JSON_SYNTAX,
    JSON_TRAILING,
    NUMBER_TOO_LONG,
    SURROGATE,
    TOO_DEEP,
)
from carelink.findings import Finding, Rule, Source

if TYPE_CHECKING:
    from decimal import Decimal

    from carelink.fhir.limits import Limits

_SPACE: Final = re.compile(r"[ \t\n\r]*+")
_NUMBER: Final = re.compile(r"(-?(?:0|[1-9][0-9]*+))((?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?)")
_WORD: Final = re.compile(r"-?Infinity|NaN|true|false|null")
_WORDS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None}
_HALF: Final = re.compile("[\ud800-\udfff]")
_NAME: Final = re.compile(r"_?([A-Za-z][A-Za-z0-9]{0,63})")
_DECODER: Final = JSONDecoder()  # reads the strings
_NEWLINE: Final = re.compile(r"\n")
_MOST_PROBLEMS: Final = 1000


@dataclass(slots=True)
class Node:
    """A value and where it starts. ``value`` is a dict of (key's place, Node), a list of Nodes, or a leaf."""

    start: int
    value: Any

    def plain(self) -> Any:
        """Return the value without places."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, (_, node) in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


@dataclass(slots=True)
class Scanned:
    """A text with its places: the root (None where the syntax is broken) and the problems met."""

    text: str
    limits: Limits
    root: Node | None = None
    problems: list[tuple[Rule, str, int]] = field(default_factory=list)

    def tree(self) -> dict[str, Any] | None:
        """Return the root object; the first of duplicate keys counts, and what is no value is None."""
        found = self.root.plain() if self.root else None
        return found if isinstance(found, dict) else None

    def findings(self, file: str | None) -> tuple[Finding, ...]:
        """Return the problems as findings with path, line and column."""
        lines = Lines(self.text)
        name = self._root_name()
        return tuple(
            rule.at(
                (name + path).lstrip("."),
                source=Source(file, *lines.place(offset)),
                limit=self.limits.depth,
            )
            for rule, path, offset in self.problems
        )

    def _root_name(self) -> str:
        from carelink.fhir.tables import resource_types

        value = self.root.value if self.root else None
        if isinstance(value, dict) and "resourceType" in value:
            said = value["resourceType"][1].value
            if isinstance(said, str) and said in resource_types():
                return said
        return ""


class Lines:
    """Line and column (both from 1, in characters) of an offset."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(m.end() for m in _NEWLINE.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


class _StopError(Exception):
    """Nothing can be read from here on: the syntax is broken, or (``deep``) the nesting too deep."""

    def __init__(self, *, deep: bool = False) -> None:
        super().__init__()
        self.deep = deep


def scan(text: str, limits: Limits) -> Scanned:
    """Scan a text as far as it goes."""
    scanner = _Scanner(text, limits)
    result = Scanned(text, limits, problems=scanner.problems)
    try:
        root = scanner.value("")
        if not isinstance(root.value, dict):
            scanner.report(JSON_NOT_OBJECT, "", root.start)
        scanner.skip()
        if scanner.at < len(text):
            scanner.report(JSON_TRAILING, "", scanner.at)
        result.root = root
    except _StopError as stop:
        scanner.problems.append((TOO_DEEP if stop.deep else JSON_SYNTAX, "", scanner.at))
    return result


class _Scanner:
    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.at = 0
        self.level = 0
        self.problems: list[tuple[Rule, str, int]] = []

    def report(self, rule: Rule, path: str, offset: int) -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append((rule, path, offset))

    def skip(self) -> str:
        """Skip white space and return the character after it ("" at the end)."""
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.text[self.at : self.at + 1]

    def value(self, path: str) -> Node:
        first = self.skip()
        start = self.at
        if first in ("{", "["):
            if self.level == self.limits.depth:
                raise _StopError(deep=True)
            self.level += 1
            found = self._object(path) if first == "{" else self._array(path)
            self.level -= 1
            return Node(start, found)
        if first == '"':
            return Node(start, self._string(path))
        return Node(start, self._leaf(path))

    def _object(self, path: str) -> dict[str, tuple[int, Node]]:
        found: dict[str, tuple[int, Node]] = {}
        self.at += 1
        if self.skip() == "}":
            self.at += 1
            return found
        while True:
            if self.skip() != '"':
                raise _StopError
            start = self.at
            key = self._string(path)
            name = _NAME.fullmatch(key)
            inner = f"{path}.{name[1] if name else '`?`'}"
            if self.skip() != ":":
                raise _StopError
            self.at += 1
            node = self.value(inner)
            if key in found:
                self.report(JSON_DUPLICATE, inner, start)
            else:
                found[key] = (start, node)
            if self._end("}"):
                return found

    def _array(self, path: str) -> list[Node]:
        found: list[Node] = []
        self.at += 1
        if self.skip() == "]":
            self.at += 1
            return found
        while True:
            found.append(self.value(f"{path}[{len(found)}]"))
            if self._end("]"):
                return found

    def _end(self, bracket: str) -> bool:
        """Step over the bracket (true) or a comma (false)."""
        mark = self.skip()
        if mark not in (bracket, ",") or not mark:
            raise _StopError
        self.at += 1
        return mark == bracket

    def _string(self, path: str) -> str:
        start = self.at
        try:
            value, self.at = _DECODER.raw_decode(self.text, start)
        except JSONDecodeError as e:
            self.at = e.pos
            raise _StopError from e
        if _HALF.search(value):
            self.report(SURROGATE, path, start)
        return str(value)

    def _leaf(self, path: str) -> Any:
        start = self.at
        if word := _WORD.match(self.text, start):
            self.at = word.end()
            if word[0] not in _WORDS:
                self.report(JSON_NOT_A_NUMBER, path, start)
            return _WORDS.get(word[0])
        number = _NUMBER.match(self.text, start)
        if not number:
            raise _StopError
        self.at = number.end()
        value: int | Decimal | None
        if number[2]:
            value = within(number[0], self.limits.number, self.limits.exponent)
        else:
            value = whole(number[0]) if len(number[0]) <= self.limits.number else None
        if value is None:
            self.report(NUMBER_TOO_LONG, path, start)
        return value
