"""The three doors: ``read`` one record, ``read_all`` of a file, ``write`` records to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from carelink.converters import formats
from carelink.converters.batch import Batch
from carelink.converters.rules import files as rules
from carelink.errors import StorageError, UnreadableError, Words
from carelink.findings import Report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from carelink.converters.formats import Format
    from carelink.records.record import Record

LARGEST: Final = 256 * 1024 * 1024
"""Bytes of a file that is read as a whole; tables are read row by row and have their own limits."""


def read(
    source: str | Path | bytes,
    *,
    kind: str | None = None,
    format: str | None = None,  # noqa: A002  the word of the field
    written: datetime | None = None,
) -> Any:
    """Return the one record a file holds.

    :param source: a path, or the content itself as bytes
    :param kind: ``admission-sheet``, ``discharge-record``, ``consultation`` or
        ``facility``; anything when not given
    :param format: name of a format; found from the content when not given
    :param written: for formats that do not say when the record was written
    :raises UnreadableError: when it is not exactly one record; its ``report`` says why
    :raises StorageError: when the file cannot be read
    """
    batch = read_all(source, kind=kind, format=format, written=written)
    if len(batch.records) == 1 and not batch.refused:
        return batch.records[0]
    if len(batch.records) > 1:
        said = Words("記録が2件以上あります。", "The file holds more than one record.")
        hint = Words("read_all で読んでください。", "Read it with read_all.")
    else:
        said = Words("記録として読めません。", "This is not a record carelink can read.")
        hint = Words("report に理由があります。", "The report says why.")
    raise UnreadableError(said, hint=hint, report=batch.report)


def read_all(
    source: str | Path | bytes,
    *,
    kind: str | None = None,
    format: str | None = None,  # noqa: A002  the word of the field
    written: datetime | None = None,
) -> Batch:
    """Return every record of a file with everything that was found; bad data never raises.

    :param source: a path, or the content itself as bytes
    :param kind: only records of this kind; others are refused with a finding
    :param format: name of a format; found from the content when not given
    :param written: for formats that do not say when the record was written
    :raises StorageError: when the file cannot be read
    :raises UsageError: when there is no such format
    """
    path = None if isinstance(source, bytes) else Path(source)
    content = source if isinstance(source, bytes) else None
    chosen = formats.named(format) if format is not None else formats.detect(_start(path, content))
    if chosen is None:
        batch = Batch((), Report([rules.FORMAT_UNKNOWN.at("file")]), 1, 1)
    elif chosen.name == "kaigo-kohyo":
        from carelink.converters import kaigo_kohyo

        batch = kaigo_kohyo.read_all(_either(path, content), written=written)
    else:
        data = _content(path, content)
        if (
            format is None
            and chosen.name == "fhir-json"
            and formats.named("fhir-ndjson").door.recognises(data)
        ):
            chosen = formats.named("fhir-ndjson")
        batch = chosen.door.read_all(data, written=written or _changed(path))
    if path is not None:
        batch = Batch(
            batch.records, batch.report.in_file(str(path)), batch.rows_in, batch.refused, batch.format
        )
    return batch if kind is None else _only(batch, kind)


def write(
    records: Record | Sequence[Record],
    path: str | Path,
    *,
    format: str | None = None,  # noqa: A002  the word of the field
) -> Report:
    """Write one record, or several facilities, to a file, whole or not at all.

    :param path: its suffix tells the format when ``format`` does not
    :return: what the format cannot carry, a finding for each item; empty when everything is written
    :raises UsageError: when the format cannot hold such records
    :raises StorageError: when the file cannot be written; an earlier file then still stands
    """
    from carelink.converters.atomic import write_bytes
    from carelink.records import Record

    path = Path(path)
    chosen: Format = formats.named(format) if format is not None else formats.of_path(path)
    several = [records] if isinstance(records, Record) else list(records)
    content: bytes = chosen.door.to_bytes(several)
    write_bytes(path, content)
    losses = getattr(chosen.door, "losses", None)
    report = Report(finding for record in several for finding in losses(record)) if losses else Report()
    return report.in_file(str(path))


def _only(batch: Batch, kind: str) -> Batch:
    kept = tuple(record for record in batch.records if record.kind == kind)
    others = len(batch.records) - len(kept)
    if not others:
        return batch
    report = batch.report + Report([rules.OTHER_KIND.at("file", wanted=kind)] * others)
    return Batch(kept, report, batch.rows_in, batch.refused + others, batch.format)


def _either(path: Path | None, content: bytes | None) -> Any:
    return path if path is not None else content


def _changed(path: Path | None) -> datetime | None:
    from carelink.converters.kaigo_kohyo import moment_of

    return None if path is None else moment_of(path)


def _start(path: Path | None, content: bytes | None) -> bytes:
    if path is None:
        return (content or b"")[: formats.START]
    return _bytes(path, formats.START)


def _content(path: Path | None, content: bytes | None) -> bytes:
    if path is not None:
        content = _bytes(path, LARGEST + 1)
    return content or b""


def _bytes(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise StorageError(
            Words("ファイルを読めません。", "The file cannot be read."),
            hint=Words(
                "ファイルの場所と読み取り権限を確かめてください。",
                "Check the path and the permission to read it.",
            ),
        ) from error
