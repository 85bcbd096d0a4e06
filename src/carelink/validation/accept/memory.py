"""What the walk said of coded values, by their content: sheets say the same codes again and again.

Only what has nothing but system, version, code, display and text in it is remembered, and all of that is the
key. What the walk says of such a value depends on nothing else: not on the resource, not on the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.validation.sink import Sink

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from carelink.findings import Rule
    from carelink.validation.place import Place
    from carelink.validation.walker import Walker

    Noted = tuple[Rule, tuple[tuple[str, int | None], ...], str | None, dict[str, Any]]
    """A rule, the steps from the value to the place it is said of, what demands it, and the facts."""
    Say = Callable[[Place], None]

CODED: Final = frozenset({"CodeableConcept", "Coding"})
REMEMBERED_AT_MOST: Final = 4_000
"""Contents remembered per element; then all are forgotten."""
_IN_CODING: Final = frozenset({"system", "version", "code", "display"})
_IN_CONCEPT: Final = frozenset({"coding", "text"})
HERE: Final[Place] = (None, "", None)
"""The place of a value whose own place does not matter; told from others by identity."""
_NONE: Final[list[dict[str, Any]]] = []
_MARGIN: Final = 8


class Memory:
    """What was said of the values of one coded element, by the base type or by a profile."""

    __slots__ = ("_said",)

    def __init__(self) -> None:
        self._said: dict[Hashable, tuple[Noted, ...]] = {}

    def recall(self, value: Any, type_: str) -> tuple[Noted, ...] | None:
        """Return what was said of a coded value, or list of them, with this content; None when not known."""
        try:
            return self._said.get(content(value, type_))
        except (TypeError, AttributeError):
            return None

    def learn(self, walker: Walker, value: Any, type_: str, place: Place, say: Say) -> bool:
        """Let something be said of a value and remember it; False where that cannot be.

        :param say: says it at a place
        """
        try:
            key = content(value, type_)
            hash(key)
        except (TypeError, AttributeError):
            return False
        if not walker.roomy(_MARGIN) or not plain(value, type_):
            return False
        said = recorded(walker, say)
        if len(self._said) >= REMEMBERED_AT_MOST:
            self._said.clear()
        self._said[key] = said
        again(walker.sink, said, place)
        return True


def again(sink: Sink, said: tuple[Noted, ...], place: Place) -> None:
    """Say once more, at another place, what was said."""
    for rule, steps, demanded_by, facts in said:
        where = place
        for name, index in steps:
            where = (where, name, index)
        sink.demanded_by = demanded_by
        sink.add(rule, where, **facts)
    sink.demanded_by = None


def content(value: Any, type_: str) -> Hashable:
    """Return all that a coded value, or a list of them, holds.

    :raises TypeError, AttributeError: there is more in it than texts
    """
    if type(value) is list:
        return len(value), *[content(one, type_) for one in value]
    if type_ == "Coding":
        return tuple(value.items())
    codings = value.get("coding", _NONE)
    if type(codings) is not list:
        raise TypeError
    if len(codings) == len(value) == 1:
        return tuple(codings[0].items())  # one coding and nothing else: nearly all are
    return tuple(value), value.get("text"), *[tuple(coding.items()) for coding in codings]


def plain(value: Any, type_: str) -> bool:
    """Whether there is nothing but texts under the usual names."""
    if type(value) is list:
        return all(type(one) is dict and plain(one, type_) for one in value)
    if type_ == "Coding":
        return _texts(value, _IN_CODING)
    codings = value.get("coding", [])
    return (
        value.keys() <= _IN_CONCEPT
        and type(value.get("text", "")) is str
        and type(codings) is list
        and all(type(coding) is dict and _texts(coding, _IN_CODING) for coding in codings)
    )


def _texts(value: dict[str, Any], names: frozenset[str]) -> bool:
    return value.keys() <= names and all(type(text) is str for text in value.values())


class Recorder(Sink):
    """Notes what is said, in order, with places from here."""

    __slots__ = ("notes",)

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[Noted] = []

    def add(self, rule: Rule, place: Place, **facts: Any) -> None:
        """Note a finding."""
        known = len(self)
        super().add(rule, place, **facts)
        if len(self) == known:
            return
        steps: list[tuple[str, int | None]] = []
        while place is not HERE:
            steps.append((place[1], place[2]))
            place = place[0]
        self.notes.append((rule, tuple(reversed(steps)), self.demanded_by, facts))


def recorded(walker: Walker, say: Say) -> tuple[Noted, ...]:
    """Return what is said at a place, as steps from there."""
    recorder = Recorder()
    with walker.noting_in(recorder):
        say(HERE)
    return tuple(recorder.notes)
