"""Items of a town's own sheet, beyond the national form: kept by key, three states as everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from carelink import canonical
from carelink.records.kinds import Day, Kind, Moment, Number, Text, Truth, Whole
from carelink.records.places.root import stamped
from carelink.records.tree import Node, code_of, concept, dicts

if TYPE_CHECKING:
    from carelink.records.document import Document

LOCAL: Final = canonical.code_system("local-item")
"""System of the codes of local items; a code reads ``<edition>.<item>``."""

SECTION_CODE: Final = "local"

_KINDS: Final[tuple[tuple[type, Kind], ...]] = (
    (str, Text()),
    (bool, Truth()),
    (int, Whole()),
    (Decimal, Number()),
    (datetime, Moment()),
    (date, Day()),
)

_TAGS: Final[tuple[tuple[str, type, Callable[[str], Any]], ...]] = (
    ("number", Decimal, Decimal),
    ("moment", datetime, datetime.fromisoformat),
    ("date", date, date.fromisoformat),
)

Value = str | bool | int | Decimal | datetime | date


class Local(Mapping[str, Value]):
    """An immutable mapping, so that a frozen record stays hashable: ``sheet.local["takahashi.snow"]``."""

    __slots__ = ("_items",)
    _items: dict[str, Value]

    def __init__(self, items: Mapping[str, Value] | None = None) -> None:
        object.__setattr__(self, "_items", dict(items or {}))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)

    def __getitem__(self, key: str) -> Value:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __reduce__(self) -> tuple[type[Local], tuple[dict[str, Value]]]:
        return Local, (self._items,)

    def __repr__(self) -> str:
        """Name the keys only: what they hold is a value of the record."""
        return f"Local({', '.join(self._items)})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema as cs

        return cs.no_info_plain_validator_function(
            _checked, serialization=cs.plain_serializer_function_ser_schema(_tagged)
        )


def _checked(value: Any) -> Local:
    if not isinstance(value, Mapping):
        raise ValueError("a mapping of local items")  # noqa: TRY004  pydantic turns ValueError into its own
    try:
        value = value if isinstance(value, Local) else {key: _untagged(held) for key, held in value.items()}
    except ArithmeticError:
        raise ValueError("a number") from None
    for key, held in value.items():
        if not isinstance(key, str) or not key or _kind(held) is None or held == "":
            raise ValueError("a local item is a key with a text, yes/no, number or date")
    return value if isinstance(value, Local) else Local(value)


def _tagged(local: Local) -> dict[str, Any]:
    """Name the types that JSON has no word for, so that a record survives its own JSON."""
    tagged: dict[str, Any] = {}
    for key, value in local.items():
        tag = next((tag for tag, type_, _ in _TAGS if type(value) is type_), None)
        tagged[key] = value if tag is None else {tag: str(value)}
    return tagged


def _untagged(held: Any) -> Any:
    if isinstance(held, dict) and len(held) == 1:
        for tag, _, parse in _TAGS:
            if isinstance(held.get(tag), str):
                return parse(held[tag])
    return held


def _kind(value: Any) -> Kind | None:
    if isinstance(value, datetime):
        return Moment() if value.tzinfo is not None else None
    return next((kind for type_, kind in _KINDS if type(value) is type_), None)


def read(doc: Document) -> Local:
    """Return the local items that the Document states."""
    return Local({code: value for code, value, _ in answers(doc)})


def write(doc: Document, local: Local) -> None:
    """Write the local items, touching only what differs."""
    wanted = dict(local)
    for code, value, node in answers(doc):
        if code not in wanted:
            doc.drop(node)
        elif wanted[code] != value or type(wanted[code]) is not type(value):
            _answer(node, wanted.pop(code))
        else:
            del wanted[code]
    for code, value in wanted.items():
        made: Node = {
            **stamped("Observation", "local-answer"),
            "status": "final",
            "code": concept(LOCAL, code),
        }
        subject = doc.subject
        if subject is not None:
            made["subject"] = subject
        _answer(made, value)
        doc.add(made, f"local/{code}", SECTION_CODE)
    doc.leave(SECTION_CODE)


def _answer(node: Node, value: Value) -> None:
    for name in [n for n in node if n.startswith("value")]:
        del node[name]
    kind = _kind(value)
    if kind is not None:
        slot, raw = _slot(kind, value)
        node[slot] = raw


def _slot(kind: Kind, value: Any) -> tuple[str, Any]:
    if isinstance(kind, Number):  # value[x] has no decimal
        return "valueQuantity", {"value": value}
    return "value" + kind.suffix, kind.write(value)


def answers(doc: Document) -> list[tuple[str, Value, Node]]:
    """Return code, value and resource of every local answer that is understood."""
    section = doc.sections.get(SECTION_CODE)
    found: dict[str, tuple[str, Value, Node]] = {}
    for ref in dicts(section.get("entry")) if section is not None else ():
        node = doc.resolve(ref)
        code = None if node is None else _local_code(node)
        value = None if node is None else _value(node)
        if node is not None and code is not None and value is not None and code not in found:
            doc.claim(node, *[n for n in node if n.startswith("value")])
            found[code] = code, value, node
    return list(found.values())


def _local_code(node: Node) -> str | None:
    return code_of(node.get("code"), LOCAL) if node.get("resourceType") == "Observation" else None


def _value(node: Node) -> Value | None:
    quantity = node.get("valueQuantity")
    if isinstance(quantity, dict):
        number: Decimal | None = Number().read(quantity.get("value"))
        return number if set(quantity) == {"value"} else None
    moment = node.get("valueDateTime")
    if moment is not None:
        exact: Value | None = Moment().read(moment)
        return exact or Day().read(moment)
    for kind in (Text(), Truth(), Whole()):
        value: Value | None = kind.read(node.get("value" + kind.suffix))
        if value is not None:
            return value
    return None
