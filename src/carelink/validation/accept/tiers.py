"""Which objects get code of their own: those whose names, in their order, were met often enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.validation.place import Place
    from carelink.validation.scope import Scope
    from carelink.validation.walker import Walker

    Accept = Callable[[dict[str, Any], Place, Scope, Walker], bool]
    """Checks an object with all below it; False, and nothing noted, when the walk has to look at it."""
    Names = tuple[str, ...]


class Written(NamedTuple):
    """Code for objects with certain names.

    :param flat: whether they hold nothing but values
    """

    accept: Accept
    flat: bool


MET_BEFORE: Final = 2
"""So often the walk alone does it; writing code costs as much as some hundred objects."""
COMPILED_AT_MOST: Final = 128
"""Orders of names with code of their own, per type. Whoever shuffles names gets the walk, at its speed."""
COUNTED_AT_MOST: Final = 2_000


class Tiers:
    """The code of one type by the names an object has.

    :ivar known: by names, in their order: the code, or False where the walk is always needed
    :ivar flat: of these, the code for objects that hold nothing but values
    """

    __slots__ = ("_compile", "_met", "flat", "known")

    def __init__(self, compile_: Callable[[Names], Written | None]) -> None:
        self._compile = compile_
        self._met: dict[Names, int] = {}
        self.known: dict[Names, Accept | Literal[False]] = {}
        self.flat: dict[Names, Accept] = {}

    def met(self, names: Names) -> None:
        """Count an object without code; write some when it is time. Two threads may do it twice."""
        met = self._met.get(names, 0)
        if met < MET_BEFORE:
            if len(self._met) >= COUNTED_AT_MOST:
                self._met.clear()
            self._met[names] = met + 1
        elif len(self.known) < COMPILED_AT_MOST:
            self._met.pop(names, None)
            written = self._compile(names)
            if written is not None and written.flat:
                self.flat[names] = written.accept
            self.known[names] = False if written is None else written.accept
