"""Every item of every form: label, type, list, level, and its place in FHIR."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reference_pages.markdown import code, document, plain, table
from reference_pages.specimen import records, trees

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.records.forms import Form
    from carelink.records.item import FormSection, Item

_HEAD = """\
The items as they are declared in `carelink.records.sheets`, in printed order. The path is how Python,
findings and layout files name an item; it is part of the wire format.

- **Level**: `must` (the record is unusable without it), `fee` (a fee rule asks for it: valid but not
  billable without), `recommended`, `optional`. The national form marks nothing as required; the levels
  are ours.
- **Mark**: where the label comes from, when that is not certain ([what is
  official](../explanation/what-is-official.md)).
- **Answer**: a [code list](lists.md) by name; `(…)` keeps the text in the brackets of an option; `*`
  any number.
- **FHIR**: where the value stands. `extension(x)` is our extension `x`, `Observation(x)` the
  Observation with item code `x`."""

_KINDS = {
    "Truth": "yes or no",
    "Whole": "whole number",
    "Number": "number",
    "Quantity": "number",
    "Day": "date",
    "Moment": "date and time",
    "Clock": "time of day",
}


def page() -> str:
    """Return the page, from the forms."""
    lines = _HEAD.splitlines()
    for record, tree in zip(records(), trees(), strict=True):
        lines += _form(type(record), tree)
    return document("Items", lines)


def _form(record: Any, tree: dict[str, Any]) -> Iterator[str]:
    form = record.form()
    doc = record.frame.opened(form, tree)
    yield from ("", f"## {form.title}", "")
    yield f"{code(form.kind)}, {len(form)} items in {len(form.sections)} sections."
    for section in form.sections:
        yield from _section(form, section, tree, doc)


def _section(form: Form, section: FormSection, tree: dict[str, Any], doc: Any) -> Iterator[str]:
    yield from ("", f"### {section.title} ({section.en})", "")
    rows: list[list[str]] = []
    for item in form.of(section):
        rows.append(_row(item, item.path, _place(item.at.where(doc, None), tree)))
        rows += [_row(part, f"{item.path}.{part.path}", "") for part in item.parts]
    yield from table(("Label", "Path, place in FHIR", "Answer", "Level, mark"), rows)


def _row(item: Item, path: str, place: str) -> list[str]:
    where = code(path) + (f"<br>{code(place)}" if place else "")
    label = plain(item.ja) + (f"<br>{plain(item.en)}" if item.en else "")
    return [label, where, _answer(item), ", ".join(filter(None, (item.level.value, item.mark)))]


def _answer(item: Item) -> str:
    many = " \\*" if item.many else ""
    if item.list is not None:
        signs = (" (…)" if item.text else "") + many
        return f"[{item.list.__name__}](lists.md#{item.list.slug}){signs}"
    if item.group is not None:
        return item.group.__name__ + many
    words = _KINDS.get(type(item.kind).__name__, "text")
    return plain(f"{words} ({item.unit})" if item.unit else words) + many


def _place(path: str, tree: dict[str, Any]) -> str:
    """Return a path in one document as a path in any: an index becomes what it stands for."""
    shown: list[str] = []
    node: Any = tree
    for step in path.split("."):
        name, index = re.fullmatch(r"([A-Za-z]+)(?:\[(\d+)\])?", step).groups()  # type: ignore[union-attr]
        if name == "Bundle":
            continue
        node = _below(node, name) if isinstance(node, dict) else None
        if isinstance(node, list) and index is not None:
            node = node[int(index)]
        if name == "resource":
            shown.append(_resource(node))
        elif name == "extension" and isinstance(node, dict):
            shown.append(f"extension({node['url'].rpartition('/')[2]})")
        elif name != "entry":
            shown.append(name)
    return ".".join(shown)


def _below(node: dict[str, Any], name: str) -> Any:
    """Return an element; of a primitive the object beside it, where its extensions are."""
    value = node.get(name)
    return node.get("_" + name) if isinstance(value, str) and "_" + name in node else value


def _resource(node: dict[str, Any]) -> str:
    kind = str(node["resourceType"])
    if kind != "Observation":
        return kind
    codings = node.get("code", {}).get("coding", [])
    return f"{kind}({codings[0]['code']})" if codings else kind
