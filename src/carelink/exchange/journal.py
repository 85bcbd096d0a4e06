"""The journal: AuditEvents in a chain of hashes. Whoever changes, drops, inserts or reorders one breaks it.

``h[i] = SHA-256(h[i-1] ‖ entry[i])`` over the raw 32 bytes and the entry as canonical JSON (sorted keys,
no white space, UTF-8); ``h[0]`` starts from 32 zero bytes. Cutting off the end leaves a chain that is whole
in itself: compare with a :class:`Checkpoint` written down elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert, select

from carelink.errors import Words
from carelink.exchange.tables import journal

if TYPE_CHECKING:
    from sqlalchemy import Connection

_START: Final = "0" * 64


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How long the journal was and how it ended: enough to prove later that nothing was cut off."""

    entries: int
    head: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What became of a check: ``ok``, or the number of the first entry that does not hold (from 1)."""

    checkpoint: Checkpoint
    broken: int | None = None
    reason: Words | None = None

    @property
    def ok(self) -> bool:
        """Whether every link holds."""
        return self.broken is None


def append(connection: Connection, entry: dict[str, Any]) -> Checkpoint:
    """Add ``entry`` at the end, within the caller's transaction."""
    end = head(connection)
    text = canonical(entry)
    link = Checkpoint(end.entries + 1, _next(end.head, text))
    connection.execute(insert(journal), {"number": link.entries, "entry": text, "hash": link.head})
    return link


def head(connection: Connection) -> Checkpoint:
    """Return the journal's present length and last hash."""
    last = select(journal.c.number, journal.c.hash).order_by(journal.c.number.desc()).limit(1)
    row = connection.execute(last).first()
    return Checkpoint(0, _START) if row is None else Checkpoint(row.number, row.hash)


def verify(connection: Connection, since: Checkpoint | None = None) -> Verified:
    """Check every link, and that the journal still holds what ``since`` says it once held."""
    done = Checkpoint(0, _START)
    rows = connection.execute(select(journal).order_by(journal.c.number).execution_options(yield_per=1000))
    for row in rows:
        number = done.entries + 1
        if row.number != number:
            return Verified(done, number, Words("記録が抜けています。", "An entry is missing."))
        if row.hash != _next(done.head, row.entry):
            return Verified(done, number, Words("記録が書き換えられています。", "An entry was altered."))
        done = Checkpoint(number, row.hash)
        if since is not None and since.entries == number and since.head != row.hash:
            return Verified(
                done, number, Words("控えと異なる履歴です。", "The history differs from the checkpoint.")
            )
    if since is not None and since.entries > done.entries:
        cut = Words("末尾の記録が失われています。", "The end of the journal is missing.")
        return Verified(done, done.entries + 1, cut)
    return Verified(done)


def canonical(entry: dict[str, Any]) -> str:
    """Return the one spelling of ``entry`` that is hashed."""
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _next(before: str, text: str) -> str:
    return hashlib.sha256(bytes.fromhex(before) + text.encode()).hexdigest()
