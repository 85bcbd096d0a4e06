"""What a member's store can be asked and told without any channel: lists, journal, consents, retention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from carelink.exchange import checkpoints, consent, journal, looking, retention, third_party
from carelink.exchange.desk import stamp
from carelink.exchange.retention import Periods

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from carelink.exchange.consent import Consent
    from carelink.exchange.desk import Desk
    from carelink.exchange.journal import Checkpoint, Verified
    from carelink.exchange.outcomes import Delivery, Received
    from carelink.exchange.retention import Due
    from carelink.exchange.third_party import Disclosure


class Books:
    """The store of a member, as its officers look at it. ``Town`` is one, with a channel.

    :param desk: whose store it is, and the present moment
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def status(self) -> list[Delivery]:
        """Return how far every message has come with every receiver, the oldest first."""
        return looking.deliveries_of(self._desk.store)

    def inbox(self, *, current: bool = False) -> Iterator[Received]:
        """Return every record that was ever accepted, in order of arrival.

        :param current: leave out what its sender has replaced, and what was deleted
        """
        for one in looking.accepted(self._desk.store):
            if not current or (one.superseded_by is None and one.tree is not None):
                yield one

    # --- the journal ----------------------------------------------------------------------------

    def journal(self) -> Iterator[dict[str, Any]]:
        """Return the journal's AuditEvents, the oldest first."""
        return looking.entries(self._desk.store)

    def checkpoint(self) -> Checkpoint:
        """Return how long the journal is and how it ends; write it down elsewhere."""
        with self._desk.store.reading() as connection:
            return journal.head(connection)

    def signed_checkpoint(self) -> bytes:
        """Return the same, signed: whoever has it can prove later that nothing was cut off.

        :raises ExpiredError: our signing keys have run out
        """
        return checkpoints.sign(self.checkpoint(), self._desk.identity, self._desk.now())

    def verify(self, since: Checkpoint | bytes | None = None) -> Verified:
        """Check the journal's chain, and that it still holds what ``since`` says it held.

        :param since: a checkpoint, or a signed one by us
        :raises SealError: the signed checkpoint is none, altered, or not by us
        """
        if isinstance(since, bytes):
            from carelink.encryption import Trust

            since = checkpoints.read(since, Trust([self._desk.identity.recipient])).checkpoint
        with self._desk.store.reading() as connection:
            return journal.verify(connection, since)

    # --- who was told what ----------------------------------------------------------------------

    def disclosures(self) -> Iterator[Disclosure]:
        """Return the record of provision to third parties and of receipt from them."""
        with self._desk.store.reading() as connection:
            yield from third_party.noted(connection)

    def consents(self) -> list[Consent]:
        """Return every consent on file, withdrawn ones included."""
        with self._desk.store.reading() as connection:
            return list(consent.kept(connection))

    def keep_consent(self, given: Consent) -> None:
        """Put a consent on file."""
        with self._desk.store.writing() as connection:
            consent.keep(connection, given, stamp(self._desk.now()))

    def withdraw_consent(self, id_: UUID, on: date | None = None) -> Consent:
        """Note that a consent does not hold from that day (today without one).

        :raises UsageError: there is no such consent
        """
        now = self._desk.now()
        with self._desk.store.writing() as connection:
            return consent.withdraw(connection, id_, on or now.date(), stamp(now))

    # --- how long it is kept --------------------------------------------------------------------

    def due(self, periods: Periods | None = None) -> Due:
        """Return what is past its time; nothing is deleted."""
        with self._desk.store.reading() as connection:
            return retention.due(connection, periods or Periods(), self._desk.now())

    def delete_due(self, periods: Periods | None = None) -> bytes | None:
        """Delete what is past its time and return the signed record of it; None when nothing is.

        :raises ExpiredError: our signing keys have run out
        """
        return retention.carry_out(self._desk, periods or Periods())

    def hold(self, message: str, reason: str) -> None:
        """Keep a message beyond its time."""
        with self._desk.store.writing() as connection:
            retention.hold(connection, message, reason, self._desk.now())

    def release(self, message: str) -> None:
        """Let a message go the way of its class again."""
        with self._desk.store.writing() as connection:
            retention.release(connection, message)

    def close(self) -> None:
        """Let go of the store."""
        self._desk.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
