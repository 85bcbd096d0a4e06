"""The large form: the envelope holds a file key, and the letter follows as a stream under that key.

    carelink-parcel/1 LF
    envelope (one line of JSON) LF
    Cobblestone-256 (https://c2sp.org/chunked-encryption) of content LF signed manifest

Memory stays flat at any size. The body is bound to everything before it, so an altered header opens
nothing. Whoever reads gets the plaintext only when the last chunk, the signature and the hash have been
checked; until then it lies in a quarantine file.
"""

from __future__ import annotations

import hashlib
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from carelink.encryption.parcels import cobblestone, letter, limits
from carelink.encryption.parcels import envelope as envelopes
from carelink.encryption.parcels.addressing import check, ours

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from carelink.encryption.keys.identity import Identity
    from carelink.encryption.keys.key import Key
    from carelink.encryption.keys.trust import KnowsSigners
    from carelink.encryption.parcels.addressing import Plan
    from carelink.encryption.parcels.manifest import Manifest

MAGIC = b"carelink-parcel/1\n"
BLOCK = 1024 * 1024  # bytes read, hashed and ciphered at a time
_HELD = limits.MAX_MANIFEST + len(letter.BORDER)  # the end of the stream that may be the manifest


def seal(source: BinaryIO, target: BinaryIO, plan: Plan) -> Manifest:
    """Write a large parcel with all of ``source`` to ``target`` and return the signed manifest.

    ``source`` is read once and may be a pipe: the manifest with length and hash comes last.
    """
    file_key = secrets.token_bytes(cobblestone.KEY)
    line = envelopes.wrap(
        file_key, to=plan.keys, message=plan.draft.id, expires=plan.draft.expires, inside=envelopes.FILE_KEY
    )
    head = MAGIC + line + b"\n"
    target.write(head)
    cipher = cobblestone.encryptor(file_key, _context(head))
    digest, length = hashlib.sha256(), 0
    with ThreadPoolExecutor(1) as beside:  # hashing beside ciphering: both leave Python's lock
        while block := source.read(BLOCK):
            hashing = beside.submit(digest.update, block)
            length += len(block)
            target.write(cipher.update(block))
            hashing.result()
    manifest = replace(plan.draft, length=length, sha256=digest.hexdigest())
    target.write(cipher.update(letter.BORDER + letter.sign(manifest, plan.own)))
    target.write(cipher.finalize())
    return manifest


def open(  # noqa: A001  the verb of the field
    source: BinaryIO, quarantine: BinaryIO, identity: Identity, trust: KnowsSigners, at: datetime
) -> tuple[Manifest, Key]:
    """Write the content of ``source`` to ``quarantine`` and return manifest and signing key.

    What stands in ``quarantine`` counts only when this returns. Raises CarelinkError, or anything else when
    the parcel is broken.
    """
    head, envelope = read_head(source)
    entry, own = ours(envelope, identity, trust)
    file_key = envelopes.unwrap(envelope, entry, own)
    if len(file_key) != cobblestone.KEY:
        raise ValueError("not a file key")
    cipher = cobblestone.decryptor(file_key, _context(head))
    length, digest, signed = _content(_decrypted(source, cipher), quarantine)
    manifest, key = letter.verify(signed, trust)
    if (manifest.length, manifest.sha256) != (length, digest):
        raise ValueError("not the content that was signed")
    check(manifest, key, envelope, own.kid, at)
    return manifest, key


def read_head(source: BinaryIO) -> tuple[bytes, envelopes.Envelope]:
    """Return what stands before the body, as bytes and read; ValueError unless it is in form."""
    head = source.readline(len(MAGIC)) + source.readline(limits.MAX_HEAD)
    if not head.startswith(MAGIC) or not head.endswith(b"\n"):
        raise ValueError("not the head of a large parcel")
    return head, envelopes.unfold(head[len(MAGIC) : -1], inside=envelopes.FILE_KEY)


def _context(head: bytes) -> bytes:
    return hashlib.sha512(head).digest()


def _decrypted(source: BinaryIO, cipher: cobblestone.Cipher) -> Iterator[bytes]:
    while block := source.read(BLOCK):
        yield cipher.update(block)
    yield cipher.finalize()


def _content(blocks: Iterator[bytes], quarantine: BinaryIO) -> tuple[int, str, bytes]:
    """Write all but the signed manifest to ``quarantine``; return length and hash of it, and the manifest."""
    digest, length, held = hashlib.sha256(), 0, b""
    with ThreadPoolExecutor(1) as beside:
        hashing = None
        for block in blocks:  # ciphered in the generator while the block before is being hashed
            held += block
            if hashing:
                hashing.result()
            if len(held) > _HELD:
                sure, held = held[:-_HELD], held[-_HELD:]
                hashing = beside.submit(digest.update, sure)
                length += len(sure)
                quarantine.write(sure)
        if hashing:
            hashing.result()
    rest, border, signed = held.rpartition(letter.BORDER)
    if not border:
        raise ValueError("no manifest at the end")
    digest.update(rest)
    quarantine.write(rest)
    return length + len(rest), digest.hexdigest(), signed
