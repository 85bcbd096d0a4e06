"""Reading one file that a command was given."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from carelink.errors import StorageError, Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def content(file: Path) -> bytes:
    """Read one file, or say why it cannot be read.

    :raises StorageError: when the file is missing or may not be read
    """
    with opened(file) as stream:
        return stream.read()


@contextmanager
def opened(file: Path) -> Iterator[BinaryIO]:
    """Open one file for reading while the ``with`` lasts.

    :raises StorageError: when the file is missing or may not be read
    """
    try:
        with file.open("rb") as stream:
            yield stream
    except OSError as error:
        raise StorageError(
            Words(f"{file} を読めません。", f"{file} cannot be read."),
            hint=Words(
                "名前とアクセス権を確かめてください。", f"Check its name and your rights ({error.strerror})."
            ),
        ) from None
