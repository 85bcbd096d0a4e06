"""Between the records and the wire: what may be carried, how a directory is split, how it comes out again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from carelink.canonical import structure
from carelink.errors import UsageError, Words
from carelink.exchange.rules import KIND_UNKNOWN
from carelink.findings import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carelink.exchange.outcomes import Received

Tree = dict[str, Any]

ROOM: Final = 3 * 2**20
"""Bytes of records in one message; with its frame it stays under the 4 MiB of a small parcel."""


def trees(record: Any) -> list[Tree]:
    """Return the FHIR trees to send: one for a record or a tree, several for a large directory.

    :param record: a record, its FHIR tree, or many facilities (which become directory Bundles that fit)
    :raises UsageError: for anything else
    """
    if isinstance(record, dict):
        return [record]
    if hasattr(record, "to_fhir"):
        return [record.to_fhir()]
    if isinstance(record, Sequence) and not isinstance(record, str | bytes) and record:
        if len(record) == 1:
            return trees(record[0])
        if all(getattr(one, "kind", None) == "facility" for one in record):
            return list(_directories(record))
    raise UsageError(
        Words("送れるのは記録一つか、事業所の一覧です。", "One record, or many facilities, can be sent."),
        hint=Words("種類の違う記録は一つずつ送ってください。", "Send records of different kinds one by one."),
    )


def _directories(facilities: Iterable[Any]) -> Iterator[Tree]:
    from datetime import UTC, datetime
    from uuid import uuid4

    from carelink.records.facility import directory_bundle

    written = datetime.now(UTC).replace(microsecond=0)
    for part in split(facilities, ROOM):
        yield directory_bundle(part, uuid4(), written)


def split(facilities: Iterable[Any], room: int) -> Iterator[list[Any]]:
    """Cut a directory into parts whose JSON stays under ``room`` bytes, order kept."""
    from carelink.fhir import json

    part: list[Any] = []
    size = 0
    for facility in facilities:
        more = len(json.write(facility.to_fhir()))
        if part and size + more > room:
            yield part
            part, size = [], 0
        part.append(facility)
        size += more
    if part:
        yield part


def kind_of(tree: Tree) -> str | None:
    """Return the kind of record a tree is, by its profile."""
    from carelink.records import kind_of

    return kind_of(tree)


def event_of(tree: Tree, kind: str) -> str:
    """Return the event of the message that carries ``tree``: its kind, but for many facilities in one."""
    return "facility-directory" if structure("facility-directory") in profiles_of(tree) else kind


def profiles_of(tree: Tree) -> list[str]:
    """Return the profiles a tree claims, whatever else stands in their place."""
    meta = tree.get("meta")
    profiles = meta.get("profile") if isinstance(meta, dict) else None
    return [one for one in profiles if isinstance(one, str)] if isinstance(profiles, list) else []


def checked(tree: Tree) -> tuple[str, Report]:
    """Return the kind of a tree and everything validation says of it; an unknown kind is a finding."""
    from carelink.validation import validate

    kind = kind_of(tree)
    if kind is None:
        return "", Report([KIND_UNKNOWN.at("Bundle")])
    return kind, validate(tree)


def typed(tree: Tree) -> tuple[Any, ...]:
    """Return the typed records in a tree."""
    from carelink.records import from_fhir

    return tuple(from_fhir(tree).records)


def only(records: tuple[Any, ...]) -> Any:
    """Return the one record there is; UsageError when there are none or several."""
    if len(records) == 1:
        return records[0]
    raise UsageError(
        Words(f"記録が一つではなく {len(records)} あります。", f"There are {len(records)} records, not one."),
        hint=Words(".records で全部を受け取ってください。", "Use .records to get them all."),
    )


def write(got: Received, folder: str | Path) -> tuple[Path, Path]:
    """Write what was received as JSON and as XML, each whole or not at all."""
    from carelink.adapters.files import replaced
    from carelink.fhir import json, xml

    if got.tree is None or got.message is None:
        only(())
    assert got.tree is not None  # noqa: S101  for mypy: only(()) has raised
    place = Path(folder) / f"{got.message}.json"
    replaced(place, json.write(got.tree, indent=2))
    replaced(place.with_suffix(".xml"), xml.write(got.tree))
    return place, place.with_suffix(".xml")
