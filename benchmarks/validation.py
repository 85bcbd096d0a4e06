"""How fast is a verdict? Bytes in, report out, all rules on, beside those who check less and as much."""

from __future__ import annotations

import contextlib
import io
import json as stdlib
import tempfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import peers, subjects
from benchmarks.figures import FULL, Fed, Figure, Scale, Timed, interleaved
from carelink import canonical
from carelink.validation import Validator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SLOW_SAMPLE = 60
"""Resources per turn of a peer that takes milliseconds for each."""
SHEETS = 3
"""Sheets per turn."""
SHORT = 40
"""Entries of a document that answers fewer questions; the demo's sheet answers all."""
MODELS = "fhir.resources R4B"


def measure(scale: Scale = FULL) -> list[Figure]:
    return [
        *_document("document", SHORT, scale),
        *_document("sheet", None, scale),
        *_lines(scale),
        _growth(scale),
    ]


def _document(name: str, entries: int | None, scale: Scale) -> list[Figure]:
    raw = subjects.sheet_json(entries)
    validator = Validator()
    assert validator.validate(raw).ok
    tools: dict[str, Callable[[bytes], object]] = {"carelink": validator.validate}
    if orjson := peers.module("orjson"):
        tools["orjson.loads"] = orjson.loads
    if models := peers.module("fhir.resources.R4B"):
        tools[MODELS] = models.get_fhir_model_class("Bundle").model_validate_json
    took = interleaved(
        {tool: _fed(run, subjects.sheets(SHEETS, entries)) for tool, run in tools.items()}, scale.rounds
    )
    took = {tool: seconds / SHEETS for tool, seconds in took.items()}
    held = len(stdlib.loads(raw)["entry"])
    work = f"validate a document Bundle of {held} entries, {len(raw) // 1000} kB, against its profiles"
    return [
        Figure(
            f"{name}-fhir-resources",
            work,
            took["carelink"],
            MODELS,
            took.get(MODELS),
            least=12,
            note="the peer builds models; knows no profile, binding, invariant or reference",
        ),
        Figure(
            f"{name}-floor",
            work,
            took["carelink"],
            "orjson.loads",
            took.get("orjson.loads"),
            most=5,
            note="the floor only parses",
        ),
    ]


def _lines(scale: Scale) -> list[Figure]:
    lines = subjects.lines(scale.facilities)
    validator = Validator()
    assert not any(validator.validate(line).errors for line in lines[:30])

    def fed(tool: Callable[[bytes], object], resources: int = scale.facilities) -> Fed:
        return _fed(tool, (subjects.lines(resources, first) for first in count(0, resources)))

    jobs: dict[str, Fed | Timed] = {"carelink": fed(validator.validate)}
    if models := peers.module("fhir.resources.R4B"):
        jobs[MODELS] = fed(_models(models))
    if fhirkit := peers.module("fhirkit"):
        jobs["fhirkit-rs"] = fed(fhirkit.validate)
    if pyrofile := _pyrofile():
        jobs["pyrofile-validator"] = fed(pyrofile, min(SLOW_SAMPLE, len(lines)))
    with contextlib.ExitStack() as stack:
        if peers.node_at_hand():
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            file = Path(folder, "lines.ndjson")
            file.write_bytes(b"\n".join(lines))
            for name, key in (("npm fhir", "fhir"), ("@medplum/core", "medplum")):
                node = stack.enter_context(peers.Node(key, file))
                if node.ready:
                    jobs[name] = Timed(node.run)
        took = interleaved(jobs, scale.heavy)
    per = {name: seconds / len(lines) for name, seconds in took.items()}
    if "pyrofile-validator" in took:
        per["pyrofile-validator"] = took["pyrofile-validator"] / min(SLOW_SAMPLE, len(lines))
    work = f"validate NDJSON of {len(lines)} facility resources, per resource"
    return [
        Figure(
            f"ndjson-{name.strip('@').replace('/', '-').replace(' ', '-').lower()}",
            work,
            per["carelink"],
            name,
            per.get(name),
            least=least,
            note=note,
        )
        for name, least, note in (
            (MODELS, 10, "models; no codes, invariants, references or profiles"),
            ("fhirkit-rs", 1, "Rust, structure only"),
            ("npm fhir", 5, "structure and codes; no invariants, no profiles"),
            ("@medplum/core", 12, "structure and invariants; its own changed R4; no codes"),
            ("pyrofile-validator", 200, "given HL7's R4 definitions and our profiles; nearest in scope"),
        )
    ]


def _fed(tool: Callable[[bytes], object], food: Iterator[tuple[bytes, ...]]) -> Fed:
    """Return the job of judging each text of the next lot."""

    def each(texts: tuple[bytes, ...]) -> None:
        for text in texts:
            tool(text)

    return Fed(lambda: next(food), each)


def _models(models) -> Callable[[bytes], object]:
    classes: dict[bytes, object] = {}

    def parse(line: bytes) -> object:
        start = line[:60]  # the type stands first; looking it up must cost the peer nothing
        kind = start.split(b'"', 4)[3]
        if kind not in classes:
            classes[kind] = models.get_fhir_model_class(kind.decode())
        return classes[kind].model_validate_json(line)

    return parse


def _pyrofile() -> Callable[[bytes], object] | None:
    if not peers.R4.is_file() or peers.module("pyrofile_validator") is None:
        return None
    config = peers.module("pyrofile_validator.config")
    packages = [str(peers.R4), str(canonical.home())]
    settings = config.ValidatorConfig(local_package_paths=packages, error_on_unknown_profile=False)
    validator = peers.module("pyrofile_validator").Validator(settings)

    def validate(line: bytes) -> object:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints traces
            return validator.validate_resource(stdlib.loads(line))

    return validate


def _growth(scale: Scale) -> Figure:
    validator = Validator()
    few, many = scale.entries
    lot = many // few  # as many small ones as make a large one

    def bundles(entries: int, of: int) -> Iterator[tuple[bytes, ...]]:
        for first in count(0, entries * of):
            yield tuple(subjects.directory(entries, first + entries * n) for n in range(of))

    jobs = {
        "small": _fed(validator.validate, bundles(few, lot)),
        "large": _fed(validator.validate, bundles(many, 1)),
    }
    took = interleaved(jobs, scale.heavy)
    return Figure(
        "bundle-growth",
        f"validate a Bundle of {many:,} entries, per entry",
        took["large"] / many,
        f"Bundles of {few} entries",
        took["small"] / (few * lot),
        most=1.5,
    )
