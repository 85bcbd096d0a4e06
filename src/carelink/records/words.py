"""An answer in the words of the form, for narratives and whatever else shows one line."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from carelink.records.codes import CodeList, Noted

if TYPE_CHECKING:
    from carelink.records.item import Item


def words(item: Item, value: Any) -> str:
    """Return one answer in the words of the form: labels, brackets, units; ``／`` between the rows."""
    if item.group is not None:
        rows = value if item.many else (value,)
        return "／".join(
            "、".join(f"{p.ja}: {words(p, v)}" for p in item.parts if (v := p.of(row)) is not None)
            for row in rows
        )
    if isinstance(value, tuple):
        return "、".join(word(v, item.unit) for v in value)
    return word(value, item.unit)


def word(value: Any, unit: str | None = None) -> str:
    """Return one value: a label with its brackets, a day, a number with its unit."""
    match value:
        case CodeList():
            return value.label
        case Noted():
            return f"{value.label}({value.text})"
        case bool():
            return "はい" if value else "いいえ"
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes")
        case date() | time():
            return value.isoformat()
    return f"{value}{unit or ''}"
