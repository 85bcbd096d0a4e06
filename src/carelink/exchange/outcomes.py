"""What sending and receiving come back with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from carelink.findings import Report

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from carelink.errors import Words

Tree = dict[str, Any]

DeliveryState = Literal["queued", "sent", "accepted", "rejected", "retry", "unanswered"]
"""queued: not handed over yet · sent: waits for a receipt · accepted, rejected: answered for good ·
retry: the receiver had trouble and asks to send again · unanswered: resent as often as allowed, for a person.
"""

ReceivedState = Literal["accepted", "duplicate", "rejected", "refused", "receipt", "incomplete"]
"""accepted: a new record, stored · duplicate: had it, answered again · rejected: not valid, answered so ·
refused: put aside, not answered · receipt: an answer to what we sent · incomplete: half copied, comes again.
"""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far one message has come with one receiver.

    :param outcome: the OperationOutcome that came with the receipt, if any
    """

    message: str
    kind: str
    receiver: str
    state: DeliveryState
    sends: int
    first_sent: datetime | None
    last_sent: datetime | None
    answered: datetime | None
    receipt: str | None
    outcome: Tree | None = field(repr=False, default=None)


@dataclass(frozen=True, slots=True)
class Sent:
    """A record that is safe in the outbox, and where it stands.

    :param messages: ids; several when a directory was split
    :param report: what validation said (never an error)
    :param problem: why it is still in the outbox, when the channel failed; it goes out later on its own
    """

    messages: tuple[str, ...]
    to: tuple[str, ...]
    kind: str
    report: Report
    problem: Words | None = None

    @property
    def id(self) -> str:
        """Return the message's id (the first, when a directory was split)."""
        return self.messages[0]

    @property
    def handed_over(self) -> bool:
        """Whether all of it lies in the channel."""
        return self.problem is None


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one parcel.

    :param state: see :data:`ReceivedState`
    :param message: id of the message, of the message that is answered for a receipt, None when not opened
    :param sender: the member's name in our trust list, None when not opened
    :param kind: kind of record, None unless one was carried
    :param report: what validation found
    :param code: kebab-case reason of a refusal, or the outcome of a receipt
    :param reason: the same in words
    :param tree: the record as FHIR, for an accepted one; None when its time was over and it was deleted
    :param superseded_by: id of the newest message by which the same sender replaced it, in the inbox
    """

    state: ReceivedState
    message: str | None = None
    sender: str | None = None
    kind: str | None = None
    purpose: str | None = None
    replaces: str | None = None
    received: datetime | None = None
    report: Report = field(default_factory=Report)
    code: str | None = None
    reason: Words | None = None
    tree: Tree | None = field(repr=False, default=None)
    superseded_by: str | None = None

    @property
    def record(self) -> Any:
        """Return the record, typed.

        :raises UsageError: when there is none, or a directory with several
        """
        from carelink.exchange.carried import only

        return only(self.records)

    @property
    def records(self) -> tuple[Any, ...]:
        """Return the records, typed: one, or many for a directory of facilities."""
        from carelink.exchange.carried import typed

        return typed(self.tree) if self.tree is not None else ()

    def write(self, folder: str | Path) -> tuple[Path, Path]:
        """Write the record as ``{message}.json`` and ``{message}.xml`` and return both paths.

        :raises UsageError: when there is no record
        :raises StorageError: when the folder cannot be written
        """
        from carelink.exchange.carried import write

        return write(self, folder)
