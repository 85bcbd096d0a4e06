"""Files of this room: written whole or not at all, keys for their owner's eyes only and apart from parcels.

A lost USB stick is no breach as long as the key is elsewhere (個人情報保護法 規則7条, 高度な暗号化; the
exemption asks that the key be kept apart). So no key is written beside a parcel, and no parcel beside a key.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import secrets
import shutil
import tempfile
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from carelink.errors import SealError, StorageError, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_KEPT = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_HEAD = 512  # bytes of a file that tell what it is
_COPIED = 256 * 1024  # bytes passed on at a time
_START = 4096  # bytes that tell which parcel it is
_LOOKED_AT = 10_000  # files of a folder that are looked at
_PARCEL = (b'"protected":', b'"ciphertext":', b"carelink-parcel/", b"-----BEGIN CARELINK PARCEL-----")


def read(path: Path, *, limit: int) -> bytes:
    """Return the bytes of a file of at most ``limit`` bytes; StorageError when that is not possible."""
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise _unusable(path) from error
    if len(data) > limit:
        raise StorageError(
            Words(f"{path} は大きすぎます。", f"{path} is too large."),
            hint=Words("正しいファイルか確かめてください。", "Check that it is the right file."),
        )
    return data


def write(path: Path, data: bytes, *, overwrite: bool, private: bool = False) -> None:
    """Write ``data`` as the whole content of ``path``; see ``writing``."""
    with writing(path, overwrite=overwrite, private=private) as file:
        file.write(data)


@contextlib.contextmanager
def writing(path: Path, *, overwrite: bool = False, private: bool = False) -> Iterator[BinaryIO]:
    """Give a file to write to; on success it is forced to the disk and gets its name in one step.

    When anything is raised inside, nothing stays behind.

    :param private: the file can be read by its owner only (mode 0600)
    :raises StorageError: when it cannot be written, or exists and ``overwrite`` is not said
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        if not overwrite and path.exists():
            raise FileExistsError  # noqa: TRY301  before the work, and again after it
        with os.fdopen(os.open(part, _NEW, 0o600 if private else 0o644), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _name(part, path, overwrite=overwrite)
        _sync_folder(path.parent)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError as error:
        raise _unusable(path) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def resuming(path: Path, token: str, *, overwrite: bool = False) -> Iterator[BinaryIO]:
    """Give a file to go on with: what an interrupted attempt at the same parcel has left, or an empty one.

    On success it gets its name as with ``writing``. It stays when reading or writing failed (a stick pulled
    out, a disk full) or the user stopped it, and goes when anything else is raised: what was refused is not
    kept.

    :param token: what tells the parcel from others
    """
    part = path.with_name(f".{path.name}.{token}.part")
    try:
        if not overwrite and path.exists():
            raise FileExistsError  # noqa: TRY301  before the work, and again after it
        with os.fdopen(os.open(part, _KEPT, 0o600), "r+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _name(part, path, overwrite=overwrite)
        _sync_folder(path.parent)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError as error:
        raise _unusable(path) from error
    except Exception:
        part.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def giving(target: str | Path | BinaryIO, *, overwrite: bool = False) -> Iterator[BinaryIO]:
    """Give a file whose content is to be kept back until it is known to be good.

    For a path as ``writing``, for its owner only; for a stream (a pipe), a file without a name, of which all
    is passed on at the end, and nothing when anything is raised inside.
    """
    if isinstance(target, str | Path):
        with writing(Path(target), overwrite=overwrite, private=True) as file:
            yield file
        return
    with tempfile.TemporaryFile() as quarantine:
        yield quarantine
        quarantine.seek(0)
        shutil.copyfileobj(quarantine, target, _COPIED)
        target.flush()


@contextlib.contextmanager
def reading(source: str | Path | BinaryIO) -> Iterator[BinaryIO]:
    """Give a file to read from: ``source`` when it is a stream (left open), else the file of that name."""
    if not isinstance(source, str | Path):
        yield continued(b"", source)  # buffered: a pipe gives fewer bytes than asked for
        return
    try:
        file = Path(source).open("rb")  # noqa: SIM115  closed below; only opening it is answered here
    except OSError as error:
        raise _unusable(Path(source)) from error
    with file:
        yield file


@contextlib.contextmanager
def beginning(source: BinaryIO) -> Iterator[tuple[bytes, BinaryIO]]:
    """Give the first bytes of ``source``, and a stream that has them still before it."""
    try:
        start = source.read(_START)
        if source.seekable():
            source.seek(-len(start), os.SEEK_CUR)
    except OSError as error:
        raise _unusable(Path(str(getattr(source, "name", "-")))) from error
    yield start, source if source.seekable() else continued(start, source)


def size(source: BinaryIO) -> int:
    """Return how many bytes ``source`` still has, 0 when it is a pipe and nobody knows."""
    if not source.seekable():
        return 0
    here = source.tell()
    end = source.seek(0, os.SEEK_END)
    source.seek(here)
    return end - here


def token(start: bytes) -> str:
    """Return what tells the parcel that begins with ``start`` from others: its fresh keys are in there."""
    return hashlib.sha256(start).hexdigest()[:16]


class _Continued(io.RawIOBase):
    """A stream of which the start was read already, whole again."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start, self._rest = memoryview(start), rest

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill ``buffer`` from the start, then from the rest."""
        if not self._start:
            filled: int = self._rest.readinto(buffer)  # type: ignore[attr-defined]  # all have it
            return filled
        data, self._start = self._start[: len(buffer)], self._start[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def continued(start: bytes, rest: BinaryIO) -> BinaryIO:
    """Return ``rest`` with ``start``, which was read from it already, before it again."""
    return io.BufferedReader(_Continued(start, rest))


def _name(part: Path, path: Path, *, overwrite: bool) -> None:
    """Give ``part`` its name. Where it may replace nothing, the name is taken first: only one can do that."""
    if not overwrite:
        os.close(os.open(path, _NEW, 0o600))
    try:
        part.replace(path)
    except OSError:
        if not overwrite:
            path.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # not every file system, nor Windows, lets a folder be synchronised
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def looks_like_parcel(head: bytes) -> bool:
    """Say whether a file that begins with ``head`` is a sealed parcel."""
    return any(mark in head for mark in _PARCEL)


def looks_like_private_key(head: bytes) -> bool:
    """Say whether a file that begins with ``head`` is one of our identities, or a private key in PEM form."""
    return b'"carelink-identity"' in head or b"PRIVATE KEY-----" in head


def refuse_key_beside_parcels(folder: Path) -> None:
    """Raise SealError when ``folder`` holds sealed parcels: no private key is written there."""
    if any(looks_like_parcel(head) for head in _heads(folder)):
        raise SealError(
            Words(
                "封をした便のあるフォルダーに秘密鍵は書けません。",
                "No private key is written beside sealed parcels.",
            ),
            hint=Words(
                "鍵は別のフォルダー、できれば別の媒体に置いてください。",
                "Keep the key in another folder, better on another medium.",
            ),
        )


def refuse_parcel_beside_keys(folder: Path) -> None:
    """Raise SealError when ``folder`` holds a private key: no sealed parcel is written there."""
    if any(looks_like_private_key(head) for head in _heads(folder)):
        raise SealError(
            Words(
                "秘密鍵のあるフォルダーに封をした便は書けません。",
                "No sealed parcel is written beside a private key.",
            ),
            hint=Words(
                "便は別のフォルダーに書くか、先に鍵を移してください。",
                "Write the parcel to another folder, or move the key first.",
            ),
        )


def _heads(folder: Path) -> list[bytes]:
    heads = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in islice((e for e in entries if e.is_file()), _LOOKED_AT):
            with contextlib.suppress(OSError), open(entry.path, "rb") as file:  # noqa: PTH123  scandir gives strings
                heads.append(file.read(_HEAD))
    return heads


def _exists(path: Path) -> StorageError:
    return StorageError(
        Words(f"{path} は既にあります。", f"{path} exists already."),
        hint=Words(
            "別の名前にするか、上書きを明示してください。",
            "Choose another name, or say that it may be replaced.",
        ),
    )


def _unusable(path: Path) -> StorageError:
    return StorageError(
        Words(f"{path} を読み書きできません。", f"{path} cannot be read or written."),
        hint=Words("場所と権限を確かめてください。", "Check the place and its permissions."),
    )
