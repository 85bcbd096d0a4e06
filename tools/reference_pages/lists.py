"""Every code list: its options as printed, in English, and as codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference_pages.markdown import code, document, plain, table

if TYPE_CHECKING:
    from carelink.records.codes import CodeList
    from carelink.records.item import Item

_HEAD = """\
A list is declared once; its CodeSystem, ValueSet, boxes on paper and drop-downs come from it. The
system of a code is the canonical base, `/CodeSystem/` and the list's name in the heading. `( )`: the
form prints brackets after the option."""


def page() -> str:
    """Return the page, from the lists that items use."""
    lines = _HEAD.splitlines()
    for name, used in sorted(_used().items()):
        title = f"{used.title} {used.en_title}".strip()
        lines += ["", f"## {name}", "", f"{plain(title)} ({code(used.__name__)})", ""]
        lines += table(
            ("Code", "Label", "English", "( )"),
            ((code(m.code), plain(m.label), plain(m.en), "( )" if m.takes_text else "") for m in used),
        )
    return document("Code lists", lines)


def _used() -> dict[str, type[CodeList]]:
    from carelink.records.read import KINDS, class_of

    found: dict[str, type[CodeList]] = {}
    for record in map(class_of, KINDS):
        for item in record.form().boxes():
            _take(item, found)
    return found


def _take(item: Item, found: dict[str, type[CodeList]]) -> None:
    if item.list is not None:
        found[item.list.slug] = item.list
