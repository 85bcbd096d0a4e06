"""A resource per tick, in a section of its own: 疾患歴 as Conditions, 医療処置 as Procedures."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from carelink.records.codes import in_form_order
from carelink.records.kinds import Coded, Multi
from carelink.records.places.root import stamped
from carelink.records.standing import stands
from carelink.records.tree import EMPTY, Node, code_of, concept, copied, dicts
from carelink.records.xhtml import narrative, paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carelink.records.document import Document
    from carelink.records.item import Item


@dataclass(frozen=True, slots=True)
class Each:
    """One resource per ticked option; なし is the section's ``emptyReason`` = nilknown, with text (cmp-1)."""

    type: str
    rest: Mapping[str, Any] = field(default_factory=dict, hash=False)
    key: str = ""
    section: str = ""
    ja: str = ""
    kind: Coded | None = None

    def bind(self, item: Item) -> Each:
        """Return this place, knowing its list; its section is the item's own."""
        if not isinstance(item.kind, Multi):
            raise TypeError(f"{item.path}: a resource per tick needs Ticks")
        return replace(self, key=item.key, section=item.code, ja=item.ja, kind=item.kind.one)

    def resources(self, doc: Document, section: Node) -> list[tuple[Any, Node]]:
        """Return the ticks of the section with the resource of each."""
        found = []
        for ref in dicts(section.get("entry")):
            node = doc.resolve(ref)
            if node is None or self.kind is None:
                continue
            if node.get("resourceType") == self.type and stands(node):
                value = self.kind.read(node.get("code"))
                if value is not None:
                    found.append((value, node))
        return found

    def get(self, doc: Document, here: Node | None) -> Any:  # noqa: ARG002  same door for every place
        """Return the ticks, or None."""
        section = doc.sections.get(self.section)
        if section is None or self.kind is None:
            return None
        doc.claim(section, "title", "code")
        ticks: dict[Any, Any] = {}
        for value, node in self.resources(doc, section):
            if value.member not in ticks:
                doc.claim(node, "code")
                ticks[value.member] = value
        if ticks:
            return in_form_order(tuple(ticks.values()))
        none = self.kind.list.by_code("none")
        if none is not None and code_of(section.get("emptyReason"), EMPTY) == "nilknown":
            doc.claim(section, "emptyReason", "text")
            return (none,)
        return None

    def put(self, doc: Document, here: Node | None, value: Any) -> None:  # noqa: ARG002  as above
        """Write the ticks; resources that already say one of them stay as they are."""
        wanted = list(value or ())
        doc.untell(None, self.section)
        section = doc.sections.get(self.section)
        if section is not None:
            self._clear(doc, section, wanted)
        if not wanted:
            doc.leave(self.section)
            return
        section = doc.section(self.section, self.ja)
        if any(t.member.name == "NONE" for t in wanted):
            section["emptyReason"] = concept(EMPTY, "nilknown")
            section["text"] = narrative([paragraph(self.ja, wanted[0].label)])
            wanted = [t for t in wanted if t.member.name != "NONE"]
        for tick in wanted:
            self._add(doc, tick)

    def _clear(self, doc: Document, section: Node, wanted: list[Any]) -> None:
        for known, node in self.resources(doc, section):
            same = next((t for t in wanted if t.member is known.member), None)
            if same is None or self.kind is None:
                doc.drop(node)
                continue
            wanted.remove(same)
            if same != known:  # the same option with another text: the resource stays
                node["code"] = self.kind.write(same)
                doc.untell(node)
        if section.pop("emptyReason", None) is not None:
            section.pop("text", None)

    def _add(self, doc: Document, tick: Any) -> None:
        if self.kind is None:
            return
        node: Node = {
            **stamped(self.type, f"ticked-{self.kind.list.slug}"),
            **copied(dict(self.rest)),
            "code": self.kind.write(tick),
        }
        subject = doc.subject
        if subject is not None:
            node["subject"] = subject
        doc.add(node, f"{self.key}/{tick.member.code}", self.section)

    def where(self, doc: Document, here: Node | None) -> str:  # noqa: ARG002  as above
        """Return the path of the section."""
        return doc.section_path(self.section)


def procedures() -> Each:
    """Return the place of 医療処置: what is being done goes on."""
    return Each("Procedure", {"status": "in-progress"})


def conditions() -> Each:
    """Return the place of 疾患歴: a Condition per disease, its clinical status not claimed."""
    return Each("Condition")
