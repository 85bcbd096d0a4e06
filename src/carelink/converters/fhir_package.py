"""A FHIR package of examples (.tgz): records as ``package/example/*.json``, in and out.

The layout is that of FHIR NPM packages: ``package/package.json``, ``package/.index.json``, examples in a
folder of their own. Packages of others are read too: every JSON below ``example`` or ``examples`` is one
record or one refusal; profiles and terminology beside them are not ours to read. The same records give
the same bytes.
"""

from __future__ import annotations

import gzip
import io
import json as plain
import tarfile
from typing import TYPE_CHECKING, Any, Final

from carelink import canonical
from carelink.converters.batch import Batch
from carelink.converters.fhir_trees import batch_of
from carelink.converters.rules import files as rules
from carelink.findings import Report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from carelink.findings import Finding

FORMAT: Final = "fhir-package"
MAGIC: Final = b"\x1f\x8b"
"""How every gzip file begins."""
_FOLDERS: Final = ("example/", "examples/")


def read_all(data: bytes, *, written: datetime | None = None) -> Batch:  # noqa: ARG001  FHIR says the time itself
    """Return the records of the examples; nothing is unpacked to disk, and all is bounded."""
    from carelink.errors import UnknownProfileError
    from carelink.fhir import json
    from carelink.profiles.archive import files_of

    try:
        members = files_of(data)
    except UnknownProfileError:
        return Batch((), Report([rules.PACKAGE_UNREADABLE.at("file")]), 1, 1, FORMAT)
    records: list[Any] = []
    found: list[Finding] = []
    refused = 0
    examples = {name: content for name, content in members.items() if name.startswith(_FOLDERS)}
    for name, content in sorted(examples.items()):
        if name.endswith("/.index.json"):
            continue
        tree, findings = json.read(content)
        batch = batch_of(tree, findings, FORMAT)
        records += batch.records
        refused += batch.refused
        found += batch.report
    if not examples:
        return Batch((), Report([rules.PACKAGE_EMPTY.at("file")]), 1, 1, FORMAT)
    return Batch(tuple(records), Report(found), len(records) + refused, refused, FORMAT)


def to_bytes(records: Sequence[Any]) -> bytes:
    """Return a package of these records, of any kinds."""
    from carelink.fhir import json

    trees = [(f"{r.kind}-{r.id}", r.to_fhir()) for r in records]
    members: dict[str, bytes] = {
        "package/package.json": _json(
            {
                "name": "carelink.examples",
                "version": "0.0.0",
                "description": "Records of carelink as examples",
                "author": "carelink",
                "canonical": canonical.base(),
                "fhirVersions": ["4.0.1"],
                "dependencies": {"hl7.fhir.r4.core": "4.0.1"},
                "type": "fhir.examples",
            }
        ),
        "package/example/.index.json": _json(
            {
                "index-version": 1,
                "files": [
                    {"filename": f"{name}.json", "resourceType": "Bundle", "id": name.rpartition("-")[2]}
                    for name, _ in trees
                ],
            }
        ),
    }
    for number, (name, tree) in enumerate(trees):
        path = f"package/example/{name}.json"
        members[path if path not in members else f"package/example/{name}-{number}.json"] = json.write(
            tree, indent=2
        )
    return _packed(members)


def _json(value: Any) -> bytes:
    return plain.dumps(value, ensure_ascii=False, indent=2).encode()


def _packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=out, mode="wb", mtime=0, filename="") as packed,
        tarfile.open(fileobj=packed, mode="w") as tar,
    ):
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return out.getvalue()


__all__ = ["FORMAT", "MAGIC", "read_all", "to_bytes"]
