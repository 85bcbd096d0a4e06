"""What the accept path has to say of an object that passes: advice, and what cannot be checked here.

Most objects have nothing said of them, so places are made up only afterwards. Code for an object returns
True, or False where the walk must look, or a list of notes with the steps that lead to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from carelink.findings import Rule
    from carelink.validation.place import Place
    from carelink.validation.sink import Sink

    Note = tuple[Rule, tuple[tuple[str, int | None], ...], str | None, dict[str, Any]]
    """A rule, the steps from the value to the place it is said of, what demands it, and the facts."""
    Step = tuple[str | None, int | None, Any]
    """Name, index and what is said below; or None, a turn, and notes or a sink of findings."""
    Answer = bool | list[Step]

SPECIAL: Final = 1
"""The turn of hand-written rules of whole resources; what the base type says has turn 0, profiles follow."""


class Whole(list["Step"]):
    """What is said of one resource in a Bundle: told in one piece, in the order of its own turns."""


def add(said: Answer, name: str | None, index: int | None, inner: Any) -> list[Step]:
    """Return what was said so far and what is said below a name."""
    step = (name, index, inner)
    if type(said) is list:
        said.append(step)
        return said
    return [step]


def join(said: Answer, more: list[Step]) -> list[Step]:
    """Return what was said so far and more of the same object; what is remembered is never changed."""
    return [*said, *more] if type(said) is list else list(more)


def tell(said: list[Step], place: Place, sink: Sink) -> None:
    """Put everything that was said into a sink: in the order of the walk, which goes over the base first."""
    found: list[tuple[int, Place, Any]] = []
    _gather(said, place, found)
    found.sort(key=_turn)
    for _, where, what in found:
        if type(what) is Whole:
            tell(what, where, sink)
        elif type(what) is tuple:
            for rule, steps, demanded_by, facts in what:
                at = where
                for name, index in steps:
                    at = (at, name, index)
                sink.demanded_by = demanded_by
                sink.add(rule, at, **facts)
        else:
            sink.take(what)
    sink.demanded_by = None


def _gather(said: list[Step], place: Place, found: list[tuple[int, Place, Any]]) -> None:
    for name, index, inner in said:
        if name is None:
            found.append((index or 0, place, inner))
        elif type(inner) is Whole:
            found.append((0, (place, name, index), inner))
        else:
            _gather(inner, (place, name, index), found)


def _turn(found: tuple[int, Place, Any]) -> int:
    return found[0]
