"""Receipts: what we answer, and what the others answer us. A receipt is never answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from sqlalchemy import and_, insert, select, update

from carelink.errors import SealError, UsageError
from carelink.exchange import message as messages
from carelink.exchange.desk import party, stamp
from carelink.exchange.handing import BATCH
from carelink.exchange.message import RECEIPT, Answer, Label
from carelink.exchange.sealing import Letter, sealed
from carelink.exchange.sending import to_channel
from carelink.exchange.tables import deliveries, outbox, parcels, receipts
from carelink.findings import Report
from carelink.findings.formats import to_operation_outcome

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from carelink.encryption import Recipient
    from carelink.exchange.desk import Desk

Tree = dict[str, Any]

TOLD_AT_MOST: Final = 100
"""Findings in one receipt; the sender validates on its own side too."""

FINAL: Final = {"ok": "accepted", "fatal-error": "rejected"}
"""Outcome of a receipt that settles the matter → state of the delivery."""


def answer(desk: Desk, said: Answer, to: Recipient, report: Report, digest: str) -> tuple[str, bytes]:
    """Return id and content of a new receipt; it says what was seen and what was wrong with it."""
    from carelink.fhir import json

    at = desk.now()
    issues = [messages.seen_as(digest)]
    if said.outcome != "ok":
        told = Report((*report.errors, *report.warnings)[:TOLD_AT_MOST])
        issues = to_operation_outcome(told)["issue"] + issues
    details = {"resourceType": "OperationOutcome", "issue": issues}
    label = Label(str(uuid4()), str(uuid4()), at, desk.me, (party(to, at),))
    tree = messages.build_receipt(replace(said, details=details), label)
    return label.message, json.write(tree)


def queue(connection: Connection, receipt: str, content: bytes, about: Answer, receiver: str) -> None:
    """Keep a receipt and queue it, within the caller's transaction."""
    row: Tree = {"receipt": receipt, "receiver": receiver, "message": about.message, "outcome": about.outcome}
    connection.execute(insert(receipts), row | {"content": content, "queued": True})


def queue_again(connection: Connection, receipt: str) -> None:
    """Queue a stored receipt once more, unless it is on its way already."""
    on_its_way = select(parcels.c.envelope).where(parcels.c.message == receipt, parcels.c.handed.is_(None))
    if connection.execute(on_its_way.limit(1)).first() is None:
        connection.execute(update(receipts).where(receipts.c.receipt == receipt).values(queued=True))


def seal_queued(desk: Desk) -> None:
    """Seal every queued receipt in a new envelope, ready to be handed over; a batch in each transaction."""
    while True:
        with desk.store.reading() as connection:
            rows = connection.execute(select(receipts).where(receipts.c.queued).limit(BATCH)).all()
        ready = [(row, fresh) for row in rows if (fresh := _sealed(desk, row)) is not None]
        if ready:
            desk.step("answer:sealed")
            _ready(desk, ready)
            desk.step("answer:stored")
        if len(rows) < BATCH or not ready:
            return


def _sealed(desk: Desk, row: Row[Any]) -> tuple[Letter, bytes] | None:
    from carelink.fhir import json

    at = desk.now()
    tree, _ = json.read(row.content)
    assert tree is not None  # noqa: S101  for mypy: we wrote it
    fresh = Letter(messages.again(tree, envelope=str(uuid4()), at=at), RECEIPT, is_receipt=True)
    try:
        return fresh, sealed(fresh, sender=desk.identity, to=[desk.trust.recipient(row.receiver)], at=at)
    except (SealError, UsageError):
        return None  # the sender's key ran out: it stays queued until a new one is trusted


def _ready(desk: Desk, ready: list[tuple[Row[Any], tuple[Letter, bytes]]]) -> None:
    at = stamp(desk.now())
    with desk.store.writing() as connection:
        for row, (fresh, parcel) in ready:
            mine = and_(receipts.c.receipt == row.receipt, receipts.c.queued)
            if connection.execute(update(receipts).where(mine).values(queued=False)).rowcount:
                to_channel(connection, fresh, parcel, row.receiver, at)


def _digest_of(connection: Connection, message: str) -> str | None:
    """Return the digest of what we sent; None when its time was over and it was deleted."""
    from carelink.fhir import json

    tree, _ = json.read(connection.execute(select(outbox.c.content).filter_by(message=message)).scalar_one())
    return messages.digest(tree) if tree is not None else None


def settle(connection: Connection, said: Answer, *, receipt: str, sender: str, at: str) -> str | None:
    """Note an incoming answer; return what happened: a journal event, or None for nothing of ours.

    The first final answer stays: a receiver never says ok and later error for the same message. An ok for
    something else than we sent is no answer.
    """
    from carelink.fhir import json

    mine = and_(deliveries.c.message == said.message, deliveries.c.receiver == sender)
    row = connection.execute(select(deliveries).where(mine)).first()
    if row is None:
        return None
    ours = _digest_of(connection, said.message)
    if said.outcome == "ok" and ours is not None and said.digest not in {None, ours}:
        return "receipt-contradicts"
    state = FINAL.get(said.outcome, "retry")
    if row.state in FINAL.values():
        return "receipt-received" if row.state == state else "receipt-contradicts"
    outcome = json.write(said.details).decode() if said.details else None
    changed = {"state": state, "answered": at, "receipt": receipt, "outcome": outcome}
    connection.execute(update(deliveries).where(mine).values(changed))
    return "receipt-received"
