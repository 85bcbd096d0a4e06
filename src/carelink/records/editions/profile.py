"""The FHIR package of an edition: a profile over the national one, and what the town adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink import canonical
from carelink.records.derive import parts
from carelink.records.derive.spoken import path_of, stated
from carelink.records.editions.place import LocalAnswer
from carelink.records.item import Level
from carelink.records.kinds import Coded
from carelink.records.local import LOCAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.records.editions.edition import Deadline, Edition
    from carelink.records.item import Item
    from carelink.records.tree import Node

_DAY = ".toString().substring(0, 10)"
_FHIR_TYPE = {"String": "string", "Boolean": "boolean", "Integer": "integer", "Decimal": "Quantity"}


def package(edition: Edition) -> dict[str, Node]:
    """Return every artefact of an edition by its file in a package's folder, with ``package.json``."""
    about = {
        "name": f"carelink.edition.{edition.name}",
        "version": parts.VERSION,
        "canonical": edition.base,
        "title": f"{edition.title} / {edition.en}",
        "description": edition.note or edition.title,
        "fhirVersions": ["4.0.1"],
        "dependencies": {"hl7.fhir.r4.core": "4.0.1", "carelink.profiles": parts.VERSION},
        "type": "fhir.ig",
    }
    found = {"package.json": about}
    for resource in (_profile(edition), *_items(edition)):
        found[f"{resource['resourceType']}-{resource['id']}.json"] = resource
    return found


def url_of(edition: Edition) -> str:
    """Return the canonical URL of an edition's profile."""
    return f"{edition.base}/StructureDefinition/{_name(edition)}"


def _name(edition: Edition) -> str:
    return f"{edition.name}-{edition.form.kind}"


def _titled(edition: Edition, node: Node, kind: str, name: str) -> Node:
    text = f"{edition.title}. {edition.note}".strip()
    described = text.replace("<", "(").replace(">", ")")
    return {**node, "url": f"{edition.base}/{kind}/{name}", "description": described}


def _profile(edition: Edition) -> Node:
    made = parts.Profile(
        _name(edition),
        "Bundle",
        f"{edition.title} / {edition.en}",
        edition.title,
        constraints=[*_constraints(edition)],
        base=canonical.structure(edition.form.kind),
    )
    return _titled(edition, made.to_fhir(), "StructureDefinition", _name(edition))


def _constraints(edition: Edition) -> Iterator[Node]:
    for path in edition.tightened:
        item = edition.form[path]
        yield _must(edition, item, item.code, stated(edition.form, item))
    for path in edition.added:
        item = edition.form[path]
        if item.level is Level.MUST:
            yield _must(edition, item, item.name, f"{_answers(item)}.exists()")
        yield _typed(edition, item)
    for deadline in edition.deadlines:
        yield _late(edition, deadline)


def _must(edition: Edition, item: Item, key: str, expression: str) -> Node:
    human = f"「{item.ja}」が書かれている / {item.en} is stated"
    why = f"{edition.title}では必須 / {edition.en} demands it"
    return parts.constraint(f"{edition.name}-must-{key}", "error", human, expression, why=why)


def _typed(edition: Edition, item: Item) -> Node:
    """Return the constraint that an added item's answer is of its type, and one of its options."""
    kind: Any = item.kind
    if isinstance(kind, Coded):
        options = " or ".join(f"value = {_quoted(member.label)}" for member in kind.list)
        test, ja = f"value.ofType(string).exists() and ({options})", "選択肢のどれか / one of its options"
    else:
        type_ = _FHIR_TYPE.get(kind.suffix, "dateTime")
        test, ja = f"value.ofType({type_}).exists()", f"型は {type_} / of type {type_}"
    return parts.constraint(
        f"{edition.name}-answer-{item.name}",
        "error",
        f"「{item.ja}」は{ja}",
        f"{_answers(item)}.all({test})",
        why=f"{edition.title}の項目 / An item of {edition.en}",
    )


def _late(edition: Edition, deadline: Deadline) -> Node:
    done, start = (_day(edition, item) for item in (deadline.item, deadline.after))
    return parts.constraint(
        f"{edition.name}-deadline-{deadline.code}",
        "warning",
        f"{deadline.ja} / {deadline.en}",
        # days compared as texts: the reference knows neither toDate nor toDateTime
        f"{done}.empty() or {start}.empty() or {done}{_DAY} <= ({start} + {deadline.days} days){_DAY}",
        why=f"{edition.title}の期限 ({deadline.days}日) / A deadline of {edition.en}",
    )


def _day(edition: Edition, item: Item) -> str:
    where = f"{_answers(item)}.value" if isinstance(item.at, LocalAnswer) else path_of(edition.form, item)
    return f"{where}.first()"


def _answers(item: Item) -> str:
    code = f"code.coding.where(system = '{LOCAL}' and code = '{item.code}').exists()"
    return f"entry.resource.ofType(Observation).where({code})"


def _quoted(text: str) -> str:
    r"""Return a text as a FHIRPath literal."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _items(edition: Edition) -> Iterator[Node]:
    items = [edition.form[path] for path in edition.added]
    if items:
        name = f"{edition.name}-items"
        title = f"{edition.title}の項目 / Items of {edition.en}"
        codes = ({"code": i.code, "display": i.ja} for i in items)
        made = parts.value_set(name, title, edition.title, LOCAL, codes)
        yield _titled(edition, made, "ValueSet", name)
