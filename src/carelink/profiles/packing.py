"""Write a folder of artefacts as a FHIR NPM package: the same folder gives the same bytes."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from typing import TYPE_CHECKING, Any, Final

from carelink.canonical import home
from carelink.profiles.archive import files, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_EXAMPLES: Final = "examples"
_INDEXED: Final = ("id", "url", "version", "kind", "type")
_LEVEL: Final = 9
_MODE: Final = 0o644


def pack(folder: Path | None = None) -> bytes:
    """Return the ``.tgz`` of a FHIR NPM package: its ``package.json``, index, and one file each.

    Examples lie in ``package/example``. Names, order, times and owners do not depend on machine or day.

    :param folder: as ``profiles/`` is laid out, with its ``package.json``; carelink's own when not given
    :raises UnknownProfileError: the folder cannot be read, has no ``package.json``, or holds what is no JSON
    """
    source = folder or home()
    try:
        return pack_all(files(source))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise unreadable(source) from error


def pack_all(contents: Mapping[str, bytes]) -> bytes:
    """Return the same of files at hand, by their path in the folder.

    :raises ValueError: no ``package.json``, or what is no JSON of a resource
    """
    about = contents.get("package.json")
    if about is None:
        raise ValueError("package.json")
    resources = dict(_named({path: data for path, data in contents.items() if path != "package.json"}))
    return _archive({"package.json": about, **_members(resources)})


def _named(contents: Mapping[str, bytes]) -> Iterator[tuple[str, tuple[dict[str, Any], bytes]]]:
    """Yield every resource with its bytes, under the name that the package knows it by."""
    for path, data in contents.items():
        resource = json.loads(data)
        if not isinstance(resource, dict):
            raise TypeError(path)
        if path.rpartition("/")[2].startswith(".") or "resourceType" not in resource:
            continue
        name = f"{resource['resourceType']}-{resource['id']}.json"
        yield (f"example/{name}" if path.startswith(f"{_EXAMPLES}/") else name), (resource, data)


def _members(resources: Mapping[str, tuple[dict[str, Any], bytes]]) -> dict[str, bytes]:
    members = {".index.json": _index({n: r for n, (r, _) in resources.items() if "/" not in n})}
    members |= {name: data for name, (_, data) in resources.items()}
    examples = {n.partition("/")[2]: r for n, (r, _) in resources.items() if "/" in n}
    if examples:
        members["example/.index.json"] = _index(examples)
    return members


def _index(resources: Mapping[str, dict[str, Any]]) -> bytes:
    """Return the index of a folder: what a loader wants to know before it opens a file."""
    listed = [
        {"filename": name, "resourceType": about["resourceType"]}
        | {key: about[key] for key in _INDEXED if isinstance(about.get(key), str)}
        for name, about in sorted(resources.items())
    ]
    return json.dumps({"index-version": 1, "files": listed}, ensure_ascii=False, indent=2).encode() + b"\n"


def _archive(members: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with (
        gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=packed, mtime=0) as zipped,
        tarfile.open(fileobj=zipped, mode="w", format=tarfile.USTAR_FORMAT) as tar,
    ):
        for name, data in sorted(members.items()):
            about = tarfile.TarInfo(f"package/{name}")
            about.size, about.mode = len(data), _MODE
            tar.addfile(about, io.BytesIO(data))
    return packed.getvalue()
