"""The two databases a store may be, and what makes each of them durable and orderly.

* SQLite: one file, readable by its owner only; WAL with full synchronisation; one writer at a time
  (``BEGIN IMMEDIATE``).
* PostgreSQL: several workers on several machines; its own durability (``synchronous_commit`` is set, whatever
  the server's default); writers take turns by an advisory lock, which ends with the transaction, so that the
  journal stays one chain. Opening and validating are done outside, side by side.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import URL, create_engine, event
from sqlalchemy.engine import make_url

from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

PATIENCE: Final = 30_000  # milliseconds to wait for another process that is writing
POSTGRES: Final = "postgresql://"

_PRAGMAS: Final = (
    f"PRAGMA busy_timeout = {PATIENCE}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
)
_LOCK: Final = 0x6361_7265  # "care": the number of our advisory lock, in the database that is ours


def place(store: str) -> Path | str:
    """Return what messages call a store: its path, or server and database, without user and password."""
    if not store.startswith(POSTGRES):
        return Path(store)
    url = make_url(store)
    return f"{POSTGRES}{url.host or 'localhost'}/{url.database or ''}"


def engine(store: str) -> Engine:
    """Return the engine of a store; the file of SQLite is made when it is missing.

    :raises UsageError: a URL that is none, or the extra is not installed
    :raises OSError: the file cannot be made
    """
    if store.startswith(POSTGRES):
        return _postgres(store)
    _private(Path(store))
    return _sqlite(Path(store))


def _sqlite(path: Path) -> Engine:
    made = create_engine(URL.create("sqlite+pysqlite", database=str(path)))

    @event.listens_for(made, "connect")
    def _connected(raw: Any, _: Any) -> None:
        raw.isolation_level = None  # the driver must not begin transactions on its own
        cursor = raw.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(made, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if _looks(connection) else "BEGIN IMMEDIATE")

    return made


def _postgres(url: str) -> Engine:
    try:
        made = create_engine(
            make_url(url).set(drivername="postgresql+psycopg"),
            isolation_level="READ COMMITTED",
            pool_pre_ping=True,
            connect_args={"connect_timeout": PATIENCE // 1000},
        )
    except ImportError:
        hint = "pip install 'carelink[postgres]'"
        raise UsageError(
            Words("PostgreSQL の部品が入っていません。", "Support for PostgreSQL is not installed."),
            hint=Words(hint, hint),
        ) from None

    @event.listens_for(made, "begin")
    def _begun(connection: Connection) -> None:
        if _looks(connection):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            return
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {PATIENCE}")
        connection.exec_driver_sql("SET LOCAL synchronous_commit = on")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")

    return made


def _looks(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("looks", False))


def _private(path: Path) -> None:
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
