"""References, accepted in passing: to an entry of the Bundle with one look, else as the walk sees them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from carelink.fhir import tables
from carelink.validation import references
from carelink.validation.accept.memory import HERE
from carelink.validation.overlay.items import Item
from carelink.validation.overlay.targets import check_targets
from carelink.validation.sink import Sink

if TYPE_CHECKING:
    from carelink.validation.accept.kinds import Demands
    from carelink.validation.accept.run import Run
    from carelink.validation.engine import Engine
    from carelink.validation.overlay.part import Part
    from carelink.validation.shapes import Slot

_CORE: Final = "http://hl7.org/fhir/StructureDefinition/"
_RELATIVE: Final = re.compile(r"([A-Z][A-Za-z]+)/[A-Za-z0-9\-.]{1,64}").fullmatch


class Pointer:
    """What may stand in the Reference at one element of one kind of object.

    :ivar bundled: types that an entry of the same Bundle may have, with nothing more to ask
    """

    __slots__ = ("_loose", "_parts", "_slot", "_text", "bundled")

    def __init__(self, engine: Engine, slot: Slot, demands: Demands) -> None:
        self._slot = slot
        self._text = engine.shape("Reference").slots["reference"].check
        self._parts = [part for _, part in demands if part.targets is not None]
        allowed = references.plain_targets(slot.targets)
        bundled, loose = set(allowed), set(allowed)
        for part in self._parts:
            bundled &= _types(engine, part, core_only=True)
            loose &= _types(engine, part, core_only=False)
        self.bundled = frozenset(bundled)
        self._loose = frozenset(loose)

    def passes(self, value: dict[str, Any], run: Run) -> bool:
        """Whether nothing is to be said of a Reference that has a literal reference."""
        reference = value["reference"]
        if "type" not in value and type(reference) is str:
            if run.alone:
                found = _RELATIVE(reference)
                if found is not None and found[1] in self._loose:
                    return True
            elif run.types.get(reference) in self.bundled:
                run.refs.append(reference)
                return True
        return self._as_walked(value, reference, run)

    def _as_walked(self, value: dict[str, Any], reference: Any, run: Run) -> bool:
        if self._text is not None and self._text(reference):
            return False
        sink = Sink()
        walker, scope = run.walker, run.scope()
        with walker.noting_in(sink):
            references.look(walker, value, reference, self._slot, HERE, scope)
            for part in self._parts:
                if part.targets is not None:
                    item = Item(value, None, self._slot.type, HERE)
                    check_targets(part, part.targets, walker, item, scope)
        if len(sink):
            return False
        if type(reference) is str:
            run.refs.append(reference)
        return True


def _types(engine: Engine, part: Part, *, core_only: bool) -> frozenset[str]:
    """Return the types a profile lets a reference lead to; if wished, only those with no profile asked."""
    stated = part.targets.profiles if part.targets is not None else ()
    if not stated:
        return tables.resource_types()
    types = {str(engine.type_behind(p)) for p in stated if not core_only or p.startswith(_CORE)}
    return tables.resource_types() if types & {"Resource", "DomainResource"} else frozenset(types)
