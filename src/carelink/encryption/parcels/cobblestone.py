"""Cobblestone-256, the cipher of large bodies: C2SP chunked encryption with SHA-512 and AES-256-GCM.

``cryptography`` has it from release 50. Before that, the same bytes are made here from its AES-GCM and
HKDF-Expand. https://c2sp.org/chunked-encryption; the numbers below are that document's.
"""

from __future__ import annotations

import hmac
import secrets
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Buffer = bytes | bytearray | memoryview[int]

KEY = 32  # bytes
CHUNK = 16 * 1024  # bytes of plaintext; the last chunk is always shorter
TAG = 16
_SALT, _COMMITMENT, _NONCE = 24, 32, 12
HEAD = _SALT + _COMMITMENT  # bytes before the first chunk
_MOST = 2**38  # chunks
_HASH = "SHA512"  # what makes Cobblestone of chunked encryption, which leaves it open


class Cipher(Protocol):
    """One message on its way: any number of updates, then one finalize."""

    def update(self, data: bytes, /) -> bytes:
        """Return what can be given out after ``data``."""
        ...  # pragma: no cover

    def update_into(self, data: Buffer, buffer: Buffer, /) -> int:
        """Do the same into ``buffer`` and return how many bytes it was; no memory is taken for them."""
        ...  # pragma: no cover

    def finalize(self) -> bytes:
        """Return the rest; raises when decrypting and the message is cut short or altered."""
        ...  # pragma: no cover


def encryptor(key: bytes, context: bytes) -> Cipher:
    """Return a cipher for one message under ``key``, bound to ``context``."""
    try:
        from cryptography.cobblestone import Cobblestone256Encryptor
    except ImportError:
        return Encryptor(key, context)
    return Cobblestone256Encryptor(key, context)


def decryptor(key: bytes, context: bytes) -> Cipher:
    """Return the reverse of ``encryptor``; it gives out authenticated chunks only."""
    try:
        from cryptography.cobblestone import Cobblestone256Decryptor
    except ImportError:
        return Decryptor(key, context)
    return Cobblestone256Decryptor(key, context)


class _Chunks:
    """Key, nonces and the bytes that do not fill a chunk yet."""

    def __init__(self, key: bytes, salt: bytes, context: bytes, size: int) -> None:
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

        if len(key) != KEY:
            raise ValueError("not a key of this cipher")
        info = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\x00" + salt + context
        derived = HKDFExpand(getattr(hashes, _HASH)(), KEY + _NONCE + _COMMITMENT, info).derive(key)
        self.aead = AESGCM(derived[:KEY])
        self._nonce = int.from_bytes(derived[KEY : KEY + _NONCE], "big")
        self.commitment = derived[KEY + _NONCE :]
        self._count = 0
        self._size = size
        self._rest = b""

    def nonce(self) -> bytes:
        """Return the nonce of the next chunk: the base nonce XOR the number of the chunk."""
        if self._count >= _MOST:
            raise ValueError("too many chunks")
        nonce = (self._nonce ^ self._count).to_bytes(_NONCE, "big")
        self._count += 1
        return nonce

    def skip(self, chunks: int) -> None:
        """Count ``chunks`` more than were seen."""
        self._count += chunks

    def full(self, data: bytes) -> Iterator[bytes]:
        """Yield every chunk that ``data`` completes."""
        data = self._rest + data
        end = len(data) - len(data) % self._size
        for start in range(0, end, self._size):
            yield data[start : start + self._size]
        self._rest = data[end:]

    def last(self) -> bytes:
        """Return the last, short chunk."""
        return self._rest


class _IntoBuffers(ABC):
    """What the library does without a copy; here it costs one."""

    @abstractmethod
    def update(self, data: bytes, /) -> bytes:
        """Return what can be given out after ``data``."""

    def update_into(self, data: Buffer, buffer: Buffer, /) -> int:
        """Write what ``update`` returns into ``buffer``, and return how many bytes it was."""
        done = self.update(bytes(data))
        memoryview(buffer)[: len(done)] = done
        return len(done)


class Encryptor(_IntoBuffers):
    """Cobblestone-256 encryption from AES-GCM and HKDF-Expand."""

    def __init__(self, key: bytes, context: bytes, salt: bytes | None = None) -> None:
        salt = salt or secrets.token_bytes(_SALT)
        self._chunks = _Chunks(key, salt, context, CHUNK)
        self._head = salt + self._chunks.commitment

    def update(self, data: bytes, /) -> bytes:
        """Return what ``data`` completes, encrypted."""
        head, self._head = self._head, b""
        return head + _each(self._chunks.aead.encrypt, self._chunks, data)

    def finalize(self) -> bytes:
        """Return the last chunk, encrypted."""
        return self._head + self._chunks.aead.encrypt(self._chunks.nonce(), self._chunks.last(), None)


class Decryptor(_IntoBuffers):
    """Cobblestone-256 decryption; raises InvalidTag or ValueError for anything altered."""

    def __init__(self, key: bytes, context: bytes) -> None:
        self._key, self._context = key, context
        self._head = b""
        self._chunks: _Chunks | None = None

    def update(self, data: bytes, /) -> bytes:
        """Return the plaintext of every chunk that ``data`` completes."""
        if self._chunks is None:
            self._head += data
            if len(self._head) < _SALT + _COMMITMENT:
                return b""
            salt, commitment = self._head[:_SALT], self._head[_SALT : _SALT + _COMMITMENT]
            self._chunks = _Chunks(self._key, salt, self._context, CHUNK + TAG)
            if not hmac.compare_digest(commitment, self._chunks.commitment):
                raise ValueError("not the key of this message")
            data = self._head[_SALT + _COMMITMENT :]
        return _each(self._chunks.aead.decrypt, self._chunks, data)

    def skip(self, chunks: int) -> None:
        """Go on as if so many chunks had passed, after the head and before anything else."""
        if self._chunks is None:
            raise ValueError("cut short")
        self._chunks.skip(chunks)

    def finalize(self) -> bytes:
        """Return the plaintext of the last chunk; a message without one was cut short."""
        if self._chunks is None:
            raise ValueError("cut short")
        return self._chunks.aead.decrypt(self._chunks.nonce(), self._chunks.last(), None)


def _each(cipher: Callable[[bytes, bytes, None], bytes], chunks: _Chunks, data: bytes) -> bytes:
    return b"".join(cipher(chunks.nonce(), chunk, None) for chunk in chunks.full(data))
