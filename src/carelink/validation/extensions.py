"""Extensions: whether the definition is known, it may stand here, and its content fits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from carelink.fhir import tables
from carelink.validation.overlay.criteria import extension_urls
from carelink.validation.references import ABSOLUTE
from carelink.validation.rules import extensions as rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.validation.overlay import Overlay
    from carelink.validation.place import Place
    from carelink.validation.scope import Scope
    from carelink.validation.shapes import Slot
    from carelink.validation.walker import Walker

_CORE: Final = "http://hl7.org/fhir/StructureDefinition/"
_ACCEPTED: Final = frozenset(
    _CORE + name
    for name in (
        "elementdefinition-type-must-support",
        "instance-name",
        "instance-description",
        "definition",
        "codesystem-properties-mode",
        "structuredefinition-conformance-derivedFrom",
        "structuredefinition-fmm-support",
        "structuredefinition-expression",
        "structuredefinition-codegen-super",
    )
)
"""Extensions of HL7's own tools, accepted without a definition (as the reference does)."""
_ACCEPTED_BELOW: Final = "http://hl7.org/fhir/tools/StructureDefinition/"
_ANYWHERE: Final = frozenset(
    _CORE + name
    for name in (
        "structuredefinition-normative-version",
        "capabilitystatement-expectation",
        "capabilitystatement-prohibited",
    )
)
_ON_TYPES: Final = frozenset({_CORE + "structuredefinition-fhir-type", _CORE + "regex"})
"""Extensions whose published contexts are too narrow; HL7's own definitions use them beyond."""
_CROSS_VERSION = re.compile(
    r"http://hl7\.org/fhir/(?P<version>[0-9]+\.[0-9]+)/StructureDefinition/extension-(?P<path>[A-Za-z0-9.\[\]]+)"
)
_VERSIONS: Final = frozenset({"1.0", "1.4", "3.0", "4.0", "4.1", "4.3", "5.0"})
_THIS_VERSION: Final = "4.0"
_EVERYWHERE: Final = frozenset({"Element", "Any"})
_CANONICAL_NAMES: Final = """
    ActivityDefinition CapabilityStatement ChargeItemDefinition CodeSystem CompartmentDefinition
    ConceptMap EffectEvidenceSynthesis EventDefinition Evidence EvidenceVariable ExampleScenario
    GraphDefinition ImplementationGuide Library Measure MessageDefinition NamingSystem
    OperationDefinition PlanDefinition Questionnaire ResearchDefinition ResearchElementDefinition
    RiskEvidenceSynthesis SearchParameter StructureDefinition StructureMap TerminologyCapabilities
    TestScript ValueSet"""
CANONICAL: Final = frozenset(_CANONICAL_NAMES.split())
"""Resource types that are known by a canonical URL."""


def check(walker: Walker, value: dict[str, Any], slot: Slot, place: Place, scope: Scope) -> None:
    """Check one extension against its definition."""
    if ("extension" in value) == any(key.startswith(("value", "_value")) for key in value):
        walker.sink.add(rules.EXTENSION_WITHOUT_CONTENT, place)
    overlay = placed(walker, value.get("url"), slot, place, scope)
    if overlay is not None:
        overlay.check_element(walker, value, place, scope)


def placed(walker: Walker, url: Any, slot: Slot, place: Place, scope: Scope) -> Overlay | None:
    """Check that an extension is known and may stand here; return its definition if there is one."""
    if not isinstance(url, str) or not url.strip():
        return None
    inside_extension = walker.around.type() == "Extension"
    if not ABSOLUTE.fullmatch(url):
        if inside_extension:
            _part(walker, url, place)
        else:
            walker.sink.add(rules.EXTENSION_URL_RELATIVE, place)
        return None
    if "|" in url:
        walker.sink.add(rules.EXTENSION_URL_VERSIONED, place)
        return None
    overlay = walker.engine.overlay(url)
    if overlay is None:
        other = _CROSS_VERSION.fullmatch(url)
        if other is not None:
            _of_other_version(walker, other, place)
        elif not _accepted(url, walker):
            published = url.startswith(_CORE)  # HL7 publishes extensions apart from R4, too
            walker.sink.add(rules.EXTENSION_NOT_CHECKED if published else rules.EXTENSION_UNKNOWN, place)
        return None
    if overlay.structure.resource.get("status") == "retired":
        walker.sink.add(rules.EXTENSION_RETIRED, place, extension=overlay.structure.url)
    _modifier(walker, overlay, slot, place)
    _conditions(walker, overlay, place, scope)
    _context(walker, overlay, place, scope)
    return overlay


def depends(overlay: Overlay) -> bool:
    """Whether the data around an extension decide if it may stand there, not only the way there."""
    said = overlay.structure.resource
    contexts = said.get("context")
    given = contexts if isinstance(contexts, list) else []
    return bool(said.get("contextInvariant")) or any(
        isinstance(c, dict) and c.get("type") == "fhirpath" for c in given
    )


def _of_other_version(walker: Walker, url: re.Match[str], place: Place) -> None:
    """Check an extension that carries an element of another FHIR version (R4 versions.html#extensions)."""
    version, path = url["version"], url["path"]
    if version not in _VERSIONS:
        walker.sink.add(rules.EXTENSION_VERSION, place)
        return
    holder, _, name = path.rpartition(".")
    info = walker.engine.info(holder) if holder else None
    if version == _THIS_VERSION and (info is None or info.element(name.removesuffix("[x]")) is None):
        walker.sink.add(rules.EXTENSION_VERSION, place)
    elif version == _THIS_VERSION:
        walker.sink.add(rules.EXTENSION_OF_THIS_VERSION, place)
    else:
        walker.sink.add(rules.EXTENSION_OF_OTHER_VERSION, place)


def _part(walker: Walker, url: str, place: Place) -> None:
    """Check that the extension around this part has such a part in its definition."""
    for around in walker.around.extension_urls():
        overlay = walker.engine.overlay(around)
        root = overlay.tree.root if overlay is not None else None
        head = root.children.get("extension") if root is not None else None
        if head is not None and head.slices:
            known = {u for s in head.slices.values() for u in extension_urls(walker.engine, s)}
            if url not in known:
                walker.sink.add(rules.SUB_EXTENSION_UNKNOWN, place, extension=around)


def _accepted(url: str, walker: Walker) -> bool:
    if url in _ACCEPTED or url.startswith(_ACCEPTED_BELOW) or "nema.org" in url:
        return True
    return walker.engine.allows_example(url)


def _modifier(walker: Walker, overlay: Overlay, slot: Slot, place: Place) -> None:
    is_modifier = overlay.is_modifier
    if is_modifier and slot.name == "extension":
        walker.sink.add(rules.EXTENSION_IS_MODIFIER, place, extension=overlay.structure.url)
    elif not is_modifier and slot.name == "modifierExtension":
        walker.sink.add(rules.EXTENSION_NOT_MODIFIER, place, extension=overlay.structure.url)


def _context(walker: Walker, overlay: Overlay, place: Place, scope: Scope) -> None:
    contexts = overlay.structure.resource.get("context")
    if not isinstance(contexts, list) or not contexts:
        return
    names = walker.engine.names_of(walker.around.trail_in_resource())
    url = overlay.structure.url
    if url in _ANYWHERE or (url in _ON_TYPES and "ElementDefinition.type" in names):
        return
    if not any(_fits(walker, c, names, scope) for c in contexts if isinstance(c, dict)):
        walker.sink.add(rules.EXTENSION_MISPLACED, place[0], extension=overlay.structure.url)


def _conditions(walker: Walker, overlay: Overlay, place: Place, scope: Scope) -> None:
    """Check what the definition demands of the element that is extended."""
    conditions = overlay.structure.resource.get("contextInvariant")
    if not isinstance(conditions, list):
        return
    holder = _holder(place, scope)
    if holder is not None and not all(_holds(c, holder, scope) for c in conditions if isinstance(c, str)):
        walker.sink.add(rules.EXTENSION_CONDITION, place[0], extension=overlay.structure.url)


def _holder(place: Place, scope: Scope) -> dict[str, Any] | None:
    """Return the object that is extended, found again from its resource; None for a primitive."""
    steps: list[tuple[str, int | None]] = []
    at: Place | None = place[0]
    while at is not None and at != scope.place:
        steps.append((at[1], at[2]))
        at = at[0]
    value: Any = scope.resource
    for name, index in reversed(steps):
        if not isinstance(value, dict):
            return None
        key = next((k for k in value if k == name or (k.startswith(name) and k[len(name)].isupper())), None)
        value = value.get(key) if key is not None else None
        if index is not None:
            value = value[index] if isinstance(value, list) and index < len(value) else None
    return value if isinstance(value, dict) else None


def _holds(condition: str, holder: dict[str, Any], scope: Scope) -> bool:
    from carelink.errors import CarelinkError
    from carelink.fhir import fhirpath

    try:
        return fhirpath.compile(condition).test(holder, resource=scope.resource)
    except (CarelinkError, TypeError, ValueError, ArithmeticError, AttributeError):
        return True  # what cannot be evaluated forbids nothing


def _fits(walker: Walker, context: dict[str, Any], names: frozenset[str], scope: Scope) -> bool:
    kind, expression = context.get("type"), context.get("expression")
    if not isinstance(expression, str):
        return False
    if kind == "extension":
        return expression in walker.around.extension_urls()
    if kind == "fhirpath":
        return _by_path(expression, scope)
    plain = expression.partition("#")[2] or expression  # of a profile's element, its path counts
    if plain in _EVERYWHERE or plain in names or plain.removesuffix("[x]") in names:
        return True
    return plain == "CanonicalResource" and bool(names & CANONICAL)


def _by_path(expression: str, scope: Scope) -> bool:
    """Whether the expression selects anything in the resource; one that cannot be evaluated allows it."""
    from carelink.errors import CarelinkError
    from carelink.fhir import fhirpath

    try:
        return bool(fhirpath.compile(expression).evaluate(scope.resource))
    except (CarelinkError, TypeError, ValueError, ArithmeticError, AttributeError):
        return True


def ancestry(type_name: str) -> Iterator[str]:
    """Yield a type, or nested element, and what it specialises: Patient, DomainResource, Resource."""
    seen = 0
    name = type_name
    while name and seen < _CHAIN_AT_MOST:
        yield name
        info = tables.type_of(name)
        name = info.base if info is not None else ""
        seen += 1


_CHAIN_AT_MOST: Final = 8


def names_of(trail: tuple[Slot | str, ...]) -> frozenset[str]:
    """Return the names of the element that a trail of slots leads to, as extension contexts may spell them.

    ``Patient.contact.name`` is also ``HumanName``, ``Element`` and, by its defining path, itself; a resource
    is also what it specialises.
    """
    head = trail[0] if trail and isinstance(trail[0], str) else ""
    slots = [s for s in trail if not isinstance(s, str)]
    if not slots:
        return frozenset(ancestry(str(head)))
    last = slots[-1]
    below = ".".join(slot.name for slot in slots)
    names = {f"{type_}.{below}" for type_ in ancestry(str(head))}
    names |= {last.path, last.path.removesuffix("[x]"), *ancestry(last.type)}
    return frozenset(names)
