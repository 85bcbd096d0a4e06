"""Durable files: written whole, synced, renamed into place, never over another one."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from typing import TYPE_CHECKING, Final

from carelink.errors import CarelinkError, StorageError, UnreachableError, Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_LINKS: Final = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
_BINARY: Final = getattr(os, "O_BINARY", 0)
_NOFOLLOW: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@contextlib.contextmanager
def told(place: object) -> Iterator[None]:
    """Turn what the operating system says about ``place`` into our words and hints."""
    try:
        yield
    except OSError as error:
        raise trouble(error, place) from error


def trouble(error: OSError, place: object) -> CarelinkError:
    """Return the exception for an operating system error at ``place``."""
    if error.errno in _FULL:
        return StorageError(
            Words(f"空き容量がありません: {place}", f"No space is left: {place}"),
            hint=Words(
                "不要なファイルを片付けてから、もう一度実行してください。送信箱の内容は失われません。",
                "Free some space and run again; nothing in the outbox is lost.",
            ),
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return UnreachableError(
            Words(
                f"書き込みまたは読み取りが許されていません: {place}", f"Not allowed to read or write: {place}"
            ),
            hint=Words(
                "フォルダーの権限と、媒体の書き込み禁止スイッチを確かめてください。",
                "Check the folder's permissions and the write-protect switch of the medium.",
            ),
        )
    return UnreachableError(
        Words(f"フォルダーに届きません: {place}", f"The folder cannot be reached: {place}"),
        hint=Words(
            "USBメモリーや共有フォルダーがつながっているか確かめて、もう一度実行してください。",
            "Check that the stick or share is connected, and run again.",
        ),
    )


def write_new(path: Path, content: bytes) -> None:
    """Write ``content`` durably to ``path``; the same content there already is fine.

    :raises FileExistsError: when other content is there already
    :raises OSError: as the operating system says it; nothing half-written stays behind
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        _write_synced(part, content)
        try:
            _into_place(part, path)
        except FileExistsError:
            if read_capped(path, len(content)) != (content, True):
                raise
    finally:
        with contextlib.suppress(OSError):
            part.unlink()
    sync_folder(path.parent)


def _write_synced(part: Path, content: bytes) -> None:
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _into_place(part: Path, path: Path) -> None:
    if os.name == "nt":
        part.rename(path)  # refuses to overwrite there
        return
    try:
        os.link(part, path)  # atomic, and refuses to overwrite
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(path):  # FAT sticks and some shares have no links; the names are never used twice
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from error
        part.rename(path)


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable, where the operating system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some network file systems cannot
            raise
    finally:
        os.close(handle)


def own_folder(folder: Path) -> Path:
    """Make ``folder`` (one level) if it is missing, and refuse a link or a file in its place.

    :raises UnreachableError: when something else lies there
    """
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o770)
        sync_folder(folder.parent)
    if not stat.S_ISDIR(os.lstat(folder).st_mode):
        raise UnreachableError(
            Words(
                f"フォルダーではなくリンクかファイルがあります: {folder}",
                f"A link or a file, not a folder: {folder}",
            ),
            hint=Words(
                "リンクはたどりません。取り除いて、本物のフォルダーにしてください。",
                "Links are not followed; replace it by a real folder.",
            ),
        )
    return folder


def read_capped(path: Path, limit: int) -> tuple[bytes, bool]:
    """Return at most ``limit`` bytes of a regular file and whether that is all; ``(b"", False)`` if longer.

    :raises OSError: also for links, pipes and devices, which are never opened for reading
    """
    handle = os.open(path, os.O_RDONLY | _BINARY | _NOFOLLOW)
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        if about.st_size > limit:
            return b"", False
        content = file.read(limit + 1)
    return (content, True) if len(content) <= limit else (b"", False)


def replaced(path: Path, content: bytes) -> None:
    """Write ``content`` durably to ``path``, in place of what was there.

    :raises CarelinkError: as :func:`trouble` says it
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    with told(path.parent):
        try:
            _write_synced(part, content)
            part.replace(path)
            sync_folder(path.parent)
        finally:
            with contextlib.suppress(OSError):
                part.unlink()
