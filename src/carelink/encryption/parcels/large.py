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
import os
import secrets
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import cycle
from typing import TYPE_CHECKING, BinaryIO, Self

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
BLOCK = 512 * 1024  # bytes read, hashed and ciphered at a time
_MORE = (
    64 * 1024
)  # bytes by which ciphering a block may give more than went in: the head, tags, what was kept
_HELD = limits.MAX_MANIFEST + len(letter.BORDER)  # the end of the stream that may be the manifest


def seal(source: BinaryIO, target: BinaryIO, plan: Plan) -> Manifest:
    """Write a large parcel with all of ``source`` to ``target`` and return the signed manifest.

    ``source`` is read once and may be a pipe: the manifest with length and hash comes last.
    """
    plan.manifest()  # what is out of form is said before the work
    file_key = secrets.token_bytes(cobblestone.KEY)
    line = envelopes.wrap(
        file_key, to=plan.keys, message=plan.id, expires=plan.expires, inside=envelopes.FILE_KEY
    )
    head = MAGIC + line + b"\n"
    target.write(head)
    cipher = cobblestone.encryptor(file_key, _context(head))
    sealed = _buffer(BLOCK + _MORE)
    with Digest() as digest:
        for block in _blocks(source):
            digest.update(block)
            target.write(sealed[: cipher.update_into(block, sealed)])
    manifest = plan.manifest(digest.length, digest.sha256)
    target.write(cipher.update(letter.BORDER + letter.sign(manifest, plan.own)))
    target.write(cipher.finalize())
    return manifest


def open(  # noqa: A001  the verb of the field
    source: BinaryIO, quarantine: BinaryIO, identity: Identity, trust: KnowsSigners, at: datetime
) -> tuple[Manifest, Key]:
    """Write the content of ``source`` to ``quarantine`` and return manifest and signing key.

    What stands in ``quarantine`` counts only when this returns. What an earlier attempt left there is hashed
    again and not read from ``source`` again; whoever has altered it in the meantime has broken the parcel.
    Raises CarelinkError, or anything else when the parcel is broken.
    """
    head, envelope = read_head(source)
    entry, own = ours(envelope, identity, trust)
    file_key = envelopes.unwrap(envelope, entry, own)
    if len(file_key) != cobblestone.KEY:
        raise ValueError("not a file key")
    kept = quarantine.seek(0, os.SEEK_END) // cobblestone.CHUNK
    if kept:
        cipher = _going_on(source, file_key, _context(head), kept)
    else:
        cipher = cobblestone.decryptor(file_key, _context(head))
    quarantine.truncate(kept * cobblestone.CHUNK)
    quarantine.seek(0)
    length, digest, signed = _content(_decrypted(source, cipher), quarantine, kept=kept)
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


def _buffer(size: int) -> memoryview:
    return memoryview(bytearray(size))


def _blocks(source: BinaryIO) -> Iterator[memoryview]:
    """Yield what ``source`` gives, in a few buffers used in turn: one is filled while others are hashed."""
    for buffer in cycle([_buffer(BLOCK) for _ in range(Digest.AHEAD + 1)]):
        filled = source.readinto(buffer)  # type: ignore[attr-defined]  # all have it
        if not filled:
            return
        yield buffer[:filled]


def _decrypted(source: BinaryIO, cipher: cobblestone.Cipher) -> Iterator[memoryview]:
    plain = cycle([_buffer(BLOCK + _MORE) for _ in range(Digest.AHEAD + 1)])
    for block in _blocks(source):
        buffer = next(plain)
        yield buffer[: cipher.update_into(block, buffer)]
    yield memoryview(cipher.finalize())


def _going_on(source: BinaryIO, key: bytes, context: bytes, chunk: int) -> cobblestone.Cipher:
    """Return the cipher for what comes after so many chunks, with ``source`` at that place."""
    cipher = cobblestone.Decryptor(key, context)
    cipher.update(source.read(cobblestone.HEAD))
    cipher.skip(chunk)
    left = chunk * (cobblestone.CHUNK + cobblestone.TAG)
    if source.seekable():
        source.seek(left, os.SEEK_CUR)
        return cipher
    while left and (block := source.read(min(left, BLOCK))):  # a pipe: nothing is saved but the work
        left -= len(block)
    return cipher


def _content(blocks: Iterator[memoryview], quarantine: BinaryIO, *, kept: int = 0) -> tuple[int, str, bytes]:
    """Write all but the signed manifest to ``quarantine``; return length and hash of it, and the manifest.

    :param kept: chunks that stand there already
    """
    held = b""
    with Digest() as digest:
        for block in _blocks(quarantine) if kept else ():
            digest.update(block)

        def give_out(sure: bytes | memoryview) -> None:
            digest.update(sure)
            quarantine.write(sure)

        for block in blocks:
            if len(block) < _HELD:
                held += block
                give_out(held[:-_HELD])
                held = held[-_HELD:]
            else:
                give_out(held)
                give_out(block[:-_HELD])
                held = bytes(block[-_HELD:])  # the buffer will be used again
        rest, border, signed = held.rpartition(letter.BORDER)
        if not border:
            raise ValueError("no manifest at the end")
        give_out(rest)
    return digest.length, digest.sha256, signed


class Digest:
    """SHA-256 and length of a stream, computed beside the work on it: hashing leaves Python's lock.

    Hashing costs about as much as reading, ciphering and writing together, so a second core halves the time.
    """

    AHEAD = 2  # blocks that may wait to be hashed; more would only cost memory

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._thread = ThreadPoolExecutor(1)
        self._waiting: deque[Future[None]] = deque()
        self.length = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(wait=True)

    def update(self, block: bytes | memoryview) -> None:
        """Hash ``block``, which must not change before ``AHEAD`` more are given, some time before the end."""
        self.length += len(block)
        self._waiting.append(self._thread.submit(self._hash.update, block))
        if len(self._waiting) > self.AHEAD:
            self._waiting.popleft().result()

    @property
    def sha256(self) -> str:
        """The hash of everything, in hexadecimal; ask after the ``with``."""
        return self._hash.hexdigest()
