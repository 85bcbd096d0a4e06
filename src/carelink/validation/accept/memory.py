"""What the walk said of coded values, by their content: sheets say the same codes again and again.

Only what has nothing but system, version, code, display and text in it is remembered, and all of that is the
key. What the walk says of such a value depends on nothing else: not on the resource, not on the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.validation.sink import Sink

if TYPE_CHECKING:
    from collections.abc import Hashable

    from carelink.findings import Rule
    from carelink.validation.place import Place
    from carelink.validation.scope import Scope
    from carelink.validation.shapes import Slot
    from carelink.validation.walker import Walker

    Note = tuple[Rule, tuple[tuple[str, int | None], ...], dict[str, Any]]
    """A rule, the steps from the value to the place it is said of, and the facts."""

CODED: Final = frozenset({"CodeableConcept", "Coding"})
REMEMBERED_AT_MOST: Final = 4_000
"""Contents remembered per element; then all are forgotten."""
_IN_CODING: Final = frozenset({"system", "version", "code", "display"})
_IN_CONCEPT: Final = frozenset({"coding", "text"})
_HERE: Final[Place] = (None, "", None)
_MARGIN: Final = 8


class Memory:
    """What was said of the values of one coded element."""

    __slots__ = ("_concept", "_said")

    def __init__(self, *, concept: bool) -> None:
        self._concept = concept
        self._said: dict[Hashable, tuple[Note, ...]] = {}

    def check(self, walker: Walker, value: dict[str, Any], slot: Slot, place: Place, scope: Scope) -> bool:
        """Say what was said before, or let the walk say it and remember; False to let the walk go its way."""
        try:
            key = _concept_key(value) if self._concept else tuple(value.items())
            said = self._said.get(key)
        except (TypeError, AttributeError):
            return False
        if said is None:
            if not walker.roomy(_MARGIN) or not _plain(value, concept=self._concept):
                return False
            said = _recorded(walker, value, slot, scope)
            if len(self._said) >= REMEMBERED_AT_MOST:
                self._said.clear()
            self._said[key] = said
        for rule, steps, facts in said:
            where = place
            for name, index in steps:
                where = (where, name, index)
            walker.sink.add(rule, where, **facts)
        return True


def _concept_key(value: dict[str, Any]) -> Hashable:
    text = value.get("text")
    return tuple(value), text, *[tuple(coding.items()) for coding in value.get("coding", ())]


def _plain(value: dict[str, Any], *, concept: bool) -> bool:
    """Whether there is nothing but texts under the usual names."""
    if not concept:
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


class _Recorder(Sink):
    """Notes what is said, in order, with places from here."""

    __slots__ = ("notes",)

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[Note] = []

    def add(self, rule: Rule, place: Place, **facts: Any) -> None:
        """Note a finding."""
        known = len(self)
        super().add(rule, place, **facts)
        if len(self) == known:
            return
        steps: list[tuple[str, int | None]] = []
        while place is not _HERE:
            steps.append((place[1], place[2]))
            place = place[0]
        self.notes.append((rule, tuple(reversed(steps)), facts))


def _recorded(walker: Walker, value: dict[str, Any], slot: Slot, scope: Scope) -> tuple[Note, ...]:
    recorder = _Recorder()
    with walker.noting_in(recorder):
        walker.typed(value, slot, _HERE, scope)
    return tuple(recorder.notes)
