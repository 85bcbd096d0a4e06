"""One FHIR package: which artefacts it holds, each parsed only when somebody asks for it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from carelink.canonical import base, home
from carelink.profiles import archive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Resource = dict[str, Any]

_OUTSIDE = frozenset({"examples", "example", "tests", "other", "openapi", "xml"})
"""Folders of a package that hold no definitions."""


class Artefact(NamedTuple):
    """One canonical resource of a package, not yet parsed."""

    url: str
    version: str | None
    kind: str
    """Its ``resourceType``."""
    id: str | None
    read: Callable[[], Resource]


class Package:
    """The canonical resources of one FHIR package, in the order of its files.

    :param name: as its ``package.json`` says, e.g. ``jp-core.r4``
    :param version: as its ``package.json`` says
    :param artefacts: what it holds
    """

    def __init__(
        self, name: str, version: str | None, artefacts: Iterable[Artefact], *, date: str | None = None
    ) -> None:
        self.name = name
        self.version = version
        self.date = date
        self.artefacts = tuple(artefacts)

    def __repr__(self) -> str:
        return f"<Package {self.name}|{self.version}: {len(self.artefacts)} artefacts>"

    @classmethod
    def load(cls, source: str | Path) -> Package:
        """Load a package from a ``.tgz`` or a folder (npm layout with or without ``package/``, or ours).

        :raises UnknownProfileError: not there, not a package, or larger than a package may be
        """
        path = Path(source)
        contents = archive.files(path)
        about = _about(contents.get("package.json"), path)
        return cls(
            str(about.get("name") or path.name),
            _text(about.get("version")),
            _artefacts(contents),
            date=_text(about.get("date")),
        )

    @classmethod
    def own(cls) -> Package:
        """Load carelink's own profiles (the top-level ``profiles/``, inside the wheel or beside it).

        The names of the files say all that has to be known beforehand: none is read before it is asked for.
        """
        path = home()
        about = _about((path / "package.json").read_bytes(), path)
        version = _text(about.get("version"))
        return cls(str(about.get("name")), version, _own(path, version), date=_text(about.get("date")))

    @classmethod
    def of(cls, resources: Iterable[Resource], *, name: str = "loose") -> Package:
        """Return a package of resources at hand, for example profiles that lie beside the data."""
        found = (_artefact(resource, _Held(resource)) for resource in resources)
        return cls(name, None, (artefact for artefact in found if artefact is not None))


_FOLDERS: Final = {
    "extensions": "StructureDefinition",
    "guide": "ImplementationGuide",
    "search": "SearchParameter",
    "structures": "StructureDefinition",
    "terminology": "",  # several kinds: the name begins with it
}
"""Folder of our own package -> the kind of its artefacts, in the order of the files."""
_NO_URL: Final = "NamingSystem"


def _own(path: Path, version: str | None) -> Iterator[Artefact]:
    for folder, only in _FOLDERS.items():
        for name in sorted(file.name for file in (path / folder).iterdir()):
            id_, dot, ending = name.rpartition(".")
            if not dot or ending != "json":
                continue
            kind = only
            if not kind:
                kind, _, id_ = id_.partition("-")
            if kind != _NO_URL:
                yield Artefact(f"{base()}/{kind}/{id_}", version, kind, id_, _File(path / folder / name))


class _File:
    """Reads and parses a file of ours on first use and keeps the result."""

    __slots__ = ("_path", "_resource")

    def __init__(self, path: Path) -> None:
        self._path = path
        self._resource: Resource | None = None

    def __call__(self) -> Resource:
        if self._resource is None:
            self._resource = _scan(self._path.read_bytes()) or {}
        return self._resource


def _about(data: bytes | None, path: Path) -> Resource:
    if data is None:
        return {}
    try:
        about = _parse(data)
    except ValueError as error:
        raise archive.unreadable(path) from error
    return about if isinstance(about, dict) else {}


def _artefacts(contents: dict[str, bytes]) -> Iterator[Artefact]:
    indexed = _index(contents.get(".index.json"))
    for name, data in contents.items():
        parts = name.split("/")
        if parts[-1].startswith(".") or parts[-1] == "package.json" or _OUTSIDE.intersection(parts[:-1]):
            continue
        known = indexed.get(name)
        if known is None:
            known = _scan(data)
        artefact = _artefact(known, _Reader(data)) if known else None
        if artefact is not None:
            yield artefact


def _index(data: bytes | None) -> dict[str, Resource]:
    """Return the entries of ``.index.json`` that say enough, so that their files need no look yet."""
    if data is None:
        return {}
    try:
        entries = _parse(data)["files"]
        return {e["filename"]: e for e in entries if e.get("url") and e.get("resourceType")}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}  # an index is a convenience: without it the files are read


def _scan(data: bytes) -> Resource | None:
    try:
        resource = _parse(data)
    except ValueError:
        return None
    return resource if isinstance(resource, dict) else None


def _artefact(about: Resource, read: Callable[[], Resource]) -> Artefact | None:
    url, kind = about.get("url"), about.get("resourceType")
    if not isinstance(url, str) or not isinstance(kind, str):
        return None
    return Artefact(url, _text(about.get("version")), kind, _text(about.get("id")), read)


class _Held:
    """Hands out a resource that is at hand already."""

    __slots__ = ("_resource",)

    def __init__(self, resource: Resource) -> None:
        self._resource = resource

    def __call__(self) -> Resource:
        return self._resource


class _Reader:
    """Parses a file on first use and keeps the result."""

    __slots__ = ("_data", "_resource")

    def __init__(self, data: bytes) -> None:
        self._data: bytes | None = data
        self._resource: Resource = {}

    def __call__(self) -> Resource:
        data = self._data
        if data is not None:
            parsed = _scan(data)
            self._resource = parsed if parsed is not None else {}
            self._data = None
        return self._resource


def _parse(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except RecursionError as error:
        raise ValueError from error


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
