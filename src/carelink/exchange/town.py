"""A member's side of the conversation: send, receive, and see how things stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from carelink.errors import Words
from carelink.exchange import (
    answering,
    carried,
    desk,
    handing,
    receiving,
    resending,
    sending,
)
from carelink.exchange.books import Books
from carelink.exchange.desk import Desk
from carelink.exchange.resend import Resend
from carelink.exchange.store import Store

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from carelink.encryption import Identity, Recipient, Trust
    from carelink.exchange.catchment import Catchment
    from carelink.exchange.outcomes import Received, Sent
    from carelink.exchange.policy import Policy
    from carelink.findings import Report

STALE: Final = timedelta(days=20)
"""A parcel that waited so long for its channel is sealed anew; it would expire on the way (30 days)."""

_UNREACHABLE = Words(
    "まだ渡せていません。次の送受信で渡します。", "Not handed over yet; the next send or receive will."
)


def connect(  # noqa: PLR0913  all but three have a default
    url: str | os.PathLike[str],
    *,
    identity: Identity,
    trust: Trust | Catchment,
    store: str | os.PathLike[str] | None = None,
    clock: Callable[[], datetime] = desk.clock,
    resend: Resend | None = None,
    settle: timedelta = timedelta(minutes=1),
    check: Callable[[dict[str, Any]], tuple[str, Report]] = carried.checked,
    step: Callable[[str], None] = desk.nothing,
    policy: Policy | None = None,
) -> Town:
    """Return our side of the conversation over the channel ``url``.

    :param url: ``folder:///…`` or the path of a folder that the members share
    :param identity: who we are; parcels for us lie under this name
    :param trust: whom we listen to and may write to: a trust list or a catchment
    :param store: the SQLite file that remembers everything; ``{name}.sqlite`` here by default. It holds
        opened records: keep it on an encrypted disk
    :param clock: gives the present moment, aware
    :param resend: when an unanswered message goes out again
    :param settle: how long a parcel may look half copied before it counts as broken
    :param check: gives the kind of a record and what validation says of it
    :param step: is told each step as it is done, for progress and for tests
    :param policy: which records and items may go to whom; without one, all may
    :raises UsageError: an unknown channel, or a store that belongs to another member
    :raises StorageError: the store cannot be used
    """
    from carelink.adapters import address
    from carelink.adapters import connect as channel

    path = store if store is not None else f"{address(identity.name)}.sqlite"
    kept = Store(path, owner=identity.name)
    again = resend or Resend()
    return Town(Desk(channel(url), identity, trust, kept, check, clock, again, settle, step, policy))


def ledger(
    store: str | os.PathLike[str], *, identity: Identity, clock: Callable[[], datetime] = desk.clock
) -> Books:
    """Return the store of ``identity`` to look at; no channel is needed, nothing is sent or received.

    :raises UsageError: the store belongs to another member
    :raises StorageError: the store cannot be used
    """
    from carelink.adapters.folder import FolderAdapter
    from carelink.encryption import Trust

    nowhere = FolderAdapter("")  # never touched
    kept = Store(store, owner=identity.name)
    return Books(Desk(nowhere, identity, Trust([identity.recipient]), kept, carried.checked, clock))


class Town(Books):
    """What :func:`connect` returns. Close it, or use it in a ``with`` block."""

    @property
    def name(self) -> str:
        """Our name."""
        return self._desk.identity.name

    def send(
        self,
        record: Any,
        to: Sequence[Recipient | str],
        *,
        purpose: str = "TREAT",
        replaces: str | None = None,
        emergency: str | None = None,
    ) -> Sent:
        """Send a record (or many facilities) to members, who answer with receipts.

        It is validated first; then it is safe in the outbox; then it is handed over. When the channel
        fails it stays in the outbox (``Sent.problem`` says why) and goes out with the next send or receive.

        :param record: a record, its FHIR tree, or many facilities (split into directories that fit)
        :param to: members, or their names; the keys are taken from the trust list
        :param purpose: code of HL7 v3 PurposeOfUse
        :param replaces: id of the message this one corrects
        :param emergency: why it goes without the consent that the policy asks for: life, body or property
            are at stake (個人情報保護法 第27条第1項第2号); it is recorded and journaled
        :raises RefusedError: it has errors (``error.report``), a receiver does not take this kind, or the
            policy does not let it be told
        :raises UsageError: an unknown receiver, or nothing that can be sent
        :raises SealError: a receiver has no valid key
        :raises StorageError: the store cannot be written; nothing was sent
        """
        sent = sending.prepare(self._desk, record, to, sending.Wishes(purpose, replaces, emergency))
        problem = self.deliver()
        if not handing.still_waiting(self._desk, sent.messages):
            return sent
        return replace(sent, problem=problem or _UNREACHABLE)

    def receive(self, *, most: int | None = None) -> list[Received]:
        """Take what waits for us, at most ``most`` parcels, then send receipts and whatever else waits.

        Each parcel is opened, verified and validated; record, receipt and journal entry are stored in one
        transaction; then the parcel is released. Running it again changes nothing. Parcels that are altered,
        foreign or expired come back as ``refused`` and are put aside; they do not stop the others.

        :raises UnreachableError: the channel cannot be read
        :raises StorageError: the store cannot be written; parcels stay in the channel
        """
        got = list(islice(receiving.receive(self._desk), most))
        self.deliver()
        return got

    def deliver(self) -> Words | None:
        """Queue what is overdue, seal receipts, hand over all that waits; return why some still waits."""
        handing.withdraw_old(self._desk, STALE)
        resending.resend_due(self._desk)
        answering.seal_queued(self._desk)
        return handing.hand_over(self._desk)

    def resend(self, message: str) -> int:
        """Send ``message`` again to everyone who has not answered for good, and return to how many.

        :raises UsageError: there is nothing to send again
        """
        count = resending.resend_now(self._desk, message)
        self.deliver()
        return count

    def close(self) -> None:
        """Let go of the channel and the store."""
        self._desk.channel.close()
        super().close()
