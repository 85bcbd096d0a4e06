"""The three doors: ``read`` one record, ``read_all`` of a file, ``write`` records to a file."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from carelink.converters import formats
from carelink.converters.batch import Batch, Outcome
from carelink.converters.rules import files as rules
from carelink.errors import StorageError, UnreadableError, UsageError, Words
from carelink.findings import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from carelink.converters.formats import Format
    from carelink.findings import Finding
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
    columns: str | Path | bytes | None = None,
) -> Batch:
    """Return every record of a file with everything that was found; bad data never raises.

    :param source: a path, or the content itself as bytes
    :param kind: only records of this kind; others are refused with a finding
    :param format: name of a format; found from the content when not given
    :param written: for formats that do not say when the record was written
    :param columns: column map (TOML) of a table of one's own, see :mod:`carelink.converters.columns`
    :raises StorageError: when the file cannot be read
    :raises UsageError: when there is no such format, or the map is wrong
    """
    path = None if isinstance(source, bytes) else Path(source)
    content = source if isinstance(source, bytes) else None
    chosen = formats.mapped(columns) if columns is not None else _chosen(path, content, format)
    if chosen is None:
        batch = Batch((), Report([rules.FORMAT_UNKNOWN.at("file")]), 1, 1)
    elif path is not None and path.is_dir():
        batch = _folder(chosen, path)
    elif chosen.streams:
        batch = chosen.door.read_all(path if path is not None else content, written=written)
    else:
        data = _content(path, content)
        batch = chosen.door.read_all(data, written=written or _changed(path))
    if path is not None:
        batch = Batch(
            batch.records, batch.report.in_file(str(path)), batch.rows_in, batch.refused, batch.format
        )
    return batch if kind is None else _only(batch, kind)


def read_rows(
    source: str | Path | bytes,
    *,
    format: str | None = None,  # noqa: A002  the word of the field
    written: datetime | None = None,
    columns: str | Path | bytes | None = None,
) -> tuple[str, Iterator[Outcome]]:
    """Return the format's name and what each row came to, one at a time: a file of any size in flat memory.

    :raises StorageError: when the file cannot be read
    :raises UsageError: when there is no such format
    """
    path = None if isinstance(source, bytes) else Path(source)
    content = source if isinstance(source, bytes) else None
    chosen = formats.mapped(columns) if columns is not None else _chosen(path, content, format)
    if chosen is not None and hasattr(chosen.door, "read_rows"):
        where: Any = path if path is not None else source
        options = {"written": written} if chosen.streams else {}
        return chosen.name, chosen.door.read_rows(where, **options)
    batch = read_all(source, format=chosen.name if chosen is not None else None, written=written)
    return batch.format, _outcomes(batch)


def _outcomes(batch: Batch) -> Iterator[Outcome]:
    """Yield a batch as outcomes: what was found first, then the records, then what was refused."""
    yield Outcome(1, None, batch.report.findings, refused=False)
    for number, record in enumerate(batch.records, 1):
        yield Outcome(number, record, (), refused=False)
    for number in range(batch.refused):
        yield Outcome(len(batch.records) + number + 1, None, (), refused=True)


def write(  # noqa: PLR0913  the words of a call, all but two by name
    records: Record | Sequence[Record],
    path: str | Path,
    *,
    format: str | None = None,  # noqa: A002  the word of the field
    encoding: str | None = None,
    columns: str | Path | bytes | None = None,
    patient_id: str | None = None,
) -> Report:
    """Write one record, or several facilities, to a file, whole or not at all.

    :param path: its suffix tells the format when ``format`` does not; ``.xlsx`` makes a workbook of a table
    :param encoding: of a table: ``utf-8-sig``, ``utf-8`` or ``cp932``; that of its layout when not given
    :param patient_id: the hospital's ID of the person, for a format that files by it (``ssmix2``)
    :return: what the format cannot carry, a finding for each item; empty when everything is written
    :raises UsageError: when the format cannot hold such records
    :raises StorageError: when the file cannot be written; an earlier file then still stands
    """
    from carelink.records import Record

    several = [records] if isinstance(records, Record) else list(records)
    if format is None and columns is None:
        format = formats.of_path(Path(path), {record.kind for record in several}).name  # noqa: A001  as above
    found: list[Finding] = []
    write_rows(
        several,
        path,
        format=format,
        encoding=encoding,
        columns=columns,
        patient_id=patient_id,
        say=found.append,
    )
    return Report(found).in_file(str(path))


def write_rows(  # noqa: PLR0913  the words of a call, all but two by name
    records: Iterable[Record],
    path: str | Path,
    *,
    format: str | None = None,  # noqa: A002  the word of the field
    encoding: str | None = None,
    columns: str | Path | bytes | None = None,
    patient_id: str | None = None,
    say: Callable[[Finding], None],
) -> None:
    """Write records one at a time, whole or not at all: a table of any size in flat memory.

    :param say: hears what the format cannot carry, a finding for each item
    :param patient_id: as in :func:`write`
    :raises UsageError: when the format cannot hold such records, or this encoding
    :raises StorageError: when the file cannot be written; an earlier file then still stands
    """
    from carelink.converters.atomic import writing

    path = Path(path)
    if columns is not None:
        chosen = formats.mapped(columns)
    else:
        chosen = formats.named(format) if format is not None else formats.of_path(path)
    door = chosen.door
    if encoding not in {None, "utf-8", "utf-8-sig", "cp932"} or (encoding and not chosen.table):
        raise UsageError(
            Words("この形式ではその文字コードで書けません。", "This format is not written in that encoding."),
            hint=Words("表だけが utf-8-sig, utf-8, cp932 で書けます。", "Tables: utf-8-sig, utf-8, cp932."),
        )
    if chosen.folder:
        door.write_folder(list(records), path, patient_id=patient_id)
        return
    with writing(path) as stream:
        if chosen.table:
            workbook = path.suffix.lower() == formats.WORKBOOK
            door.write_rows(records, stream, say=say, encoding=encoding, workbook=workbook)
        elif hasattr(door, "write_rows"):
            door.write_rows(records, stream, say=say)
        else:
            several = list(records)
            stream.write(door.to_bytes(several))
            losses: Callable[[Any], Iterable[Finding]] | None = getattr(door, "losses", None)
            for finding in chain.from_iterable(map(losses, several)) if losses is not None else ():
                say(finding)


def _chosen(path: Path | None, content: bytes | None, name: str | None) -> Format | None:
    if name is not None:
        return formats.named(name)
    if path is not None and path.is_dir():
        return formats.of_folder(path)
    chosen = formats.detect(_start(path, content), path)
    if chosen is not None and chosen.name == "fhir-json":
        lines = formats.named("fhir-ndjson")
        if lines.door.recognises(_content(path, content) if path is None else _lines(path)):
            return lines
    return chosen


def _folder(chosen: Format, path: Path) -> Batch:
    """Read a folder by its format.

    :raises UsageError: when the format is that of a file
    """
    read_folder: Callable[[Path], Batch] | None = getattr(chosen.door, "read_folder", None)
    if read_folder is None:
        raise UsageError(
            Words("この形式のフォルダーはありません。", "No folder is of this format."),
            hint=Words("ファイルを指定してください。", "Name a file."),
        )
    return read_folder(path)


def _lines(path: Path) -> bytes:
    """Return enough of a file to tell whether it is one JSON document or one per line."""
    from carelink.converters.fhir_ndjson import LONGEST

    try:
        with path.open("rb") as file:
            return file.readline(LONGEST) + file.read(formats.START)
    except OSError as error:
        raise _unread() from error


def _only(batch: Batch, kind: str) -> Batch:
    kept = tuple(record for record in batch.records if record.kind == kind)
    others = len(batch.records) - len(kept)
    if not others:
        return batch
    report = batch.report + Report([rules.OTHER_KIND.at("file", wanted=kind)] * others)
    return Batch(kept, report, batch.rows_in, batch.refused + others, batch.format)


def _changed(path: Path | None) -> datetime | None:
    from carelink.converters.moments import moment_of

    return None if path is None else moment_of(path)


def _start(path: Path | None, content: bytes | None) -> bytes:
    if path is None:
        from carelink.converters.workbooks import is_workbook

        whole = content or b""
        return whole if is_workbook(whole) else whole[: formats.START]
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
        raise _unread() from error


def _unread() -> StorageError:
    return StorageError(
        Words("ファイルを読めません。", "The file cannot be read."),
        hint=Words(
            "ファイルの場所と読み取り権限を確かめてください。",
            "Check the path and the permission to read it.",
        ),
    )
