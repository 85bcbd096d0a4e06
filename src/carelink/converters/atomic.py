"""Writing a file so that nobody ever sees half of it."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from carelink.errors import StorageError, Words

if TYPE_CHECKING:
    from collections.abc import Iterator


def write_bytes(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``: beside it first, to the disk, then under its name in one step.

    :raises StorageError: when the folder is missing, read-only or full; an earlier file then still stands
    """
    with writing(path) as file:
        file.write(content)


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write into, which takes the name ``path`` when the ``with`` ends well, and never half.

    :raises StorageError: when the folder is missing, read-only or full; an earlier file then still stands
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    except OSError as error:
        raise _unwritten() from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException as error:
        with suppress(OSError):
            Path(name).unlink()
        if isinstance(error, OSError):
            raise _unwritten() from error
        raise


def _umask() -> int:
    """Return the process's file mask; Python offers no way to read it but to set it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _unwritten() -> StorageError:
    return StorageError(
        Words("ファイルを書けません。", "The file cannot be written."),
        hint=Words(
            "フォルダの有無、権限、空き容量を確かめてください。",
            "Check that the folder exists, may be written to and has room.",
        ),
    )
