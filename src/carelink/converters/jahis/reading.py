"""From the bytes of a notebook, or of the texts of its QR codes, to notebooks: bounded, nothing guessed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from carelink.converters.jahis import LARGEST
from carelink.converters.rules import jahis as rules
from carelink.records import notebook as nb

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carelink.findings import Finding

MOST_LINES, LONGEST, MOST_FIELDS, MOST_PARTS = 20_000, 4_000, 40, 999
_HEADER: Final = re.compile(r"JAHISTC([0-9]{2}),([12])(?:,.*)?")
_NUMBER: Final = re.compile(r"[0-9]{1,3}")
_KNOWN: Final = tuple(f"{n:02}" for n in range(1, 9))
_CONTROL: Final = re.compile("[\x00-\x1f\x7f\u0085\u2028\u2029]")
_CONTEXT: Final = frozenset({nb.PERSON, nb.DISPENSED, nb.PHARMACY, nb.PHARMACIST, nb.CLINIC, nb.DOCTOR})
"""Entries that each part of a split notebook may say again."""


class Parsed(NamedTuple):
    """Notebooks with the line each entry stands on, and what was found.

    :param refused: parts that are no whole notebook
    """

    notebooks: tuple[tuple[nb.Notebook, tuple[int, ...]], ...]
    findings: tuple[Finding, ...]
    refused: int


class _Block(NamedTuple):
    """What stands under one heading."""

    notebook: nb.Notebook
    lines: tuple[int, ...]
    start: int

    @property
    def part(self) -> tuple[str, int, int] | None:
        """Id, total and number of a part; None when it is whole."""
        for entry in self.notebook.entries:
            if entry.number == nb.PART and entry[1].isdecimal() and entry[2].isdecimal():
                return entry[0], int(entry[1][:4]), int(entry[2][:4])
        return None


def parse(data: bytes | Iterable[bytes]) -> Parsed:
    """Return the notebooks in a file, or in the texts of QR codes in any order.

    Parts that belong together are put together; a part without the others is refused, because half a list
    of medicines looks like a whole one.
    """
    whole = data if isinstance(data, bytes) else b"\r\n".join(data)
    found: list[Finding] = []
    if len(whole) > LARGEST:
        return Parsed((), (rules.TOO_LARGE.at("file"),), 1)
    blocks = list(_blocks(_lines(_text(whole, found)), found))
    if not blocks:
        return Parsed((), (*found, *(() if found else (rules.HEADER.at("file"),))), 1)
    made: list[tuple[nb.Notebook, tuple[int, ...]]] = []
    groups: dict[object, list[_Block]] = {}
    for number, block in enumerate(blocks):
        groups.setdefault(block.part[:2] if block.part else number, []).append(block)
    for group in groups.values():
        if group[0].part is None:
            made.append((group[0].notebook, group[0].lines))
        elif (joined := _joined(group, found)) is not None:
            made.append(joined)
    return Parsed(tuple(made), tuple(found), len(groups) - len(made))


def _text(data: bytes, found: list[Finding]) -> str:
    """Return the text: UTF-8 where it is that, as QR readers give it, else CP932."""
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    found.append(rules.CHARACTERS.at("file"))
    return data.decode("cp932", "replace")


def _lines(text: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", text.rstrip("\x1a\r\n"))


def _blocks(lines: list[str], found: list[Finding]) -> Iterator[_Block]:
    """Yield what stands under each heading; what stands before the first is said."""
    if len(lines) > MOST_LINES:
        found.append(rules.TOO_LARGE.at("file"))
        return
    current: tuple[nb.Notebook, int] | None = None
    entries: list[nb.Entry] = []
    places: list[int] = []
    for number, line in enumerate(lines, 1):
        head = _HEADER.fullmatch(line)
        if head is None:
            if current is None and line.strip():
                symbol = re.match(r"JAHIS[0-9]{2}\b", line)
                found.append((rules.PRESCRIPTION if symbol else rules.HEADER).at(f"line[{number}]"))
                return
            if line.strip() and (entry := _entry(line, number, found)) is not None:
                entries.append(entry)
                places.append(number)
            continue
        if current is not None:
            yield _Block(replace(current[0], entries=tuple(entries)), tuple(places), current[1])
        if head[1] not in _KNOWN:
            found.append(rules.VERSION.at(f"line[{number}]"))
        current, entries, places = (nb.Notebook(head[1], head[2]), number), [], []
    if current is not None:
        yield _Block(replace(current[0], entries=tuple(entries)), tuple(places), current[1])


def _entry(line: str, number: int, found: list[Finding]) -> nb.Entry | None:
    fields = line.split(",") if len(line) <= LONGEST else []
    fits = (
        fields and len(fields) <= MOST_FIELDS and _NUMBER.fullmatch(fields[0]) and not _CONTROL.search(line)
    )
    if not fits:
        found.append(rules.LINE.at(f"line[{number}]"))
        return None
    return nb.Entry(int(fields[0]), tuple(fields[1:]))


def _joined(group: list[_Block], found: list[Finding]) -> tuple[nb.Notebook, tuple[int, ...]] | None:
    """Return the notebook that all parts make, or None when some are missing."""
    parts: dict[int, _Block] = {}
    total = 0
    for block in group:
        _, total, number = block.part or ("", 0, 0)
        if number in parts:
            found.append(rules.PART_REPEATED.at(f"line[{block.start}]"))
        parts.setdefault(number, block)
    if not 1 <= total <= MOST_PARTS or set(parts) != set(range(1, total + 1)):
        found.append(rules.PART_MISSING.at(f"line[{group[0].start}]"))
        return None
    entries: list[nb.Entry] = []
    places: list[int] = []
    last: dict[int, nb.Entry] = {}
    for number in sorted(parts):
        # a part that says again whose it is, and of which day, begins with the person
        repeating = number > 1 and parts[number].notebook.entries[:1] == parts[1].notebook.of(nb.PERSON)[:1]
        for entry, place in zip(parts[number].notebook.entries, parts[number].lines, strict=True):
            repeating = repeating and entry.number in _CONTEXT
            if entry.number == nb.PART or (repeating and last.get(entry.number) == entry):
                continue
            last[entry.number] = entry
            entries.append(entry)
            places.append(place)
    return replace(parts[1].notebook, entries=tuple(entries)), tuple(places)


__all__ = ["LARGEST", "Parsed", "parse"]
