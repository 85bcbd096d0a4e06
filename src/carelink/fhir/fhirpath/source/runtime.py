"""What generated source calls. Whatever is rare or odd raises :class:`Slow`, and the closures decide."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from carelink.fhir.fhirpath.equality import compare
from carelink.fhir.fhirpath.functions.strings import replace_matches
from carelink.fhir.fhirpath.nodes import Node
from carelink.fhir.fhirpath.times import DateTime, order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Tree = dict[str, Any]
NOTHING: Tree = {}
_MANY = 4_096
"""Pairs that may be compared one by one."""
_SHORT = 10
_PLAIN = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d))?",
    re.ASCII,
).fullmatch


class Slow(Exception):  # noqa: N818  no error: a turn-off to the general way
    """This data needs the closures: extensions beside a primitive of a list, odd dates, long strings."""


def one(value: Any) -> Sequence[Any]:
    """Return a sequence of one value, or of none."""
    return () if value is None else (value,)


def first_key(owner: Tree, keys: tuple[str, ...]) -> Any:
    """Return the value of a choice."""
    for key in keys:
        if key in owner:
            return owner[key]
    return None


def primitives(owner: Tree, key: str, beside: str) -> Sequence[Any]:
    """Return a list of primitives that have no extensions."""
    if beside in owner:
        raise Slow
    return owner.get(key) or ()


def primitive_of_each(owners: Sequence[Tree], key: str, beside: str) -> list[Any]:
    """Return one primitive of each."""
    found = []
    for owner in owners:
        if beside in owner:
            raise Slow
        if key in owner:
            found.append(owner[key])
    return found


def primitives_of_each(owners: Sequence[Tree], key: str, beside: str) -> list[Any]:
    """Return the primitives of all."""
    found: list[Any] = []
    for owner in owners:
        if beside in owner:
            raise Slow
        if key in owner:
            found += owner[key]
    return found


def choice_of_each(owners: Sequence[Tree], keys: tuple[str, ...], beside: frozenset[str]) -> list[Any]:
    """Return the choice of each."""
    found = []
    for owner in owners:
        if not beside.isdisjoint(owner):
            raise Slow
        for key in keys:
            if key in owner:
                found.append(owner[key])
                break
    return found


def below_it(owner: Tree, keys: frozenset[str]) -> list[Any]:
    """Return the children of an object that has nothing odd in it."""
    found: list[Any] = []
    for key, value in owner.items():
        if key in keys and value is not None:
            if type(value) is not list:
                found.append(value)
            elif None in value:
                raise Slow
            else:
                found += value
        elif key != "resourceType":
            raise Slow
    return found


def single(values: Sequence[Any]) -> Any:
    """Return the only value or None; of several, the closures say that they are too many."""
    if len(values) > 1:
        raise Slow
    return values[0] if values else None


def first(values: Sequence[Any]) -> Any:
    """Return the first value or None."""
    return values[0] if values else None


def equal(a: Any, b: Any) -> bool | None:
    """Compare two values of one kind."""
    return None if a is None or b is None else a == b


def equal_list(values: Sequence[Any], wanted: Any) -> bool | None:
    """Compare a list with a literal."""
    return len(values) == 1 and values[0] == wanted if values else None


def distinct(values: Sequence[Any]) -> bool:
    """Whether no two values are equal; they are of one kind."""
    return len(set(values)) == len(values)


def missing(value: Any, values: Sequence[Any]) -> bool:
    """Whether there is a value, and it is not among the others."""
    return value is not None and value not in values


def common(values: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    """Return the values that are among the others."""
    if len(values) * len(others) > _MANY:
        raise Slow
    found: list[Any] = []
    for value in values:
        if value in others and value not in found:
            found.append(value)
    return found


def is_resource(value: Tree | None, name: str) -> bool | None:
    """Whether a resource is of a type."""
    return None if value is None else value["resourceType"] == name


def as_resource(value: Tree | None, name: str) -> Tree | None:
    """Return a resource if it is of a type."""
    return None if value is None or value["resourceType"] != name else value


def less(a: Any, b: Any) -> bool | None:
    """Compare two values of one kind: a < b."""
    return None if a is None or b is None else a < b


def less_or_equal(a: Any, b: Any) -> bool | None:
    """Compare two values of one kind: a <= b."""
    return None if a is None or b is None else a <= b


def moments(a: str | None, b: str | None) -> int | None:
    """Order two dates or points in time: -1, 0, 1; None when it is open."""
    if a is None or b is None:
        return None
    if len(a) == len(b) and a[19:] == b[19:] and _PLAIN(a) and _PLAIN(b):
        return (a > b) - (a < b)  # same precision, fraction and offset: the order of the text
    one_, other = DateTime.parse(a), DateTime.parse(b)
    if one_ is None or other is None:
        raise Slow
    return order(one_, other)


def quantities(a: Tree | None, b: Tree | None) -> int | None:
    """Order two quantities: -1, 0, 1; None when it is open."""
    return None if a is None or b is None else compare(Node(a, "Quantity"), Node(b, "Quantity"))


def below(sign: int | None) -> bool | None:
    """Whether an order is "before"."""
    return None if sign is None else sign < 0


def not_above(sign: int | None) -> bool | None:
    """Whether an order is "before" or "same"."""
    return None if sign is None else sign <= 0


def starts(value: str | None, part: str) -> bool | None:
    """Whether a string starts so."""
    return None if value is None else value.startswith(part)


def ends(value: str | None, part: str) -> bool | None:
    """Whether a string ends so."""
    return None if value is None else value.endswith(part)


def holds(value: str | None, part: str) -> bool | None:
    """Whether a part is in a string."""
    return None if value is None else part in value


def matches(value: str | None, search: Callable[[str], object], longest: int) -> bool | None:
    """Whether a string matches."""
    if value is None:
        return None
    if len(value) > longest:
        raise Slow
    return search(value) is not None


def replaced(value: str | None, expression: str, by: str) -> str | None:
    """Replace what matches."""
    if value is not None and len(value) > _MANY:
        raise Slow
    return None if value is None else replace_matches(value, expression, by)


def piece(value: str | None, start: int | None, size: int | None = None) -> str | None:
    """Cut a piece out; without a size, the rest."""
    if value is None or start is None or not 0 <= start < len(value):
        return None
    return value[start:] if size is None else value[start : start + max(0, size)]


def place(value: str | None, part: str) -> int | None:
    """Return where a part begins, or -1."""
    return None if value is None else value.find(part)


def length(value: str | None) -> int | None:
    """Count characters."""
    return None if value is None else len(value)


def text(value: str | None) -> str:
    """Return a string for ``&``."""
    return "" if value is None else value + ""


def spelt(value: Any) -> str | None:
    """Write a number or a string."""
    if value is None or type(value) in (str, int):
        return None if value is None else str(value)
    if type(value) is Decimal:
        return format(value, "f")
    raise Slow


def whole(value: str | None) -> int | None:
    """Read a short integer."""
    if value is None or (len(value) < _SHORT and value.isdecimal() and value.isascii()):
        return None if value is None else int(value)
    raise Slow
