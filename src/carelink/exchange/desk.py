"""What every step of the conversation needs at hand: who we are, whom we trust, channel, store and time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from carelink.adapters import address
from carelink.errors import CarelinkError
from carelink.exchange import audit
from carelink.exchange.catchment import Catchment
from carelink.exchange.message import Party
from carelink.exchange.resend import Resend

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.adapters import Adapter
    from carelink.encryption import Identity, Recipient, Trust
    from carelink.exchange.policy import Policy
    from carelink.exchange.store import Store
    from carelink.findings import Report

Tree = dict[str, Any]


def clock() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def nothing(_: str) -> None:
    """Do nothing at a step."""


@dataclass(frozen=True)
class Desk:
    """One member's place in the conversation.

    :param clock: gives the present moment, aware
    :param settle: how long a parcel may look half copied before it counts as broken
    :param check: gives the kind of a record and what validation says of it
    :param step: is told each step as it is done ("send:stored", "receive:opened" …)
    :param policy: which records may go to whom; without one, all may
    """

    channel: Adapter
    identity: Identity
    trust: Trust | Catchment
    store: Store
    check: Callable[[Tree], tuple[str, Report]]
    clock: Callable[[], datetime] = clock
    resend: Resend = field(default_factory=Resend)
    settle: timedelta = timedelta(minutes=1)
    step: Callable[[str], None] = nothing
    policy: Policy | None = None

    @property
    def me(self) -> Party:
        """Return us, as messages name us."""
        return Party(self.identity.name, self.identity.kid)

    @property
    def letterbox(self) -> str:
        """Return where parcels for us lie."""
        return address(self.identity.name)

    @property
    def observer(self) -> audit.Member:
        """Return us, as the journal names us."""
        return audit.Member(self.identity.name, self.identity.kid)

    def now(self) -> datetime:
        """Return the present moment in UTC, whole seconds."""
        return self.clock().astimezone(UTC).replace(microsecond=0)

    def takes(self, member: str, kind: str) -> bool:
        """Whether a member is registered for a kind of record; whoever only has keys takes everything."""
        known = self.trust.member(member) if isinstance(self.trust, Catchment) else None
        return known is None or kind in known.takes

    def known(self, member: str) -> audit.Member:
        """Return a member as the journal names it, without a key when it is no longer in the trust list."""
        try:
            return audited(self.trust.recipient(member), self.now())
        except CarelinkError:
            return audit.Member(member, "")


def party(member: Recipient, at: datetime) -> Party:
    """Return a member as messages name it: by the signing key of the moment, or its first one."""
    key = member.newest("sig", at=at) or member.keys[0]
    return Party(member.name, key.kid)


def audited(member: Recipient, at: datetime) -> audit.Member:
    """Return a member as the journal names it."""
    named = party(member, at)
    return audit.Member(named.name, named.kid)


WRONG_CLOCK: Final = timedelta(hours=1)
"""What we wrote later than this from now, we wrote while our clock was wrong."""


def stamp(at: datetime) -> str:
    """Return a moment as the store keeps it."""
    return at.isoformat()


def moment(text: str | None) -> datetime | None:
    """Return the moment the store kept."""
    return datetime.fromisoformat(text) if text else None
