"""The walk over single values: a value with what stands beside it, or lists of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.validation import specials
from carelink.validation.rules import references as reference_rules
from carelink.validation.rules import structure as rules
from carelink.validation.shapes import GOOD_AT_MOST

if TYPE_CHECKING:
    from carelink.validation.place import Place
    from carelink.validation.scope import Scope
    from carelink.validation.shapes import Slot
    from carelink.validation.walker import Walker

_SHORT: Final = 200


class _Absent:
    """Stands for a primitive that has only its ``_name``."""

    def __repr__(self) -> str:
        return "absent"


ABSENT: Final = _Absent()
"""A value that is not there, in a place where what stands beside it is."""


def pairs(  # noqa: PLR0913, PLR0917  two lists and where both stand
    walker: Walker, values: Any, siblings: Any, slot: Slot, place: Place, scope: Scope
) -> None:
    """Check a list of primitives together with the list of their extensions, position by position."""
    here = (place, slot.name, None)
    if siblings is not None and type(siblings) is not list:
        walker.sink.add(rules.MUST_BE_ARRAY, here, element=slot.path)
        siblings = None
    if values is None and not siblings:
        walker.sink.add(rules.EMPTY_ARRAY, here)
        return
    values, siblings = values or [], siblings or []
    for index in range(max(len(values), len(siblings))):
        value = values[index] if index < len(values) else None
        sibling = siblings[index] if index < len(siblings) else None
        item = (place, slot.name, index)
        if value is None and sibling is None:
            walker.sink.add(rules.NULL_NOT_ALLOWED, item)
        elif type(value) is not str or value not in slot.good or sibling is not None:
            primitive(walker, ABSENT if value is None else value, sibling, slot, item, scope)


def primitive(  # noqa: PLR0913, PLR0917  a value, what stands beside it, and where both stand
    walker: Walker, value: Any, sibling: Any, slot: Slot, place: Place, scope: Scope
) -> None:
    """Check a single value and the object beside it."""
    if sibling is not None:
        beside(walker, sibling, slot, place, scope)
    if value is ABSENT:
        if sibling is None:
            walker.sink.add(rules.NULL_NOT_ALLOWED, place)
        if slot.bound is not None and slot.bound.required:
            slot.bound.absent(walker.sink, place)
        return
    if value is None or type(value) in (dict, list):
        walker.sink.add(rules.MUST_BE_PRIMITIVE, place, element=slot.path, type=slot.type)
        return
    _value(walker, value, slot, place, scope)
    if slot.invariants:
        for invariant in slot.invariants:
            walker.invariant(invariant, value, place, scope)


def _value(walker: Walker, value: Any, slot: Slot, place: Place, scope: Scope) -> None:
    noted = len(walker.sink)
    if slot.type == "xhtml":
        specials.xhtml(walker, value, place, scope)
        return
    if slot.check is not None:
        for rule, facts in slot.check(value):
            walker.sink.add(rule, place, **facts)
    if slot.type == "canonical" and type(value) is str and value.startswith("#"):
        if scope.contained(value[1:]) is None:
            walker.sink.add(reference_rules.CONTAINED_NOT_FOUND, place)
        return
    if slot.bound is not None and type(value) is str:
        if value.strip():
            slot.bound.code(walker.sink, value, place)
        elif slot.bound.required:
            slot.bound.absent(walker.sink, place)
    if slot.text and len(walker.sink) == noted and len(slot.good) < GOOD_AT_MOST and len(value) < _SHORT:
        slot.good.add(value)


def beside(walker: Walker, sibling: Any, slot: Slot, place: Place, scope: Scope) -> None:
    """Check the id and extensions of a primitive (the object in ``_name``)."""
    if type(sibling) is not dict:
        walker.sink.add(rules.MUST_BE_OBJECT, place, element="_", type="Element")
        return
    walker.around.trail.append(slot)
    walker.element(sibling, walker.engine.shape("Element"), place, scope)
    walker.around.trail.pop()
