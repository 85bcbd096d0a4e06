"""A Document for who only looks: nothing is noted, nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.records.document import ITEM, SLOTS, Document
from carelink.records.standing import stands

if TYPE_CHECKING:
    from carelink.records.tree import Node


class Seen(Document):
    """A Document that does not note what has been understood."""

    def claim(self, resource: Node, *names: str) -> None:
        """Note nothing: a check does not ask what has been understood."""

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
