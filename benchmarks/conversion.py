"""How fast is a town's table a valid FHIR directory? Rows in, validated NDJSON out, in flat memory."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from benchmarks import peers, subjects
from benchmarks.figures import FULL, Figure, Scale, interleaved
from carelink.converters import kaigo_kohyo
from carelink.fhir import json
from carelink.validation import Validator


def measure(scale: Scale = FULL) -> list[Figure]:
    rows, few, many = scale.rows
    content, source = _table(rows)
    return [*_speed(content, source, rows, scale), _memory(few, many)]


def _table(rows: int) -> tuple[bytes, str]:
    """Return the beginning of a real table, or an invented one, and which of the two it is."""
    if not subjects.REAL.is_file():
        return "".join(subjects.rows(rows)).encode(), "an invented table"
    with subjects.REAL.open(encoding="utf-8", newline="") as file:
        kept = io.StringIO(newline="")
        out = csv.writer(kept, lineterminator="\r\n")
        for number, row in enumerate(csv.reader(file)):
            if number > rows:
                break
            out.writerow(row)
    return kept.getvalue().encode(), "the national open data"


def _speed(content: bytes, source: str, rows: int, scale: Scale) -> list[Figure]:
    validator = Validator()

    def read() -> list:
        return [o.record for o in kaigo_kohyo.read_rows(content, written=subjects.WRITTEN) if o.record]

    def convert() -> list[bytes]:
        return [json.write(facility.to_fhir()) for facility in read()]

    def convert_and_validate() -> None:
        for facility in read():
            tree = facility.to_fhir()
            validator.validate(tree)
            json.write(tree)

    jobs = {
        "csv": lambda: list(csv.reader(io.StringIO(content.decode(), newline=""))),
        "read": read,
        "convert": convert,
        "all": convert_and_validate,
    }
    if models := peers.module("fhir.resources.R4B"):
        trees = [json.read(line)[0] for line in convert()]
        bundle = models.get_fhir_model_class("Bundle")
        jobs["models"] = lambda: [bundle.model_validate(tree).model_dump_json() for tree in trees]
    took = {name: seconds / rows for name, seconds in interleaved(jobs, scale.heavy).items()}
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


def _memory(few: int, many: int) -> Figure:
    from benchmarks.processes import FLAT, in_child

    used = []
    with tempfile.TemporaryDirectory() as folder:
        for rows in (few, many):
            table = Path(folder, "table.csv")
            with table.open("w", encoding="utf-8", newline="") as file:
                file.writelines(subjects.rows(rows))
            used.append(in_child("convert", table, Path(folder, "out.ndjson")))
    return Figure(
        "memory-table",
        f"peak memory, {many:,} rows to validated NDJSON",
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
