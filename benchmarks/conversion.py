"""How fast is a town's table a valid FHIR directory? Rows in, validated NDJSON out, in flat memory."""

from __future__ import annotations

import csv
import io
import tempfile
from itertools import count, cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import peers, subjects
from benchmarks.figures import FULL, Fed, Figure, Scale, interleaved
from carelink.converters import kaigo_kohyo
from carelink.fhir import json
from carelink.validation import Validator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def measure(scale: Scale = FULL) -> list[Figure]:
    rows, few, many = scale.rows
    return [
        *_speed(rows, scale),
        _memory(few, many, "convert", "memory-table", "to validated NDJSON"),
        _memory(few, many, "command", "memory-convert", "by `convert --rejects`"),
    ]


def _tables(rows: int) -> Iterator[bytes]:
    """Yield tables of so many rows, never the same ones before the files are through."""
    if not subjects.REAL.is_dir():
        for first in count(0, rows):
            yield "".join(subjects.rows(rows, first)).encode()
    for path in cycle(sorted(subjects.REAL.glob("*.csv"))):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            heading = next(reader)
            while len(kept := list(islice(reader, rows))) == rows:
                table = io.StringIO(newline="")
                csv.writer(table, lineterminator="\r\n").writerows([heading, *kept])
                yield table.getvalue().encode()


def _read(content: bytes) -> list[Any]:
    return [o.record for o in kaigo_kohyo.read_rows(content, written=subjects.WRITTEN) if o.record]


def _converted(content: bytes) -> list[bytes]:
    return [json.write(facility.to_fhir()) for facility in _read(content)]


def _speed(rows: int, scale: Scale) -> list[Figure]:
    validator = Validator()

    def everything(content: bytes) -> None:
        for facility in _read(content):
            tree = facility.to_fhir()
            validator.validate(tree)
            json.write(tree)

    def fed(run: Callable[[Any], Any], prepare: Callable[[bytes], Any] = bytes) -> Fed:
        tables = _tables(rows)
        return Fed(lambda: prepare(next(tables)), run)

    jobs = {
        "csv": fed(lambda content: list(csv.reader(io.StringIO(content.decode(), newline="")))),
        "read": fed(_read),
        "convert": fed(_converted),
        "all": fed(everything),
    }
    if models := peers.module("fhir.resources.R4B"):
        bundle = models.get_fhir_model_class("Bundle")
        jobs["models"] = fed(
            lambda trees: [bundle.model_validate(tree).model_dump_json() for tree in trees],
            lambda content: [json.read(line)[0] for line in _converted(content)],
        )
    took = {name: seconds / rows for name, seconds in interleaved(jobs, scale.heavy).items()}
    source = "the national open data" if subjects.REAL.is_dir() else "an invented table"
    floor = "Python's csv reading it"
    easy = "the peer is given our trees, so reading the table costs it nothing"
    return [
        Figure(
            "table-read", f"{source} to facilities, per row", took["read"], floor, took["csv"], floor=True
        ),
        Figure(
            "table-validated",
            f"{source} to validated FHIR, per row",
            took["all"],
            floor,
            took["csv"],
            floor=True,
            note=f"{1 / took['all']:,.0f} rows/s",
        ),
        Figure(
            "table-fhir-resources",
            f"{source} to FHIR JSON, per row",
            took["convert"],
            "fhir.resources R4B building it",
            took.get("models"),
            least=8,
            note=easy,
        ),
        Figure(
            "table-validated-fhir-resources",
            f"{source} to validated FHIR JSON, per row",
            took["all"],
            "fhir.resources R4B building it",
            took.get("models"),
            least=8,
            note=easy,
        ),
    ]


def _memory(few: int, many: int, task: str, name: str, what: str) -> Figure:
    from benchmarks.processes import FLAT, in_child

    used = []
    with tempfile.TemporaryDirectory() as folder:
        for rows in (few, many):
            table = Path(folder, "table.csv")
            with table.open("w", encoding="utf-8", newline="") as file:
                file.writelines(subjects.rows(rows))
            used.append(in_child(task, table, Path(folder, "out.ndjson")))
    return Figure(
        name,
        f"peak memory, {many:,} rows {what}",
        used[1],
        f"{few:,} rows",
        used[0],
        most=FLAT,
        unit="MiB",
    )


def stream(table: Path, out: Path) -> None:
    """Convert a table row by row, as a town of any size would."""
    validator = Validator()
    with out.open("wb") as file:
        for outcome in kaigo_kohyo.read_rows(table, written=subjects.WRITTEN):
            if outcome.record is not None:
                tree = outcome.record.to_fhir()
                validator.validate(tree)
                file.write(json.write(tree) + b"\n")
