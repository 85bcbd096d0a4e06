"""FHIR R4 JSON: a record's Bundle, or a town's directory of facilities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink.converters.fhir_trees import batch_of, tree_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from carelink.converters.batch import Batch


def read_all(data: bytes, *, written: datetime | None = None) -> Batch:  # noqa: ARG001  FHIR says the time itself
    """Return the records of a Bundle."""
    from carelink.fhir import json

    tree, findings = json.read(data)
    return batch_of(tree, findings, "fhir-json")


def to_bytes(records: Sequence[Any]) -> bytes:
    """Return one record, or many facilities as one directory, as JSON for people and programs alike."""
    from carelink.fhir import json

    return json.write(tree_of(records), indent=2)
