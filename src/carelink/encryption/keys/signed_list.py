"""A trust list that a coordinating town publishes for all: signed, numbered, with a date for the next one.

A compact JWS (RFC 7515 §3.1) with ``typ`` ``carelink+trust``. Whoever reads it pins the publisher once; later
lists must be signed by a key that the list at hand gives the publisher, carry a higher number, and leave
every revoked key revoked. So nobody can undo a revocation by sending an old file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from carelink.encryption import disk, jws, strict
from carelink.encryption.clock import SKEW, from_seconds, moment, seconds
from carelink.encryption.keys.recipient import Recipient
from carelink.encryption.keys.trust import MAX_SIZE, Trust, members_of, unknown_sender
from carelink.errors import CarelinkError, ExpiredError, SealError, Words

if TYPE_CHECKING:
    from carelink.encryption.keys.identity import Identity
    from carelink.encryption.keys.key import OwnKey

TYPE = "carelink+trust"
MAGIC = "carelink-signed-list"
LASTS = timedelta(days=90)  # until the next list is due
GRACE = timedelta(days=30)  # how long the old one serves after that: an office may be off line


@dataclass(frozen=True)
class SignedList:
    """A verified list.

    :param signed: the list as it travels
    :param publisher: who signs it and its successors, as this list knows them
    :param sequence: its number; a successor's is higher
    :param issued: when it was signed
    :param next_update: when its successor is due
    :param trust: the members, revoked keys included
    :param note: more that the publisher signs along, such as the catchment as TOML; not read here
    """

    signed: bytes
    publisher: Recipient
    sequence: int
    issued: datetime
    next_update: datetime
    trust: Trust
    note: str = ""

    @classmethod
    def publish(  # noqa: PLR0913  all but two have a default
        cls,
        trust: Trust,
        *,
        publisher: Identity,
        after: SignedList | None = None,
        lasts: timedelta = LASTS,
        note: str = "",
        now: datetime | None = None,
    ) -> SignedList:
        """Return the next list: ``trust`` with the publisher's own keys, signed.

        It is signed with a key that the list before names, so that whoever holds that one accepts this one: a
        new signing key of the publisher is announced by one list, and signs the next.

        :param after: the list before; None for the first
        :param lasts: until the next list is due
        :param note: more to be signed along
        :raises SealError: when a revoked key would come back, or the publisher's signing key has run out
        """
        at = moment(now)
        trust = trust.with_member(publisher.recipient)
        if after:
            _keep_revocations(after.trust, trust, at)
        own = _known_to_readers(publisher, after, at) or publisher.signing(at=at)
        if own is None:
            raise unknown_sender()
        trust.signer(own.kid)  # raises when the list itself revokes the key it would be signed with
        tree = {
            "seq": after.sequence + 1 if after else 1,
            "iat": seconds(at),
            "next": seconds(at + lasts),
            "publisher": publisher.name,
            "members": [member.to_jwks() for member in trust],
            **({"note": note} if note else {}),
        }
        signed = jws.sign(strict.compact(tree), own, TYPE)
        due = from_seconds(tree["next"])
        return cls(signed, publisher.recipient, tree["seq"], at, due, trust, note)  # type: ignore[arg-type]

    @classmethod
    def first(cls, signed: bytes, *, publisher: Recipient, now: datetime | None = None) -> SignedList:
        """Return the first list one accepts, signed by a publisher whose fingerprint was compared.

        :raises UntrustedSenderError: when it is not the publisher's
        :raises SealError: when it is no list, or comes from the future
        """
        return _read(signed, publisher, moment(now))

    def next(self, signed: bytes, *, now: datetime | None = None) -> SignedList:
        """Return the list that replaces this one; this one itself when it is the same.

        :raises UntrustedSenderError: when it is not signed by this list's publisher
        :raises SealError: when it is older, another with the same number, or brings a revoked key back
        """
        found = _read(signed, self.publisher, moment(now))
        if found.signed == self.signed:
            return self
        if found.sequence <= self.sequence:
            raise _rolled_back()
        _keep_revocations(self.trust, found.trust, found.issued)
        return found

    def is_stale(self, now: datetime | None = None) -> bool:
        """Say whether the next list is overdue."""
        return moment(now) > self.next_update + SKEW

    def trusted(self, now: datetime | None = None) -> Trust:
        """Return the members.

        :raises ExpiredError: 30 days after the next list was due: somebody may be holding it back
        """
        if moment(now) > self.next_update + GRACE:
            raise ExpiredError(
                Words("信頼リストが古すぎます。", "The trust list is too old."),
                hint=Words(
                    "配っている所から新しい信頼リストを受け取ってください。",
                    "Get the new trust list from its publisher.",
                ),
            )
        return self.trust

    def save(self, path: str | Path) -> Path:
        """Write list and pinned publisher to a file and return its path; an existing file is replaced."""
        path = Path(path)
        tree = {MAGIC: 1, "publisher": self.publisher.to_jwks(), "list": self.signed.decode("ascii")}
        disk.write(path, strict.compact(tree).encode("ascii"), overwrite=True)
        return path

    @classmethod
    def load(cls, path: str | Path, *, now: datetime | None = None) -> SignedList:
        """Return the list in a file that ``save`` wrote, verified again."""
        data = disk.read(Path(path), limit=2 * MAX_SIZE)
        try:
            publisher = Recipient.from_jwks(strict.parse(data.decode("ascii"))["publisher"])
        except CarelinkError:
            raise
        except Exception:  # noqa: BLE001  foreign bytes: whatever they upset, the answer is the same
            raise _not_a_list() from None
        return cls.first(unpinned(data), publisher=publisher, now=now)


def unpinned(data: bytes) -> bytes:
    """Return the list that travels in a file that ``save`` wrote, without whom the file says to believe.

    Bytes that are no such file are returned as they are: they may be the bare list.

    :raises SealError: when it is such a file and holds no list
    """
    if not data.lstrip().startswith(b"{"):
        return data.strip()
    try:
        signed: bytes = strict.parse(data.decode("ascii"))["list"].encode("ascii")
    except Exception:  # noqa: BLE001  foreign bytes: whatever they upset, the answer is the same
        raise _not_a_list() from None
    return signed


def _known_to_readers(publisher: Identity, after: SignedList | None, at: datetime) -> OwnKey | None:
    """Return the publisher's newest valid signing key that the list ``after`` names, if there is one."""
    named = () if after is None else after.publisher.keys
    fit = [key for key in named if key.kind.use == "sig" and key.is_valid(at) and publisher.own(key.kid)]
    newest = max(fit, key=lambda key: (key.begins, key.kid), default=None)
    return None if newest is None else publisher.own(newest.kid)


def _read(signed: bytes, publisher: Recipient, at: datetime) -> SignedList:
    try:
        if len(signed) > MAX_SIZE:
            raise _not_a_list()  # noqa: TRY301  the one answer of this block
        payload, key = jws.verify(signed, Trust([publisher]), TYPE)
        tree = strict.parse(payload)
        issued, due = from_seconds(tree["iat"]), from_seconds(tree["next"])
        trust = Trust(Recipient.from_jwks(member) for member in members_of(tree))
        publisher_now, note = trust.recipient(tree["publisher"]), str(tree.get("note", ""))
        found = SignedList(signed, publisher_now, tree["seq"], issued, due, trust, note)
    except CarelinkError:
        raise
    except Exception:  # noqa: BLE001  foreign bytes: whatever they upset, the answer is the same
        raise _not_a_list() from None
    if type(found.sequence) is not int or found.publisher.name != publisher.name or issued > at + SKEW:
        raise _not_a_list()
    if not key.is_valid(issued):
        raise unknown_sender()
    return found


def _keep_revocations(before: Trust, after: Trust, at: datetime) -> None:
    """Raise when a key that ``before`` revokes, and whose time is not over, is no longer revoked."""
    lost = {key.kid for member in before for key in member.keys if key.status == "revoked" and key.ends > at}
    kept = {key.kid for member in after for key in member.keys if key.status == "revoked"}
    if not lost <= kept:
        raise _rolled_back()


def _rolled_back() -> SealError:
    return SealError(
        Words(
            "手元の信頼リストより古いか、食い違うリストです。",
            "The list is older than yours, or contradicts it.",
        ),
        hint=Words(
            "使わずに、配っている所に電話で確かめてください。失効を取り消そうとする攻撃かもしれません。",
            "Do not use it; ask the publisher by telephone. It may be an attempt to undo a revocation.",
        ),
    )


def _not_a_list() -> SealError:
    return SealError(
        Words("署名された信頼リストとして読めません。", "This is not a signed trust list."),
        hint=Words("配っている所に送り直してもらってください。", "Ask its publisher to send it again."),
    )
