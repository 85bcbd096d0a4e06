"""The doors of the room: seal, open, peek, for bytes and for files. The size picks the form."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from carelink.encryption import disk
from carelink.encryption.clock import moment
from carelink.encryption.parcels import armor as text_form
from carelink.encryption.parcels import envelope as envelopes
from carelink.encryption.parcels import large, limits, refusals, small
from carelink.encryption.parcels.addressing import THIRTY_DAYS, Wishes, plan
from carelink.errors import CarelinkError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, timedelta
    from typing import Unpack
    from uuid import UUID

    from carelink.encryption.keys.identity import Identity
    from carelink.encryption.keys.key import Key
    from carelink.encryption.keys.recipient import Recipient
    from carelink.encryption.keys.trust import KnowsSigners
    from carelink.encryption.parcels.manifest import Manifest, Receipt


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
    """A parcel opened and verified: what the sender signed, the content, and who the sender is.

    :param sender: the member as the trust list knows it
    """

    manifest: Manifest
    content: bytes
    sender: Recipient


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A parcel opened and verified into a file: what the sender signed, the file, and who the sender is.

    :param path: the file; None when it was a stream
    """

    manifest: Manifest
    path: Path | None
    sender: Recipient


def seal(  # noqa: PLR0913  each says one thing of the manifest; all but three have a default
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
    signatures: Sequence[bytes] = (),
    now: datetime | None = None,
) -> bytes:
    """Return a parcel that the members ``to`` can open and nobody else, signed by ``sender``.

    :param content: any bytes; up to 4 MiB give the small form, more the large one
    :param content_type: media type of the content, such as "application/fhir+json"
    :param message_id: a UUID; fresh by default. The same message sent again keeps its id
    :param profile: canonical URL of the profile the content claims
    :param purpose: code of HL7 v3 PurposeOfUse
    :param expires_in: how long it may be opened, at most 90 days
    :param receipt: "required" or "none"
    :param replaces: id of the message this one replaces
    :param signatures: persons' signatures on the content, made by ``signature.sign``
    :param now: the present moment by default
    :raises SealError: a member without a valid key; our own signing key run out
    :raises UsageError: no recipient, too many, or a value that cannot stand in a manifest
    """
    planned = plan(
        to,
        sender,
        content_type,
        {
            "message_id": message_id,
            "profile": profile,
            "purpose": purpose,
            "expires_in": expires_in,
            "receipt": receipt,
            "replaces": replaces,
            "signatures": signatures,
            "now": now,
        },
    )
    if len(content) <= limits.MAX_CONTENT:
        return small.seal(bytes(content), planned)[0]
    parcel = io.BytesIO()
    large.seal(io.BytesIO(content), parcel, planned)
    return parcel.getvalue()


def open(  # noqa: A001  the verb of the field
    parcel: bytes, identity: Identity, *, trust: KnowsSigners, now: datetime | None = None
) -> Opened:
    """Return the content of ``parcel`` and what its sender signed about it, or raise; never a part.

    A parcel in text form (``armor``) is recognised.

    Whether the message was seen before is for the caller to know: its key is (sender, message id).

    :param trust: whose signatures count
    :param now: the present moment by default
    :raises WrongKeyError: the parcel is for others
    :raises BrokenSealError: damaged, altered, or not a parcel
    :raises UntrustedSenderError: signed by a key that ``trust`` does not hold for signing
    :raises ExpiredError: past its expiry, or issued in the future
    :raises SealError: of a form this release does not know
    """
    at = moment(now)
    parcel = _binary(parcel)
    with _one_answer():
        if parcel.startswith(large.MAGIC):
            content = io.BytesIO()
            manifest, key = large.open(io.BytesIO(parcel), content, identity, trust, at)
            return Opened(manifest, content.getvalue(), trust.signer(key.kid))
        plain, manifest, key = small.open(parcel, identity, trust, at)
        return Opened(manifest, plain, trust.signer(key.kid))


def peek(parcel: bytes) -> Header:
    """Return what anybody can see of ``parcel``. It needs no key, and proves nothing.

    Of a large parcel the first 140 KB are enough.

    :raises SealError: when it is not a parcel
    """
    parcel = _binary(parcel)
    with _one_answer():
        if parcel.startswith(large.MAGIC):
            _, envelope = large.read_head(io.BytesIO(parcel[: limits.MAX_HEAD + len(large.MAGIC)]))
        else:
            envelope = envelopes.unfold(parcel, inside=envelopes.LETTER)
    return Header(envelope.id, tuple(entry.kid for entry in envelope.entries), envelope.expires)


def seal_file(  # noqa: PLR0913  two files and the words of ``seal``
    source: str | Path | BinaryIO,
    target: str | Path | BinaryIO,
    *,
    to: Sequence[Recipient],
    sender: Identity,
    content_type: str,
    overwrite: bool = False,
    **wishes: Unpack[Wishes],
) -> Manifest:
    """Seal a file, or a stream read once to its end, into the file ``target``; memory stays flat.

    The other words are those of ``seal``. A file ``target`` appears whole or not at all; a stream (a pipe)
    that ends before its time holds something that opens nowhere.

    :param overwrite: say so to replace a file

    :raises SealError: as ``seal``; or when the folder of ``target`` holds a private key
    :raises StorageError: when a file cannot be read or written, or ``target`` exists
    """
    planned = plan(to, sender, content_type, wishes)
    with disk.reading(source) as plain, _parcel(target, overwrite=overwrite) as parcel:
        if disk.size(plain) > limits.MAX_CONTENT:
            return large.seal(plain, parcel, planned)
        start = plain.read(limits.MAX_CONTENT + 1)
        if len(start) > limits.MAX_CONTENT:
            return large.seal(disk.continued(start, plain), parcel, planned)
        sealed, manifest = small.seal(start, planned)
        parcel.write(sealed)
        return manifest


def open_file(  # noqa: PLR0913  two files and the words of ``open``
    source: str | Path | BinaryIO,
    target: str | Path | BinaryIO,
    identity: Identity,
    *,
    trust: KnowsSigners,
    overwrite: bool = False,
    resume: bool = False,
    now: datetime | None = None,
) -> Unpacked:
    """Open a parcel into the file ``target``; memory stays flat, and raises as ``open`` does.

    Until everything is verified the content lies in a hidden file beside ``target`` that only its owner can
    read; it gets its name last, and is deleted when anything is wrong. When ``target`` is a stream (a pipe),
    that file has no name at all, and the stream gets everything or nothing.

    :param overwrite: say so to replace a file
    :param resume: keep the hidden file when reading fails or is stopped, and go on from it the next time;
        until then unverified content stays on the disk. For large parcels on slow or shaky media
    :raises StorageError: when a file cannot be read or written, or ``target`` exists
    """
    at = moment(now)
    path = Path(target) if isinstance(target, str | Path) else None
    with (
        disk.reading(source) as parcel,
        disk.beginning(parcel) as (start, rest),
        _quarantine(target, start, overwrite=overwrite, resume=resume) as quarantine,
        _one_answer(),
    ):
        manifest, key = _poured(rest, start, quarantine, identity=identity, trust=trust, at=at)
        return Unpacked(manifest, path, trust.signer(key.kid))


def _quarantine(
    target: str | Path | BinaryIO, start: bytes, *, overwrite: bool, resume: bool
) -> contextlib.AbstractContextManager[BinaryIO]:
    if resume and isinstance(target, str | Path) and start.startswith(large.MAGIC):
        return disk.resuming(Path(target), disk.token(start), overwrite=overwrite)
    return disk.giving(target, overwrite=overwrite)


def _poured(  # noqa: PLR0913  what both forms ask for
    rest: BinaryIO,
    start: bytes,
    quarantine: BinaryIO,
    *,
    identity: Identity,
    trust: KnowsSigners,
    at: datetime,
) -> tuple[Manifest, Key]:
    """Write the content of the parcel ``rest``, which begins with ``start``, and return what signs it."""
    if text_form.is_armored(start):
        start = text_form.dearmor(rest.read(text_form.MAX_SIZE + 1))
        rest = io.BytesIO(start)
    if start.startswith(large.MAGIC):
        return large.open(rest, quarantine, identity, trust, at)
    content, manifest, key = small.open(rest.read(limits.MAX_PARCEL + 1), identity, trust, at)
    quarantine.write(content)
    return manifest, key


@contextlib.contextmanager
def _parcel(target: str | Path | BinaryIO, *, overwrite: bool) -> Iterator[BinaryIO]:
    if not isinstance(target, str | Path):
        yield target
        return
    disk.refuse_parcel_beside_keys(Path(target).parent)
    with disk.writing(Path(target), overwrite=overwrite) as file:
        yield file


def _binary(parcel: bytes) -> bytes:
    return text_form.dearmor(parcel) if text_form.is_armored(parcel) else bytes(parcel)


@contextlib.contextmanager
def _one_answer() -> Iterator[None]:
    """Turn whatever hostile bytes upset, here or in a library, into the one answer that says nothing."""
    try:
        yield
    except (CarelinkError, OSError):
        raise
    except envelopes.UnknownFormError:
        raise refusals.too_new() from None
    except Exception:  # noqa: BLE001  that is its purpose
        raise refusals.broken() from None
