"""An empty sheet to fill in: every item with its options, in the order of the printed form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from carelink.converters.sheet_toml import reading
from carelink.converters.sheet_toml.writing import heading, toml
from carelink.records import kinds
from carelink.records.item import FEE, MUST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.records.forms import Form
    from carelink.records.item import Item

_LEVEL: Final = {MUST: "必須", FEE: "算定に必要"}
_MOST: Final = 24  # options that are listed; a longer list belongs to the reference


def blank(form: Form) -> str:
    """Return a sheet on which nothing is stated; what is left ``""`` stays not stated."""
    return "\n".join(_lines(form)) + "\n"


def _lines(form: Form) -> Iterator[str]:
    yield f'# {form.title}: 書かない項目は "" のままにします（なし・不明は選択肢から選びます）。'
    yield f"{toml(reading.FORM)} = {toml(form.title)}"
    yield f"# {toml(reading.WRITTEN)} = 2026-04-01T09:00:00+09:00"
    for section in form.sections:
        yield ""
        yield f"[{toml(heading(section))}]"
        for item in form.of(section):
            if hint := _hint(item):
                yield f"# {hint}"
            yield f"{toml(item.ja)} = {_blank(item)}"


def _blank(item: Item) -> str:
    if item.group is None:
        return '""'
    row = "{ " + ", ".join(f"{toml(part.ja)} = {_blank(part)}" for part in item.parts) + " }"
    return f"[{row}]" if item.many else row


def _hint(item: Item) -> str:
    return "　".join(part for part in (_LEVEL.get(item.level, ""), _answer(item), *_parts(item)) if part)


def _parts(item: Item) -> Iterator[str]:
    for part in item.parts:
        if answer := _answer(part):
            yield f"{part.ja}は{answer}"


def _answer(item: Item) -> str:  # noqa: PLR0911  one line per kind
    if item.list is not None:
        options = [f"{m.label}（ ）" if item.text and m.takes_text else m.label for m in item.list][:_MOST]
        return ("いくつでも: " if item.many else "") + " / ".join(options)
    match item.kind:
        case kinds.Truth():
            return "はい / いいえ"
        case kinds.Day():
            return "日付"
        case kinds.Moment():
            return "日時"
        case kinds.Clock():
            return "時刻"
        case kinds.Quantity():
            return f"数（{item.kind.unit}）"
    return ""
