"""A form → lines of boxes on a grid of twelve columns: the page to fill in, drawn from declarations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from carelink.converters.excel_form import cells, marks
from carelink.converters.sheet_toml import revision
from carelink.records import kinds
from carelink.records.item import FEE, MUST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from carelink.records.codes import CodeList
    from carelink.records.forms import Form
    from carelink.records.item import Item

COLUMNS: Final = 12
_LABEL: Final = 3
_HALF: Final = 6
_REST: Final = COLUMNS - _LABEL
_ROWS: Final = 3
"""Rows of a group that says no number of its own."""
_WIDE: Final = 20
"""Width of an option's label (half-width characters) from which it takes two places."""
_LEVEL: Final = {MUST: "【必須】", FEE: "【算定】"}
_LEGEND: Final = (
    "色のついた欄に記入します。空欄と「記載なし」は同じで、「なし」「不明」とは別の意味です。"
    "☐は選ぶと☑になり、右の欄にはかっこの中を書きます。日付は 昭和13年1月2日 や 2026-04-01。"
)


@dataclass(frozen=True, slots=True)
class Box:
    """A cell, or cells merged into one.

    :param column: 1 to 12
    :param role: ``title``, ``legend``, ``section``, ``group``, ``label`` or ``input``
    :param text: printed; of an input, what it holds when nothing is stated
    :param mark: of an input
    :param options: of a drop-down
    """

    column: int
    span: int
    role: str
    text: str = ""
    mark: str = ""
    options: tuple[str, ...] = ()


Line = tuple[Box, ...]


def lines(
    form: Form, rows: Mapping[str, int], local: Iterable[tuple[str, str]] = (), note: str = ""
) -> Iterator[Line]:
    """Yield the lines of a form.

    :param note: printed below the title
    :param rows: how many rows of each group are needed, by path; more than the form prints make it longer
    :param local: key and type of a town's own items that the form does not have
    """
    yield (Box(1, COLUMNS, "title", form.title),)
    if note:
        yield (Box(1, COLUMNS, "legend", note),)
    yield (Box(1, COLUMNS, "legend", _LEGEND),)
    yield _pair("記入日時", "@written")
    for section in form.sections:
        items = form.of(section)
        if items:
            yield (Box(1, COLUMNS, "section", section.title or form.title),)
            yield from _items(items, rows)
    extra = list(local)
    if extra:
        yield (Box(1, COLUMNS, "section", "独自項目"),)
        yield from (_pair(key, marks.local_mark(key, type_)) for key, type_ in extra)
    yield (Box(1, COLUMNS, "section", "文書の情報"),)
    yield _pair("文書ID（空欄なら自動）", "@id")
    if "revision" in form.record.model_fields:
        for name, label in revision.LABELS.items():
            yield _pair(label, f"@{name}", ("はい", "いいえ") if name == "cancels" else ())


def _pair(label: str, mark: str, options: tuple[str, ...] = ()) -> Line:
    return Box(1, _LABEL, "label", label), Box(_LABEL + 1, _REST, "input", "", mark, options)


def _items(items: tuple[Item, ...], rows: Mapping[str, int]) -> Iterator[Line]:
    for half, run in groupby(items, key=_is_half):
        if half:
            yield from _halves([(item, cells.mark_of(item)) for item in run])
            continue
        for item in run:
            if item.group is not None:
                yield from _group(item, rows.get(item.path, 0))
            else:
                yield from _wide(item, cells.mark_of(item))


def _is_half(item: Item) -> bool:
    if item.group is not None or item.many or isinstance(item.kind, kinds.Text):
        return False
    return not _bracketed(item)


def _bracketed(item: Item) -> bool:
    return item.text and item.list is not None and any(m.takes_text for m in item.list)


def _halves(items: list[tuple[Item, str]]) -> Iterator[Line]:
    """Yield two short answers to a line."""
    for at in range(0, len(items), 2):
        line: list[Box] = []
        pair = items[at : at + 2]
        for column, (item, mark) in zip((1, 1 + _HALF), pair, strict=False):
            span = _HALF - _LABEL if len(pair) > 1 else _REST
            line.append(Box(column, _LABEL, "label", label_of(item)))
            line.append(Box(column + _LABEL, span, "input", "", mark, options_of(item)))
        yield tuple(line)


def _wide(item: Item, mark: str) -> Iterator[Line]:
    label = Box(1, _LABEL, "label", label_of(item))
    if item.many and item.list is not None:
        yield from _ticks(item, mark, label)
    elif _bracketed(item):
        answer = Box(_LABEL + 1, _LABEL, "input", "", mark, options_of(item))
        yield label, answer, Box(_HALF + 1, _HALF, "input", "", mark + "!")
    else:
        yield label, Box(_LABEL + 1, _REST, "input", "", mark, options_of(item))


def _ticks(item: Item, mark: str, label: Box) -> Iterator[Line]:
    """Yield the options of a list, three places to a line; brackets take the place beside."""
    line: list[Box] = [label]
    column = _LABEL + 1
    for member in item.list or ():
        place = _LABEL if _width(member.label) < _WIDE else _HALF
        bracket = _LABEL if item.text and member.takes_text else 0
        if column + place + bracket > COLUMNS + 1:
            yield _filled(line, column)
            line, column = [Box(1, _LABEL, "label", "")], _LABEL + 1
        line += _option(member, f"{mark}#{member.code}", column, (place, bracket))
        column += place + bracket
    yield _filled(line, column)


def _filled(line: list[Box], column: int) -> Line:
    """Give the last box of a line what is left of it."""
    last = line[-1]
    return (*line[:-1], replace(last, span=last.span + COLUMNS + 1 - column))


def _option(member: CodeList, mark: str, column: int, spans: tuple[int, int]) -> Iterator[Box]:
    place, bracket = spans
    off, on = cells.box(member, ticked=False), cells.box(member, ticked=True)
    yield Box(column, place, "input", off, mark, (off, on))
    if bracket:
        yield Box(column + place, bracket, "input", "", mark + "!")


def _group(item: Item, needed: int) -> Iterator[Line]:
    """Yield the rows of a group, each headed by its name and number."""
    count = max(item.rows or _ROWS, needed) if item.many else 1
    for number in range(count):
        heading = f"{item.ja} {number + 1}" if item.many else item.ja
        yield (Box(1, COLUMNS, "group", heading + _LEVEL.get(item.level, "")),)
        prefix = f"{item.path}[{number}]." if item.many else f"{item.path}."
        short: list[tuple[Item, str]] = []
        for part in item.parts:
            if part.many or _bracketed(part):
                yield from _halves(short)
                short = []
                yield from _wide(part, prefix + part.name)
            else:
                short.append((part, prefix + part.name))
        yield from _halves(short)


def label_of(item: Item) -> str:
    """Return the label as it stands on the form: with its unit, and what it is asked for."""
    unit = f"（{item.unit}）" if item.unit and item.unit not in item.ja else ""
    return f"{item.ja}{unit}{_LEVEL.get(item.level, '')}"


def options_of(item: Item) -> tuple[str, ...]:
    """Return the drop-down of an item; its last entry says that nothing is stated."""
    if isinstance(item.kind, kinds.Truth):
        return ("はい", "いいえ", cells.NOT_STATED)
    return () if item.list is None else (*[m.label for m in item.list], cells.NOT_STATED)


def _width(text: str) -> int:
    return sum(1 if c.isascii() else 2 for c in text)
