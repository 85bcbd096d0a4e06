"""What the accept path has to say of an object that passes: advice, and what cannot be checked here.

Most objects have nothing said of them, so places are made up only afterwards. Code for an object returns
True, or False where the walk must look, or a list of steps that lead to what is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.findings import Finding
from carelink.validation.sink import FINDINGS_AT_MOST, Sink

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carelink.findings import Rule
    from carelink.validation.accept.memory import Noted

    Step = tuple[str | None, int | None, Any]
    """Name, index and what is said below; or None, a turn, and notes or a sink of findings."""
    Answer = bool | list[Step] | tuple[Step, ...]
    """Whether it passes; or it does, and this is said. A tuple belongs to others and is never changed."""

SPECIAL: Final = 1
"""The turn of hand-written rules of whole resources; what the base type says has turn 0, profiles follow."""
_PATHS_AT_MOST: Final = 500


class Note:
    """One thing that is said again and again, of values at different places.

    :ivar rule: the rule
    :ivar tail: the way from the object to the place it is said of, as the end of a path
    :ivar key: with the path, what tells it from others
    """

    __slots__ = ("_findings", "_first", "key", "rule", "tail")

    def __init__(self, noted: Noted) -> None:
        self.rule: Rule = noted[0]
        self.tail = "".join(f".{name}" if at is None else f".{name}[{at}]" for name, at in noted[1])
        self.key = (self.rule.code, *noted[3].values())
        self._first = Sink.finding(self.rule, "", noted[2], noted[3])
        self._findings: dict[str, Finding] = {}

    def finding(self, path: str) -> Finding:
        """Return the finding at a path, made once for those that come often."""
        found = self._findings.get(path)
        if found is None:
            one = self._first
            found = Finding(path, one.code, one.severity, one.message, one.fix, None, one.demanded_by)
            if len(self._findings) < _PATHS_AT_MOST:
                self._findings[path] = found
        return found


class Whole(list["Step"]):
    """What is said of one resource in a Bundle: told in one piece, in the order of its own turns."""


def notes(noted: Iterable[Noted], turn: int) -> tuple[Step, ...]:
    """Return what was noted as something to be said, in a turn."""
    found = tuple(Note(one) for one in noted)
    return ((None, turn, found),) if found else ()


def add(said: Answer, name: str | None, index: int | None, inner: Any) -> list[Step]:
    """Return what was said so far and what is said below a name."""
    step = (name, index, inner)
    if type(said) is list:
        said.append(step)
        return said
    return [*said, step] if type(said) is tuple else [step]


def join(said: Answer, more: list[Step] | tuple[Step, ...]) -> Answer:
    """Return what was said so far and more of the same object."""
    if type(said) is list:
        said.extend(more)
        return said
    if type(said) is not tuple:
        return more
    return [*said, *more] if type(more) is list else (*said, *more)


def told(said: Answer, path: str) -> list[Finding]:
    """Return everything that was said as findings: in the order of the walk, and each once."""
    if type(said) is tuple:  # made of what is remembered: others say it, too
        known = _TOLD.get((path, said))
        if known is None:
            found: dict[Any, Finding] = {}
            _tell(said, path, found)
            if len(_TOLD) >= _TOLD_AT_MOST:
                _TOLD.clear()
            known = _TOLD[path, said] = tuple(found.values())
        return list(known)
    found = {}
    if type(said) is list:
        _tell(said, path, found)
    return list(found.values())


_TOLD_AT_MOST: Final = 2_000
_TOLD: Final[dict[tuple[str, tuple[Step, ...]], tuple[Finding, ...]]] = {}


def _tell(said: Iterable[Step], path: str, found: dict[Any, Finding]) -> None:
    later: list[tuple[int, str, Any]] = []
    _say(said, path, found, later)
    later.sort(key=_turn)  # the walk goes over the base first, then over each profile
    for _, where, what in later:
        _put(what, where, found)


def _say(
    said: Iterable[Step], path: str, found: dict[Any, Finding], later: list[tuple[int, str, Any]]
) -> None:
    """Put what belongs to the first turn into ``found``, the rest into ``later``."""
    for name, index, inner in said:
        if name is None:
            if index:
                later.append((index, path, inner))
            else:
                _put(inner, path, found)
            continue
        where = f"{path}.{name}" if index is None else f"{path}.{name}[{index}]"
        if type(inner) is Whole:
            _tell(inner, where, found)
        else:
            _say(inner, where, found, later)


def _put(what: tuple[Note, ...] | Sink, path: str, found: dict[Any, Finding]) -> None:
    if isinstance(what, Sink):
        what.put_into(found)
        return
    for note in what:
        at = path + note.tail
        key = (at, *note.key)
        if key not in found and len(found) < FINDINGS_AT_MOST:
            found[key] = note.finding(at)


def _turn(found: tuple[int, str, Any]) -> int:
    return found[0]
