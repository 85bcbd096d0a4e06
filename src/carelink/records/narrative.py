"""What a person reads in a viewer that knows nothing of our codes: a generated narrative everywhere.

The narrative of a document's sections is what its author stands by (FHIR R4, documents), so every stated
answer is told there in the words of the form, and once more in the resource that holds it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from carelink.records import local
from carelink.records.local import SECTION_CODE
from carelink.records.places import Answer, Both, Each, Element, PersonName, Resources, Role, Rows, Tagged
from carelink.records.words import word, words
from carelink.records.xhtml import narrative, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carelink.records.document import Document
    from carelink.records.forms import Form
    from carelink.records.item import Item
    from carelink.records.tree import Node

_NAMELESS: Final = {
    "PractitionerRole": "担当者",
    "Patient": "利用者(患者)",
    "Organization": "機関",
    "Provenance": "訂正・取消の記録",
}


def narrate(doc: Document, form: Form, record: Any, only: Iterable[str] | None = None) -> None:
    """Tell the sections: all that say anything, or those in ``only`` (what has changed)."""
    told = _told(form, record)
    for code in told if only is None else only:
        if code in told:
            doc.section(code)["text"] = narrative(told[code])
        elif code in doc.sections:
            doc.sections[code].pop("text", None)
            doc.leave(code)
    if only is None and isinstance(doc.root.get("section"), list):
        order = {code: i for i, code in enumerate(section_codes(form))}
        by_code = {id(section): order.get(code, len(order)) for code, section in doc.sections.items()}
        doc.root["section"] = sorted(doc.root["section"], key=lambda s: by_code.get(id(s), len(order)))
    _tell_resources(doc, form, record)


def _tell_resources(doc: Document, form: Form, record: Any) -> None:
    """Tell what was added or changed; a resource that was only read keeps what it says."""
    touched = doc.touched or set()
    told: dict[int, list[str]] = {id(doc.root): [paragraph(form.title, word(record.written))]}
    for item in form.items:
        value = item.of(record)
        if value is not None:
            for node, said in _owners(doc, item, value):
                if id(node) in touched:
                    told.setdefault(id(node), []).append(paragraph(item.ja, said))
    for code, value, node in local.answers(doc):
        told.setdefault(id(node), []).append(paragraph(code, word(value)))
    for _, entry in doc.entries():
        resource = entry["resource"]
        if id(resource) in touched:
            kind = resource["resourceType"]
            resource["text"] = narrative(told.get(id(resource)) or [paragraph(_NAMELESS.get(kind, kind), "")])


def _owners(doc: Document, item: Item, value: Any) -> Iterator[tuple[Node, str]]:
    """Yield the resources that hold an answer, each with what it holds of it."""
    match item.at:
        case Answer():
            for node in doc.find("Observation", item.code)[:1]:
                yield node, words(item, value)
        case Each():
            for tick, node in item.at.resources(doc, doc.sections.get(item.code, {})):
                yield node, word(tick)
        case Resources():
            rows = value if item.many else (value,)
            for node, row in zip(doc.find(item.at.type, item.code), rows, strict=False):
                yield node, words(item, (row,) if item.many else row)
        case Element() | PersonName() | Both() | Rows():
            for root in _roots(item.at):
                found = root.find(doc, None)
                if found is not None:
                    yield found, words(item, value)


def _roots(at: Element | PersonName | Both | Rows) -> list[Role | Tagged]:
    if isinstance(at, Rows):
        return [at.root]
    elements = (
        [at.exact, at.plain] if isinstance(at, Both) else [at.text if isinstance(at, PersonName) else at]
    )
    return [e.root for e in elements if isinstance(e.root, Role | Tagged)]


def _told(form: Form, record: Any) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for item in form.items:
        value = item.of(record)
        if value is not None:
            told.setdefault(item.section.code, []).append(paragraph(item.ja, words(item, value)))
    for key, value in getattr(record, "local", {}).items():
        told.setdefault(SECTION_CODE, []).append(paragraph(key, word(value)))
    return told


@cache
def section_codes(form: Form) -> tuple[str, ...]:
    """Return the sections of a document in printed order, each with those its resources-per-tick live in."""
    codes: list[str] = []
    for section in form.sections:
        codes.append(section.code)
        codes += [i.code for i in form.of(section) if isinstance(i.at, Each)]
    return (*codes, SECTION_CODE) if "local" in form.record.model_fields else tuple(codes)
