"""Reading a storage: names are taken apart, places compared, flags honoured; all else is left alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from carelink.converters.batch import Batch
from carelink.converters.folders import Folder
from carelink.converters.rules import ssmix2 as rules
from carelink.converters.ssmix2.names import VALID, VOID, Name, parsed
from carelink.findings import Report

if TYPE_CHECKING:
    from pathlib import Path

    from carelink.findings import Finding, Rule

FORMAT: Final = "ssmix2"
MOST: Final = 200_000
"""Files of a storage that are looked at."""
TOTAL: Final = 2**30
"""Bytes of its documents that are read."""
_BLANK: Final = b"\xef\xbb\xbf \t\r\n"
_DOCUMENTS: Final = frozenset((".json", ".xml", ""))


def batch_of(root: Path) -> Batch:
    """Return the valid records below ``root``."""
    folder = Folder(root, most=MOST, total=TOTAL)
    records: list[Any] = []
    found: list[Finding] = []
    refused = voided = others = 0
    for number, (key, path) in enumerate(sorted(folder.files.items())):
        here = f"file[{number}]"
        name = parsed(path.name)
        if name is None or name.suffix.lower() not in _DOCUMENTS:
            others += 1
        elif name.flag == VOID:
            voided += 1
        elif (wrong := _wrong(root, path, name)) is not None:
            found.append(wrong.at(here))
            refused += 1
        else:
            batch = _document(folder, key, here)
            others += batch is None
            if batch is not None:
                records += batch.records
                refused += batch.refused
                found += batch.report
    for rule, count in ((rules.WITHDRAWN, voided), (rules.OTHERS, others)):
        if count:
            found.append(rule.at("storage", count=count))
    return Batch(tuple(records), Report([*folder.found, *found]), len(records) + refused, refused, FORMAT)


def _wrong(root: Path, path: Path, name: Name) -> Rule | None:
    if path.parent.relative_to(root) != PurePath(name.folder):
        return rules.PLACE
    return None if name.flag == VALID else rules.FLAG


def _document(folder: Folder, key: str, here: str) -> Batch | None:
    """Return what a file came to, None when it is neither JSON nor XML (HL7 v2 messages are neither)."""
    from carelink.converters import fhir_json, fhir_xml

    if not key.endswith((".JSON", ".XML")) and folder.start(key).lstrip(_BLANK)[:1] not in {b"{", b"<"}:
        return None
    content = folder.read(key)
    if content is None:
        return Batch((), Report([rules.NO_RECORD.at(here)]), 1, 1, FORMAT)
    head = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    door = {b"{": fhir_json, b"<": fhir_xml}.get(head)
    batch = door.read_all(content) if door is not None else Batch((), Report(), 1, 1)
    said = [replace(finding, path=f"{here}.{finding.path}") for finding in batch.report]
    if batch.refused:
        said.append(rules.NO_RECORD.at(here))
    return Batch(batch.records, Report(said), batch.rows_in, batch.refused, FORMAT)
