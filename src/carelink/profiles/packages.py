"""Several packages as one library: the callers', ours, and FHIR R4 itself below them."""

from __future__ import annotations

from functools import cache
from threading import local
from typing import TYPE_CHECKING, Any, Final

from carelink.canonical import structure as own_structure
from carelink.errors import UnknownProfileError, Words
from carelink.profiles.package import Artefact, Package, Resource
from carelink.profiles.r4 import r4
from carelink.profiles.snapshot import generate
from carelink.profiles.structure import Structure
from carelink.profiles.urls import CORE, satisfies, split, version_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_ABSENT_AT_MOST: Final = 10_000
_LOOSE: Final = frozenset({"ValueSet", "CodeSystem"})
"""Kinds where another version than the wanted one is better than none (the wish is noted by the caller)."""


class _Thread(local):
    """Of each thread, the profiles whose snapshots it is generating: so that a circle ends."""

    def __init__(self) -> None:
        super().__init__()
        self.under_way: set[str] = set()


class Packages:
    """Finds profiles, extensions, value sets and code systems by canonical URL, offline.

    :param packages: loaded packages, or paths of ``.tgz`` files and folders; earlier ones win
    :param own: whether carelink's own profiles are there too (below the callers')
    :raises UnknownProfileError: a path is no package
    """

    def __init__(self, packages: Iterable[Package | str | Path] = (), *, own: bool = True) -> None:
        loaded = [p if isinstance(p, Package) else Package.load(p) for p in packages]
        self.packages = (*loaded, *((own_package(),) if own else ()))
        self._artefacts: dict[str, list[Artefact]] = {}
        for package in self.packages:
            for artefact in package.artefacts:
                self._artefacts.setdefault(artefact.url, []).append(artefact)
        self._structures: dict[str, Structure] = {}
        self._absent: set[tuple[str, str | None]] = set()
        """URLs asked for in vain; they come from the data, so only so many are remembered."""
        self._kinds: dict[str, frozenset[str]] = {}
        self._thread = _Thread()

    def find(self, canonical: str, kind: str | None = None) -> Resource | None:
        """Return the resource of that canonical URL (``url`` or ``url|version``), newest first; else None."""
        if (canonical, kind) in self._absent:
            return None
        found = self._find(canonical, kind)
        if found is None and len(self._absent) < _ABSENT_AT_MOST:
            self._absent.add((canonical, kind))
        return found

    def _find(self, canonical: str, kind: str | None) -> Resource | None:
        url, version = split(canonical)
        known = [a for a in self._artefacts.get(url, ()) if kind is None or a.kind == kind]
        if known:
            fitting = [a for a in known if satisfies(a.version, version)]
            if fitting or kind in _LOOSE:
                return max(fitting or known, key=lambda a: version_key(a.version)).read()
        found = r4().find(url, kind)
        if found is None or kind in _LOOSE or satisfies(found.get("version"), version):
            return found
        return None

    def kinds(self, canonical: str) -> frozenset[str]:
        """Return the resource types that carry this canonical URL, to tell a value set from a code system."""
        url = split(canonical)[0]
        known = self._kinds.get(url)
        if known is None:
            known = frozenset({a.kind for a in self._artefacts.get(url, ())} | r4().kinds(url))
            if len(self._kinds) < _ABSENT_AT_MOST:
                self._kinds[url] = known
        return known

    def of_kind(self, kind: str) -> Iterator[Artefact]:
        """Yield the artefacts of one resource type in the loaded packages (not of FHIR R4 itself)."""
        for package in self.packages:
            yield from (a for a in package.artefacts if a.kind == kind)

    def value_set(self, canonical: str) -> Resource | None:
        """Return a value set, or None."""
        return self.find(canonical, "ValueSet")

    def code_system(self, canonical: str) -> Resource | None:
        """Return a code system, or None."""
        return self.find(canonical, "CodeSystem")

    def structure(self, canonical: str) -> Structure | None:
        """Return a profile, extension or type with its snapshot (generated when it ships none), or None.

        :param canonical: ``url``, ``url|version`` or the bare name of a FHIR type (``Patient``)
        """
        if canonical not in self._structures:
            resource = self.find(canonical, "StructureDefinition")
            if resource is None and ":" not in canonical:
                resource = self.find(CORE + canonical, "StructureDefinition")
            if resource is None:
                return None  # unknown URLs come from the data: not remembered, so memory stays bounded
            structure = self._complete(resource)
            if structure.url in self._thread.under_way:
                return structure  # asked for by its own definition: what is incomplete is not kept
            self._structures[canonical] = structure
        return self._structures[canonical]

    def resolve(self, name: str) -> str:
        """Return the canonical URL that a person means: a URL itself, or the short name of a profile of ours.

        :raises UnknownProfileError: nothing of that name is at hand
        """
        candidates = (name,) if ":" in name else (own_structure(name), CORE + name)
        for candidate in candidates:
            if self.find(candidate, "StructureDefinition") is not None:
                return candidate
        raise UnknownProfileError(
            Words(f"プロファイルが見つかりません: {name}", f"No such profile: {name}"),
            hint=Words(
                "`carelink profiles` で名前を確かめるか、プロファイルを含むパッケージを指定してください。",
                "Look it up with `carelink profiles`, or name the package that holds it.",
            ),
        )

    def _complete(self, resource: Resource) -> Structure:
        shipped = (resource.get("snapshot") or {}).get("element")
        if shipped:
            return Structure(resource, shipped)
        url = str(resource.get("url"))
        differential = (resource.get("differential") or {}).get("element") or []
        base = None
        if url not in self._thread.under_way:
            self._thread.under_way.add(url)
            try:
                base = self.structure(str(resource.get("baseDefinition")))
                if base is not None:
                    snapshot = generate(base.elements, differential, self.elements)
                    return Structure(resource, snapshot.elements, snapshot.problems)
            finally:
                self._thread.under_way.discard(url)
        return Structure(resource, [])

    def elements(self, canonical: str) -> list[dict[str, Any]] | None:
        """Return the snapshot of a type or profile, or None: what the generator of snapshots asks for."""
        found = self.structure(canonical)
        return found.elements if found is not None and found.elements else None


@cache
def own_package() -> Package:
    """Return carelink's own profiles, loaded once."""
    return Package.own()
