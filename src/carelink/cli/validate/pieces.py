"""Work cut into pieces: a file, or some lines of an NDJSON file. Nothing is read before its turn."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from carelink.cli.validate.sources import STANDARD_INPUT, File, unread
from carelink.fhir.limits import LIMITS
from carelink.findings import Unread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LINES_BYTES: Final = 256 * 1024
"""Bytes of one piece of lines: large enough to be worth sending to a process, small enough to share out."""


@dataclass(frozen=True, slots=True)
class Whole:
    """One file with one resource; ``data`` only where it cannot be read again (standard input)."""

    name: str
    size: int
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that came by standard input, beginning with line ``first`` (from 1)."""

    name: str
    first: int
    lines: tuple[bytes, ...]

    @property
    def size(self) -> int:
        """Bytes of all lines."""
        return sum(map(len, self.lines))


@dataclass(frozen=True, slots=True)
class Range:
    """Whole lines of one NDJSON file by their bytes; whoever judges them reads them.

    :param first: number of the first line, from 1
    :param start: byte it begins at, ``size`` bytes of lines follow
    """

    name: str
    first: int
    start: int
    size: int

    def read(self) -> Iterator[bytes]:
        """Yield the lines, read from the file.

        :raises OSError: it is not there any more
        """
        with Path(self.name).open("rb") as stream:
            stream.seek(self.start)
            end = self.start + self.size
            for line in _bounded(stream):
                yield line.rstrip(b"\r\n")
                if stream.tell() >= end:
                    break


Piece = Whole | Lines | Range


def pieces(found: Iterable[File | Unread]) -> Iterator[Piece | Unread]:
    """Yield the pieces of each file, in order; what could not be read is passed on."""
    for source in found:
        if isinstance(source, Unread):
            yield source
        elif source.name == STANDARD_INPUT:
            yield from _standard_input()
        elif source.name.lower().endswith(".ndjson"):
            yield from _ndjson(source.name)
        else:
            yield Whole(source.name, source.size)


def _ndjson(name: str) -> Iterator[Piece | Unread]:
    try:
        with Path(name).open("rb") as stream:
            yield from _ranges(name, stream)
    except OSError as error:
        yield unread(name, error)


def _ranges(name: str, stream: BinaryIO) -> Iterator[Range]:
    """Cut a file behind the first end of a line after every so many bytes; nothing of it is kept."""
    first, start = 1, 0
    while block := stream.read(LINES_BYTES):
        size, lines = len(block), block.count(b"\n")
        while not block.endswith(b"\n") and (block := stream.readline(LINES_BYTES)):
            size += len(block)
            lines += block.endswith(b"\n")
        yield Range(name, first, start, size)
        first, start = first + lines, start + size
    if not start:
        yield Range(name, 1, 0, 0)


def _standard_input() -> Iterator[Piece | Unread]:
    if sys.stdin is None:  # a process may be started without one
        yield unread(STANDARD_INPUT, OSError())
        return
    try:
        yield from _stream(sys.stdin.buffer)
    except OSError as error:
        yield unread(STANDARD_INPUT, error)


def _stream(stream: BinaryIO) -> Iterator[Piece]:
    """Tell NDJSON by its first line, which is a whole object; anything else is read to its end."""
    first = stream.readline(LIMITS.size + 1)  # a longer one is no whole object, and too large anyway
    if _is_object(first):
        yield from _lines(STANDARD_INPUT, chain([first], _bounded(stream)))
        return
    data = first + stream.read(max(0, LIMITS.size + 1 - len(first)))
    yield Whole(STANDARD_INPUT, len(data), data)


def _is_object(line: bytes) -> bool:
    text = line.strip()
    if not (text.startswith(b"{") and text.endswith(b"}")):
        return False
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _bounded(stream: BinaryIO) -> Iterator[bytes]:
    """Yield lines; of one longer than a document may be, only so much that the reader refuses it."""
    while line := stream.readline(LIMITS.size + 2):
        yield line
        if len(line) > LIMITS.size and not line.endswith(b"\n"):
            _skip_line(stream)


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(LINES_BYTES)) and not rest.endswith(b"\n"):
        pass


def _lines(name: str, stream: Iterable[bytes]) -> Iterator[Lines]:
    kept: list[bytes] = []
    first, size = 1, 0
    for line in stream:
        kept.append(line.rstrip(b"\r\n"))
        size += len(line)
        if size >= LINES_BYTES:
            yield Lines(name, first, tuple(kept))
            first, size = first + len(kept), 0
            kept = []
    if kept or first == 1:
        yield Lines(name, first, tuple(kept))
