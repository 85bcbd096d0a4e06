"""Record ⇄ Bundle: three short loops over the form."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from carelink.errors import UsageError, Words
from carelink.records.item import Section
from carelink.records.tree import ABSENT, Node, copied, dicts

if TYPE_CHECKING:
    from carelink.records.document import Document
    from carelink.records.forms import Form
    from carelink.records.item import Item
    from carelink.records.record import Record

_STRUCTURAL: Final = frozenset(
    (
        "resourceType",
        "id",
        "meta",
        "text",
        "language",
        "status",
        "category",
        "code",
        "subject",
        "patient",
        "beneficiary",
        "for",
        "scope",
        "policy",
        "policyRule",
        "relationship",
        "topic",
        "type",
        "class",
        "intent",
        "identifier",
        "payor",
    )
)
"""Elements that a place writes as a matter of course and that say nothing beyond the item itself."""

_BUNDLE: Final = frozenset(
    (
        "resourceType",
        "id",
        "meta",
        "identifier",
        "type",
        "timestamp",
        "entry",
        "language",
    )
)
_ENTRY: Final = frozenset(("fullUrl", "resource"))


def to_fhir(form: Form, record: Record, onto: Node | None = None) -> Node:
    """Return the Bundle of a record.

    With ``onto`` (a Bundle the record was read from, perhaps made by somebody else) only what differs is
    touched: everything else, understood or not, stays as it was. ``onto`` itself is not changed.
    """
    if onto is None:
        doc = record.frame.blank(form, record)
        state(form, record, doc)
        record.write_local(doc)
        record.tell(doc)
        return doc.bundle
    opened = record.frame.opened(form, _copied(onto))
    if opened is None:
        return to_fhir(form, record)
    record.frame.restate(opened, record)
    changed: dict[str, None] = {}
    for item in form.items:
        value = item.of(record)
        if item.at.get(opened, None) != value:
            changed[item.section.code] = None
            item.at.put(opened, None, value)
    changed |= dict.fromkeys(record.write_local(opened))
    if changed or opened.touched:
        opened.untell(opened.root)
        record.tell(opened, changed)
    return opened.bundle


def state(form: Form, record: Record, doc: Any) -> None:
    """Write every item that a record states into a document that states none yet."""
    for section, items in _writers(form):
        said = getattr(record, section).__dict__
        for name, write in items:
            value = said[name]
            if value is not None:
                write(doc, value)


_Writer = Callable[[Any, Any], None]


@cache
def _writers(form: Form) -> tuple[tuple[str, tuple[tuple[str, _Writer], ...]], ...]:
    """Return for each section its items, each with what writes it where nothing stands yet."""
    found: dict[str, list[tuple[str, _Writer]]] = {}
    for item in form.items:
        found.setdefault(item.section.field, []).append((item.name, _writer(item)))
    return tuple((section, tuple(items)) for section, items in found.items())


def _writer(item: Item) -> _Writer:
    add: _Writer | None = getattr(item.at, "add", None)
    put = item.at.put
    return add if add is not None else lambda doc, value: put(doc, None, value)


def _copied(tree: Node) -> Node:
    try:
        own: Node = copied(tree)
    except RecursionError:
        raise UsageError(
            Words("入れ子が深すぎます", "the tree is nested too deep"),
            hint=Words(
                "carelink.fhir.json.read で読んだものを渡してください",
                "pass what carelink.fhir.json.read read",
            ),
        ) from None
    return own


def values_of(form: Form, doc: Document) -> dict[str, Any]:
    """Return the fields of the record that a Document states: its envelope and its sections."""
    found: dict[str, dict[str, Any]] = {}
    for item in form.items:
        value = item.at.get(doc, None)
        if value is not None:
            found.setdefault(item.section.field, {})[item.name] = value
    fields = form.record.model_fields
    envelope = form.record.frame.envelope(doc)
    values = {name: value for name, value in envelope.items() if name in fields}
    for name, answers in found.items():
        model = fields[name].annotation
        if isinstance(model, type) and issubclass(model, Section):
            values[name] = model(**answers)
    local = form.record.read_local(doc)
    if local:
        values["local"] = local
    return values


def unread(doc: Document) -> list[str]:
    """Return the paths of what is kept but not understood, in document order."""
    out = [f"Bundle.{name}" for name in doc.bundle if name not in _BUNDLE]
    for i, entry in doc.entries():
        resource = entry["resource"]
        path = f"Bundle.entry[{i}].resource"
        out += [f"Bundle.entry[{i}].{name}" for name in entry if name not in _ENTRY]
        claimed = doc.claimed.get(id(resource))
        if claimed is None:
            out.append(path)
            continue
        known = claimed | _STRUCTURAL
        out += [
            f"{path}.{name}"
            for name in resource
            if name not in known and not _is_plain_extension(name, resource) and resource[name] != ABSENT
        ]
        if resource is doc.root:
            out += _unread_sections(doc, resource, path)
    return out


def _is_plain_extension(name: str, resource: Node) -> bool:
    """Whether ``extension`` holds nothing but what the frame writes."""
    from carelink.records.frame import EDITION

    return name == "extension" and all(e.get("url") == EDITION for e in dicts(resource["extension"]))


def _unread_sections(doc: Document, composition: Node, path: str) -> list[str]:
    known = {id(s) for s in doc.sections.values()}
    return [
        f"{path}.section[{i}]"
        for i, section in enumerate(dicts(composition.get("section")))
        if id(section) not in known
    ]


def locate(form: Form, doc: Document, path: str) -> Item | None:
    """Return the item a FHIR path belongs to: the one with the longest place that leads to it."""
    best: Item | None = None
    length = 0
    for item in form.items:
        where = item.at.where(doc, None)
        if len(where) > length and _leads(where, path):
            best, length = item, len(where)
    return best


def _leads(where: str, path: str) -> bool:
    """Whether ``where`` is a prefix of ``path`` that ends at a boundary (entry[1] is none of entry[10])."""
    if not path.startswith(where):
        return False
    rest = path[len(where) :]
    return not rest or rest[0] in ".[" or (where.endswith(".value") and rest[0].isupper())
