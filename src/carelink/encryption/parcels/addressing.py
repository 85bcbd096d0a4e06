"""Both ends of a parcel's rules: what is settled before sealing, and what must hold after opening."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict
from uuid import UUID, uuid4

from carelink.encryption.clock import SKEW, moment
from carelink.encryption.keys.trust import unknown_sender
from carelink.encryption.parcels import limits, refusals
from carelink.encryption.parcels.manifest import Manifest, Party, Receipt
from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carelink.encryption.keys.identity import Identity
    from carelink.encryption.keys.key import Key, OwnKey
    from carelink.encryption.keys.recipient import Recipient
    from carelink.encryption.keys.trust import KnowsSigners
    from carelink.encryption.parcels.envelope import Entry, Envelope

THIRTY_DAYS = timedelta(days=30)  # a USB stick may be on its way for weeks
LONGEST = timedelta(days=90)  # the longest time a parcel may stay valid


class Wishes(TypedDict, total=False):
    """What a sender may say about a parcel and need not; see ``seal``."""

    message_id: str | UUID | None
    profile: str | None
    purpose: str
    expires_in: timedelta
    receipt: Receipt
    replaces: str | UUID | None
    signatures: Sequence[bytes]
    now: datetime | None


class Plan(NamedTuple):
    """A parcel before its content: what will be signed, whom it is for, and the key to sign with.

    :param said: the members of the manifest except length and hash
    """

    said: Mapping[str, Any]
    keys: tuple[Key, ...]
    own: OwnKey

    @property
    def id(self) -> str:
        """The message."""
        return str(self.said["id"])

    @property
    def expires(self) -> datetime:
        """Until when it may be opened."""
        expires: datetime = self.said["expires"]
        return expires

    def manifest(self, length: int = 0, sha256: str = "0" * 64) -> Manifest:
        """Return the manifest for content of that length and hash; UsageError when a wish is out of form."""
        try:
            return Manifest(length=length, sha256=sha256, **self.said)
        except ValueError:
            raise _out_of_form() from None


def plan(to: Sequence[Recipient], sender: Identity, content_type: str, wishes: Wishes) -> Plan:
    """Return the plan of a parcel; raises as ``seal`` does."""
    at = moment(wishes.get("now"))
    named = _keys(to, at)
    own = sender.signing(at=at)
    if own is None:
        raise refusals.own_key_ended()
    replaces = wishes.get("replaces")
    said = {
        "id": str(wishes.get("message_id") or uuid4()),
        "envelope": str(uuid4()),
        "sender": Party(own.kid, sender.name),
        "to": tuple(Party(key.kid, member.name) for member, key in named),
        "issued": at,
        "expires": at + _lasting(wishes.get("expires_in", THIRTY_DAYS)),
        "content_type": content_type,
        "profile": wishes.get("profile"),
        "purpose": wishes.get("purpose", "TREAT"),
        "receipt": wishes.get("receipt", "required"),
        "replaces": str(replaces) if replaces else None,
        "signatures": tuple(wishes.get("signatures", ())),
    }
    return Plan(said, tuple(key for _, key in named), own)


def ours(envelope: Envelope, identity: Identity, trust: KnowsSigners) -> tuple[Entry, OwnKey]:
    """Return the entry of ``envelope`` that is for us and our key for it, or raise WrongKeyError."""
    for entry in envelope.entries:
        own = identity.own(entry.kid)
        if own is not None and own.public.kind.use == "enc":
            return entry, own
    theirs = [_named(entry.kid, trust) for entry in envelope.entries]
    years = {key.public.begins.year for key in identity.keys if key.public.kind.use == "enc"}
    raise refusals.not_for_us(theirs, [f"{identity.name} ({year})" for year in sorted(years)])


def _named(kid: str, trust: KnowsSigners) -> str:
    """Return who has the key and the year it began, as far as the trust list knows."""
    try:
        member = trust.recipient(kid)
    except UsageError:
        return kid
    key = member.key(kid)
    return member.name if key is None else f"{member.name} ({key.begins.year})"


def check(manifest: Manifest, signed_with: Key, envelope: Envelope, kid: str, at: datetime) -> None:
    """Raise unless the signed manifest is about this envelope, this reader and this time."""
    addressed = {party.kid for party in manifest.to}
    if kid not in addressed:
        raise refusals.not_addressed()
    about = (manifest.id, manifest.expires, addressed)
    if about != (envelope.id, envelope.expires, {entry.kid for entry in envelope.entries}):
        raise refusals.broken()
    if not timedelta(0) < manifest.expires - manifest.issued <= LONGEST:
        raise refusals.broken()
    if manifest.issued > at + SKEW:
        raise refusals.from_the_future()
    if manifest.expires < at - SKEW:
        raise refusals.expired()
    if not signed_with.is_valid(manifest.issued):
        raise unknown_sender()


def _keys(to: Sequence[Recipient], at: datetime) -> list[tuple[Recipient, Key]]:
    if not 0 < len(to) <= limits.MAX_RECIPIENTS or len({member.name for member in to}) != len(to):
        raise UsageError(
            Words("宛先がないか、多すぎるか、重なっています。", "No recipient, too many, or one twice."),
            hint=Words(
                f"1 から {limits.MAX_RECIPIENTS} までの別々の相手を指定してください。",
                f"Name 1 to {limits.MAX_RECIPIENTS} different members.",
            ),
        )
    named = []
    for member in to:
        key = member.newest("enc", at=at)
        if key is None:
            raise refusals.no_valid_key(member.name)
        named.append((member, key))
    return named


def _lasting(expires_in: timedelta) -> timedelta:
    if not timedelta(seconds=1) <= expires_in <= LONGEST:
        raise UsageError(
            Words("便の有効期間が範囲外です。", "The parcel cannot stay valid for so long, or so short."),
            hint=Words("1 秒から 90 日までにしてください。", "Choose between one second and 90 days."),
        )
    return timedelta(seconds=int(expires_in.total_seconds()))


def _out_of_form() -> UsageError:
    return UsageError(
        Words("便の送り状に使えない値があります。", "A value cannot stand in a manifest."),
        hint=Words(
            "番号は UUID、内容型は application/fhir+json のような形、目的は TREAT のようなコードです。",
            "Ids are UUIDs, the content type is like application/fhir+json, purposes codes like TREAT.",
        ),
    )
