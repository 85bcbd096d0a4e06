"""Coded values by their content: what the walk said of it once is said again, from a single lookup."""

from __future__ import annotations

import copy
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from carelink.findings import Severity
from carelink.validation.accept.demands import wanted
from carelink.validation.accept.memory import HERE, REMEMBERED_AT_MOST, content, plain, recorded
from carelink.validation.accept.said import notes

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from carelink.validation.accept.kinds import Demands
    from carelink.validation.accept.run import Run
    from carelink.validation.accept.said import Answer
    from carelink.validation.shapes import Slot

    Learn = Callable[[Any, dict[str, Any], Run], Answer]

_NONE: Final[list[Any]] = []


def key_of(value: Any, type_name: str) -> Hashable:
    """Return all that a coded value, or list of them, holds; what is no such thing raises, or is never known.

    One coding with nothing beside it, as nearly all are, is its names and then its texts; all else begins
    with a tuple or a number, so no two contents share a key.
    """
    if type(value) is not list:
        return _key(value, type_name)
    return _key(value[0], type_name) if len(value) == 1 else tuple([_key(one, type_name) for one in value])


def _key(value: Any, type_name: str) -> Hashable:
    if type_name == "CodeableConcept" and type(value) is dict:
        codings = value.get("coding", _NONE)
        if len(codings) != 1 or len(value) != 1 or type(codings) is not list:
            return content(value, type_name)
        value = codings[0]
    return (*value, *value.values()) if type(value) is dict else content(value, type_name)


class Coded:
    """What is said of the values of one coded element of one kind of object.

    :ivar said: by content
    :ivar latest: a list of values and what is said of it: most lists say what the one before them said
    """

    __slots__ = ("_children", "_lists", "_slot", "latest", "said")

    def __init__(self, slot: Slot, demands: Demands) -> None:
        self._slot = slot
        self._children = wanted(demands, slot).children
        self.said: dict[Hashable, Answer] = {}
        self._lists: dict[Hashable, tuple[list[Any], Answer]] = {}
        self.latest: tuple[list[Any], Answer] = ([], False)

    def find(self, value: Any, node: dict[str, Any], run: Run) -> Answer:
        """Return what is said of a list of values that differs from the latest."""
        key = key_of(value, self._slot.type)
        found = self._lists.get(key)
        if found is None:
            said = self.learn(value, node, run)
            if key not in self.said:
                return said
            if len(self._lists) >= REMEMBERED_AT_MOST:
                self._lists.clear()
            found = self._lists[key] = (copy.deepcopy(value), said)  # holds only texts, and nobody else's
        self.latest = found
        return found[1]

    def learn(self, value: Any, node: dict[str, Any], run: Run) -> Answer:
        """Let the walk say what it says of a value with this content, and remember it."""
        slot = self._slot
        if type(value) is not (list if slot.array else dict) or not value or not plain(value, slot.type):
            return False
        said = self._walked(value, node, run)
        if len(self.said) >= REMEMBERED_AT_MOST:
            self.said.clear()
        self.said[key_of(value, slot.type)] = said
        return said

    def _walked(self, value: Any, node: dict[str, Any], run: Run) -> Answer:
        slot, walker, scope = self._slot, run.walker, run.scope()

        def base(_: Any) -> None:
            if slot.array:
                for index, one in enumerate(value):
                    walker.typed(one, slot, (HERE, slot.name, index), scope)
            else:
                walker.typed(value, slot, (HERE, slot.name, None), scope)

        steps = notes(recorded(walker, base), 0)
        for turn, child in self._children:
            steps += notes(recorded(walker, partial(child.check, walker, node, scope=scope)), turn)
        if any(note.rule.severity is Severity.ERROR for step in steps for note in step[2]):
            return False
        return steps or True


def key_source(slot: Slot, value: str) -> str:
    """Return the same as :func:`key_of` of a single value in a variable, as an expression."""
    if slot.type == "Coding":
        return f"(*{value}, *{value}.values())"
    alone = f"len({value}) == 1 and len(k := {value}.get('coding', ())) == 1 and type(k := k[0]) is dict"
    return f"(*k, *k.values()) if {alone} else key_of({value}, {slot.type!r})"
