"""Send again what nobody answered: the same message in a new envelope, a few times, then a person's turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import and_, or_, select, update

from carelink.errors import CarelinkError, UsageError, Words
from carelink.exchange import audit, journal
from carelink.exchange import message as messages
from carelink.exchange.desk import WRONG_CLOCK, stamp
from carelink.exchange.sealing import Letter, sealed
from carelink.exchange.sending import to_channel
from carelink.exchange.tables import deliveries, outbox

if TYPE_CHECKING:
    from sqlalchemy import Row

    from carelink.exchange.desk import Desk


def resend_due(desk: Desk) -> int:
    """Queue every message whose receipt is overdue and return how many there were.

    Those that were resent as often as allowed, or cannot be sealed any more, become ``unanswered``.
    """
    due = stamp(desk.now() - desk.resend.after)
    future = stamp(desk.now() + WRONG_CLOCK)
    since = or_(deliveries.c.last_sent <= due, deliveries.c.last_sent > future)
    overdue = and_(deliveries.c.state.in_(("sent", "retry")), since)
    count = 0
    for row in _rows(desk, overdue):
        if row.sends > desk.resend.times:
            _give_up(desk, row, "resent-often-enough")
            continue
        try:
            count += _queue(desk, row)
        except CarelinkError:  # no valid key any more, or no longer in the trust list
            _give_up(desk, row, "cannot-be-sealed")
    return count


def resend_now(desk: Desk, message: str) -> int:
    """Queue ``message`` again for every receiver that has not answered for good; a person's decision.

    :raises UsageError: no such message, or everybody has answered
    """
    open_ones = and_(deliveries.c.message == message, deliveries.c.state.in_(("sent", "retry", "unanswered")))
    rows = _rows(desk, open_ones)
    if not rows:
        raise UsageError(
            Words("送り直すものがありません。", "There is nothing to send again."),
            hint=Words(
                "status で番号と状態を確かめてください。", "Look up id and state in the status table."
            ),
        )
    return sum(_queue(desk, row) for row in rows)


def _rows(desk: Desk, wanted: Any) -> list[Row[Any]]:
    joined = select(deliveries, outbox).join(outbox, deliveries.c.message == outbox.c.message).where(wanted)
    with desk.store.reading() as connection:
        return list(connection.execute(joined.order_by(deliveries.c.last_sent)).all())


def _queue(desk: Desk, row: Row[Any]) -> bool:
    from carelink.fhir import json

    at = desk.now()
    tree, _ = json.read(row.content)
    assert tree is not None  # noqa: S101  for mypy: we wrote it
    again = Letter(
        messages.again(tree, envelope=str(uuid4()), at=at), row.kind, row.purpose, row.profile, row.replaces
    )
    with desk.store.reading() as connection:
        named = select(deliveries.c.receiver).where(deliveries.c.message == row.message)
        everybody = [desk.trust.recipient(name) for name in connection.scalars(named)]
    parcel = sealed(again, sender=desk.identity, to=everybody, at=at)
    desk.step("resend:sealed")
    with desk.store.writing() as connection:
        if fresh := bool(
            connection.execute(update(deliveries).where(_same(row)).values(state="queued")).rowcount
        ):
            to_channel(connection, again, parcel, row.receiver, stamp(at))
    desk.step("resend:stored")
    return fresh


def _give_up(desk: Desk, row: Row[Any], why: str) -> None:
    at = desk.now()
    with desk.store.writing() as connection:
        if connection.execute(update(deliveries).where(_same(row)).values(state="unanswered")).rowcount:
            entry = audit.entry(
                "message-unanswered",
                at=at,
                observer=desk.observer,
                source=desk.observer,
                receiver=desk.known(row.receiver),
                message=row.message,
                purpose=row.purpose,
                details={"reason": why, "sends": str(row.sends)},
            )
            journal.append(connection, entry)


def _same(row: Row[Any]) -> Any:
    """Nothing happened to this delivery since it was read."""
    return and_(
        deliveries.c.message == row.message,
        deliveries.c.receiver == row.receiver,
        deliveries.c.state == row.state,
        deliveries.c.sends == row.sends,
    )
