"""IHE XDM media (ITI-32) in and out: documents with metadata on a stick or in a zip, as hospitals take them.

The layout and the metadata are those of IHE ITI TF-2 3.32 and TF-3 4.2 (ebRIM 3.0). A record is written as
FHIR JSON and, beside it, as the page people read, which is marked as made of the record. A zip is written; a
zip, or the folder it was unpacked to, is read. Size and hash of each document are checked, and nothing on a
medium is trusted.

A medium is **not encrypted**: seal it (``carelink seal``) or hand it over in person.
"""

from __future__ import annotations

from os import SEEK_END
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from carelink.converters.batch import Batch

FORMAT: Final = "xdm"
HOME: Final = "IHE_XDM/"
_TAIL: Final = 2_100_000
"""Bytes at the end of a zip that hold its directory, as far as an archive is opened at all."""


def recognises(source: Path | bytes) -> bool:
    """Whether a zip, or a folder, has the layout of a medium."""
    if isinstance(source, bytes):
        return HOME.encode() in source[-_TAIL:].upper()
    try:
        if source.is_dir():
            return any(entry.name.upper() == HOME.rstrip("/") for entry in source.iterdir() if entry.is_dir())
        with source.open("rb") as file:
            file.seek(max(0, file.seek(0, SEEK_END) - _TAIL))
            return HOME.encode() in file.read(_TAIL).upper()
    except OSError:
        return False


def read_all(data: bytes, *, written: datetime | None = None) -> Batch:  # noqa: ARG001  FHIR says the time itself
    """Return the records of a zipped medium."""
    from carelink.converters.archives import Archive
    from carelink.converters.xdm.reading import batch_of

    return batch_of(Archive(data))


def read_folder(root: Path) -> Batch:
    """Return the records of a medium that was plugged in or unpacked.

    :raises StorageError: when the folder cannot be read
    """
    from carelink.converters.folders import Folder
    from carelink.converters.xdm.reading import batch_of

    return batch_of(Folder(root))


def to_bytes(records: Sequence[Any]) -> bytes:
    """Return a zipped medium: each record as FHIR JSON and as a page; same records, same bytes."""
    from carelink.converters.xdm.writing import documents_of, medium

    return medium(documents_of(records))
