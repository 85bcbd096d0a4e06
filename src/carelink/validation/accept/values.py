"""Tests of single values: the walk's own checks, asked whether they would say anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.validation.shapes import GOOD_AT_MOST
from carelink.validation.sink import Sink

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.validation.place import Place
    from carelink.validation.shapes import Slot

_SHORT: Final = 200
_ANYWHERE: Final[Place] = (None, "", None)


def plain_test(slot: Slot) -> Callable[[Any], bool]:
    """Return the test of a number: whether nothing is to be said of it."""
    check = slot.check

    def good(value: Any) -> bool:
        return check is None or not check(value)

    return good


def good_test(slot: Slot) -> Callable[[Any], bool]:
    """Return the test of a text that was not met before; good ones are remembered."""
    check, bound = slot.check, slot.bound
    fragments = slot.type == "canonical"

    def good(value: Any) -> bool:
        if type(value) is not str or (fragments and value.startswith("#")):
            return False
        if check is not None and check(value):
            return False
        if bound is not None:
            sink = Sink()
            bound.code(sink, value, _ANYWHERE)
            if len(sink):
                return False
        if len(value) < _SHORT:
            if len(slot.good) >= GOOD_AT_MOST:
                slot.good.clear()
            slot.good.add(value)
        return True

    return good
