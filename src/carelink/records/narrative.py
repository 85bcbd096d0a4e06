"""What a person reads in a viewer that knows nothing of our codes: a generated narrative per section.

The narrative of a document's sections is what its author stands by (FHIR R4, documents), so every stated
answer is told there in the words of the form.
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any

from carelink.records.codes import CodeList, Noted
from carelink.records.local import SECTION_CODE
from carelink.records.places import Each
from carelink.records.xhtml import narrative, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carelink.records.document import Document
    from carelink.records.forms import Form
    from carelink.records.item import Item


def words(item: Item, value: Any) -> str:
    """Return one answer in the words of the form: labels, brackets, units; ``／`` between the rows."""
    if item.group is not None:
        rows = value if item.many else (value,)
        return "／".join(
            "、".join(f"{p.ja}: {words(p, v)}" for p in item.parts if (v := p.of(row)) is not None)
            for row in rows
        )
    if isinstance(value, tuple):
        return "、".join(_one(v, item.unit) for v in value)
    return _one(value, item.unit)


def _one(value: Any, unit: str | None) -> str:
    match value:
        case CodeList():
            return value.label
        case Noted():
            return f"{value.label}({value.text})"
        case bool():
            return "はい" if value else "いいえ"
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes")
        case date() | time():
            return value.isoformat()
    return f"{value}{unit or ''}"


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


def _told(form: Form, record: Any) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for item in form.items:
        value = item.of(record)
        if value is not None:
            told.setdefault(item.section.code, []).append(paragraph(item.ja, words(item, value)))
    for key, value in getattr(record, "local", {}).items():
        told.setdefault(SECTION_CODE, []).append(paragraph(key, _one(value, None)))
    return told


@cache
def section_codes(form: Form) -> tuple[str, ...]:
    """Return the sections of a document in printed order, each with those its resources-per-tick live in."""
    codes: list[str] = []
    for section in form.sections:
        codes.append(section.code)
        codes += [i.code for i in form.of(section) if isinstance(i.at, Each)]
    return (*codes, SECTION_CODE) if "local" in form.record.model_fields else tuple(codes)
