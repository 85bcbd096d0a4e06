"""How fast is a record a FHIR document, and a document a record?"""

from __future__ import annotations

from benchmarks import subjects
from benchmarks.figures import FULL, Figure, Scale, interleaved
from carelink.fhir import json


def measure(scale: Scale = FULL) -> list[Figure]:
    sheet = subjects.sheet()
    kind = type(sheet)
    tree = sheet.to_fhir()
    raw = json.write(tree)
    filled = sum(item.of(sheet) is not None for item in kind.form())
    took = interleaved(
        {
            "out": sheet.to_fhir,
            "in": lambda: kind.from_fhir(tree),
            "bytes out": lambda: json.write(sheet.to_fhir()),
            "bytes in": lambda: kind.from_fhir(json.read(raw)[0]),
        },
        scale.rounds,
    )
    sizes = f"{filled} items, {len(tree['entry'])} entries"
    return [
        Figure("record-out", f"admission sheet ({sizes}) to Bundle", took["out"] * 1e3, most=3, unit="ms"),
        Figure("record-in", "Bundle to admission sheet", took["in"] * 1e3, most=3, unit="ms"),
        Figure("record-bytes-out", "admission sheet to JSON bytes", took["bytes out"] * 1e3, unit="ms"),
        Figure("record-bytes-in", "JSON bytes to admission sheet", took["bytes in"] * 1e3, unit="ms"),
    ]
