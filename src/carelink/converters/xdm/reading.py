"""A medium's documents, each checked against its metadata, as records."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Protocol

from carelink.converters.archives import safe
from carelink.converters.batch import Batch
from carelink.converters.rules import xdm as rules
from carelink.converters.xdm.metadata import from_xml, hash_of
from carelink.findings import Report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carelink.converters.xdm.metadata import Listed
    from carelink.findings import Finding, Rule

FORMAT: Final = "xdm"
_METADATA: Final = "/METADATA.XML"
_HOME: Final = "IHE_XDM/"
SETS: Final = 100
"""Submission sets that are looked at."""
MOST: Final = 5_000
"""Documents that are looked at, of all submission sets together."""
_DEPTH: Final = 2


class Medium(Protocol):
    """A zip or a folder: names by their key, and a way to their bytes."""

    found: list[Finding]

    @property
    def files(self) -> Mapping[str, Any]:
        """Names by their key."""
        ...

    def read(self, key: str) -> bytes | None:
        """Return a file's bytes, None when it cannot be read."""
        ...


def batch_of(medium: Medium) -> Batch:
    """Return the records on a medium; a document that is none is a refusal."""
    sets = sorted(
        key
        for key in medium.files
        if key.startswith(_HOME) and key.endswith(_METADATA) and key.count("/") == _DEPTH
    )
    if not sets:
        # what was not opened at all has no metadata to miss
        unopened = medium.found and not medium.files
        found = list(medium.found) if unopened else [*medium.found, rules.NO_METADATA.at("medium")]
        return Batch((), Report(found), 1, 1, FORMAT)
    reading = _Reading(medium)
    for number, key in enumerate(sets[:SETS]):
        reading.take_set(f"set[{number}]", key)
    reading.close(sets[SETS:])
    rows = len(reading.records) + reading.refused
    found = [*medium.found, *reading.found]
    if not rows and not any(finding.severity.value == "error" for finding in found):
        return Batch((), Report(found), 0, 0, FORMAT)
    return Batch(tuple(reading.records), Report(found), rows, reading.refused, FORMAT)


class _Reading:
    """What has been read of a medium so far."""

    def __init__(self, medium: Medium) -> None:
        self.medium = medium
        self.records: list[Any] = []
        self.found: list[Finding] = []
        self.refused = 0
        self._named: set[str] = set()
        self._left = MOST

    def take_set(self, path: str, key: str) -> None:
        """Read one submission set."""
        self._named.add(key)
        data = self.medium.read(key)
        listed = from_xml(data) if data is not None else None
        if listed is None:
            self._refuse(rules.METADATA, path)
            return
        folder = key.removesuffix("METADATA.XML")
        for number, document in enumerate(listed):
            if self._left == 0:
                self._refuse(rules.TOO_MANY, path, limit=MOST)
                return
            self._left -= 1
            self._take(f"{path}.document[{number}]", folder, document)

    def _take(self, path: str, folder: str, listed: Listed) -> None:
        name = safe(listed.uri or "")
        if name is None:
            self._refuse(rules.URI, path)
            return
        key = folder + name
        if (
            key in self._named
        ):  # two entries for one file: once is enough, and a bomb of entries costs nothing
            self._refuse(rules.URI, path)
            return
        self._named.add(key)
        content = self.medium.read(key) if key in self.medium.files else None
        if content is None:
            self._refuse(rules.MISSING, path)
            return
        if listed.hash is None or listed.size is None:
            self.found.append(rules.UNCHECKED.at(path))
        if listed.hash not in {None, hash_of(content)} or listed.size not in {None, len(content)}:
            self._refuse(rules.CHANGED, path)
            return
        if listed.replaces:
            self.found.append(rules.REPLACES.at(path))
        if listed.shows:
            self.found.append(rules.FOR_PEOPLE.at(path))
            return
        self._read(path, content)

    def _read(self, path: str, content: bytes) -> None:
        from carelink.converters import fhir_json, fhir_xml

        head = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
        door = {b"{": fhir_json, b"<": fhir_xml}.get(head)
        batch = door.read_all(content) if door is not None and not _is_page(content) else None
        if batch is None or not batch.rows_in:
            self._refuse(rules.NO_RECORD, path)
            return
        self.records += batch.records
        self.refused += batch.refused
        self.found += [replace(f, path=f"{path}.{f.path}" if f.path else path) for f in batch.report]

    def _refuse(self, rule: Rule, path: str, *, limit: int = 0) -> None:
        self.found.append(rule.at(path, limit=limit))
        self.refused += 1

    def close(self, unread: list[str]) -> None:
        """Say what lies beside the documents, and which sets were too many."""
        if unread:
            self._refuse(rules.TOO_MANY, "medium", limit=SETS)
        files = set(self.medium.files)
        if not {"README.TXT", "INDEX.HTM"} <= files:
            self.found.append(rules.NO_FRAME.at("medium"))
        if any(key.startswith(_HOME) and key not in self._named for key in files):
            self.found.append(rules.NOT_LISTED.at("medium"))


def _is_page(content: bytes) -> bool:
    start = content[:400].lower()
    return b"<!doctype html" in start or b"<html" in start
