"""StructureDefinitions as data: whether the differential can be followed, types and bindings fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from carelink.profiles.snapshot import generate
from carelink.validation.rules import definitions as rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.validation.place import Place
    from carelink.validation.scope import Scope
    from carelink.validation.walker import Walker

_CODED: Final = frozenset(
    {"code", "Coding", "CodeableConcept", "Quantity", "string", "uri", "url", "canonical", "Reference"}
)

_STEP = re.compile(r"[a-z][A-Za-z]*(\[x\])?")
_OPEN: Final = frozenset({"Resource", "DomainResource", "Element", "BackboneElement", "Reference"})
_EXTENSION: Final = "http://hl7.org/fhir/StructureDefinition/Extension"
_ABSTRACT: Final = frozenset({"Resource", "DomainResource", "Element", "BackboneElement"})


def check(walker: Walker, node: dict[str, Any], scope: Scope) -> None:
    """Check a definition by itself, and that its differential can be followed."""
    _head(walker, node, scope.place)
    differential = node.get("differential")
    raw = differential.get("element") if isinstance(differential, dict) else None
    elements = [e for e in raw if isinstance(e, dict)] if isinstance(raw, list) else []
    if not elements or len(elements) != len(raw or ()) or not all(map(_usable, elements)):
        return
    head = (scope.place, "differential", None)
    places: list[Place] = [(head, "element", index) for index in range(len(elements))]
    if "slicing" in elements[0] and "." not in elements[0]["path"]:
        walker.sink.add(rules.ROOT_SLICED, places[0])
    for element, place in zip(elements, places, strict=True):
        _types(walker, element, place)
        _binding(walker, element, place)
        _discriminators(walker, element, place)
    if node.get("derivation") == "constraint":
        _followable(walker, node, elements, places)


def _head(walker: Walker, node: dict[str, Any], place: Place) -> None:
    """Check what a definition says of itself against the one it is derived from."""
    url, base, type_ = node.get("url"), node.get("baseDefinition"), node.get("type")
    if isinstance(url, str) and isinstance(base, str) and _returns(walker, url, base):
        walker.sink.add(rules.DEFINITION_CIRCULAR, place)
        return
    known = walker.engine.type_behind(base) if isinstance(base, str) else None
    constraint = node.get("derivation") == "constraint"
    if constraint and known is not None and isinstance(type_, str) and known != type_:
        walker.sink.add(rules.DEFINITION_OF_OTHER_TYPE, place, type=known)
    if type_ != "Extension":
        for index, _ in enumerate(_dicts(node.get("context"))):
            walker.sink.add(rules.CONTEXT_WITHOUT_EXTENSION, (place, "context", index))
    elif constraint and base == _EXTENSION:
        fixed = [e.get("fixedUri") for e in _elements(node) if e.get("path") == "Extension.url"]
        if fixed and fixed[-1] != url:
            walker.sink.add(rules.EXTENSION_URL_DIFFERS, place)


def _returns(walker: Walker, url: str, base: str) -> bool:
    """Whether the chain of definitions that this one is derived from comes back to it."""
    seen: set[str] = set()
    at: Any = base
    while isinstance(at, str) and at not in seen:
        if at.partition("|")[0] == url:
            return True
        seen.add(at)
        found = walker.engine.packages.find(at, "StructureDefinition")
        at = found.get("baseDefinition") if found is not None else None
    return False


def _elements(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    differential = node.get("differential")
    return _dicts(differential.get("element") if isinstance(differential, dict) else None)


def _usable(element: dict[str, Any]) -> bool:
    return isinstance(element.get("path"), str) and all(
        isinstance(element.get(name, []), list) for name in ("type", "constraint", "condition", "alias")
    )


def _followable(
    walker: Walker, node: dict[str, Any], elements: list[dict[str, Any]], places: list[Place]
) -> None:
    library = walker.engine.packages
    base = library.structure(str(node.get("baseDefinition")))
    if base is None or not base.elements:
        return
    try:
        problems = generate(base.elements, elements, library.elements).problems
    except (AttributeError, KeyError, TypeError, ValueError):
        return  # not a definition in shape: what is wrong with it was said by the walk
    for problem in problems:
        number = next((i for i, e in enumerate(elements) if problem.element in (e.get("id"), e["path"])), 0)
        walker.sink.add(rules.DEFINITION_UNFOLLOWABLE, places[number], reason=problem.reason)


def _discriminators(walker: Walker, element: dict[str, Any], place: Place) -> None:
    """Check that what a slicing tells its slices by is an element of what is sliced."""
    slicing = element.get("slicing")
    stated = slicing.get("discriminator") if isinstance(slicing, dict) else None
    types = _types_of(walker, element)
    for index, discriminator in enumerate(_dicts(stated)):
        path = discriminator.get("path")
        if isinstance(path, str) and types and not _leads(walker, types, path):
            here = ((place, "slicing", None), "discriminator", index)
            walker.sink.add(rules.DISCRIMINATOR_PATH, here)


def _types_of(walker: Walker, element: dict[str, Any]) -> set[str]:
    """Return the types of an element of a differential, as stated or as the base type has them."""
    stated = {str(t.get("code")) for t in _dicts(element.get("type"))}
    return stated or _base_types(walker, element["path"])


def _base_types(walker: Walker, path: str) -> set[str]:
    owners = {path.partition(".")[0]}
    for name in path.split(".")[1:]:
        owners = _below(walker, owners, name)
    return owners


def _below(walker: Walker, owners: set[str], name: str) -> set[str]:
    """Return the types of an element of any of these types; nested elements by their path."""
    found: set[str] = set()
    for owner in owners:
        info = walker.engine.info(owner)
        known = info.element(name.removesuffix("[x]")) if info is not None else None
        if known is not None:
            nested = walker.engine.info(known.path)
            found |= {known.path} if nested is not None else set(known.types)
    return found


def _leads(walker: Walker, types: set[str], path: str) -> bool:
    """Whether a discriminator path leads somewhere; what it cannot be followed through counts as leading."""
    for step in path.split("."):
        if not _STEP.fullmatch(step) or types & _OPEN:
            return True
        types = _below(walker, types, step)
        if not types:
            return False
    return True


def _types(walker: Walker, element: dict[str, Any], place: Place) -> None:
    for number, type_ in enumerate(_dicts(element.get("type"))):
        code, profiles = type_.get("code"), type_.get("profile")
        for index, profile in enumerate(profiles if isinstance(profiles, list) else ()):
            actual = walker.engine.type_behind(profile) if isinstance(profile, str) else None
            if actual is not None and isinstance(code, str) and not _fits(actual, code):
                here = ((place, "type", number), "profile", index)
                walker.sink.add(rules.TYPE_PROFILE_MISFIT, here, type=code)


def _fits(actual: str, code: str) -> bool:
    """Whether a profile is for the element's type; elements of an abstract type take any."""
    return actual == code or code in _ABSTRACT or code.startswith("http")


def _binding(walker: Walker, element: dict[str, Any], place: Place) -> None:
    codes = {str(t.get("code")) for t in _dicts(element.get("type"))}
    path: str = element["path"]
    owner, _, name = path.rpartition(".")
    if not codes and (info := walker.engine.info(owner)) is not None:
        known = info.element(name.removesuffix("[x]"))
        codes = set(known.types) if known is not None else set()
    kinds = {code for code in codes if (info := walker.engine.info(code)) and info.base != "Quantity"}
    if "binding" in element and kinds and not codes & _CODED:
        walker.sink.add(rules.BINDING_MISPLACED, place)


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    yield from (v for v in value if isinstance(v, dict)) if isinstance(value, list) else ()
