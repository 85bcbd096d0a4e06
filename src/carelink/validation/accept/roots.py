"""Whole resources, told apart by type and by the profiles they have to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from carelink.fhir import tables
from carelink.validation import extensions, specials
from carelink.validation.accept.demands import foldable
from carelink.validation.accept.memory import HERE, recorded
from carelink.validation.accept.said import SPECIAL
from carelink.validation.rules import profiles as rules

if TYPE_CHECKING:
    from carelink.validation.accept.kinds import Kind
    from carelink.validation.accept.said import Step
    from carelink.validation.engine import Engine
    from carelink.validation.overlay import Overlay

ROOTS_AT_MOST: Final = 2_000
"""Combinations of type and profiles kept by one engine; others get the walk."""


class Root(NamedTuple):
    """What is asked of resources of one type under some profiles.

    :param kind: None where the walk has to look at each
    :param known: advice that follows from the claims alone
    :param late: the turn of profiles that cannot be folded into the code, and they
    :param conforms: canonicals of the profiles checked
    :param special: whether the type has rules written by hand
    """

    kind: Kind | None = None
    known: tuple[Step, ...] = ()
    late: tuple[tuple[int, Overlay], ...] = ()
    conforms: frozenset[str] = frozenset()
    special: bool = False

    @property
    def plain(self) -> bool:
        """Whether there is nothing to do but to run the code."""
        return not (self.known or self.late or self.special)


WALK: Final = Root()


class Roots:
    """All roots of one engine, by explicit profile, type and claimed profiles.

    :ivar known: those made so far
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.known: dict[tuple[Any, ...], Root] = {}

    def root(self, profile: str | None, type_name: Any, claims: tuple[Any, ...]) -> Root:
        """Return what is asked of a resource, made once."""
        key = (profile, type_name, *claims)
        found = self.known.get(key)
        if found is None:
            if len(self.known) >= ROOTS_AT_MOST or not _sound(type_name, claims):
                return WALK
            found = self.known[key] = self._root(profile, type_name, claims)
        return found

    def _root(self, profile: str | None, type_name: str, claims: tuple[str, ...]) -> Root:
        engine = self._engine
        overlays: dict[str, tuple[int, Overlay]] = {}
        known: list[Step] = []
        turn = SPECIAL
        asked = [profile] if profile is not None else []
        for number, canonical in enumerate([*asked, *engine.global_profiles(type_name), *claims]):
            claim = number - len(asked) - len(engine.global_profiles(type_name))
            turn += 1
            if claim >= 0 and canonical == profile:
                continue
            overlay = engine.overlay(canonical)
            if overlay is not None:
                if not _usable(overlay, type_name):
                    return WALK
                overlays.setdefault(overlay.canonical, (turn, overlay))
            elif claim >= 0:
                known.append((None, turn, _unknown(engine, claim)))
        folded = {c: (t, o) for c, (t, o) in overlays.items() if _folds(o, engine)}
        demands = tuple((t, o.root) for t, o in folded.values() if o.root is not None)
        kind = engine.kinds.kind(engine.shape(type_name), (type_name,), (), demands, claims)
        late = tuple(pair for canonical, pair in overlays.items() if canonical not in folded)
        return Root(kind, tuple(known), late, frozenset(overlays), _special(type_name))


def _sound(type_name: Any, claims: tuple[Any, ...]) -> bool:
    return type_name in tables.resource_types() and all(type(c) is str and c for c in claims)


def _usable(overlay: Overlay, type_name: str) -> bool:
    """Whether a profile is one for this type, and whole; else there is something to say of it."""
    structure = overlay.structure
    fits = structure.type in {type_name, "Resource", "DomainResource"}
    return fits and overlay.root is not None and not structure.problems


def _folds(overlay: Overlay, engine: Engine) -> bool:
    return overlay.root is not None and foldable(overlay.root, engine)


def _special(type_name: str) -> bool:
    return type_name in specials.OF_RESOURCE or type_name in extensions.CANONICAL


def _unknown(engine: Engine, claim: int) -> Any:
    from carelink.validation.sink import Sink
    from carelink.validation.walker import Walker

    walker = Walker(engine, Sink())
    place = ((HERE, "meta", None), "profile", claim)
    return recorded(walker, lambda _: walker.sink.add(rules.PROFILE_UNKNOWN, place))
