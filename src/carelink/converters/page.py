"""The printed page (HTML for A4), as one more format to write; pages are for people and are not read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


def read_all(data: bytes, *, written: datetime | None = None) -> NoReturn:  # noqa: ARG001  same door for every format
    """Refuse: what a page leaves out cannot be known.

    :raises UsageError: always
    """
    raise UsageError(
        Words("印刷用ページは読み込めません。", "A printed page cannot be read back."),
        hint=Words("FHIR か元のファイルを読んでください。", "Read the FHIR file, or the original."),
    )


def to_bytes(records: Sequence[Any]) -> bytes:
    """Return one record as a page, or several facilities as one table.

    :raises UsageError: for several records that are not all facilities
    """
    from carelink import rendering

    return rendering.to_html(records[0] if len(records) == 1 else records).encode()
