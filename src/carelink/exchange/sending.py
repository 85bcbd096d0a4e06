"""From a record to the outbox, where nothing is lost any more."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from carelink.errors import RefusedError, UsageError, Words
from carelink.exchange import carried, permission
from carelink.exchange.desk import stamp
from carelink.exchange.outcomes import Sent
from carelink.exchange.rules import KIND_NOT_TAKEN
from carelink.exchange.sealing import Letter, letter, sealed
from carelink.exchange.tables import deliveries, outbox, parcels
from carelink.findings import Report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from carelink.encryption import Recipient
    from carelink.exchange.desk import Desk
    from carelink.exchange.permission import Allowed

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wishes:
    """How something is to be sent.

    :param purpose: code of HL7 v3 PurposeOfUse
    :param replaces: id of the message this one corrects
    :param emergency: why it goes without consent: life, body or property are at stake
    """

    purpose: str = "TREAT"
    replaces: str | None = None
    emergency: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A letter, sealed, and what was decided about it."""

    letter: Letter
    parcel: bytes
    allowed: Allowed


def prepare(desk: Desk, record: Any, to: Sequence[Recipient | str], wishes: Wishes) -> Sent:
    """Validate, decide, seal and put into the outbox in one transaction, for all receivers and all parts.

    Receivers from whom different items are withheld get messages of their own.

    :raises RefusedError: validation found errors, a receiver does not take this kind, or it may not be told
    :raises UsageError: an unknown receiver, or nothing that can be sent
    :raises SealError: a receiver has no valid key
    """
    receivers = receivers_of(desk, to)
    trees = carried.trees(record)
    kinds, report = checked(desk, trees, receivers)
    desk.step("send:validated")
    at = desk.now()
    ready = [
        _sealed(desk, allowed, kind, wishes, at)
        for tree, kind in zip(trees, kinds, strict=True)
        for allowed in permission.decided(desk, tree, kind, receivers, wishes)
    ]
    desk.step("send:sealed")
    with desk.store.writing() as connection:
        for one in ready:
            _into_outbox(connection, one, stamp(at))
            permission.note(desk, connection, one.letter, one.allowed, wishes)
    desk.step("send:stored")
    names = tuple(member.name for member in receivers)
    return Sent(tuple(one.letter.message for one in ready), names, kinds[0], report)


def _sealed(desk: Desk, allowed: Allowed, kind: str, wishes: Wishes, at: datetime) -> _Ready:
    to = allowed.receivers
    facts: Tree = {"sender": desk.identity, "to": to, "at": at}
    one = letter(allowed.tree, kind, purpose=wishes.purpose, replaces=wishes.replaces, **facts)
    return _Ready(one, sealed(one, **facts), allowed)


def receivers_of(desk: Desk, to: Sequence[Recipient | str]) -> list[Recipient]:
    """Return the receivers as our trust list knows them: its keys count, not those that were passed."""
    if isinstance(to, str) or not isinstance(to, list | tuple) or not to:
        raise UsageError(
            Words("宛先は一覧で渡します。", "The receivers are passed as a list."),
            hint=Words("to=[病院] のように書いてください。", "Write to=[hospital]."),
        )
    names = [one if isinstance(one, str) else one.name for one in to]
    return list({found.name: found for found in map(desk.trust.recipient, names)}.values())


def checked(desk: Desk, trees: list[Tree], receivers: list[Recipient]) -> tuple[list[str], Report]:
    """Return the kind of each tree and all findings; RefusedError when one is an error."""
    kinds: list[str] = []
    report = Report()
    for tree in trees:
        kind, found = desk.check(tree)
        kinds.append(kind)
        report = report + found
    if any(kind and not desk.takes(member.name, kind) for kind in set(kinds) for member in receivers):
        report = report + Report([KIND_NOT_TAKEN.at("Bundle")])
    if not report.ok:
        raise RefusedError(
            Words(
                f"エラーが {len(report.errors)} 件あるため送りません。",
                f"Not sent: {len(report.errors)} errors.",
            ),
            hint=Words(
                "report の指摘を直してから送ってください。", "Correct what the report lists, then send."
            ),
            report=report,
        )
    return kinds, report


def _into_outbox(connection: Connection, ready: _Ready, at: str) -> None:
    one = ready.letter
    kept = {"kind": one.kind, "purpose": one.purpose, "profile": one.profile, "replaces": one.replaces}
    connection.execute(
        insert(outbox), {"message": one.message, "content": one.content, "created": at, **kept}
    )
    for name in (member.name for member in ready.allowed.receivers):
        connection.execute(
            insert(deliveries), {"message": one.message, "receiver": name, "state": "queued", "sends": 0}
        )
        to_channel(connection, one, ready.parcel, name, at)


def to_channel(connection: Connection, one: Letter, parcel: bytes, name: str, at: str) -> None:
    """Note a sealed parcel that has to go to the channel, within the caller's transaction."""
    row: Tree = {"envelope": one.envelope, "receiver": name, "message": one.message}
    row |= {"is_receipt": one.is_receipt, "parcel": parcel, "sealed": at, "handed": None}
    connection.execute(insert(parcels), row)
