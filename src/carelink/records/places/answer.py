"""An Observation per answer: its code is the item, its value the answer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from carelink import canonical
from carelink.records.codes import in_form_order
from carelink.records.document import ITEM
from carelink.records.kinds import Coded, Kind, Multi, Number
from carelink.records.places.root import stamped
from carelink.records.tree import DAR, Node, code_of, concept, dicts

if TYPE_CHECKING:
    from carelink.records.document import Document
    from carelink.records.item import Item

_JP: Final = "http://jpfhir.jp/fhir/core/CodeSystem/JP_SimpleObservationCategory_CS"
_OURS: Final = canonical.code_system("observation-category")

_HL7: Final = "http://terminology.hl7.org/CodeSystem/observation-category"

CATEGORIES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    # what JP_Observation_SocialHistory demands, beside the code that R4 prefers
    "social-history": ((_JP, "social-history"), (_HL7, "social-history")),
    # the PACIO pattern: assessed by asking and watching; no Japanese category exists
    "functioning": ((_OURS, "functioning"), (_HL7, "survey")),
    "consultation": ((_OURS, "consultation"),),
    "wish": ((_OURS, "wish"),),
    "meeting": ((_OURS, "meeting"),),
    # not by LOINC code: those would claim the vital-signs profile, whose units are not the printed ones
    "measure": ((_OURS, "measure"), (_HL7, "vital-signs")),
}


_JP_VALUES: Final = frozenset({"valueQuantity", "valueCodeableConcept", "valueString"})
"""What JP_Observation_SocialHistory lets be an answer; a day or a yes is social history for R4 only."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``Observation.code`` is the item, ``value[x]`` the answer; many ticks are one component each.

    不明 is ``dataAbsentReason`` = unknown, not a code. A component of a multiple answer repeats the code of
    its Observation, which obs-7 allows as long as the Observation itself has no value.

    :param about: whether it is about the person; what is said about a call is not
    """

    category: str
    about: bool = True
    code: str = ""
    key: str = ""
    section: str = ""
    ja: str = ""
    kind: Kind = field(default_factory=Kind)
    slot: str = ""

    def bind(self, item: Item) -> Answer:
        """Return this place, knowing code, section and kind of its item."""
        kind = item.kind or Kind()
        if isinstance(kind, Number):
            raise TypeError(f"{item.path}: Observation.value[x] has no decimal, give the item a unit")
        one = kind.one if isinstance(kind, Multi) else kind
        return replace(
            self,
            code=self.code or item.code,
            key=item.key,
            section=item.section.code,
            ja=item.ja,
            kind=kind,
            slot="value" + one.suffix,
        )

    def get(self, doc: Document, here: Node | None) -> Any:  # noqa: ARG002  same door for every place
        """Return the answer, or None."""
        found = doc.coded.get(("Observation", self.code))
        if not found:
            return None
        node = found[0]
        doc.claim(node)
        if isinstance(self.kind, Multi):
            return self._ticks(doc, node, self.kind.one)
        value = read_answer(node, self.slot, self.kind)
        if value is not None:
            doc.claim(node, self.slot, "dataAbsentReason")
        return value

    def _ticks(self, doc: Document, node: Node, one: Coded) -> Any:
        components = dicts(node.get("component"))
        ticks = {
            t.member: t for c in reversed(components) if (t := read_answer(c, self.slot, one)) is not None
        }
        if ticks and len(ticks) == len(components):
            doc.claim(node, "component")
        return in_form_order(tuple(ticks.values())) if ticks else None

    def put(self, doc: Document, here: Node | None, value: Any) -> None:  # noqa: ARG002  as above
        """Write the answer; the codings of an older answer go, a stale synonym is worse than none."""
        found = doc.coded.get(("Observation", self.code))
        if value is None:
            if found:
                doc.drop(found[0])
            return
        node = found[0] if found else self._new(doc)
        doc.untell(node, self.section)
        if isinstance(self.kind, Multi):
            self._tick(node, value, self.kind.one)
        else:
            for name in [n for n in node if n.startswith("value")]:
                del node[name]
            _write(node, self.slot, self.kind, value)

    def _tick(self, node: Node, value: Any, one: Coded) -> None:
        wanted = list(value)
        kept: list[Node] = []
        for component in dicts(node.get("component")):
            known = read_answer(component, self.slot, one)
            if known is None:
                kept.append(component)  # not ours: somebody else's component stays
                continue
            same = next((t for t in wanted if t.member is known.member), None)
            if same is not None:
                wanted.remove(same)
                kept.append(component if same == known else _write(component, self.slot, one, same))
        kept += [_write({"code": concept(ITEM, self.code, self.ja)}, self.slot, one, tick) for tick in wanted]
        node["component"] = kept

    def _new(self, doc: Document) -> Node:
        node: Node = {
            **stamped("Observation", answer_profile(self.kind)),
            "status": "final",
            "category": [
                {"coding": [{"system": system, "code": code}]}
                for system, code in CATEGORIES[self.category]
                if system != _JP or self.slot in _JP_VALUES
            ],
            "code": concept(ITEM, self.code, self.ja),
        }
        subject = doc.subject
        if self.about and subject is not None:
            node["subject"] = subject
        return doc.add(node, self.key, self.section)

    def where(self, doc: Document, here: Node | None) -> str:  # noqa: ARG002  as above
        """Return the path of the value; of a missing answer, its section (or where that would be)."""
        found = doc.find("Observation", self.code)
        if found:
            return doc.path(found[0]) + (".component" if isinstance(self.kind, Multi) else ".value")
        return doc.section_path(self.section)


def answer_profile(kind: Kind) -> str:
    """Return the short name of the Observation profile of every answer of this kind."""
    match kind:
        case Multi(one):
            return f"ticks-{one.list.slug}"
        case Coded(list=code_list):
            return f"answer-{code_list.slug}"
    return f"answer-{type(kind).__name__.lower()}"


def _write(node: Node, slot: str, kind: Kind, value: Any) -> Node:
    node.pop("dataAbsentReason", None)
    if isinstance(kind, Coded) and value.member.name == "UNKNOWN":
        node["dataAbsentReason"] = concept(DAR, "unknown")
    else:
        node[slot] = kind.write(value)
    return node


def read_answer(node: Node, slot: str, kind: Kind) -> Any:
    """Return the answer that an Observation, or a component of one, holds in ``slot``."""
    raw = node.get(slot)
    if raw is not None:
        return kind.read(raw)
    if isinstance(kind, Coded) and code_of(node.get("dataAbsentReason"), DAR) in {"unknown", "asked-unknown"}:
        return kind.list.by_code("unknown")
    return None


def answer() -> Answer:
    """Return the usual place of what a person is, has and wants (social history)."""
    return Answer("social-history")


def functioning() -> Answer:
    """Return the usual place of what a person can do and what care it needs."""
    return Answer("functioning")


def said() -> Answer:
    """Return the usual place of what is noted about a consultation itself, not about the person."""
    return Answer("consultation", about=False)


def minuted() -> Answer:
    """Return the usual place of what minutes note about the meeting itself."""
    return Answer("meeting", about=False)


def wished() -> Answer:
    """Return the usual place of what a person wishes for the end of life: no category of HL7's fits."""
    return Answer("wish")


def measured() -> Answer:
    """Return the usual place of what was measured on the person."""
    return Answer("measure")
