"""Code systems and value sets: one of each per list, and those of items, sections and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink import canonical
from carelink.records.derive import parts
from carelink.records.derive.items import answers, item_codes, lists
from carelink.records.facility.triple import SEALED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carelink.records.codes import CodeList
    from carelink.records.forms import Form
    from carelink.records.tree import Node


def of_list(code_list: type[CodeList]) -> tuple[Node, Node]:
    """Return the CodeSystem and the ValueSet of one list."""
    title = f"{code_list.title} / {code_list.en_title}" if code_list.en_title else code_list.title
    description = " ".join((code_list.__doc__ or code_list.title).split())
    system = parts.code_system(
        code_list.slug,
        title,
        description,
        (parts.coded(m.code, m.label, m.en) for m in code_list),
    )
    every = parts.value_set(code_list.slug, title, description, code_list.system)
    system["valueSet"] = every["url"]
    return system, every


def terminology(forms: Sequence[Form]) -> Iterator[Node]:
    """Yield every CodeSystem and ValueSet that the forms need."""
    for code_list in lists(forms).values():
        yield from of_list(code_list)
    yield _items(forms)
    for profile, items in answers(forms).items():
        codes = ({"code": i.code, "display": i.ja} for i in items)
        yield parts.value_set(
            f"items-{profile}",
            f"{profile} で答える項目 / Items answered by {profile}",
            "The items whose answer meets this profile.",
            canonical.code_system("item"),
            codes,
        )
    yield _sections(forms)
    yield from _minted(
        "document-type", "文書の種類 / Kind of document", [(f.kind, f.title, f.en) for f in forms]
    )
    yield from _minted("observation-category", "項目の分類 / Category of items", _CATEGORIES)
    yield from _minted("message-event", "メッセージの種類 / Kind of message", [*_events(forms)])
    yield from _minted(
        "endpoint-connection",
        "届け方 / Kind of endpoint",
        [(SEALED["code"], SEALED["display"], "Sealed parcels")],
    )
    yield _local()


_CATEGORIES = (
    ("functioning", "心身の機能と生活", "Functioning and daily life"),
    ("consultation", "相談の記録", "Notes about a consultation"),
    ("wish", "人生の最終段階の意向", "Wishes for the end of life"),
    ("meeting", "会議の記録", "Notes about a meeting"),
    ("measure", "測定値", "Measures"),
)


def _events(forms: Sequence[Form]) -> Iterator[tuple[str, str, str]]:
    for form in forms:
        yield form.kind, form.title, form.en
    yield "facility", "施設・事業所", "A facility"
    yield "facility-directory", "施設・事業所一覧", "A directory of facilities"
    yield "coordinator", "在宅医療コーディネーター", "A coordinator"
    yield "receipt", "受領通知", "A receipt"


def _minted(name: str, title: str, concepts: Sequence[tuple[str, str, str]]) -> Iterator[Node]:
    why = "Minted by carelink; no Japanese code system was found."
    unique = {code: (ja, en) for code, ja, en in concepts}
    yield parts.code_system(name, title, why, (parts.coded(c, ja, en) for c, (ja, en) in unique.items()))
    yield parts.value_set(name, title, why, canonical.code_system(name))


def _items(forms: Sequence[Form]) -> Node:
    concepts = (parts.coded(i.code, i.ja, i.en, i.definition) for i in item_codes(forms).values())
    return parts.code_system(
        "item",
        "項目 / Items of the forms",
        "Every item that is an answer on the wire. A label is the printed one unless its definition says "
        "otherwise.",
        concepts,
    )


def _sections(forms: Sequence[Form]) -> Node:
    from carelink.records.local import SECTION_CODE
    from carelink.records.places import Each

    found: dict[str, Node] = {}
    for form in forms:
        for section in form.sections:
            found[section.code] = parts.coded(section.code, section.title, section.en)
        for item in form.items:
            if isinstance(item.at, Each):
                found[item.code] = parts.coded(item.code, item.ja, item.en)
    found[SECTION_CODE] = parts.coded(SECTION_CODE, "独自の項目", "Local items")
    return parts.code_system(
        "section", "様式の欄 / Sections of the forms", "Section.code of every Composition.", found.values()
    )


def _local() -> Node:
    system = parts.code_system(
        "local-item",
        "独自の項目 / Local items",
        "Items of a town's own sheet: EDITION.ITEM. Each edition publishes its own codes.",
        (),
    )
    del system["concept"], system["count"]
    return {**system, "content": "not-present"}
