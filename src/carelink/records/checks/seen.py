"""A Document for who only looks: nothing is noted, nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.records.document import ITEM, SECTION, SLOTS, Document
from carelink.records.standing import SOUND, stands
from carelink.records.tree import code_of, dicts

if TYPE_CHECKING:
    from carelink.records.tree import Node

_DEEPEST: Final = 8


class Seen(Document):
    """A Document that does not note what has been understood.

    It holds the same index as any Document; how it comes by it is written out, for every resource of every
    sheet that is validated passes here.
    """

    def claim(self, resource: Node, *names: str) -> None:
        """Note nothing: a check does not ask what has been understood."""

    def section_path(self, code: str) -> str:
        """Return the path of a section, looked for once: a sheet leaves many boxes of a section empty."""
        found = self._section_paths.get(code)
        if found is None:
            found = self._section_paths[code] = super().section_path(code)
        return found

    def _index_all(self) -> None:
        self._section_paths: dict[str, str] = {}
        known = _plainly(self.bundle.get("entry")) if self.mine is None else None
        if known is None:
            super()._index_all()
        else:
            self.by_ref = known
            self.full_url = dict(zip(map(id, known.values()), known, strict=True))

    def _read_sections(self, sections: list[Node], depth: int = 0) -> None:
        for section in sections:
            code = code_of(section.get("code"), SECTION)
            if code is not None:
                self.sections.setdefault(code, section)
            refs = section.get("entry")
            if type(refs) is list:
                self._take(refs)
            if depth < _DEEPEST and "section" in section:
                self._read_sections(dicts(section["section"]), depth + 1)

    def _take(self, refs: list[Any]) -> None:  # noqa: C901 - hot: no calls
        by_ref, coded = self.by_ref, self.coded
        for ref in refs:
            target = ref.get("reference") if type(ref) is dict else None
            resource = by_ref.get(target) if type(target) is str else None
            if resource is None or type(kind := resource.get("resourceType")) is not str:
                continue
            doubted = "modifierExtension" in resource or "verificationStatus" in resource
            if (doubted or resource.get("status") not in SOUND) and not stands(resource):
                continue
            for name in SLOTS:
                if name not in resource:
                    continue
                value = resource[name]
                for concept in value if type(value) is list else (value,):
                    codings = concept.get("coding") if type(concept) is dict else None
                    for coding in codings if type(codings) is list else ():
                        if type(coding) is dict and coding.get("system") == ITEM:
                            code = coding.get("code")
                            if type(code) is str and (kind, code) not in coded:
                                coded[kind, code] = [resource]
                            elif type(code) is str:
                                self._keep((kind, code), resource)
                            break


def _plainly(entries: Any) -> dict[str, Node] | None:
    """Return the resources by URL where each has its own and no id, else None: they need a closer look."""
    try:
        known: dict[str, Node] = {entry["fullUrl"]: entry["resource"] for entry in entries}
    except (KeyError, TypeError):
        return None
    if len(known) != len(entries) or {*map(type, known)} != {str} or {*map(type, known.values())} != {dict}:
        return None
    return None if any("id" in resource for resource in known.values()) else known
