"""The words of an edition's file, not trusted: each is typed, bounded, and named when wrong."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from carelink.errors import StorageError, UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LARGEST: Final = 256 * 1024
MANY: Final = 300
"""Tables of one kind, options of one list."""
_LABEL: Final = 200
_CODE: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_CODE_LONGEST: Final = 40
_URL: Final = re.compile(r"https?://[A-Za-z0-9.-]+(/[A-Za-z0-9._~-]+)*")

Table = dict[str, Any]


def content(path: str | Path) -> bytes:
    """Return the bytes of a file that is small enough.

    :raises StorageError: the file cannot be read
    :raises UsageError: it is too large
    """
    try:
        with Path(path).open("rb") as file:
            found = file.read(LARGEST + 1)
    except OSError:
        raise StorageError(
            Words("版のファイルを読めません。", "The file of the edition cannot be read."),
            hint=Words("場所と権限を確かめてください。", "Check the place and the permissions."),
        ) from None
    return found


def tree(data: bytes) -> Table:
    """Return the TOML tree.

    :raises UsageError: too large, no UTF-8, no TOML
    """
    if len(data) > LARGEST:
        raise wrong("(file)", "大きすぎます", "it is too large")
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError, ValueError):
        raise wrong("(file)", "TOML として読めません", "it is no TOML") from None


def wrong(place: str, ja: str, en: str) -> UsageError:
    """Return the exception for a place of the file, by its keys; what stands there is never repeated."""
    return UsageError(
        Words("この版のファイルは使えません。", "This file of an edition cannot be used."),
        hint=Words(f"{shown(place)}: {ja}。", f"{shown(place)}: {en}."),
    )


def shown(text: str) -> str:
    """Return a key for a message: short, and without what hides."""
    return "".join(c if c.isprintable() else "?" for c in text[:80])


def only(table: Table, known: Iterable[str], place: str) -> None:
    """Refuse keys that mean nothing, with the nearest that does."""
    names = list(known)
    for key in table:
        if key not in names:
            near = (get_close_matches(key, names, n=1) or names)[0]
            raise wrong(f"{place}.{key}".lstrip("."), f"知らない語です ({near}?)", f"unknown word ({near}?)")


def text(table: Table, key: str, place: str, default: str | None = None) -> str:
    """Return a label: one line of printable characters."""
    said = table.get(key, default)
    where = f"{place}.{key}".lstrip(".")
    if not isinstance(said, str) or not said.strip():
        raise wrong(where, "文字が要ります", "a text is needed")
    if len(said) > _LABEL or any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co"} for c in said):
        raise wrong(where, "長すぎるか、見えない文字があります", "too long, or with characters that hide")
    return said.strip()


def code(said: str, place: str) -> str:
    """Return a code: small letters, digits and hyphens, for it travels."""
    if not isinstance(said, str) or len(said) > _CODE_LONGEST or _CODE.fullmatch(said) is None:
        raise wrong(
            place, "英小文字・数字・ハイフンの名前にしてください", "use small letters, digits, hyphens"
        )
    return said


def url(said: Any, place: str) -> str:
    """Return an absolute URL."""
    if not isinstance(said, str) or len(said) > _LABEL or _URL.fullmatch(said) is None:
        raise wrong(place, "http(s) の URL が要ります", "an http(s) URL is needed")
    return said


def tables(tree: Table, key: str) -> Iterator[tuple[str, Table]]:
    """Yield the tables under a key, by name."""
    found = tree.get(key, {})
    if not isinstance(found, dict) or len(found) > MANY:
        raise wrong(key, "表の集まりが要ります", "a table of tables is needed")
    for name, table in found.items():
        if not isinstance(table, dict):
            raise wrong(f"{key}.{name}", "表が要ります", "a table is needed")
        yield name, table
