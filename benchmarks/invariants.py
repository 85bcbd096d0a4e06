"""How fast is FHIRPath? The invariants that R4 puts on every element of a few resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks import peers, subjects
from benchmarks.figures import FULL, Figure, Scale, interleaved
from carelink.fhir import fhirpath, json, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPES = ("Composition", "Patient", "Observation", "Condition")
Asked = tuple[str, str, Any, Any]
"""Expression, FHIR type it is asked of, element, resource."""


def measure(scale: Scale = FULL) -> list[Figure]:
    pairs = list(_asked())
    fhirpathpy = peers.module("fhirpathpy")
    ours: dict[tuple[str, str], Any] = {}
    for text, type_, _, _ in pairs:
        ours[text, type_] = fhirpath.compile(text, type_)
    theirs = {text: _compiled(fhirpathpy, text) for text, *_ in pairs} if fhirpathpy else {}
    if theirs:
        pairs = [pair for pair in pairs if _answers(theirs[pair[0]], pair)]

    def we() -> None:
        for text, type_, node, resource in pairs:
            ours[text, type_].test(node, resource=resource, root=resource)

    def they() -> None:
        for text, _, node, resource in pairs:
            theirs[text](node, _context(node, resource))

    took = interleaved({"carelink": we} | ({"fhirpathpy": they} if theirs else {}), scale.rounds)
    per = {name: seconds / len(pairs) for name, seconds in took.items()}
    work = f"FHIRPath: {len(pairs)} invariants of {len(TYPES)} resources, per evaluation"
    return [
        Figure(
            "fhirpath-invariants",
            work,
            per["carelink"],
            "fhirpathpy",
            per.get("fhirpathpy"),
            least=50,
            note="compiled beforehand; only what the peer evaluates (no hasValue()), none that trace()",
        )
    ]


def _asked() -> Iterator[Asked]:
    tree, _ = json.read(subjects.sheet_json())
    left = set(TYPES)
    for entry in tree["entry"]:
        resource = entry["resource"]
        if resource["resourceType"] in left:
            left.discard(resource["resourceType"])
            yield from _of(resource, resource["resourceType"], resource)


def _of(node: dict[str, Any], type_: str, resource: Any) -> Iterator[Asked]:
    info = tables.type_of(type_)
    for constraint in info.constraints:
        # not htmlChecks(), which the peer lacks, nor trace(), which makes it print
        if constraint.expression and not any(w in constraint.expression for w in ("htmlChecks", "trace(")):
            yield constraint.expression, type_, node, resource
    for key, value in node.items():
        _, below = info.json.get(key, (None, None))
        for child in value if isinstance(value, list) else [value]:
            if below is not None and below != "Resource" and isinstance(child, dict):
                yield from _of(child, below, resource)


def _compiled(fhirpathpy, text: str):
    try:
        return fhirpathpy.compile(text)
    except Exception:  # noqa: BLE001  whatever a peer throws, it cannot do this one
        return None


def _context(node: Any, resource: Any) -> dict[str, Any]:
    return {
        "resource": resource,
        "rootResource": resource,
        "context": node,
        "ucum": "http://unitsofmeasure.org",
    }


def _answers(expression, pair: Asked) -> bool:
    if expression is None:
        return False
    try:
        expression(pair[2], _context(pair[2], pair[3]))
    except Exception:  # noqa: BLE001
        return False
    return True
