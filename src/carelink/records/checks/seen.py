"""A Document for who only looks: found by reference and by code, nothing noted, nothing written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink.records.document import ITEM, SLOTS, Document
from carelink.records.standing import stands

if TYPE_CHECKING:
    from carelink.records.tree import Node


class Seen(Document):
    """A Document without the indexes that writing and reporting need."""

    def claim(self, resource: Node, *names: str) -> None:
        """Note nothing: a check does not ask what has been understood."""

    def _index(self, entry: dict[str, Any]) -> None:
        resource = entry["resource"]
        url = entry.get("fullUrl")
        if isinstance(url, str):
            self.by_ref.setdefault(url, resource)
        if "id" in resource and isinstance(resource["id"], str):
            self.by_ref.setdefault(f"{resource.get('resourceType')}/{resource['id']}", resource)

    def _code(self, resource: Node) -> None:
        """Index as a Document does; written out, for a hundred resources pass here."""
        kind = resource.get("resourceType")
        if not isinstance(kind, str) or not stands(resource):
            return
        for name in SLOTS:
            if name not in resource:
                continue
            value = resource[name]
            for concept in value if isinstance(value, list) else (value,):
                codings = concept.get("coding") if isinstance(concept, dict) else None
                if not isinstance(codings, list):
                    continue
                for coding in codings:
                    if isinstance(coding, dict) and coding.get("system") == ITEM:
                        if isinstance(code := coding.get("code"), str):
                            self._keep((kind, code), resource)
                        break
