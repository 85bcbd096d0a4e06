"""FHIR R4 NDJSON: one record's Bundle per line, so that a town of any size streams through flat memory."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from carelink.converters.batch import Batch, Outcome, gathered
from carelink.converters.fhir_trees import batch_of
from carelink.converters.rules import files as rules
from carelink.findings import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from carelink.findings import Finding

FORMAT: Final = "fhir-ndjson"
LONGEST: Final = 64 * 1024 * 1024
"""Bytes of one line; the same bound as for one FHIR document."""


def recognises(data: bytes) -> bool:
    """Whether the content is a line that ends a JSON object, followed by another that begins one."""
    first, _, rest = data.lstrip().partition(b"\n")
    return first.rstrip().endswith(b"}") and rest.lstrip()[:1] == b"{"


def read_rows(source: Path | bytes | BinaryIO) -> Iterator[Outcome]:
    """Yield what each line came to; a line without a record is refused, and the next one goes on."""
    stream = _opened(source)
    number = 0
    with stream:
        while line := stream.readline(LONGEST + 1):
            number += 1
            if len(line) > LONGEST and not line.endswith(b"\n"):
                yield _too_long(number)
                while line and not line.endswith(b"\n"):
                    line = stream.readline(LONGEST)
            elif line.strip():
                yield from _outcomes(line, number)


def _opened(source: Path | bytes | BinaryIO) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    return source.open("rb") if isinstance(source, Path) else source


def _too_long(number: int) -> Outcome:
    found = rules.LINE_TOO_LONG.at("file", source=Source(line=number), limit=LONGEST)
    return Outcome(number, None, (found,), refused=True)


def _outcomes(line: bytes, number: int) -> Iterator[Outcome]:
    from carelink.fhir import json

    tree, findings = json.read(line.strip())
    batch = batch_of(tree, findings, FORMAT)
    found = tuple(_at_line(finding, number) for finding in batch.report)
    yield Outcome(number, batch.records[0] if batch.records else None, found, refused=bool(batch.refused))
    for record in batch.records[1:]:
        yield Outcome(number, record, (), refused=False)


def _at_line(finding: Finding, number: int) -> Finding:
    return replace(finding, source=replace(finding.source or Source(), line=number))


def read_all(data: bytes, *, written: datetime | None = None) -> Batch:  # noqa: ARG001  FHIR says the time itself
    """Return every record of the lines."""
    return gathered(read_rows(data), FORMAT)


def to_bytes(records: Sequence[Any]) -> bytes:
    """Return one line per record, of any kinds."""
    from carelink.fhir import json

    return b"".join(json.write(record.to_fhir()) + b"\n" for record in records)


def write_rows(records: Iterable[Any], stream: BinaryIO, *, say: Callable[[Finding], None]) -> None:  # noqa: ARG001  FHIR carries all
    """Write one line per record, one at a time."""
    from carelink.fhir import json

    stream.writelines(json.write(record.to_fhir()) + b"\n" for record in records)


__all__ = ["FORMAT", "read_all", "read_rows", "recognises", "to_bytes", "write_rows"]
