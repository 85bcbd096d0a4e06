"""The printed page (HTML, PDF, FAX), as more formats to write; pages are for people and are not read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NoReturn

from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from carelink.findings import Finding


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


class _Paper:
    """A page that is a PDF: the whole record, or what a FAX may show of it."""

    def __init__(self, to: Literal["pdf", "fax"]) -> None:
        self.to = to
        self.read_all = read_all

    def to_bytes(self, records: Sequence[Any]) -> bytes:
        """Return one record, or of PDF also several facilities, as pages.

        :raises UsageError: for several records, or when the extra ``pdf`` is not installed
        """
        from carelink import rendering

        if self.to == "fax" and len(records) == 1:
            return rendering.to_fax(records[0])
        if self.to == "fax":
            raise UsageError(
                Words("FAX にできるのは記録1件です。", "A FAX is made of one record."),
                hint=Words("1件ずつ書き出してください。", "Write one record at a time."),
            )
        return rendering.to_pdf(records[0] if len(records) == 1 else records)

    def losses(self, record: Any) -> tuple[Finding, ...]:
        """Return what the paper cannot show, and what a FAX shows to others."""
        from carelink import rendering

        return rendering.losses(record, self.to).findings


PDF, FAX = _Paper("pdf"), _Paper("fax")
