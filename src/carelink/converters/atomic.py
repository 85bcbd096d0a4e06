"""Writing a file so that nobody ever sees half of it."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from carelink.errors import StorageError, Words


def write_bytes(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``: beside it first, to the disk, then under its name in one step.

    :raises StorageError: when the folder is missing, read-only or full; an earlier file then still stands
    """
    try:
        _replace(path, content)
    except OSError as error:
        raise StorageError(
            Words("ファイルを書けません。", "The file cannot be written."),
            hint=Words(
                "フォルダの有無、権限、空き容量を確かめてください。",
                "Check that the folder exists, may be written to and has room.",
            ),
        ) from error


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    """Return the process's file mask; Python offers no way to read it but to set it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
