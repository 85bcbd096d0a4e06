"""From the outbox to the channel: lay parcels down, then note a batch of them in one transaction.

A crash in between lays some down again, under the same name with the same bytes: the channel takes that for
one parcel, and a receiver who has it already answers with the stored receipt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, delete, func, or_, select, update

from carelink.adapters import address
from carelink.errors import CarelinkError, UnreachableError, Words
from carelink.exchange import audit, journal
from carelink.exchange.desk import WRONG_CLOCK, stamp
from carelink.exchange.tables import deliveries, outbox, parcels, receipts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from sqlalchemy import Connection

    from carelink.exchange.desk import Desk

BATCH: Final = 50


def hand_over(desk: Desk) -> Words | None:
    """Lay every waiting parcel into the channel, oldest first; return why some still wait, if any do."""
    wanted = select(parcels.c.envelope, parcels.c.receiver).where(parcels.c.handed.is_(None))
    with desk.store.reading() as connection:
        waiting = connection.execute(wanted.order_by(parcels.c.sealed)).all()
    problem = None
    for start in range(0, len(waiting), BATCH):
        laid: list[Any] = []
        unreachable = False
        for envelope, receiver in waiting[start : start + BATCH]:
            try:
                laid += _laid(desk, envelope, receiver)
            except CarelinkError as error:  # one parcel's own trouble does not stop the others
                problem = problem or error.message
                if unreachable := isinstance(error, UnreachableError):
                    break
        _note(desk, laid)
        if unreachable:
            break
    return problem


def _mine(envelope: str, receiver: str) -> Any:
    return and_(parcels.c.envelope == envelope, parcels.c.receiver == receiver, parcels.c.handed.is_(None))


def _laid(desk: Desk, envelope: str, receiver: str) -> Sequence[Any]:
    """Lay one parcel down; return what is to be noted, nothing when another process was faster."""
    about = select(parcels.c.envelope, parcels.c.receiver, parcels.c.message, parcels.c.is_receipt)
    with desk.store.reading() as connection:
        rows = connection.execute(about.where(_mine(envelope, receiver))).all()
        content = connection.scalar(select(parcels.c.parcel).where(_mine(envelope, receiver)))
    if rows and content is not None:
        desk.channel.put(content, to=address(receiver), name=envelope)
        desk.step("send:put")
    return rows


def _note(desk: Desk, laid: list[Any]) -> None:
    if not laid:
        return
    at = stamp(desk.now())
    with desk.store.writing() as connection:
        for row in laid:
            mine = _mine(row.envelope, row.receiver)
            if connection.execute(update(parcels).where(mine).values(handed=at, parcel=None)).rowcount:
                purpose = None if row.is_receipt else _sent(connection, row.message, row.receiver, at)
                _journal(desk, connection, row, purpose)
    desk.step("send:handed")


def _sent(connection: Connection, message: str, receiver: str, at: str) -> str | None:
    """Note that a message went out; return its purpose for the journal."""
    mine = and_(deliveries.c.message == message, deliveries.c.receiver == receiver)
    sent = {
        "sends": deliveries.c.sends + 1,
        "last_sent": at,
        "first_sent": func.coalesce(deliveries.c.first_sent, at),
    }
    connection.execute(update(deliveries).where(mine).values(sent))
    connection.execute(update(deliveries).where(mine, deliveries.c.state == "queued").values(state="sent"))
    return connection.scalar(select(outbox.c.purpose).where(outbox.c.message == message))


def _journal(desk: Desk, connection: Connection, row: Any, purpose: str | None) -> None:
    entry = audit.entry(
        "receipt-sent" if row.is_receipt else "message-sent",
        at=desk.now(),
        observer=desk.observer,
        source=desk.observer,
        receiver=desk.known(row.receiver),
        message=row.message,
        purpose=purpose,
        details={"envelope": row.envelope},
    )
    journal.append(connection, entry)


def still_waiting(desk: Desk, messages: tuple[str, ...]) -> bool:
    """Whether a parcel of these messages has not been handed over yet."""
    with desk.store.reading() as connection:
        found = select(parcels.c.envelope).where(parcels.c.message.in_(messages), parcels.c.handed.is_(None))
        return connection.execute(found.limit(1)).first() is not None


def withdraw_old(desk: Desk, age: timedelta) -> None:
    """Take back parcels that waited so long that they would arrive expired, or were sealed in the future.

    Their message is due again at once, and their receipt is queued again: both get a fresh envelope.
    """
    now = desk.now()
    wrong = or_(parcels.c.sealed <= stamp(now - age), parcels.c.sealed > stamp(now + WRONG_CLOCK))
    old = and_(parcels.c.handed.is_(None), wrong)
    with desk.store.reading() as connection:
        if connection.execute(select(parcels.c.envelope).where(old).limit(1)).first() is None:
            return
    with desk.store.writing() as connection:
        for row in connection.execute(select(parcels).where(old)).all():
            mine = and_(deliveries.c.message == row.message, deliveries.c.receiver == row.receiver)
            due = {"state": "sent", "last_sent": stamp(now - age)}
            connection.execute(update(deliveries).where(mine, deliveries.c.state == "queued").values(due))
            connection.execute(update(receipts).where(receipts.c.receipt == row.message).values(queued=True))
            connection.execute(delete(parcels).where(_mine(row.envelope, row.receiver)))
