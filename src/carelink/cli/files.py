"""Reading one file that a command was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.errors import StorageError, Words

if TYPE_CHECKING:
    from pathlib import Path


def content(file: Path) -> bytes:
    """Read one file, or say why it cannot be read.

    :raises StorageError: when the file is missing or may not be read
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise StorageError(
            Words(f"{file} を読めません。", f"{file} cannot be read."),
            hint=Words(
                "名前とアクセス権を確かめてください。", f"Check its name and your rights ({error.strerror})."
            ),
        ) from None
