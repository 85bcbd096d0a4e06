"""What one element definition states beyond the type: kind and detail of each constraint."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.fhir.tables import ElementInfo
    from carelink.validation.overlay.tree import Node

_MAX_VALUE_SET: Final = "http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet"
_MUST_HAVE_VALUE: Final = (
    "http://hl7.org/fhir/5.0/StructureDefinition/extension-ElementDefinition.mustHaveValue"
)
_CODED: Final = frozenset(
    {"code", "Coding", "CodeableConcept", "Quantity", "string", "uri", "url", "canonical"}
)


class Kind(StrEnum):
    """What a constraint limits."""

    LEAST = "min"
    MOST = "max"
    TYPE = "type"
    FIXED = "fixed"
    PATTERN = "pattern"
    BINDING = "binding"
    LIMIT_SET = "max-value-set"
    PROFILE = "profile"
    TARGET = "target"
    AGGREGATION = "aggregation"
    LENGTH = "max-length"
    SMALLEST = "min-value"
    LARGEST = "max-value"
    INVARIANT = "invariant"
    CLOSED = "closed"
    ORDERED = "ordered"
    CONTEXT = "context"
    VALUE = "value-required"


def counts(node: Node, info: ElementInfo | None) -> Iterator[tuple[Kind, str]]:
    """Yield how often an element may occur, where that is tighter than the type."""
    sliced = ":" in node.id.rpartition(".")[2]
    low = info.min if info is not None and not sliced else 0
    high = info.max if info is not None else None
    if node.least > low:
        yield Kind.LEAST, str(node.least)
    if node.most is not None and (high is None or node.most < high):
        yield Kind.MOST, str(node.most)


def types(node: Node, info: ElementInfo | None) -> Iterator[tuple[Kind, str]]:
    """Yield the types that are left of the type's own."""
    codes = {str(t.get("code")) for t in node.types}
    offered = set(info.types) if info is not None else set()
    if not codes or codes & {"Resource", "DomainResource"}:
        return
    if (info is not None and info.choice and codes < offered) or offered == {"Resource"}:
        yield Kind.TYPE, ", ".join(sorted(codes))


def bindings(node: Node, info: ElementInfo | None) -> Iterator[tuple[Kind, str]]:
    """Yield the value sets codes must, or may not leave."""
    binding = node.element.get("binding")
    if not isinstance(binding, dict) or not _CODED.intersection(str(t.get("code")) for t in node.types):
        return
    base = info.binding if info is not None else None
    value_set = binding.get("valueSet")
    if binding.get("strength") == "required" and value_set:
        if base is None or (base.strength, base.value_set) != ("required", value_set):
            yield Kind.BINDING, str(value_set)
        return
    for extension in binding.get("extension", ()):
        most = extension.get("valueCanonical")
        if extension.get("url") == _MAX_VALUE_SET and (base is None or base.max_value_set != most):
            yield Kind.LIMIT_SET, str(most)


def profiles(node: Node, info: ElementInfo | None) -> Iterator[tuple[Kind, str]]:
    """Yield the profiles a type must follow, and where references may lead."""
    refs = {r.code: r for r in info.refs} if info is not None else {}
    for type_ in node.types:
        ref = refs.get(str(type_.get("code")))
        stated = [p for p in type_.get("profile", ()) if isinstance(p, str)]
        if stated and "." in node.id and (ref is None or set(stated) != set(ref.profiles)):
            yield Kind.PROFILE, stated[0]
        if type_.get("code") != "Reference":
            continue
        wanted = {p for p in type_.get("targetProfile", ()) if isinstance(p, str)}
        if wanted and (ref is None or wanted != set(ref.targets)):
            yield Kind.TARGET, ", ".join(sorted(wanted))
        if type_.get("aggregation"):
            yield Kind.AGGREGATION, ", ".join(sorted(type_["aggregation"]))


def limits(node: Node, info: ElementInfo | None) -> Iterator[tuple[Kind, str]]:
    """Yield the bounds on a value."""
    element = node.element
    longest = element.get("maxLength")
    if isinstance(longest, int) and (info is None or info.max_length != longest):
        yield Kind.LENGTH, str(longest)
    for kind, prefix in ((Kind.SMALLEST, "minValue"), (Kind.LARGEST, "maxValue")):
        stated = next((v for k, v in element.items() if k.startswith(prefix)), None)
        known = getattr(info, "min_value" if prefix == "minValue" else "max_value", None)
        if stated is not None and stated != known:
            yield kind, str(stated)
    if element.get("mustHaveValue") is True or any(
        x.get("url") == _MUST_HAVE_VALUE for x in element.get("extension", ()) if isinstance(x, dict)
    ):
        yield Kind.VALUE, ""


def stated(element: dict[str, Any], prefix: str) -> Any:
    """Return ``minValue[x]`` or ``maxValue[x]`` of an element definition."""
    return next((v for k, v in element.items() if k.startswith(prefix)), None)
