"""An example of every kind of record and message, made from the samples of the repository."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import carelink
from carelink.errors import CarelinkError
from carelink.exchange.message import Answer, Label, Party, build, build_receipt
from carelink.findings.formats import to_operation_outcome
from carelink.records.coordinators import directory_bundle as coordinators
from carelink.records.facility import directory_bundle
from carelink.validation import validate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.records.record import Record

ROOT = Path(__file__).parents[2]
SAMPLES = (ROOT / "src" / "carelink" / "cli" / "demo" / "data", ROOT / "examples")
IN_XML = "admission-sheet"
"""The example that is there in XML, too."""

Tree = dict[str, Any]


@cache
def examples() -> dict[str, Tree]:
    """Return every example by its id, which is the short name of the profile it meets."""
    return {name: _named(name, tree) for name, tree in sorted(_all())}


def _named(name: str, tree: Tree) -> Tree:
    """Return a tree with an id, without which no guide can refer to it; a message has one."""
    about = {"resourceType": tree["resourceType"], "id": tree.get("id", name)}
    return {**about, **{key: value for key, value in deepcopy(tree).items() if key not in about}}


def _all() -> Iterator[tuple[str, Tree]]:
    found: dict[str, Record] = {}
    for folder in SAMPLES:
        for file in sorted(folder.glob("*.toml")):
            record = _record(file)
            if record is not None:
                found.setdefault(record.kind, record)
    for kind, record in found.items():
        yield kind, record.to_fhir()
    at = datetime(2026, 11, 20, tzinfo=UTC)  # a table says no moment, and that of its file is any clone's own
    table = carelink.read_all(SAMPLES[0] / "facilities.csv").records
    facilities = [r.model_copy(update={"written": at}) for r in table if r.kind == "facility"]
    yield "facility", facilities[0].to_fhir()
    yield "facility-directory", directory_bundle(facilities[:3], UUID(int=5), at)
    yield "coordinator-directory", coordinators([found["coordinator"]], UUID(int=6), at)  # type: ignore[list-item]  # kind says what it is
    yield from _messages(found["admission-sheet"])


def _record(file: Path) -> Record | None:
    """Return the record of a sample; None for a file of another kind (a rule, a card)."""
    try:
        record: Record = carelink.read(file)
    except CarelinkError:
        return None
    return record


def _messages(record: Record) -> Iterator[tuple[str, Tree]]:
    from_, to = Party("居宅介護支援事業所みほん", "sample-office"), Party("みほん病院", "sample-hospital")
    at = datetime(2026, 11, 20, 6, tzinfo=UTC)
    sent = Label(str(UUID(int=1)), str(UUID(int=2)), at, from_, (to,))
    back = Label(str(UUID(int=3)), str(UUID(int=4)), at, to, (from_,))
    yield "exchange-message", build(record.to_fhir(), sent, event=record.kind)
    why = to_operation_outcome(validate(record.to_fhir() | {"timestamp": "2026"}))
    yield "receipt", build_receipt(Answer(sent.message, "fatal-error", why), back)
