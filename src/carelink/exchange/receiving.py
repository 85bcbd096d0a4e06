"""From the channel to the inbox: take, open, read, validate; store and queue the receipt at once; release.

Everything before the one transaction leaves no trace; everything after it can be done again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carelink.errors import BrokenSealError, CarelinkError, SealError
from carelink.exchange import carried, refusing
from carelink.exchange import message as messages
from carelink.exchange.message import MEDIA_TYPE, Message
from carelink.exchange.outcomes import Received
from carelink.exchange.rules import (
    KIND_NOT_TAKEN,
    MESSAGE_EVENT,
    MESSAGE_FRAME,
    MESSAGE_ID,
    MESSAGE_SOURCE,
    UNCHECKED_HERE,
)
from carelink.exchange.settling import Judged, seen_before, settled
from carelink.findings import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.adapters import Arrived, Taken
    from carelink.encryption import Opened
    from carelink.exchange.desk import Desk
    from carelink.findings import Finding

_HEADER = "Bundle.entry[0].resource"


def receive(desk: Desk) -> Iterator[Received]:
    """Yield what becomes of each parcel that waits for us; one that fails does not stop the rest.

    :raises UnreachableError: the channel cannot be read
    :raises StorageError: the store cannot be written; the parcel stays in the channel
    """
    for arrived in desk.channel.waiting(desk.letterbox):
        if (got := _one(desk, arrived)) is not None:
            yield got


def _one(desk: Desk, arrived: Arrived) -> Received | None:
    try:
        taken = desk.channel.take(arrived)
    except CarelinkError as error:  # this file's own trouble, such as its permissions
        return Received("incomplete", code="cannot-be-taken", reason=error.message, received=desk.now())
    if taken is None:
        return None
    desk.step("receive:taken")
    try:
        return _handled(desk, taken)
    except CarelinkError:
        desk.channel.back(taken)
        raise


def _handled(desk: Desk, taken: Taken) -> Received:
    from carelink import encryption

    if not taken.whole:
        return refusing.refuse(desk, taken, "too-large", refusing.TOO_LARGE)
    try:
        opened = encryption.open(taken.parcel, desk.identity, trust=desk.trust, now=desk.now())
    except SealError as error:
        if isinstance(error, BrokenSealError) and refusing.half_copied(desk, taken):
            desk.channel.back(taken)
            return Received(
                "incomplete", code="half-copied", reason=refusing.HALF_COPIED, received=desk.now()
            )
        return refusing.refuse(desk, taken, refusing.code_of(error), error.message)
    desk.step("receive:opened")
    judgement = judged(desk, opened)
    desk.step("receive:validated")
    got, fate = settled(desk, refusing.parcel_digest(taken.parcel), judgement)
    desk.step("receive:committed")
    if fate is None:
        desk.channel.done(taken)
    else:
        desk.channel.dead(taken, fate)
    desk.step("receive:released")
    return got


def judged(desk: Desk, opened: Opened) -> Judged:
    """Read the message and, unless it was seen before, validate what it carries."""
    message, report = _read(opened)
    if message is None:
        return Judged(opened, None, report)
    report = report + Report(_about_the_frame(message, opened))
    if message.focus is None or not report.ok or seen_before(desk, opened.sender.name, message):
        return Judged(opened, message, report)
    checked = _checked(desk, message)
    return Judged(opened, message, report + checked.report, faulty=checked.faulty)


def _read(opened: Opened) -> tuple[Message | None, Report]:
    if opened.manifest.content_type != MEDIA_TYPE:
        return None, Report([MESSAGE_FRAME.at("Bundle")])
    try:
        return messages.read(opened.content)
    except Exception:  # noqa: BLE001  a trusted member's broken software must not stop the rest of the mail
        return None, Report([MESSAGE_FRAME.at("Bundle")])


def _about_the_frame(message: Message, opened: Opened) -> Iterator[Finding]:
    if message.id != opened.manifest.id:
        yield MESSAGE_ID.at(f"{_HEADER}.id")
    if message.source not in {messages.Party("", key.kid).endpoint for key in opened.sender.keys}:
        yield MESSAGE_SOURCE.at(f"{_HEADER}.source.endpoint")


@dataclass(frozen=True, slots=True)
class _Checked:
    report: Report
    faulty: bool = False


def _checked(desk: Desk, message: Message) -> _Checked:
    """Validate the record; trouble on our side is not the sender's fault and may pass."""
    assert message.focus is not None  # noqa: S101  for mypy: the caller looked
    try:
        kind, report = desk.check(message.focus)
    except Exception:  # noqa: BLE001  whatever our own tools stumble over, the rest of the mail goes on
        return _Checked(Report([UNCHECKED_HERE.at("Bundle")]), faulty=True)
    if carried.event_of(message.focus, kind) != message.event:
        report = report + Report([MESSAGE_EVENT.at(f"{_HEADER}.eventCoding")])
    if not desk.takes(desk.identity.name, kind):
        report = report + Report([KIND_NOT_TAKEN.at(f"{_HEADER}.eventCoding")])
    return _Checked(report)
