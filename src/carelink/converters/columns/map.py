"""The column map: a TOML file that makes a layout of a town's own table.

::

    [table]
    name = "当市の医療機関一覧"
    kind = "facility"            # or consultation
    encoding = "cp932"           # what it is written in; utf-8-sig when not said
    heading-row = 1              # which row holds the headings

    [columns]                    # heading = item; "" remembers the text and gives it no item
    "施設名" = "identity.name"
    "TEL" = "contact.telephone"
    "担当" = ""

    [as]                         # how a cell says its value, where that is not the usual way
    "受付日" = "date"

    [fixed]                      # what every row says
    "site.municipality_code" = "372013"

Items are listed in docs/reference/items and by ``carelink columns items``.
"""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from carelink.converters.layouts.codecs import NAMED, codec_of
from carelink.converters.layouts.door import Door
from carelink.converters.layouts.layout import JOINED, Column, Layout, folded, item_of
from carelink.errors import StorageError, UsageError, Words
from carelink.records.forms import form_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.records.record import Record

NAME: Final = "columns"
"""Name of the format that a column map makes."""
ENCODINGS: Final = ("utf-8-sig", "utf-8", "cp932")
MOST: Final = 1_000
"""Columns of one map."""


def load(source: str | Path | bytes) -> Layout:
    """Return the layout that a column map says.

    :param source: a path, or the content as bytes
    :raises StorageError: when the file cannot be read
    :raises UsageError: when it is no column map; the hint names the nearest item
    """
    try:
        content = source if isinstance(source, bytes) else Path(source).read_bytes()
    except OSError as error:
        raise StorageError(
            Words("列の対応表を読めません。", "The column map cannot be read."),
            hint=Words("ファイルの場所を確かめてください。", "Check the path."),
        ) from error
    try:
        said = tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise _wrong(Words("TOML として読めません", "it does not read as TOML")) from None
    return _layout(said)


def door(source: str | Path | bytes) -> Door:
    """Return the door of a town's table: ``read_rows``, ``read_all``, ``write_rows``."""
    return Door(load(source))


def _layout(said: dict[str, Any]) -> Layout:
    table, columns = said.get("table", {}), said.get("columns")
    named, fixed = said.get("as", {}), said.get("fixed", {})
    parts = (table, columns, named, fixed)
    if not columns or not all(isinstance(part, dict) for part in parts) or len(columns) > MOST:
        raise _wrong(Words("[columns] がありません", "it has no [columns]"))
    record = kinds().get(table.get("kind", "facility"))
    if record is None:
        raise _wrong(Words("kind は facility か consultation です", "kind is facility or consultation"))
    encoding, row = table.get("encoding", "utf-8-sig"), table.get("heading-row", 1)
    if encoding not in ENCODINGS or not isinstance(row, int) or not 1 <= row <= MOST:
        raise _wrong(Words("encoding か heading-row が違います", "encoding or heading-row is wrong"))
    made = tuple(_column(record, h, path, named.get(h, "")) for h, path in columns.items())
    _once(made)
    title = table.get("name")
    return Layout(
        NAME,
        title if isinstance(title, str) and title else "独自の表",
        "a table of one's own",
        record,
        made,
        frozenset(columns),
        least=min(len(made), max(1, len(made) // 2)),
        fixed=dict(_fixed(record, fixed)),
        encoding=encoding,
        heading_row=row,
    )


def kinds() -> dict[str, type[Record]]:
    """Return the kinds of records a table can hold."""
    from carelink.records.sheets.consultation import Consultation
    from carelink.records.sheets.facility import Facility

    return {"facility": Facility, "consultation": Consultation}


def _column(record: type[Record], heading: str, path: Any, codec: Any) -> Column:
    if not isinstance(path, str) or not isinstance(codec, str) or (codec and codec not in NAMED):
        known = ", ".join(NAMED)
        raise _wrong(Words(f"[as] は次のどれかです: {known}", f"[as] is one of: {known}"))
    column = Column(heading, path, codec)
    if path and not codec:
        try:
            codec_of(column, form_of(record))
        except (KeyError, StopIteration, TypeError):
            raise _no_item(record, path) from None
    elif path and path not in JOINED:
        try:
            item_of(record, path)
        except (KeyError, StopIteration):
            raise _no_item(record, path) from None
    return column


def _once(columns: tuple[Column, ...]) -> None:
    paths = [c.path for c in columns if c.path]
    headings = [folded(c.heading) for c in columns]
    if len(set(paths)) != len(paths) or len(set(headings)) != len(headings):
        raise _wrong(Words("同じ項目か見出しが2度あります", "an item or a heading stands there twice"))


def _fixed(record: type[Record], fixed: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for path, text in fixed.items():
        try:
            value, _ = codec_of(Column("", path), form_of(record)).read(str(text))
        except (KeyError, StopIteration, TypeError):
            raise _no_item(record, path) from None
        if value is None:
            raise _wrong(
                Words(f"[fixed] の {path} の値が読めません", f"the value of {path} in [fixed] is wrong")
            )
        yield path, value


def _no_item(record: type[Record], path: str) -> UsageError:
    near = get_close_matches(path, [*paths(record)], n=1, cutoff=0.4)
    return UsageError(
        Words(
            f"列の対応表の {path} という項目はありません。", f"The column map names {path}, which is no item."
        ),
        hint=Words(
            f"もしかして {near[0]}" if near else "carelink columns items で一覧が見られます。",
            f"Did you mean {near[0]}?" if near else "carelink columns items lists them.",
        ),
    )


def paths(record: type[Record]) -> Iterator[str]:
    """Yield every path that a column may say."""
    if record.kind == "facility":
        yield from JOINED
    for item in form_of(record):
        if not item.parts:
            yield item.path
        elif item.path not in {"listing.as_written", "opening.hours", "offer.departments"}:
            yield from (f"{item.path}[0].{part.name}" for part in item.parts)
        elif item.path == "offer.departments":
            yield item.path


def _wrong(what: Words) -> UsageError:
    return UsageError(
        Words(f"列の対応表が正しくありません: {what.ja}。", f"The column map is wrong: {what.en}."),
        hint=Words(
            "carelink columns guess FILE で雛形を作れます。", "carelink columns guess FILE makes a first one."
        ),
    )


__all__ = ["NAME", "door", "kinds", "load", "paths"]
