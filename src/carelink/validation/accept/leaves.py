"""Tests of single values, as expressions: what is certainly good at once, then the walk's own checks."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from carelink.validation.accept.demands import asks_nothing
from carelink.validation.accept.memory import HERE
from carelink.validation.overlay.items import Item
from carelink.validation.overlay.limits import check_limits
from carelink.validation.shapes import GOOD_AT_MOST
from carelink.validation.sink import Sink

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.validation.accept.kinds import Demands
    from carelink.validation.engine import Engine
    from carelink.validation.overlay.part import Part
    from carelink.validation.shapes import Slot

    Test = Callable[[Any], Any]

_SHORT: Final = 200
_SPACE: Final = r"\s\x1c-\x1f\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000"
_ODD: Final = r"<\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069"
_PROSE: Final = re.compile(rf"(?![{_SPACE}])[^{_ODD}]{{1,2000}}+(?<![{_SPACE}])\Z").match
_WHOLE: Final = {
    "integer": (-(2**31), 2**31 - 1),
    "unsignedInt": (0, 2**31 - 1),
    "positiveInt": (1, 2**31 - 1),
    "decimal": (-(10**17), 10**17),
}
"""Of numbers, the least and the largest whole one that is good without a second look."""
_DIGITS: Final = 18
_AT_SIGHT: Final = (
    "{0} and {0}.isprintable() and {0}.strip() == {0} and '<' not in {0} and len({0}) <= 2000 or "
)
"""Prose without line breaks, odd spaces, marks of direction, or space around it."""
_PLAIN: Final[dict[str, Test]] = {
    "string": _PROSE,
    "markdown": _PROSE,
    "id": re.compile(r"[A-Za-z0-9\-.]{1,64}").fullmatch,
}
"""By type, what finds nearly all good values that are hardly met twice. Narrower than the walk's check."""
FULL_URL: Final = re.compile(
    r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
).fullmatch


def test_of(
    engine: Engine, slot: Slot, demands: Demands, value: str, name: str
) -> tuple[str, dict[str, Any]]:
    """Return the test of a primitive value in a variable, and what it needs.

    :param name: for the names of what it needs
    """
    asked = [part for _, part in demands if not asks_nothing(part)]
    if slot.type == "boolean" and not asked:
        return f"({value} is True or {value} is False)", {}
    full = _full(engine, slot, asked)
    bounds = _WHOLE.get(slot.type)
    if bounds is not None and not asked:
        within = f"{bounds[0]} <= {value} <= {bounds[1]}"
        test = f"type({value}) is int and {within}"
        needs: dict[str, Any] = {f"ok{name}": full}
        if slot.type == "decimal":
            test += f" or type({value}) is Decimal and {within} and len(str({value})) <= {_DIGITS}"
            needs["Decimal"] = Decimal
        return f"({test} or ok{name}({value}))", needs
    if not slot.text:
        return f"ok{name}({value})", {f"ok{name}": full}
    if slot.path == "Bundle.entry.fullUrl" and not asked:
        return f"({value} in c.types or ok{name}({value}))", {f"ok{name}": full}
    plain = _PLAIN.get(slot.type)
    if plain is not None and slot.bound is None and not asked:
        tests = (
            f"{_AT_SIGHT.format(value) if plain is _PROSE else ''}plain{name}({value}) or ok{name}({value})"
        )
        return f"(type({value}) is str and ({tests}))", {f"plain{name}": plain, f"ok{name}": full}
    good = set() if asked else slot.good
    return (
        f"({value} in good{name} or ok{name}({value}))",
        {f"good{name}": good, f"ok{name}": _remembering(full, good)},
    )


def passes(engine: Engine, slot: Slot, demands: Demands, value: Any) -> bool:
    """Whether nothing is to be said of a value, here and now."""
    return bool(_full(engine, slot, [part for _, part in demands if not asks_nothing(part)])(value))


def _full(engine: Engine, slot: Slot, asked: list[Part]) -> Test:
    """Return the whole test: whether nothing is said of a value, by the base type and by profiles."""
    check, bound, text = slot.check, slot.bound, slot.text
    fragments = slot.type == "canonical"

    def good(value: Any) -> bool:
        if text and (type(value) is not str or (fragments and value.startswith("#"))):
            return False
        if value is None or type(value) in {dict, list} or (check is not None and check(value)):
            return False
        if bound is not None and type(value) is str:
            sink = Sink()
            bound.code(sink, value, HERE)
            if len(sink):
                return False
        return all(quiet(engine, part, Item(value, None, slot.type, HERE)) for part in asked)

    return good


def _remembering(full: Test, good: set[str]) -> Test:
    def test(value: Any) -> bool:
        if not full(value):
            return False
        if len(value) < _SHORT:
            if len(good) >= GOOD_AT_MOST:
                good.clear()
            good.add(value)
        return True

    return test


def quiet(engine: Engine, part: Part, item: Item) -> bool:
    """Whether a profile says nothing of a value: fixed, pattern, binding and limits."""
    from carelink.validation.walker import Walker

    walker = Walker(engine, Sink())
    part.constant(walker, item)
    if part.bound is not None:
        part.binding(walker, item)
    if part.limits is not None:
        check_limits(part, part.limits, walker, item)
    return not len(walker.sink)
