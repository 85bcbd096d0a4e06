"""A Bundle with an index: found by role, by code and by reference, never by position."""

from __future__ import annotations

from hashlib import sha1
from typing import TYPE_CHECKING, Any, Final

from carelink import canonical
from carelink.records.standing import stands
from carelink.records.tree import Node, code_of, concept, dicts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from uuid import UUID

ITEM: Final = canonical.code_system("item")
"""The code system of all items; its codes are the attribute names, hence wire format."""

SECTION: Final = canonical.code_system("section")
"""The code system of the sections of all forms."""

SLOTS: Final = ("code", "relationship", "category", "topic", "type")
"""Elements that may carry an item code."""


def stable(space: UUID, key: str) -> str:
    """Return a name-based (version 5) UUID of ``key`` within ``space``: same record, same bytes."""
    h = sha1(space.bytes + key.encode(), usedforsecurity=False).hexdigest()
    return f"{h[:8]}-{h[8:12]}-5{h[13:16]}-{'89ab'[int(h[16], 16) & 3]}{h[17:20]}-{h[20:32]}"


class Document:
    """One record inside a Bundle.

    :param bundle: the tree; changed in place by ``add`` and ``drop``, never copied here
    :param root: the resource that roles start from (Composition, or HealthcareService of a facility)
    :param space: id of the record, the name space of the ids of its resources
    :param titles: what sections are called, by code, for those that have to be made
    :param entries: positions of the entries that belong to the record; all of them when not given
    """

    touched: set[int] | None = None
    """Ids of resources that were added or changed, whose narrative has to be told again."""
    repeated = False
    """Whether two resources in sections carry the same code."""

    def __init__(
        self,
        bundle: Node,
        root: Node,
        space: UUID,
        *,
        titles: Mapping[str, str] | None = None,
        entries: Iterable[int] | None = None,
    ) -> None:
        self.bundle = bundle
        self.root = root
        self.space = space
        self.titles = titles or {}
        self.by_ref: dict[str, Node] = {}
        self.full_url: dict[int, str] = {}
        self.coded: dict[tuple[str, str], list[Node]] = {}
        self.sections: dict[str, Node] = {}
        self.claimed: dict[int, set[str]] = {}
        self.touched = set()
        self._positions: dict[int, int] | None = None
        self.mine = None if entries is None else set(entries)
        self._index_all()
        if self.is_document:
            self._read_sections(dicts(root.get("section")))

    @property
    def is_document(self) -> bool:
        """Whether a Composition leads it; a facility has none."""
        return self.root.get("resourceType") == "Composition"

    def entries(self) -> Iterator[tuple[int, Node]]:
        """Yield position and entry of everything that belongs to this record and holds a resource."""
        for i, entry in enumerate(self.bundle.get("entry") or ()):
            mine = self.mine is None or i in self.mine
            if mine and isinstance(entry, dict) and isinstance(entry.get("resource"), dict):
                yield i, entry

    def _index_all(self) -> None:
        for _, entry in self.entries():
            self._index(entry)

    def _index(self, entry: Node) -> None:
        resource = entry["resource"]
        url = entry.get("fullUrl")
        if isinstance(url, str):
            self.by_ref.setdefault(url, resource)
            self.full_url[id(resource)] = url
        own = resource.get("id")
        if isinstance(own, str):
            relative = f"{resource.get('resourceType')}/{own}"
            self.by_ref.setdefault(relative, resource)
            self.full_url.setdefault(id(resource), relative)

    def _read_sections(self, sections: list[Node], depth: int = 0) -> None:
        for section in sections:
            code = code_of(section.get("code"), SECTION)
            if code is not None:
                self.sections.setdefault(code, section)
            refs = section.get("entry")
            for ref in refs if type(refs) is list else ():
                target = ref.get("reference") if isinstance(ref, dict) else None
                resource = self.by_ref.get(target) if isinstance(target, str) else None
                if resource is not None:
                    self._code(resource)
            if depth < 8 and "section" in section:  # noqa: PLR2004  forms nest twice at most; a hostile tree may not go on for ever
                self._read_sections(dicts(section["section"]), depth + 1)

    def _code(self, resource: Node) -> None:
        kind = resource.get("resourceType")
        if not isinstance(kind, str) or not stands(resource):
            return
        for name in SLOTS:
            value = resource.get(name)
            if value is None:
                continue
            for candidate in value if isinstance(value, list) else (value,):
                code = code_of(candidate, ITEM)
                if code is not None:
                    self._keep((kind, code), resource)

    def _keep(self, key: tuple[str, str], resource: Node) -> None:
        known = self.coded.get(key)
        if known is None:
            self.coded[key] = [resource]
        elif not any(r is resource for r in known):
            known.append(resource)
            self.repeated = True

    # --- reading ------------------------------------------------------------------------------

    def find(self, kind: str, code: str) -> list[Node]:
        """Return the resources of type ``kind`` that a section holds and that carry this item code."""
        return self.coded.get((kind, code), [])

    def resolve(self, reference: Any) -> Node | None:
        """Return the resource of this Bundle that a Reference points at."""
        target = reference.get("reference") if isinstance(reference, dict) else None
        return self.by_ref.get(target) if isinstance(target, str) else None

    def follow(self, node: Node, name: str, kind: str = "") -> Node | None:
        """Return the first resource that ``node.name`` refers to, of type ``kind`` if one is given."""
        value = node.get(name)
        for reference in value if isinstance(value, list) else (value,):
            found = self.resolve(reference)
            if found is not None and (not kind or found.get("resourceType") == kind) and stands(found):
                return found
        return None

    @property
    def subject(self) -> Node | None:
        """The reference to the person the document is about, None when it is about nobody."""
        subject = self.root.get("subject")
        if isinstance(subject, dict) and isinstance(subject.get("reference"), str):
            return {"reference": subject["reference"]}
        return None

    def path(self, node: Node) -> str:
        """Return where a resource stands in the Bundle."""
        if self._positions is None:
            self._positions = {id(e["resource"]): i for i, e in self.entries()}
        position = self._positions.get(id(node))
        return "Bundle" if position is None else f"Bundle.entry[{position}].resource"

    def section_path(self, code: str) -> str:
        """Return the path of a section of the Composition, or of all of them when it is missing."""
        sections = self.root.get("section")
        wanted = self.sections.get(code)
        if wanted is not None and isinstance(sections, list):
            for i, section in enumerate(sections):
                if section is wanted:
                    return f"{self.path(self.root)}.section[{i}]"
        return f"{self.path(self.root)}.section"

    def claim(self, resource: Node, *names: str) -> None:
        """Note that these elements of a resource have been understood; the rest is reported as unread."""
        self.claimed.setdefault(id(resource), set()).update(names)

    # --- writing ------------------------------------------------------------------------------

    def add(self, resource: Node, key: str, section: str | None = None) -> Node:
        """Append a resource with a stable id made of ``key``; list it in a section when one is given."""
        url = self._unused(key)
        entry = {"fullUrl": url, "resource": resource}
        entries = self.bundle.setdefault("entry", [])
        if self.mine is not None:
            self.mine.add(len(entries))
        entries.append(entry)
        self._positions = None
        self._index(entry)
        if self.touched is not None:
            self.touched.add(id(resource))
        if section is not None and self.is_document:
            self.section(section).setdefault("entry", []).append({"reference": url})
            self._code(resource)
        return resource

    def _unused(self, key: str) -> str:
        url = f"urn:uuid:{stable(self.space, key)}"
        again = 1
        while url in self.by_ref:
            again += 1
            url = f"urn:uuid:{stable(self.space, f'{key}/{again}')}"
        return url

    def drop(self, resource: Node) -> None:
        """Take a resource out, with every section's reference to it."""
        for section in dicts(self.root.get("section")):
            self._unlist(section, resource)
        removed = [i for i, e in self.entries() if e["resource"] is resource]
        for i in reversed(removed):
            del self.bundle["entry"][i]
            if self.mine is not None:
                self.mine = {n if n < i else n - 1 for n in self.mine if n != i}
        for known in self.coded.values():
            known[:] = [r for r in known if r is not resource]
        for url in [u for u, r in self.by_ref.items() if r is resource]:
            del self.by_ref[url]
        self.full_url.pop(id(resource), None)
        self.claimed.pop(id(resource), None)
        self._positions = None

    def _unlist(self, section: Node, resource: Node) -> None:
        refs = section.get("entry")
        if isinstance(refs, list):
            left = [r for r in refs if self.resolve(r) is not resource]
            if len(left) != len(refs):
                section["entry"] = left
                if not left:
                    del section["entry"]
        for inner in dicts(section.get("section")):
            self._unlist(inner, resource)

    def section(self, code: str, title: str | None = None) -> Node:
        """Return the section with this code, made at the end when it is not there yet."""
        found = self.sections.get(code)
        if found is None:
            found = {"title": title or self.titles.get(code, code), "code": concept(SECTION, code)}
            self.sections[code] = found
            self.root.setdefault("section", []).append(found)
        return found

    def untell(self, resource: Node | None, section: str = "") -> None:
        """Take away narratives of what is about to change: one that tells the old answer is dangerous."""
        if resource is not None:
            resource.pop("text", None)
            if self.touched is not None:
                self.touched.add(id(resource))
        held = self.sections.get(section) if section else None
        if held is not None and held.get("entry"):
            held.pop("text", None)

    def leave(self, code: str) -> None:
        """Remove a section that has become an empty shell (cmp-1: text, entries or sections)."""
        found = self.sections.get(code)
        if found is None or found.keys() - {"title", "code", "emptyReason"}:
            return
        self.root["section"] = [s for s in self.root.get("section", ()) if s is not found]
        if not self.root["section"]:
            del self.root["section"]
        del self.sections[code]

    def reference(self, resource: Node) -> Node:
        """Return a Reference to a resource of this Bundle."""
        return {"reference": self.full_url[id(resource)]}
