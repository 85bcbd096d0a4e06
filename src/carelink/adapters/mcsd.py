"""Directories of facilities and people, as IHE mCSD 4.0 asks for them, and as static files anybody can host.

ITI-90 Find Matching Care Services is a search; ITI-91 Request Care Services Updates a history. Towns without
a server publish NDJSON files and a manifest (FHIR Bulk Publish, HL7 bulk-data 4.0.0-ballot: a ballot, it may
still change) on a web host, a share or a stick.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from carelink.adapters import refusals
from carelink.adapters.files import read_capped, replaced, told
from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from carelink.adapters.fhir_rest import FhirServer, Parameters

Tree = dict[str, Any]
KINDS: Final = (
    *("Organization", "Location", "HealthcareService", "Practitioner", "PractitionerRole", "Endpoint"),
    "OrganizationAffiliation",
)
MANIFEST: Final = "$bulk-publish"
MANIFEST_TYPE: Final = "http://hl7.org/fhir/uv/bulkdata/StructureDefinition/BulkPublishManifest"
LARGEST: Final = 512 * 2**20
"""Bytes of the largest published file that is read."""

_NAME: Final = re.compile(r"[A-Za-z]{1,40}-[0-9a-f]{16}\.ndjson")


@dataclass(frozen=True, slots=True)
class Updates:
    """What has changed in a directory.

    :param resources: newest state of what was made or changed, by path (``Organization/1``)
    :param deleted: paths of what is gone
    """

    resources: Mapping[str, Tree] = field(repr=False)
    deleted: frozenset[str]


def find(server: FhirServer, kind: str, parameters: Parameters = (), *, post: bool = False) -> Iterator[Tree]:
    """Search a directory (ITI-90).

    :param kind: one of ``KINDS``
    :param parameters: such as ``[("name:contains", "みほん"), ("_include", "Location:organization")]``
    :raises UsageError: another kind of resource
    """
    yield from server.search(_kind(kind), parameters, post=post)


def updates(server: FhirServer, since: str | None = None, kinds: Iterable[str] = KINDS) -> Updates:
    """Fetch what has changed (ITI-91).

    :param since: an instant; everything there ever was without it
    """
    resources: dict[str, Tree] = {}
    deleted: set[str] = set()
    for kind in kinds:
        for path, resource in server.history(_kind(kind), since):
            if path in resources or path in deleted:
                continue  # the newest change comes first
            if resource is None:
                deleted.add(path)
            else:
                resources[path] = resource
    return Updates(resources, frozenset(deleted))


def publish(resources: Iterable[Tree], folder: Path, *, base: str, at: str) -> Path:
    """Write a directory as static files, and return the manifest, which is written last.

    Files are named by their content, so that a reader never gets half of an old and half of a new one. Files
    of earlier manifests stay; remove them when nobody can still be reading them.

    :param folder: an existing folder
    :param base: the URL under which the folder will be found, without a slash at its end
    :param at: an instant
    :raises UsageError: a resource that is not for a directory
    :raises StorageError: the disk is full
    :raises UnreachableError: the folder is not there, or may not be written
    """
    from carelink.fhir import json

    lines: dict[str, list[bytes]] = {}
    for resource in resources:
        lines.setdefault(_kind(str(resource.get("resourceType"))), []).append(json.write(resource))
    output = []
    for kind in sorted(lines):
        data = b"\n".join([*lines[kind], b""])
        name = f"{kind}-{hashlib.sha256(data).hexdigest()[:16]}.ndjson"
        replaced(folder / name, data)
        output.append({"type": kind, "url": f"{base}/{name}"})
    manifest = {
        "manifestType": MANIFEST_TYPE,
        "transactionTime": at,
        "requiresAccessToken": False,
        "output": output,
    }
    replaced(folder / MANIFEST, json.write(manifest))
    return folder / MANIFEST


def published(folder: Path) -> Iterator[Tree]:
    """Read a directory that was published to a folder, through its manifest.

    Only files beside the manifest are read, whatever its URLs say.

    :raises UnreachableError: no manifest, files that are missing or altered, or nonsense
    """
    from carelink.fhir import json

    manifest, _ = json.read(_read(folder, MANIFEST))
    output = manifest.get("output") if isinstance(manifest, dict) else None
    if not isinstance(output, list) or manifest is None or manifest.get("manifestType") != MANIFEST_TYPE:
        raise refusals.nonsense(str(folder))
    for one in output:
        name = str(one.get("url") if isinstance(one, dict) else None).rpartition("/")[2]
        if not _NAME.fullmatch(name):
            raise refusals.nonsense(str(folder))
        data = _read(folder, name)
        if hashlib.sha256(data).hexdigest()[:16] != name.partition("-")[2].partition(".")[0]:
            raise refusals.changed(str(folder))
        for line in filter(None, data.split(b"\n")):
            tree, _ = json.read(line)
            if not isinstance(tree, dict) or tree.get("resourceType") not in KINDS:
                raise refusals.nonsense(str(folder))
            yield tree


def _read(folder: Path, name: str) -> bytes:
    with told(folder):
        data, whole = read_capped(folder / name, LARGEST)
    if not whole:
        raise refusals.nonsense(str(folder))
    return data


def _kind(kind: str) -> str:
    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise UsageError(
            Words("名簿に入らない種類の情報です。", "This kind of resource is not for a directory."),
            hint=Words(known, known),
        )
    return kind
