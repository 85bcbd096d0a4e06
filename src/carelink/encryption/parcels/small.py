"""Seal and open a small parcel: a letter in an envelope, whole in memory, released whole or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from carelink.encryption.clock import SKEW, moment
from carelink.encryption.keys.trust import unknown_sender
from carelink.encryption.parcels import envelope as envelopes
from carelink.encryption.parcels import letter, limits, refusals
from carelink.encryption.parcels.manifest import Manifest, Party, Receipt, checked
from carelink.errors import CarelinkError, UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carelink.encryption.keys.identity import Identity
    from carelink.encryption.keys.key import Key, OwnKey
    from carelink.encryption.keys.recipient import Recipient
    from carelink.encryption.keys.trust import KnowsSigners

THIRTY_DAYS = timedelta(days=30)  # a USB stick may be on its way for weeks
LONGEST = timedelta(days=90)  # the longest time a parcel may stay valid


@dataclass(frozen=True, slots=True)
class Header:
    """What anybody can see of a parcel without a key. None of it is proven.

    :param id: message id
    :param kids: names of the keys it is sealed for
    :param expires: until when it may be opened
    """

    id: str
    kids: tuple[str, ...]
    expires: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """A parcel opened and verified: who sent it, what they signed, and the content."""

    manifest: Manifest
    content: bytes
    sender: Recipient


def seal(  # noqa: PLR0913  each says one thing of the manifest, all but four have a default
    content: bytes,
    *,
    to: Sequence[Recipient],
    sender: Identity,
    content_type: str,
    message_id: str | UUID | None = None,
    profile: str | None = None,
    purpose: str = "TREAT",
    expires_in: timedelta = THIRTY_DAYS,
    receipt: Receipt = "required",
    replaces: str | UUID | None = None,
    now: datetime | None = None,
) -> bytes:
    """Return a parcel that the members ``to`` can open and nobody else, signed by ``sender``.

    :param content: at most 4 MiB
    :param content_type: media type of the content, such as "application/fhir+json"
    :param message_id: a UUID; fresh by default. The same message sent again keeps its id
    :param profile: canonical URL of the profile the content claims
    :param purpose: code of HL7 v3 PurposeOfUse
    :param expires_in: how long it may be opened, at most 90 days
    :param receipt: "required" or "none"
    :param replaces: id of the message this one replaces
    :param now: the present moment by default
    :raises SealError: content too large; a member without a valid key; our own signing key run out
    :raises UsageError: no recipient, too many, or a value that cannot stand in a manifest
    """
    at = moment(now)
    if len(content) > limits.MAX_CONTENT:
        raise refusals.too_large()
    keys = _keys(to, at)
    own = sender.signing(at=at)
    if own is None:
        raise refusals.own_key_ended()
    manifest = checked(
        Manifest(
            id=str(message_id or uuid4()),
            envelope=str(uuid4()),
            sender=Party(own.kid, sender.name),
            to=tuple(Party(key.kid, member.name) for member, key in keys),
            issued=at,
            expires=at + _lasting(expires_in),
            content_type=content_type,
            profile=profile,
            purpose=purpose,
            length=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            receipt=receipt,
            replaces=str(replaces) if replaces else None,
        )
    )
    plain = b"".join((content, letter.BORDER, letter.sign(manifest, own)))
    return envelopes.wrap(plain, to=[key for _, key in keys], id=manifest.id, expires=manifest.expires)


def open(parcel: bytes, identity: Identity, *, trust: KnowsSigners, now: datetime | None = None) -> Opened:  # noqa: A001
    """Return the content of ``parcel`` and what its sender signed about it, or raise; never a part.

    Whether the message was seen before is for the caller to know: its key is (sender key, message id).

    :param trust: whose signatures count
    :param now: the present moment by default
    :raises WrongKeyError: the parcel is for others
    :raises BrokenSealError: damaged, altered, or not a parcel
    :raises UntrustedSenderError: signed by a key that ``trust`` does not hold for signing
    :raises ExpiredError: past its expiry, or issued in the future
    :raises SealError: of a form this release does not know
    """
    envelope = _unfold(parcel)
    if envelope.content != envelopes.LETTER:
        raise refusals.broken()
    entry, own = _mine(envelope, identity, trust)
    try:
        content, manifest, key = letter.read(envelopes.unwrap(envelope, entry, own), trust)
    except CarelinkError:
        raise
    except Exception as error:  # hostile bytes: whatever they upset in a library, one answer
        raise refusals.broken() from error
    _check(manifest, envelope, own.kid, key, moment(now))
    return Opened(manifest, content, trust.signer(key.kid))


def peek(parcel: bytes) -> Header:
    """Return what anybody can see of ``parcel``. It needs no key, and proves nothing.

    :raises SealError: when it is not a parcel
    """
    envelope = _unfold(parcel)
    return Header(envelope.id, tuple(entry.kid for entry in envelope.entries), envelope.expires)


def _unfold(parcel: bytes) -> envelopes.Envelope:
    try:
        return envelopes.unfold(bytes(parcel))
    except envelopes.UnknownFormError:
        raise refusals.too_new() from None
    except Exception as error:  # hostile bytes: whatever they upset, one answer
        raise refusals.broken() from error


def _mine(
    envelope: envelopes.Envelope, identity: Identity, trust: KnowsSigners
) -> tuple[envelopes.Entry, OwnKey]:
    for entry in envelope.entries:
        own = identity.own(entry.kid)
        if own is not None and own.public.kind.use == "enc":
            return entry, own
    theirs = [trust.name_of(entry.kid) or entry.kid for entry in envelope.entries]
    ours = [f"{key.kid} ({key.public.begins.year})" for key in identity.keys if key.public.kind.use == "enc"]
    raise refusals.not_for_us(theirs, ours)


def _check(
    manifest: Manifest, envelope: envelopes.Envelope, kid: str, signed_with: Key, at: datetime
) -> None:
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
    keys = []
    for member in to:
        key = member.newest("enc", at=at)
        if key is None:
            raise refusals.no_valid_key(member.name)
        keys.append((member, key))
    return keys


def _lasting(expires_in: timedelta) -> timedelta:
    if not timedelta(seconds=1) <= expires_in <= LONGEST:
        raise UsageError(
            Words("便の有効期間が範囲外です。", "The parcel cannot stay valid for so long, or so short."),
            hint=Words("1 秒から 90 日までにしてください。", "Choose between one second and 90 days."),
        )
    return timedelta(seconds=int(expires_in.total_seconds()))
