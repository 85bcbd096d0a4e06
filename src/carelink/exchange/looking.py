"""What the store can be asked: deliveries, accepted records, the journal."""

from __future__ import annotations

import json as text
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from carelink.exchange.desk import moment
from carelink.exchange.outcomes import Delivery, Received
from carelink.exchange.tables import deliveries, inbox, journal, outbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from carelink.exchange.store import Store

_BATCH = 200


def deliveries_of(store: Store) -> list[Delivery]:
    """Return every delivery, the oldest message first."""
    wanted = select(deliveries, outbox.c.kind).join(outbox, deliveries.c.message == outbox.c.message)
    with store.reading() as connection:
        rows = connection.execute(
            wanted.order_by(outbox.c.created, outbox.c.message, deliveries.c.receiver)
        ).all()
    return [
        Delivery(
            message=row.message,
            kind=row.kind,
            receiver=row.receiver,
            state=row.state,
            sends=row.sends,
            first_sent=moment(row.first_sent),
            last_sent=moment(row.last_sent),
            answered=moment(row.answered),
            receipt=row.receipt,
            outcome=text.loads(row.outcome) if row.outcome else None,
        )
        for row in rows
    ]


def accepted(store: Store) -> Iterator[Received]:
    """Yield every accepted record in order of arrival, a few at a time."""
    from carelink.fhir import json

    last = 0
    while True:
        with store.reading() as connection:
            rows = connection.execute(
                select(inbox).where(inbox.c.number > last).order_by(inbox.c.number).limit(_BATCH)
            ).all()
            newer = _newer(connection)
        if not rows:
            return
        for row in rows:
            last = row.number
            tree, _ = json.read(row.content) if row.content else (None, ())
            yield Received(
                "accepted",
                message=row.message,
                sender=row.sender,
                kind=row.kind,
                purpose=row.purpose,
                replaces=row.replaces,
                received=moment(row.received),
                superseded_by=newer.get((row.sender, row.message)),
                code=None if row.content else "deleted",
                tree=tree,
            )


def _newer(connection: Connection) -> dict[tuple[str, str], str]:
    """Return, for each message that its sender has replaced, the last of the messages that replace it.

    In whatever order they arrived. Nobody can replace what another has sent.
    """
    wanted = select(inbox.c.sender, inbox.c.message, inbox.c.replaces).where(inbox.c.replaces.is_not(None))
    rows = connection.execute(wanted.order_by(inbox.c.number)).all()
    by = {(row.sender, row.replaces): row.message for row in rows}
    return {key: _last(by, *key) for key in by}


def _last(by: dict[tuple[str, str], str], sender: str, first: str) -> str:
    """Follow what replaces ``first`` to its end; a circle ends where it began."""
    message, seen = by[sender, first], {first}
    while message not in seen and (sender, message) in by:
        seen.add(message)
        message = by[sender, message]
    return message


def entries(store: Store) -> Iterator[dict[str, Any]]:
    """Yield the journal's AuditEvents, the oldest first."""
    last = 0
    while True:
        with store.reading() as connection:
            wanted = select(journal).where(journal.c.number > last).order_by(journal.c.number).limit(_BATCH)
            rows = connection.execute(wanted).all()
        if not rows:
            return
        for row in rows:
            last = row.number
            yield text.loads(row.entry)
