"""A record → a sheet in plain TOML that any TOML reader takes, in the order of the printed form."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from carelink.converters.sheet_toml import reading, revision, values
from carelink.records.kinds import Moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.records.item import FormSection, Item
    from carelink.records.record import Record


def text_of(record: Record) -> str:
    """Return the whole sheet; items that are not stated are not written."""
    return "\n".join(_lines(record)) + "\n"


def _lines(record: Record) -> Iterator[str]:
    form = type(record).form()
    yield f"{_key(reading.FORM)} = {toml(form.title)}"
    edition = getattr(record, "edition", None)
    if edition is not None:
        yield f"{_key(reading.EDITION)} = {toml(edition)}"
    yield f"{_key(reading.ID)} = {toml(str(record.id))}"
    yield f"{_key(reading.WRITTEN)} = {toml(values.write(_MOMENT, record.written))}"
    for label, value in revision.written(record):
        yield f"{_key(label)} = {toml(value)}"
    for section in form.sections:
        stated = [(i, v) for i in form.of(section) if (v := i.of(record)) is not None]
        if stated:
            yield ""
            yield f"[{_key(heading(section))}]"
            for item, value in stated:
                yield f"{_key(item.ja)} = {toml(typed(item, value))}"
    local = getattr(record, "local", None)
    if local:
        yield ""
        yield f"[{_key(reading.LOCAL)}]"
        for key, value in local.items():
            yield f"{_key(key)} = {toml(value)}"


_MOMENT = Moment()


def heading(section: FormSection) -> str:
    """Return the section as the form heads it: with its number, where that is one."""
    return section.title if section.number.isdigit() else section.ja


def typed(item: Item, value: Any) -> Any:
    """Return what somebody would type for an item: a group as a table, ticks as a list."""
    if item.group is not None:
        rows = [
            {p.ja: typed(p, v) for p in item.parts if (v := getattr(row, p.name)) is not None}
            for row in (value if item.many else (value,))
        ]
        return rows if item.many else rows[0]
    return value if item.kind is None else values.write(item.kind, value, item.ja)


def toml(value: Any) -> str:  # noqa: PLR0911  one line per type
    """Return one value as TOML."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            plain = format(value, "f")
            # a whole Decimal as a string: TOML would make an int of it, or 3.0 another literal than 3
            return plain if "." in plain else _string(plain)
        case datetime() | date() | time():
            return value.isoformat()
        case str():
            return _string(value)
        case list() | tuple():
            return "[" + ", ".join(map(toml, value)) + "]"
        case dict():
            return "{ " + ", ".join(f"{_key(k)} = {toml(v)}" for k, v in value.items()) + " }"
    raise TypeError(type(value).__name__)  # pragma: no cover  no kind of item has another type


def _key(key: str) -> str:
    return _string(key, long=False)


_ESCAPED = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}


def _string(text: str, *, long: bool = True) -> str:
    """Return a string; one with line breaks stands in three marks, so that people can read it."""
    escaped = "".join(_escaped(c) for c in text)
    if "\n" in text and long:
        return f'"""\n{escaped}"""'
    return '"' + escaped.replace("\n", "\\n") + '"'


def _escaped(c: str) -> str:
    if c in _ESCAPED:
        return _ESCAPED[c]
    return f"\\u{ord(c):04X}" if (c < " " and c != "\n") or c == "\x7f" else c
