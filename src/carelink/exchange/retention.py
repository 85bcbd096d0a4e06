"""How long what came and went is kept; and that it is deleted, with a signed record of what was.

Periods are data, by kind of record. Those here are the usual ones (診療録 5 years; records of home care
services 2 years by the national ordinance, often 5 by the towns'; provision to third parties 3 years); a
town's own rules come first. Content is deleted; ids and digests stay, so that what comes again is still
recognised.
"""

from __future__ import annotations

import hashlib
import json as text
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, insert, select, update

from carelink.encryption import jws
from carelink.exchange import audit, journal
from carelink.exchange.checkpoints import signing_key
from carelink.exchange.desk import moment, stamp
from carelink.exchange.tables import deliveries, disclosures, holds, inbox, outbox

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from carelink.exchange.desk import Desk

TYPE: Final = "carelink+deletion"
DISCLOSURE: Final = "disclosure"
"""The class of the record of provision to third parties."""

FIVE_YEARS: Final = 5
_OPEN: Final = ("queued", "sent", "retry")


@dataclass(frozen=True, slots=True)
class Periods:
    """Whole years that a class is kept, from the day it came or went.

    :param years: by kind of record, and ``disclosure``
    :param otherwise: for kinds that are not named
    """

    years: Mapping[str, int] = field(default_factory=lambda: {DISCLOSURE: 3})
    otherwise: int = FIVE_YEARS

    def ends(self, kind: str, at: datetime) -> datetime:
        """Return when something of that moment may be deleted; 29 February counts as 1 March."""
        years = self.years.get(kind, self.otherwise)
        try:
            return at.replace(year=at.year + years)
        except ValueError:
            return at.replace(year=at.year + years, month=3, day=1)


@dataclass(frozen=True, slots=True)
class Due:
    """What may be deleted: a dry run.

    :param rows: table, key and kind of each
    :param held: how many are past their time but held
    """

    rows: tuple[tuple[str, str, str], ...]
    held: int = 0

    def counts(self) -> dict[str, int]:
        """Return how many of each kind."""
        found: dict[str, int] = {}
        for _, _, kind in self.rows:
            found[kind] = found.get(kind, 0) + 1
        return found


def due(connection: Connection, periods: Periods, now: datetime) -> Due:
    """Return what is past its time. Messages that nobody has answered yet are not, however old."""
    kept = set(connection.scalars(select(holds.c.message)))
    waiting = set(connection.scalars(select(deliveries.c.message).where(deliveries.c.state.in_(_OPEN))))
    found: list[tuple[str, str, str]] = []
    held = 0
    for table, key, message, kind, at in _all(connection):
        since = moment(at)
        if since is None or periods.ends(kind, since) > now or (table == "outbox" and message in waiting):
            continue
        if message in kept:
            held += 1
        else:
            found.append((table, key, kind))
    return Due(tuple(found), held)


def _all(connection: Connection) -> Any:
    """Yield table, key, message, kind and time of everything that can be deleted."""
    came = select(inbox.c.number, inbox.c.message, inbox.c.kind, inbox.c.received)
    for row in connection.execute(came.where(inbox.c.content != b"")):
        yield "inbox", str(row.number), row.message, row.kind, row.received
    went = select(outbox.c.message, outbox.c.kind, outbox.c.created).where(outbox.c.content != b"")
    for sent in connection.execute(went):
        yield "outbox", sent.message, sent.message, sent.kind, sent.created
    told = select(disclosures.c.number, disclosures.c.message, disclosures.c.at)
    for one in connection.execute(told):
        yield "disclosures", str(one.number), one.message, DISCLOSURE, one.at


def carry_out(desk: Desk, periods: Periods) -> bytes | None:
    """Delete what is past its time, journal it, and return the signed record; None when nothing is.

    The record is a compact JWS with ``typ`` ``carelink+deletion``: when, how many of each kind, and the
    digest of the list of what was deleted. It names nobody.
    """
    now = desk.now()
    with desk.store.writing() as connection:
        found = due(connection, periods, now)
        if not found.rows:
            return None
        for table, key, _ in found.rows:
            _delete(connection, table, key)
        digest = hashlib.sha256(text.dumps(found.rows).encode()).hexdigest()
        details = {"deleted": str(len(found.rows)), "list-sha256": digest}
        entry = audit.entry("content-deleted", at=now, observer=desk.observer, details=details)
        link = journal.append(connection, entry)
    said = {"at": stamp(now), "deleted": found.counts(), "list-sha256": digest, "journal": link.entries}
    own = signing_key(desk.identity, now)
    return jws.sign(text.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")), own, TYPE)


def _delete(connection: Connection, table: str, key: str) -> None:
    if table == "inbox":
        connection.execute(update(inbox).where(inbox.c.number == int(key)).values(content=b"", findings="[]"))
    elif table == "outbox":
        connection.execute(update(outbox).where(outbox.c.message == key).values(content=b""))
    else:
        connection.execute(delete(disclosures).where(disclosures.c.number == int(key)))


def hold(connection: Connection, message: str, reason: str, at: datetime) -> None:
    """Keep a message beyond its time (a dispute, an inspection), until it is released."""
    release(connection, message)
    row = {"message": message, "reason": reason, "since": stamp(at.astimezone(UTC))}
    connection.execute(insert(holds), row)


def release(connection: Connection, message: str) -> None:
    """Let a message go the way of its class again."""
    connection.execute(delete(holds).where(holds.c.message == message))
