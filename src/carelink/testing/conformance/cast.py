"""Who plays in the suite: a sender, the system under test as receiver, and two who do not belong there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from carelink.encryption import Identity
from carelink.exchange import Catchment, Member
from carelink.exchange.message import Label, Party, again, build, build_receipt
from carelink.fhir import json

if TYPE_CHECKING:
    from pathlib import Path

    from carelink.exchange.message import Answer

Tree = dict[str, Any]


def _born(name: str) -> Identity:
    return Identity.generate(name, now=datetime.now(UTC) - timedelta(days=100))


@dataclass(frozen=True)
class Cast:
    """The identities of one run, made anew each time: nobody can have prepared for them."""

    sender: Identity = field(default_factory=lambda: _born("高松市在宅医療支援センター（検査）"))
    receiver: Identity = field(default_factory=lambda: _born("検査を受けるシステム"))
    other: Identity = field(default_factory=lambda: _born("三木町みほん病院（検査）"))
    stranger: Identity = field(default_factory=lambda: _born("圏域外の見知らぬ人（検査）"))

    @cached_property
    def catchment(self) -> Catchment:
        """Whom the receiver trusts: everybody but the stranger."""
        members = [
            Member(self.sender.name, "centre", recipient=self.sender.recipient),
            Member(self.receiver.name, "hospital", recipient=self.receiver.recipient),
            Member(self.other.name, "hospital", recipient=self.other.recipient),
        ]
        return Catchment("検査圏域", members)

    def furnish(self, folder: Path) -> None:
        """Write what the system under test needs: its own key, and whom to trust.

        :raises StorageError: it cannot be written
        """
        self.receiver.save(folder / "identity.json", unprotected=True)
        self.catchment.save(folder / "catchment.toml")

    def label(self, message: str | None = None, envelope: str | None = None) -> Label:
        """Return what stands on a message from the sender to the receiver."""
        at = datetime.now(UTC).replace(microsecond=0)
        me, you = (Party(i.name, i.kid) for i in (self.sender, self.receiver))
        return Label(message or str(uuid4()), envelope or str(uuid4()), at, me, (you,))

    def message(self, record: Any, *, label: Label | None = None) -> Tree:
        """Return the message that carries a record."""
        return build(record.to_fhir(), label or self.label(), event=record.kind)

    def receipt(self, answer: Answer) -> Tree:
        """Return a receipt of the sender."""
        return build_receipt(answer, self.label())

    def parcel(
        self, record: Any, *, to: Identity | None = None, by: Identity | None = None, days: int = 0
    ) -> bytes:
        """Return a sealed parcel.

        :param days: how long ago it was sealed
        """
        from carelink.exchange import seal

        now = datetime.now(UTC) - timedelta(days=days)
        return seal(record, to=[(to or self.receiver).recipient], sender=by or self.sender, now=now)


def in_new_envelope(tree: Tree) -> Tree:
    """Return the same message, sent again."""
    return again(tree, envelope=str(uuid4()), at=datetime.now(UTC).replace(microsecond=0))


def written(tree: Tree) -> bytes:
    """Return a tree as JSON."""
    return json.write(tree)
