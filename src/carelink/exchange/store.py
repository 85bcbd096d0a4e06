"""The store that holds the whole conversation: what was sent, received, answered and refused.

One SQLite file by default, or a PostgreSQL database that several workers share. It holds opened records, so
it belongs on an encrypted disk. What a transaction has committed survives a power cut (``databases``).
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from carelink.errors import StorageError, UsageError, Words
from carelink.exchange import databases
from carelink.exchange.tables import SCHEMA, meta, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

_OLDER: Final = frozenset({"1"})
"""Schemas that are brought up to the present one when a store is opened."""


class Store:
    """The store of one member, opened or made at ``path``.

    :param path: the SQLite file, whose folder must exist; or ``postgresql://user@host/database``, where
        several workers share one store (extra ``postgres``)
    :param owner: the member's name; a store belongs to one member for ever
    :raises StorageError: the file cannot be used, is no store, or is of a later release
    :raises UsageError: the store belongs to another member
    """

    def __init__(self, path: str | os.PathLike[str], *, owner: str) -> None:
        text = os.fspath(path)
        self.path = databases.place(text)
        with _told(self.path):
            self._engine = databases.engine(text)
            try:
                with self.writing() as connection:
                    _prepared(connection, self.path, owner)
            except BaseException:
                self.close()
                raise

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is durable when the block ends, or nothing of it has happened.

        :raises StorageError: the disk is full, the file broken, or another process writes for too long
        """
        with _told(self.path), self._engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Look without locking anybody out; a consistent view while the block lasts."""
        with _told(self.path), self._engine.connect().execution_options(looks=True) as connection:
            yield connection

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()

    def __enter__(self) -> Store:  # noqa: PYI034  not made to be inherited from
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _prepared(connection: Connection, path: Path | str, owner: str) -> None:
    metadata.create_all(connection)
    said = {name: value for name, value in connection.execute(select(meta.c.name, meta.c.value))}  # noqa: C416  rows are no pairs to mypy
    if not said:
        rows = [{"name": "schema", "value": str(SCHEMA)}, {"name": "owner", "value": owner}]
        connection.execute(insert(meta), rows)
    elif said.get("schema") in _OLDER:  # later schemas have only added tables, which are there by now
        connection.execute(update(meta).where(meta.c.name == "schema").values(value=str(SCHEMA)))
        _ours(said, path, owner)
    elif said.get("schema") != str(SCHEMA):
        raise StorageError(
            Words(
                f"別の版の carelink の保管庫です: {path}", f"A store of another release of carelink: {path}"
            ),
            hint=Words("carelink を新しい版にしてください。", "Use a newer release of carelink."),
        )
    else:
        _ours(said, path, owner)


def _ours(said: dict[str, str], path: Path | str, owner: str) -> None:
    if said.get("owner") != owner:
        raise UsageError(
            Words(f"別の機関の保管庫です: {path}", f"The store belongs to another member: {path}"),
            hint=Words("機関ごとに別の保管庫を使ってください。", "Use one store per member."),
        )


@contextlib.contextmanager
def _told(path: Path | str) -> Iterator[None]:
    """Turn what the database or the operating system says into our words, without any value."""
    try:
        yield
    except IntegrityError as error:
        raise _trouble(Words("記録が重なりました", "A row is there already"), path) from error
    except SQLAlchemyError as error:
        raise _trouble(_what(str(getattr(error, "orig", ""))), path) from None
    except OSError as error:
        raise _trouble(Words("保管庫を開けません", "The store cannot be opened"), path) from error


def _what(said: str) -> Words:
    if "full" in said:
        return Words("空き容量がありません", "No space is left")
    if "locked" in said:
        return Words("別の処理が保管庫を使い続けています", "Another process keeps the store busy")
    if "connection" in said and ("refused" in said or "failed" in said):
        return Words("データベースに届きません", "The database cannot be reached")
    if "readonly" in said or "unable to open" in said:
        return Words("保管庫に書き込めません", "The store cannot be written")
    return Words("保管庫が壊れているか、保管庫ではありません", "The store is broken, or no store")


def _trouble(what: Words, path: Path | str) -> StorageError:
    return StorageError(
        Words(f"{what.ja}: {path}", f"{what.en}: {path}"),
        hint=Words(
            "空き容量・権限・ほかの carelink の動作を確かめ、壊れていれば控えから戻してください。",
            "Check space, permissions and other running carelinks; restore a broken store from its backup.",
        ),
    )
