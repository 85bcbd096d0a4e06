"""References: how they are written, what they may point at, whether the target is there."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from carelink.fhir import tables
from carelink.validation.bundle_index import rest
from carelink.validation.rules import bundles as bundle_rules
from carelink.validation.rules import references as rules

if TYPE_CHECKING:
    from carelink.validation.place import Place
    from carelink.validation.scope import Scope
    from carelink.validation.shapes import Slot
    from carelink.validation.walker import Walker

ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_ABSOLUTELY: Final = ("urn:", "http:", "https:")
"""So begins a reference whose target does not depend on who refers to it."""
_URN = re.compile(r"urn:[^\s#]+")
_SPACE = re.compile(r"\s")
_QUERY = re.compile(r"[A-Z][A-Za-z]+\?(.*)", re.DOTALL)
_CONDITION = r"[_A-Za-z-][_A-Za-z0-9.:-]*=[^=&]+"
_CONDITIONS = re.compile(rf"{_CONDITION}(?:&{_CONDITION})*", re.ASCII)
_CORE: Final = "http://hl7.org/fhir/StructureDefinition/"
_ANYTHING: Final = frozenset({_CORE + "Resource", _CORE + "DomainResource"})
_SAYING: Final = frozenset({"reference", "_reference", "identifier", "display", "extension"})
_NO_FULL_URL: Final = frozenset({"transaction-response", "batch-response"})


def check(walker: Walker, value: dict[str, Any], slot: Slot, place: Place, scope: Scope) -> None:
    """Check a Reference against what R4 allows at this element."""
    reference = value.get("reference")
    if walker.fast and type(reference) is str and reference.startswith(_ABSOLUTELY):
        _once(walker, reference, value.get("type"), slot, place, scope)
    else:
        look(walker, value, reference, slot, place, scope)


def _once(  # noqa: PLR0913, PLR0917  what is known of one reference
    walker: Walker, reference: str, stated: Any, slot: Slot, place: Place, scope: Scope
) -> None:
    """Look once at what the same elements of one Bundle say again and again: where they lead is the same."""
    if stated is None and _leads_well(reference, slot, scope):
        return
    key = (slot, reference, stated if isinstance(stated, str) else None, id(scope.bundle))
    if key not in walker.followed:
        noted = len(walker.sink)
        look(walker, {"type": stated}, reference, slot, place, scope)
        if len(walker.sink) == noted:
            walker.followed.add(key)


def _leads_well(reference: str, slot: Slot, scope: Scope) -> bool:
    """Whether a urn is the fullUrl of one entry that may be referred to here; False says nothing."""
    found = scope.bundle.by_url.get(reference) if scope.bundle is not None else None
    if found is None or len(found) != 1 or not _URN.fullmatch(reference):
        return False
    type_ = found[0].type
    if type_ is None:
        return False
    targets = slot.targets
    return not targets or type_ in _plainly(targets) or not _ANYTHING.isdisjoint(targets)


def look(  # noqa: PLR0913, PLR0917  what is known of one reference
    walker: Walker, value: dict[str, Any], reference: Any, slot: Slot, place: Place, scope: Scope
) -> None:
    """Say what is wrong with the literal reference of a Reference, or with its absence."""
    if not isinstance(reference, str) or not reference:
        if not _SAYING.intersection(value):
            walker.sink.add(rules.REFERENCE_EMPTY, place)
    elif _SPACE.search(reference):
        walker.sink.add(rules.REFERENCE_MALFORMED, place)
    elif (query := _QUERY.fullmatch(reference)) is not None:
        if not _CONDITIONS.fullmatch(query[1]):
            walker.sink.add(rules.REFERENCE_MALFORMED, place)
    else:
        _literal(walker, reference, value.get("type"), slot, place, scope)


def _literal(  # noqa: PLR0913, PLR0917  what is known of one reference
    walker: Walker, reference: str, stated: Any, slot: Slot, place: Place, scope: Scope
) -> None:
    type_ = target_type(reference, scope)
    if reference.startswith("#"):
        if type_ is None:
            walker.sink.add(rules.CONTAINED_NOT_FOUND, place)
    elif scope.bundle is not None:
        _in_bundle(walker, reference, place, scope)
    if type_ is not None and isinstance(stated, str) and stated not in (type_, _CORE + type_):
        walker.sink.add(rules.REFERENCE_TYPE_DIFFERS, place)
    if slot.targets and type_ is not None:
        _type_fits(walker, type_, slot.targets, place)
    if slot.targets and isinstance(stated, str) and stated != type_:
        _type_fits(walker, stated.removeprefix(_CORE), slot.targets, place)


def target_type(reference: str, scope: Scope) -> str | None:
    """Return the type of the target: of the resource itself when it is at hand, else as the URL says."""
    found = scope.resolve(reference)
    if found is not None:
        type_ = found[0].get("resourceType")
        return type_ if isinstance(type_, str) else None
    named = rest(reference)
    return named.type if named is not None else None


def _type_fits(walker: Walker, type_: str, targets: tuple[str, ...], place: Place) -> None:
    if type_ in _plainly(targets) or not _ANYTHING.isdisjoint(targets):
        return
    names = [walker.engine.type_behind(target) for target in targets]
    if type_ not in names:
        types = ", ".join(sorted({name or "?" for name in names}))
        walker.sink.add(rules.REFERENCE_TARGET_TYPE, place, types=types)


def plain_targets(targets: tuple[str, ...]) -> frozenset[str]:
    """Return the types that the targets of an element allow by their base definition."""
    everything = not targets or not _ANYTHING.isdisjoint(targets)
    return tables.resource_types() if everything else _plainly(targets)


@lru_cache(1024)
def _plainly(targets: tuple[str, ...]) -> frozenset[str]:
    """Return the types that targets name by their base definition."""
    return frozenset(target.removeprefix(_CORE) for target in targets if target.startswith(_CORE))


def _in_bundle(walker: Walker, reference: str, place: Place, scope: Scope) -> None:
    """Check that a reference between entries can be followed."""
    bundle = scope.bundle
    if bundle is None:
        return
    full_url = scope.root.full_url
    relative = ":" not in reference.partition("/")[0]
    targets = bundle.targets(reference, full_url)
    if len(targets) > 1:
        walker.sink.add(bundle_rules.REFERENCE_AMBIGUOUS, place)
        return
    if targets:
        named = rest(reference)
        if named is not None and relative and targets[0].type not in (None, named.type):
            walker.sink.add(rules.REFERENCE_TYPE_DIFFERS, place)
        return
    if reference.startswith("urn:"):
        walker.sink.add(bundle_rules.URN_NOT_IN_BUNDLE, place)
    elif relative:
        _relative(walker, reference, place, scope)


def _relative(walker: Walker, reference: str, place: Place, scope: Scope) -> None:
    bundle = scope.bundle
    if bundle is None:
        return
    if scope.root.full_url is None and bundle.kind not in _NO_FULL_URL:
        walker.sink.add(bundle_rules.FULL_URL_MISSING, place)
    elif reference.count("/") not in (1, 3):
        walker.sink.add(bundle_rules.REFERENCE_FORMAT, place)
    elif not _wrong_type_by_id(walker, reference, place, scope) and bundle.kind in ("document", "message"):
        named = rest(reference)
        if named is not None and (named.type, named.id) in bundle.by_id:
            walker.sink.add(bundle_rules.REFERENCE_BY_ID_ONLY, place)


def _wrong_type_by_id(walker: Walker, reference: str, place: Place, scope: Scope) -> bool:
    """Find ``Practitioner/x`` where the entry under that URL is an Organization."""
    named, full_url = rest(reference), scope.root.full_url
    if named is None or full_url is None or scope.bundle is None or not full_url.startswith("urn:"):
        return False
    prefix = full_url[: full_url.rfind(":") + 1]
    others = scope.bundle.by_url.get(prefix + named.id, ())
    differs = any(e.type is not None and e.type != named.type for e in others)
    if differs:
        walker.sink.add(rules.REFERENCE_TYPE_DIFFERS, place)
    return differs
