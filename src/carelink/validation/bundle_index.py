"""The entries of a Bundle by fullUrl and by type and id: built once, so references cost a lookup each."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from carelink.fhir import tables
from carelink.validation.anchors import anchors
from carelink.validation.scope import Scope

if TYPE_CHECKING:
    from carelink.validation.place import Place

_REST = re.compile(
    r"(?P<base>https?://(?:[A-Za-z0-9.:%$_-]*/)*)?(?P<type>[A-Z][A-Za-z]+)/(?P<id>[A-Za-z0-9\-.]{1,64})"
    r"(?:/_history/(?P<version>[A-Za-z0-9\-.]{1,64}))?"
)


class Rest(NamedTuple):
    """A RESTful URL or relative reference taken apart: ``base/Type/id/_history/version``."""

    base: str
    type: str
    id: str
    version: str | None


def rest(url: str) -> Rest | None:
    """Take a RESTful URL apart; None when it has another form or an unknown type."""
    return _rest_again(url) if len(url) <= _SHORT else _rest(url)


@lru_cache(4096)
def _rest_again(url: str) -> Rest | None:
    return _rest(url)


_SHORT = 200
"""Longer URLs are not worth their memory."""


def _rest(url: str) -> Rest | None:
    found = _REST.fullmatch(url)
    if found is None or found["type"] not in tables.resource_types():
        return None
    return Rest(found["base"] or "", found["type"], found["id"], found["version"])


class Entry(NamedTuple):
    """One entry of a Bundle."""

    number: int
    full_url: str | None
    resource: dict[str, Any] | None

    @property
    def type(self) -> str | None:
        """ResourceType of the resource, if it has one."""
        type_ = self.resource.get("resourceType") if self.resource is not None else None
        return type_ if isinstance(type_, str) else None

    @property
    def id(self) -> str | None:
        """Id of the resource, if it has one."""
        id_ = self.resource.get("id") if self.resource is not None else None
        return id_ if isinstance(id_, str) else None

    @property
    def version(self) -> str | None:
        """meta.versionId of the resource, if it has one."""
        meta = self.resource.get("meta") if self.resource is not None else None
        version = meta.get("versionId") if isinstance(meta, dict) else None
        return version if isinstance(version, str) else None


class BundleIndex:
    """All entries of one Bundle, found by fullUrl or by type and id."""

    def __init__(self, bundle: dict[str, Any], place: Place) -> None:
        self.bundle = bundle
        self.place = place
        kind = bundle.get("type")
        self.kind = kind if isinstance(kind, str) else ""
        raw = bundle.get("entry")
        self.entries = [_entry(i, e) for i, e in enumerate(raw if isinstance(raw, list) else ())]
        self.by_url: dict[str, list[Entry]] = {}
        self.by_id: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries:
            if entry.full_url is not None:
                self.by_url.setdefault(entry.full_url, []).append(entry)
            if entry.type is not None and entry.id is not None:
                self.by_id.setdefault((entry.type, entry.id), []).append(entry)

    @cached_property
    def anchors(self) -> set[str]:
        """Every id that a narrative link may lead to, collected once for the whole Bundle."""
        return anchors(self.bundle)

    def targets(self, reference: str, from_url: str | None) -> list[Entry]:
        """Return the entries a reference leads to by the rules of R4 (bundle.html#references)."""
        plain = reference.partition("#")[0]
        if ":" in plain.partition("/")[0]:
            return self.by_url.get(plain) or self._versioned(plain)
        relative = rest(plain)
        if relative is None or from_url is None:
            return []
        base = rest(from_url)
        if base is not None:  # a relative fullUrl is wrong, which is said once, not of every reference
            found = self.by_url.get(f"{base.base}{relative.type}/{relative.id}", [])
            return _of_version(found, relative.version)
        if from_url.startswith("urn:"):
            prefix = from_url[: from_url.rfind(":") + 1]
            return [e for e in self.by_url.get(prefix + relative.id, ()) if e.type == relative.type]
        return []

    def _versioned(self, url: str) -> list[Entry]:
        head, history, version = url.partition("/_history/")
        return _of_version(self.by_url.get(head, []), version) if history else []

    def resolve(self, reference: str, from_url: str | None) -> tuple[dict[str, Any], Scope] | None:
        """Return the resource a reference leads to, and its scope; None when no entry has it."""
        for entry in self.targets(reference, from_url):
            if entry.resource is not None:
                return entry.resource, self.scope(entry)
        return None

    def within(self, reference: str) -> tuple[dict[str, Any], Scope] | None:
        """Return what a reference leads to that is asked for from the Bundle itself, by no entry of it."""
        plain = reference.partition("#")[0]
        found = self.by_url.get(plain) or self._versioned(plain)
        if not found and (relative := rest(plain)) is not None:
            found = self.by_id.get((relative.type, relative.id), [])
        entry = next((e for e in found if e.resource is not None), None)
        return None if entry is None or entry.resource is None else (entry.resource, self.scope(entry))

    def scope(self, entry: Entry) -> Scope:
        """Return the scope of an entry's resource."""
        place = ((self.place, "entry", entry.number), "resource", None)
        return Scope(entry.resource or {}, entry.type or "", place, None, self, entry.full_url)


def _of_version(entries: list[Entry], version: str | None) -> list[Entry]:
    return entries if version is None else [e for e in entries if e.version == version]


def _entry(index: int, raw: Any) -> Entry:
    if not isinstance(raw, dict):
        return Entry(index, None, None)
    url, resource = raw.get("fullUrl"), raw.get("resource")
    return Entry(
        index, url if isinstance(url, str) else None, resource if isinstance(resource, dict) else None
    )
