"""Observations: what R4 advises beyond its structure, and the vital signs profile their code asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.validation import vital_signs
from carelink.validation.rules import profiles as rules
from carelink.validation.vital_signs import profile_of

if TYPE_CHECKING:
    from carelink.validation.scope import Scope
    from carelink.validation.walker import Walker

__all__ = ["check", "profile_of"]

_ADVISED: Final = {
    "subject": frozenset({"subject", "_subject"}),
    "performer": frozenset({"performer"}),
    "effective[x]": frozenset(
        {"effectiveDateTime", "effectivePeriod", "effectiveTiming", "effectiveInstant"}
    ),
}


def check(walker: Walker, node: dict[str, Any], scope: Scope) -> None:
    """Check an Observation that stands on its own or in another resource."""
    in_document = scope.bundle is not None and scope.bundle.kind == "document"
    for element, names in () if in_document else _ADVISED.items():  # a document itself says whom, who, when
        if names.isdisjoint(node):
            walker.sink.add(rules.OBSERVATION_ADVISED, scope.place, element=element)
    vital_signs.check(walker, node, scope)
