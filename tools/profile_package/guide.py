"""The ImplementationGuide: what the package holds, each artefact and example with its name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from carelink import canonical
from carelink.records.derive import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Node = dict[str, Any]


def guide(artefacts: Iterable[Node], examples: Mapping[str, Node]) -> Node:
    """Return the ImplementationGuide of these artefacts and examples."""
    package = json.loads((canonical.home() / "package.json").read_text("utf-8"))
    made = parts.head("ImplementationGuide", "carelink", package["title"], package["description"])
    del made["jurisdiction"]
    return {
        **made,
        "name": "Carelink",
        "packageId": package["name"],
        "license": package["license"],
        "fhirVersion": package["fhirVersions"],
        "definition": {
            "resource": [*_artefacts(artefacts), *_examples(examples)],
            "page": {"nameUrl": "index.html", "title": package["title"], "generation": "markdown"},
        },
    }


def _artefacts(artefacts: Iterable[Node]) -> Iterator[Node]:
    for one in sorted(artefacts, key=lambda a: (a["resourceType"], a["id"])):
        reference = {"reference": f"{one['resourceType']}/{one['id']}"}
        yield {"reference": reference, "name": one.get("title") or one["name"], "exampleBoolean": False}


def _examples(examples: Mapping[str, Node]) -> Iterator[Node]:
    for profile, one in examples.items():
        yield {
            "reference": {"reference": f"{one['resourceType']}/{one['id']}"},
            "name": f"例: {profile}",
            "exampleCanonical": canonical.structure(profile),
        }
