"""Converting a file of any size: one record at a time, bad rows to a findings file, good ones go on.

The findings file (``rejects``) is NDJSON, one line per row that has something to say: its number, whether
it was refused, and its findings; never a cell. Every :data:`CHECKPOINT` rows a line ``{"reached": n,
"bytes": m}`` is forced to the disk together with the output, so that a run that was cut off is taken up
there (``resume``): the output is kept beside its target as ``NAME.part`` until it is whole. Only NDJSON
can be taken up; a table starts anew.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from carelink.converters import formats
from carelink.converters.doors import write_rows
from carelink.errors import StorageError, UsageError, Words
from carelink.findings import Report, Severity
from carelink.findings.report import KEPT_AT_MOST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from carelink.converters.batch import Outcome
    from carelink.findings import Finding

CHECKPOINT: Final = 10_000
"""Rows between two places where a run can be taken up again, and between two words of progress."""
NDJSON: Final = "fhir-ndjson"


@dataclass
class Tally:
    """What a conversion came to.

    :param rows_in: rows that could have been records
    :param records: how many became one and were written
    :param refused: how many did not
    :param codes: how often each code was found
    :param errors: findings of error severity
    :param findings: those kept in memory: none when there is a findings file
    :param resumed: the row after which the run was taken up
    """

    rows_in: int = 0
    records: int = 0
    refused: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    errors: int = 0
    findings: list[Finding] = field(default_factory=list)
    omitted: int = 0
    resumed: int = 0

    @property
    def report(self) -> Report:
        """The findings kept in memory, as a report."""
        return Report(self.findings, omitted=self.omitted)

    def hear(self, findings: Iterable[Finding], *, keep: bool) -> None:
        """Count findings, and keep them as long as there is room."""
        for finding in findings:
            self.codes[finding.code] += 1
            self.errors += finding.severity is Severity.ERROR
            if keep and len(self.findings) < KEPT_AT_MOST:
                self.findings.append(finding)
            elif keep:
                self.omitted += 1


def convert(  # noqa: PLR0913  the words of a command, all but two by name
    outcomes: Iterator[Outcome],
    target: Path,
    *,
    to: str | None = None,
    columns: str | Path | bytes | None = None,
    encoding: str | None = None,
    patient_id: str | None = None,
    rejects: Path | None = None,
    resume: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Tally:
    """Write the records of ``outcomes`` to ``target`` as they come.

    :param outcomes: from :func:`carelink.converters.read_rows`
    :param patient_id: the hospital's ID of the person, for ``ssmix2``
    :param rejects: the findings file; without one, findings are kept in memory (100,000 at most)
    :param resume: take up a run that was cut off, by its findings file
    :param progress: hears the number of the row, every :data:`CHECKPOINT` rows
    :raises UsageError: when the format cannot hold such records, or cannot be taken up
    :raises StorageError: when a file cannot be read or written
    """
    tally = Tally()
    name = _format_name(target, to, columns)
    if resume and (rejects is None or name != NDJSON):
        raise UsageError(
            Words(
                "続きから再開できるのは NDJSON と --rejects のときだけです。",
                "Only NDJSON with --rejects can be resumed.",
            ),
            hint=Words("最初からやり直してください。", "Start it anew."),
        )
    if rejects is not None and name == NDJSON:
        _taken_up(outcomes, target, rejects, tally, resume=resume, progress=progress)
        return tally
    notes = _Notes.opened(rejects) if rejects is not None else nullcontext(None)
    with notes as kept:
        records = _records(outcomes, tally, kept, progress)
        first = next(records, None)
        if first is None:
            return tally
        rest = _chained(first, records)
        losses: list[Finding] = []
        write_rows(
            rest,
            target,
            format=None if columns is not None else name or formats.of_path(target, {first.kind}).name,
            columns=columns,
            encoding=encoding,
            patient_id=patient_id,
            say=losses.append if kept is None else lambda finding: _lost(tally, kept, finding),
        )
        tally.hear(losses, keep=True)
    return tally


def _format_name(target: Path, to: str | None, columns: Any) -> str | None:
    if columns is not None:
        return None
    if to is not None:
        return formats.named(to).name
    return NDJSON if target.suffix.lower() == formats.named(NDJSON).suffix else None


def _lost(tally: Tally, notes: _Notes, finding: Finding) -> None:
    tally.hear((finding,), keep=False)
    notes.finding(finding)


def _chained(first: Any, rest: Iterator[Any]) -> Iterator[Any]:
    yield first
    yield from rest


def _records(
    outcomes: Iterator[Outcome], tally: Tally, notes: _Notes | None, progress: Callable[[int], None] | None
) -> Iterator[Any]:
    for count, outcome in enumerate(outcomes, 1):
        _take(outcome, tally, notes)
        if outcome.record is not None:
            yield outcome.record
        if progress is not None and count % CHECKPOINT == 0:
            progress(outcome.row)


def _take(outcome: Outcome, tally: Tally, notes: _Notes | None) -> None:
    tally.hear(outcome.findings, keep=notes is None)
    tally.refused += outcome.refused
    tally.records += outcome.record is not None
    tally.rows_in = tally.records + tally.refused
    if notes is not None and outcome.findings:
        notes.row(outcome)


class _Notes:
    """The findings file, a line at a time."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    @classmethod
    @contextmanager
    def opened(cls, path: Path, *, at: int | None = None) -> Iterator[_Notes]:
        """Open the file anew, or cut it at the byte ``at`` and go on there."""
        try:
            stream = path.open("wb" if at is None else "r+b")
        except OSError as error:
            raise _unwritten() from error
        with stream:
            if at is not None:
                stream.truncate(at)
                stream.seek(at)
            yield cls(stream)

    def row(self, outcome: Outcome) -> None:
        """Write what was found of a row."""
        found = [_said(finding) for finding in outcome.findings]
        self._line({"row": outcome.row, "refused": outcome.refused, "findings": found})

    def finding(self, finding: Finding) -> None:
        """Write what the target cannot carry."""
        self._line({"row": finding.source.row if finding.source else None, "lost": _said(finding)})

    def reached(self, row: int, size: int, tally: Tally) -> None:
        """Force everything so far to the disk, and say how far that is."""
        self._stream.flush()
        counted = {"records": tally.records, "refused": tally.refused, "errors": tally.errors}
        self._line({"reached": row, "bytes": size, **counted, "codes": dict(tally.codes)})
        self._stream.flush()
        os.fsync(self._stream.fileno())

    def _line(self, said: dict[str, Any]) -> None:
        self._stream.write(json.dumps(said, ensure_ascii=False).encode() + b"\n")


def _said(finding: Finding) -> dict[str, Any]:
    source = finding.source
    return {
        "path": finding.path,
        "code": finding.code,
        "severity": finding.severity.value,
        "column": source.column if source else None,
        "field": source.field if source else None,
        "message": finding.message.ja,
        "fix": finding.fix.ja,
    }


def _taken_up(  # noqa: PLR0913  what convert was told
    outcomes: Iterator[Outcome],
    target: Path,
    rejects: Path,
    tally: Tally,
    *,
    resume: bool,
    progress: Callable[[int], None] | None,
) -> None:
    part = target.with_name(f"{target.name}.part")
    row, size, at = _reached(rejects, part, tally) if resume else (0, 0, None)
    tally.resumed = row
    try:
        stream = part.open("r+b" if row else "wb")
    except OSError as error:
        raise _unwritten() from error
    with _Notes.opened(rejects, at=at) as notes:
        with stream:
            stream.truncate(size)
            stream.seek(size)
            _pour(outcomes, stream, notes, tally, after=row, progress=progress)
            stream.flush()
            os.fsync(stream.fileno())
        notes.reached(-1, part.stat().st_size, tally)
    try:
        part.replace(target)
    except OSError as error:
        raise _unwritten() from error


def _pour(  # noqa: PLR0913  as above
    outcomes: Iterator[Outcome],
    stream: Any,
    notes: _Notes,
    tally: Tally,
    *,
    after: int,
    progress: Callable[[int], None] | None,
) -> None:
    from carelink.fhir import json as fhir_json

    for count, outcome in enumerate(outcomes, 1):
        if count <= after:
            continue  # read again, so that repeated offices are still known, and not written twice
        _take(outcome, tally, notes)
        if outcome.record is not None:
            stream.write(fhir_json.write(outcome.record.to_fhir()) + b"\n")
        if count % CHECKPOINT == 0:
            stream.flush()
            os.fsync(stream.fileno())
            notes.reached(count, stream.tell(), tally)
            if progress is not None:
                progress(outcome.row)


def _reached(rejects: Path, part: Path, tally: Tally) -> tuple[int, int, int | None]:
    """Return the last place that both files hold: rows done, bytes of the output, bytes of the findings."""
    best: tuple[int, int, int | None] = (0, 0, None)
    try:
        have = part.stat().st_size
        with rejects.open("rb") as stream:
            while line := stream.readline():
                said = _checkpoint(line)
                if said is not None and said["reached"] > 0 and said["bytes"] <= have:
                    best = (said["reached"], said["bytes"], stream.tell())
                    tally.records, tally.refused = said["records"], said["refused"]
                    tally.errors, tally.codes = said["errors"], Counter(said["codes"])
    except OSError as error:
        raise StorageError(
            Words("再開に必要なファイルがありません。", "A file needed to resume is missing."),
            hint=Words("最初からやり直してください。", "Start anew, without --resume."),
        ) from error
    tally.rows_in = tally.records + tally.refused
    return best


def _checkpoint(line: bytes) -> dict[str, Any] | None:
    if not line.startswith(b'{"reached"') or not line.endswith(b"\n"):
        return None
    try:
        said: dict[str, Any] = json.loads(line)
    except ValueError:
        return None
    numbers = all(isinstance(said.get(k), int) for k in ("reached", "bytes", "records", "refused", "errors"))
    return said if numbers and isinstance(said.get("codes"), dict) else None


def _unwritten() -> StorageError:
    return StorageError(
        Words("ファイルを書けません。", "The file cannot be written."),
        hint=Words(
            "フォルダの有無、権限、空き容量を確かめてください。",
            "Check that the folder exists, may be written to and has room.",
        ),
    )


__all__ = ["CHECKPOINT", "Tally", "convert"]
