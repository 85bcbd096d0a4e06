"""Whole resources, told apart by type and by the profiles they have to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.fhir import tables
from carelink.validation import extensions, observations, specials
from carelink.validation.accept.demands import foldable
from carelink.validation.accept.memory import HERE, REMEMBERED_AT_MOST, recorded
from carelink.validation.accept.said import SPECIAL, notes
from carelink.validation.rules import profiles as rules

if TYPE_CHECKING:
    from collections.abc import Hashable

    from carelink.validation.accept.kinds import Demands, Kind
    from carelink.validation.accept.said import Step
    from carelink.validation.engine import Engine
    from carelink.validation.overlay import Overlay

ROOTS_AT_MOST: Final = 2_000
"""Combinations of type and profiles kept by one engine; others get the walk."""
_NONE: Final[frozenset[str]] = frozenset()


class Root:
    """What is asked of resources of one type under some profiles.

    :ivar kind: None where the walk has to look at each
    :ivar said: advice that follows from the claims alone
    :ivar late: the turn of profiles that cannot be folded into the code, and they
    :ivar conforms: canonicals of the profiles checked
    :ivar more: whether there is more to do than to run the code
    :ivar vital: whether all there is to do more is to look for vital signs
    :ivar code: the code by names
    :ivar plainly: of a Bundle under folded profiles, the same with all of them late
    """

    __slots__ = ("code", "conforms", "kind", "late", "more", "plainly", "said", "special", "vital")

    def __init__(
        self,
        kind: Kind | None = None,
        said: tuple[Step, ...] = (),
        late: tuple[tuple[int, Overlay], ...] = (),
        conforms: frozenset[str] = _NONE,
    ) -> None:
        self.kind = kind
        self.said = said
        self.late = late
        self.conforms = conforms
        self.special = kind is not None and _special(kind.shape.name)
        self.more = bool(said or late or self.special)
        self.vital = kind is not None and kind.shape.name == "Observation" and not said and not late
        self.code = kind.tiers.known if kind is not None else {}
        self.plainly: Root | None = None


WALK: Final = Root()


class Roots:
    """All roots of one engine, by explicit profile, type and claimed profiles.

    :ivar known: those made so far
    :ivar vital: by the content of an Observation's code, the vital signs profile that it asks for
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.known: dict[tuple[Any, ...], Root] = {}
        self.vital: dict[Hashable, Overlay | None] = {}

    def root(self, profile: str | None, type_name: Any, claims: tuple[Any, ...]) -> Root:
        """Return what is asked of a resource, made once."""
        key = (profile, type_name, *claims)
        found = self.known.get(key)
        if found is None:
            if len(self.known) >= ROOTS_AT_MOST or not _sound(type_name, claims):
                return WALK
            found = self.known[key] = self._root(profile, type_name, claims)
        return found

    def vital_signs(self, key: Hashable, node: dict[str, Any]) -> Overlay | None:
        """Return the vital signs profile that an Observation's code asks for; remembered by its content."""
        if key in self.vital:
            return self.vital[key]
        wanted = observations.profile_of(node)
        overlay = self._engine.overlay(wanted) if wanted is not None else None
        if len(self.vital) >= REMEMBERED_AT_MOST:
            self.vital.clear()
        self.vital[key] = overlay
        return overlay

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
                known += notes(_unknown(engine, claim), turn)
        folded = {
            c: (t, o) for c, (t, o) in overlays.items() if o.root is not None and foldable(o.root, engine)
        }
        late = tuple(pair for canonical, pair in overlays.items() if canonical not in folded)
        conforms = frozenset(overlays)
        shape, trail = engine.shape(type_name), (type_name,)

        def kind(demands: Demands) -> Kind | None:
            return engine.kinds.kind(shape, trail, (), demands, claims)

        demands = tuple((turn, o.root) for turn, o in folded.values() if o.root is not None)
        root = Root(kind(demands), tuple(known), late, conforms)
        if type_name == "Bundle" and folded:
            root.plainly = Root(kind(()), tuple(known), tuple(overlays.values()), conforms)
        return root


def _sound(type_name: Any, claims: tuple[Any, ...]) -> bool:
    return type_name in tables.resource_types() and all(type(c) is str and c for c in claims)


def _usable(overlay: Overlay, type_name: str) -> bool:
    """Whether a profile is one for this type, and whole; else there is something to say of it."""
    structure = overlay.structure
    fits = structure.type in {type_name, "Resource", "DomainResource"}
    return fits and overlay.root is not None and not structure.problems


def _special(type_name: str) -> bool:
    return type_name in specials.OF_RESOURCE or type_name in extensions.CANONICAL


def _unknown(engine: Engine, claim: int) -> Any:
    from carelink.validation.sink import Sink
    from carelink.validation.walker import Walker

    walker = Walker(engine, Sink())
    place = ((HERE, "meta", None), "profile", claim)
    return recorded(walker, lambda _: walker.sink.add(rules.PROFILE_UNKNOWN, place))
