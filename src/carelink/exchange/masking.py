"""Items that a receiver may not see are taken out, and their place says so: absence is not an answer.

The Composition names each masked item, and the Bundle carries the security label REDACTED (HL7
v3-ObservationValue). What the record does not model is left out of a masked copy, for nobody can say what is
in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.canonical import structure

if TYPE_CHECKING:
    from collections.abc import Iterable

Tree = dict[str, Any]
MASKED: Final = structure("masked-item")
_LABEL: Final = {"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "REDACTED"}


def mask(tree: Tree, paths: Iterable[str]) -> tuple[Tree, tuple[str, ...]]:
    """Return a record's Bundle without these items, and which of them it had; itself when it had none.

    :param tree: a valid record of a kind with a Composition
    :param paths: of items, as the record's form has them
    """
    from carelink.records import from_fhir

    record = from_fhir(tree).record
    held = tuple(sorted(path for path in paths if _stated(record, path)))
    if not held:
        return tree, ()
    for path in held:
        record = record.change(path, None)
    copy: Tree = record.to_fhir()
    copy["meta"]["security"] = [dict(_LABEL)]
    composition = copy["entry"][0]["resource"]
    marks = [{"url": MASKED, "valueString": path} for path in held]
    composition["extension"] = [*composition.get("extension", []), *marks]
    return copy, held


def masked(tree: Tree) -> tuple[str, ...]:
    """Return the items that the sender of a record has masked."""
    entries = tree.get("entry")
    first = entries[0] if isinstance(entries, list) and entries else None
    composition = first.get("resource") if isinstance(first, dict) else None
    extensions = composition.get("extension") if isinstance(composition, dict) else None
    found = extensions if isinstance(extensions, list) else []
    return tuple(
        str(one["valueString"])
        for one in found
        if isinstance(one, dict) and one.get("url") == MASKED and "valueString" in one
    )


def _stated(record: Any, path: str) -> bool:
    value = record
    for name in path.split("."):
        value = getattr(value, name, None)
    return value is not None
