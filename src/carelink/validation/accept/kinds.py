"""Kinds of objects: a FHIR type, the way that leads to it, and the demands of profiles on it.

Two objects of one kind with the same names in the same order get the same checks, so they share their code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.validation.accept.tiers import AT_ONCE, Tiers, refuse

if TYPE_CHECKING:
    from carelink.validation.accept.tiers import Code, Names
    from carelink.validation.engine import Engine
    from carelink.validation.overlay.part import Part
    from carelink.validation.shapes import Shape, Slot

    Demand = tuple[int, Part]
    """The turn of a profile, and what it demands of an element."""
    Demands = tuple[Demand, ...]

KINDS_AT_MOST: Final = 5_000
"""Kept by one engine; then the walk does what is new. Our own sheets need less than two hundred."""
CODES_AT_MOST: Final = 10_000
"""Functions written by one engine; each takes some kilobytes, and nobody may fill the memory with them."""
DEPTH_AT_MOST: Final = 24
"""Levels within one resource; deeper ones get the walk, which counts them."""


class Kind:
    """One kind of object.

    :ivar trail: resource type and slots that lead to it, as the walk's own trail
    :ivar urls: of the extensions it stands in, the outermost first
    :ivar demands: of profiles on it, in the order of the profiles
    :ivar claims: of a resource, the profiles it names in its meta
    """

    __slots__ = ("claims", "demands", "engine", "shape", "slot", "tiers", "trail", "urls")

    def __init__(  # noqa: PLR0913, PLR0917  what makes a kind
        self,
        engine: Engine,
        shape: Shape,
        trail: tuple[Slot | str, ...],
        urls: tuple[str, ...],
        demands: Demands,
        claims: tuple[str, ...] = (),
    ) -> None:
        self.engine = engine
        self.shape = shape
        self.trail = trail
        self.urls = urls
        self.demands = demands
        self.claims = claims
        last = trail[-1]
        self.slot = None if isinstance(last, str) else last
        self.tiers = Tiers(self._write, 0 if self.slot is None else AT_ONCE)

    def _write(self, names: Names) -> Code:
        from carelink.validation.accept.writer import write

        kinds = self.engine.kinds
        if kinds.written >= CODES_AT_MOST:
            return refuse
        kinds.written += 1
        return write(self, names) or refuse

    def below(self, slot: Slot, demands: Demands, shape_name: str | None = None) -> Kind | None:
        """Return the kind of the objects at a slot; None where there would be too many."""
        shape = self.engine.shape(shape_name or slot.type)
        return self.engine.kinds.kind(shape, (*self.trail, slot), self.urls, demands)


class Kinds:
    """All kinds of one engine.

    :ivar written: functions written so far
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kinds: dict[tuple[Any, ...], Kind] = {}
        self.written = 0

    def kind(
        self,
        shape: Shape,
        trail: tuple[Slot | str, ...],
        urls: tuple[str, ...],
        demands: Demands,
        claims: tuple[str, ...] = (),
    ) -> Kind | None:
        """Return a kind, made once; None where there are too many, or it lies too deep."""
        key = (shape.name, trail, urls, tuple((turn, id(part)) for turn, part in demands), claims)
        found = self._kinds.get(key)
        if found is None:
            if len(self._kinds) >= KINDS_AT_MOST or len(trail) > DEPTH_AT_MOST:
                return None
            found = self._kinds[key] = Kind(self._engine, shape, trail, urls, demands, claims)
        return found
