"""Which objects get code of their own: those whose names, in their order, were met often enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.validation.accept.run import Run
    from carelink.validation.accept.said import Answer

    Names = tuple[str, ...]
    Code = Callable[[Any, dict[str, Any], Run], Answer]
    """Checks an object of a resource with all below it."""

MET_BEFORE: Final = 2
"""So often the walk alone does it; writing code costs as much as some hundred objects."""
COMPILED_AT_MOST: Final = 128
"""Orders of names with code of their own, per kind. Whoever shuffles names gets the walk, at its speed."""
COUNTED_AT_MOST: Final = 2_000
AT_ONCE: Final = 8
"""Of a kind within a resource so many orders get code at first sight: the resource itself was met before."""


def refuse(_object: Any, _resource: dict[str, Any], _run: Run) -> Answer:
    """Code for names that need the walk, whatever stands behind them."""
    return False


class Tiers:
    """The code for objects of one kind, by the names they have.

    :ivar known: by names, in their order
    """

    __slots__ = ("_at_once", "_met", "_write", "known")

    def __init__(self, write: Callable[[Names], Code], at_once: int = 0) -> None:
        self._write = write
        self._at_once = at_once
        self._met: dict[Names, int] = {}
        self.known: dict[Names, Code] = {}

    def miss(self, node: Any, resource: dict[str, Any], run: Run) -> Answer:
        """Answer for an object without code; write some when it is time. Two threads may do it twice."""
        if type(node) is not dict:
            return False
        names = tuple(node)
        met = self._met.get(names, 0)
        if met < MET_BEFORE and len(self.known) >= self._at_once:
            if len(self._met) >= COUNTED_AT_MOST:
                self._met.clear()
            self._met[names] = met + 1
            return False
        if len(self.known) >= COMPILED_AT_MOST:
            return False
        self._met.pop(names, None)
        self.known[names] = refuse  # and stays so should a profile be so odd that the writing fails
        code = self.known[names] = self._write(names)
        return code(node, resource, run)
