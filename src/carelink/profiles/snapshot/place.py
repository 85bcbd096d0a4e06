"""Find, or make, the snapshot element that a differential element speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carelink.profiles.snapshot.draft import ProfileFault
from carelink.profiles.urls import bare

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.profiles.snapshot.draft import Draft, Element

Lookup = "Callable[[str], list[Element] | None]"
_ELEMENT = "http://hl7.org/fhir/StructureDefinition/Element"


class Placer(NamedTuple):
    """Walks the segments of an id through a draft, expanding and slicing on the way."""

    draft: Draft
    snapshot_of: Callable[[str], list[Element] | None]

    def place(self, id_: str) -> str:
        """Return the id of the element in the draft; it exists afterwards.

        :raises ProfileFault: there can be no such element
        """
        root, *segments = id_.split(".")
        if self.draft.get(root) is None:
            raise ProfileFault("other-root")
        current = root
        for segment in segments:
            current = self._step(current, segment)
        return current

    def _step(self, parent: str, segment: str) -> str:
        name, _, slice_name = segment.partition(":")
        if not self.draft.has_children(parent):
            self._expand(parent)
        child = f"{parent}.{name}"
        if self.draft.get(child) is None:
            child, type_code = self._shortcut(parent, name)
            slice_name = slice_name or name
            return self._slice(child, slice_name, type_code)
        return self._slice(child, slice_name, None) if slice_name else child

    def _shortcut(self, parent: str, name: str) -> tuple[str, str]:
        """Return the choice element and type that ``valueQuantity`` stands for."""
        for element in self.draft.children(parent):
            if element["id"].endswith("[x]"):
                stem = element["id"].rpartition(".")[2][:-3]
                if (code := type_named(element, stem, name)) is not None:
                    return element["id"], code
        raise ProfileFault("no-such-element")

    def _slice(self, head: str, slice_name: str, type_code: str | None) -> str:
        """Return the slice, made from its head (or parent slice) when it is new."""
        parts = slice_name.split("/")
        for depth in range(1, len(parts) + 1):
            name = "/".join(parts[:depth])
            if self.draft.get(f"{head}:{name}") is None and depth == len(parts):
                self._new_slice(head, name, type_code)
        return f"{head}:{slice_name}"

    def _new_slice(self, head: str, name: str, type_code: str | None) -> None:
        element = self.draft[head]
        last = element["path"].rpartition(".")[2]
        self._imply_slicing(element, last)
        parent_slice = name.rpartition("/")[0] or None
        source = head
        if parent_slice and self.draft.get(f"{head}:{parent_slice}") is not None:
            source = f"{head}:{parent_slice}"
        block = self.draft.copy_block(source, f"{head}:{name}")
        first = block[0]
        first.pop("slicing", None)
        first.pop("mustSupport", None)
        first["sliceName"] = name
        choice = last.endswith("[x]")
        if not (choice and len(element.get("type", [])) == 1):
            first["min"] = 0
        if choice and (code := type_code or type_named(element, last[:-3], name)) is not None:
            first["type"] = [t for t in first.get("type", []) if t.get("code") == code]
        self.draft.insert(self.draft.after_slices(head, parent_slice), block)

    def _imply_slicing(self, head: Element, last: str) -> None:
        if "slicing" in head:
            return
        if last in ("extension", "modifierExtension"):
            head["slicing"] = _by("value", "url")
            self.draft.auto_sliced.add(head["id"])
        elif last.endswith("[x]"):
            head["slicing"] = _by("type", "$this")

    def _expand(self, id_: str) -> None:
        element = self.draft[id_]
        if "contentReference" in element:
            self._follow_reference(element)
            return
        source = self._definition_of(element)
        root = source[0]
        self.draft.insert_children(id_, source[1:], str(root.get("id", root["path"])), str(root["path"]))

    def _follow_reference(self, element: Element) -> None:
        target = str(element.pop("contentReference")).rpartition("#")[2]
        source = self.snapshot_of(target.partition(".")[0])
        start = next((i for i, e in enumerate(source or []) if e.get("id", e["path"]) == target), None)
        if source is None or start is None:
            raise ProfileFault("no-such-reference")
        element["type"] = list(source[start].get("type", []))
        below = [e for e in source[start + 1 :] if str(e.get("id", e["path"])).startswith(target + ".")]
        self.draft.insert_children(str(element["id"]), below, target, str(source[start]["path"]))

    def _definition_of(self, element: Element) -> list[Element]:
        types = element.get("type", [])
        if not types:
            raise ProfileFault("element-without-type")
        source = None
        if len({t.get("code") for t in types}) > 1:
            source = self.snapshot_of(_ELEMENT)
        else:
            profiles = [p for t in types for p in t.get("profile", [])]
            if len(profiles) == 1:
                source = self.snapshot_of(bare(profiles[0]))
            if source is None:
                source = self.snapshot_of(types[0].get("code", ""))
        if source is None:
            raise ProfileFault("unknown-type")
        return source


def type_named(element: Element, stem: str, name: str) -> str | None:
    """Return the type of a choice element whose JSON name is ``name`` (``valueQuantity``)."""
    for type_ in element.get("type", []):
        code: str = type_.get("code", "")
        if code and name == stem + code[0].upper() + code[1:]:
            return code
    return None


def _by(kind: str, path: str) -> Element:
    return {"discriminator": [{"type": kind, "path": path}], "ordered": False, "rules": "open"}
