"""Where a profile lets a Reference lead: types, profiles of the target, and how it comes along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from carelink.validation.references import target_type
from carelink.validation.rules import references as rules

if TYPE_CHECKING:
    from carelink.validation.overlay.items import Item
    from carelink.validation.overlay.part import Part
    from carelink.validation.scope import Scope
    from carelink.validation.walker import Walker

_CORE: Final = "http://hl7.org/fhir/StructureDefinition/"


class Targets(NamedTuple):
    """What the type of a Reference states.

    :param profiles: canonicals, one of which the target must follow; empty = anything
    :param modes: contained, referenced, bundled; empty = any
    """

    profiles: tuple[str, ...]
    modes: frozenset[str]


def check_targets(part: Part, targets: Targets, walker: Walker, item: Item, scope: Scope) -> None:
    """Check where one Reference leads."""
    reference = item.value.get("reference")
    if not isinstance(reference, str) or not reference:
        return
    resolved = scope.resolve(reference)
    if targets.modes:
        _mode(part, targets.modes, walker, item, reference, found=resolved is not None)
    type_ = target_type(reference, scope)
    if type_ is None or not targets.profiles:
        return
    engine = walker.engine
    fitting = [p for p in targets.profiles if engine.type_behind(p) in (type_, "Resource", "DomainResource")]
    unknown = [p for p in targets.profiles if engine.type_behind(p) is None]
    if not fitting:
        if unknown:
            if resolved is not None:
                part.say(walker, rules.TARGET_PROFILE_UNKNOWN, item.place, profile=unknown[0])
            return
        types = ", ".join(sorted({str(engine.type_behind(p)) for p in targets.profiles}))
        part.say(walker, rules.REFERENCE_TARGET_TYPE, item.place, types=types)
        return
    if resolved is not None and not _conforms(walker, fitting, resolved):
        part.say(walker, rules.REFERENCE_TARGET_PROFILE, item.place)


def _conforms(walker: Walker, profiles: list[str], resolved: tuple[dict[str, Any], Scope]) -> bool:
    node, scope = resolved
    return any(p.startswith(_CORE) or walker.judge.resource(node, p, scope) for p in profiles)


def _mode(  # noqa: PLR0913  what is known of the reference
    part: Part, modes: frozenset[str], walker: Walker, item: Item, reference: str, *, found: bool
) -> None:
    if reference.startswith("#"):
        mode = "contained"
    elif found:
        mode = "bundled"
    else:
        mode = "referenced"
    if mode not in modes:
        part.say(walker, rules.REFERENCE_AGGREGATION, item.place, modes=", ".join(sorted(modes)))
