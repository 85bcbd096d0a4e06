"""The answer to one item ⇄ the texts of its cells."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from carelink.converters.excel_form import marks
from carelink.converters.rules import form as rules
from carelink.converters.sheet_toml import values
from carelink.records import eras, kinds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from carelink.findings import Finding
    from carelink.records.codes import CodeList
    from carelink.records.forms import Form
    from carelink.records.item import Item

NOT_STATED: Final = "記載なし"
"""Entry of every drop-down that means the same as an empty cell."""
OFF: Final = "☐"
ON: Final = "☑"
OPTION: Final = "option"
LONGEST: Final = 32_767
"""Characters of one cell (ECMA-376, and every spreadsheet program)."""
TYPES: Final[dict[str, kinds.Kind]] = {
    "text": kinds.Text(),
    "yes": kinds.Truth(),
    "whole": kinds.Whole(),
    "number": kinds.Number(),
    "date": kinds.Day(),
    "moment": kinds.Moment(),
    OPTION: kinds.Text(),
}
"""Type of a town's own item, as its mark says it; an option is kept as its label."""
_UNFIT: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")


def box(member: CodeList, *, ticked: bool) -> str:
    """Return the box of an option, as the cell holds it."""
    return f"{ON if ticked else OFF} {member.label}"


def mark_of(item: Item) -> str:
    """Return the mark of an item: its path; of a town's own item, with its type."""
    if not item.path.startswith("local."):
        return item.path
    type_ = OPTION if isinstance(item.kind, kinds.Coded) else _type_of(item.kind)
    return marks.local_mark(item.path.removeprefix("local."), type_)


def _type_of(kind: kinds.Kind | None) -> str:
    return next((name for name, known in TYPES.items() if type(known) is type(kind)), "text")


def local_type(value: Any) -> str:
    """Return the type of a town's own answer."""
    order = ((bool, "yes"), (int, "whole"), (Decimal, "number"), (datetime, "moment"), (date, "date"))
    return next((name for type_, name in order if isinstance(value, type_)), "text")


def answers(form: Form, record: Any) -> dict[str, str]:
    """Return the text of every cell that a record fills, by mark."""
    out: dict[str, str] = {}
    for item in form.items:
        value = item.of(record)
        if value is not None:
            out |= dict(_of_item(item, mark_of(item), value))
    return out


def _of_item(item: Item, mark: str, value: Any) -> Iterator[tuple[str, str]]:
    if item.group is None:
        yield from _of_value(item, mark, value)
        return
    for number, row in enumerate(value if item.many else (value,)):
        at = f"{mark}[{number}]" if item.many else mark
        for part in item.parts:
            answer = getattr(row, part.name)
            if answer is not None:
                yield from _of_value(part, f"{at}.{part.name}", answer)


def _of_value(item: Item, mark: str, value: Any) -> Iterator[tuple[str, str]]:
    ticks = value if isinstance(item.kind, kinds.Multi) else (value,)
    if item.list is None or not hasattr(value if ticks is not value else ticks[0], "member"):
        yield mark, text_of(value)
        return
    for tick in ticks:
        at = f"{mark}#{tick.member.code}" if item.many else mark
        yield at, box(tick.member, ticked=True) if item.many else tick.label
        if tick.text is not None:
            yield at + "!", tick.text


def text_of(value: Any) -> str:
    """Return one plain value as people write it, in a form that is read back exactly."""
    match value:
        case bool():
            return "はい" if value else "いいえ"
        case Decimal():
            return format(value, "f")
        case datetime():
            return _moment(value)
        case date():
            era = eras.written(value)
            return era if values.day_of(era) == value else value.isoformat()
        case time():
            plain = value.isoformat("minutes")
            return plain if time.fromisoformat(plain) == value else value.isoformat()
    return str(getattr(value, "label", value))


def _moment(value: datetime) -> str:
    """Return a moment as people write it, where that says the same one in the same offset."""
    exact = str(kinds.Moment().write(value))
    plain = f"{text_of(value.date())} {value:%H:%M}"
    read = values.moment_of(plain)
    same = read is not None and read == value and read.utcoffset() == value.utcoffset()
    return plain if same else exact


def fits(text: str) -> bool:
    """Whether a cell holds this text so that it is read back as it was."""
    return len(text) <= LONGEST and bool(text.strip()) and _UNFIT.search(text) is None


def losses(form: Form, record: Any, placed: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a finding for each item whose answer the form has no cell for, or whose text a cell cannot hold.

    :param placed: the marks of all cells of the form
    """
    for item in form.items:
        value = item.of(record)
        if value is None:
            continue
        said = dict(_of_item(item, mark_of(item), value))
        if not all(mark in placed for mark in said):
            yield rules.NO_CELL.at(item.path)
        elif not all(fits(text) for text in said.values()):
            yield rules.TEXT_UNFIT.at(item.path)


__all__ = ["NOT_STATED", "TYPES", "answers", "box", "fits", "local_type", "losses", "mark_of", "text_of"]
