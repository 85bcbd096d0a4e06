"""From a snapshot to an overlay: keep only what is tighter than the base type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.fhir import tables
from carelink.validation.overlay import values
from carelink.validation.overlay.criteria import criterion, extension_urls
from carelink.validation.overlay.hints import hints_of
from carelink.validation.overlay.limits import limits_of
from carelink.validation.overlay.overlay import Overlay
from carelink.validation.overlay.part import Child, Part
from carelink.validation.overlay.slicing import DEFAULT, Slice, Slicing
from carelink.validation.overlay.targets import Targets

if TYPE_CHECKING:
    from carelink.fhir.tables import ElementInfo
    from carelink.profiles.structure import Structure
    from carelink.validation.engine import Engine
    from carelink.validation.invariants import Invariant
    from carelink.validation.overlay.criteria import Test
    from carelink.validation.overlay.tree import Node

_MAX_VALUE_SET: Final = "http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet"
_MUST_HAVE_VALUE: Final = (
    "http://hl7.org/fhir/5.0/StructureDefinition/extension-ElementDefinition.mustHaveValue"
)
_VALUE_ALTERNATIVES: Final = (
    "http://hl7.org/fhir/5.0/StructureDefinition/extension-ElementDefinition.valueAlternatives"
)
_LANGUAGE_CONTROL: Final = "http://hl7.org/fhir/StructureDefinition/narrative-language-control"
_ABSTRACT: Final = frozenset({"BackboneElement", "Element", "Resource", "DomainResource"})
_VITALS_UNITS: Final = (
    "Observation.component.value[x]",
    "http://hl7.org/fhir/ValueSet/ucum-vitals-common|4.0.1",
)
"""Published as required, by mistake: an oxygen flow has other units. Its correction, and the reference
validator, take it as extensible."""
_CODED: Final = frozenset(
    {"code", "Coding", "CodeableConcept", "Quantity", "string", "uri", "url", "canonical"}
)


def compile_overlay(structure: Structure, engine: Engine) -> Overlay:
    """Compile a profile, or an extension definition."""
    tree = engine.tree_of(structure)
    root = tree.root
    part = _Compiler(structure, engine).part(root, structure.type) if root is not None else None
    return Overlay(structure, tree, part)


class _Compiler:
    def __init__(self, structure: Structure, engine: Engine) -> None:
        self.structure = structure
        self.engine = engine
        self._parts: dict[str, Part] = {}
        self._base_elements = self._of_type() if structure.constrains else {}

    def _of_type(self) -> dict[str, Any]:
        """Return the elements of the type itself: what a profile left as it was needs no second check."""
        type_ = self.engine.packages.structure(self.structure.type)
        if type_ is None or type_.constrains:
            return {}
        return {str(element.get("id")): element for element in type_.elements}

    def _as_it_was(self, node: Node) -> bool:
        """Whether an element says what the type says; one that repeats another may say more through it."""
        return (
            not node.children
            and not node.slices
            and "contentReference" not in node.element
            and self._base_elements.get(node.id) == node.element
        )

    def part(self, node: Node, type_name: str | None) -> Part:
        """Compile one element; content references lead back to parts under way."""
        known = self._parts.get(node.id)
        if known is not None:
            return known
        part = Part(node.path, f"{self.structure.canonical}#{node.id}")
        self._parts[node.id] = part
        base = self._base(node)
        if node.path != "Extension.url":
            part.fixed, part.pattern = node.fixed(), node.pattern()
        if node.tree.root is node and "value" in node.children and type_name in tables.primitive_types():
            inner = node.children["value"]  # a profile on a primitive type says it of the type's value
            part.fixed = inner.fixed() if part.fixed is None else part.fixed
            part.pattern = inner.pattern() if part.pattern is None else part.pattern
        part.matches = values.matcher(part.pattern)
        part.bound = self._bound(node, base)
        part.limits = limits_of(node.element)
        if base is not None and part.limits is not None and part.limits.longest == base.max_length:
            part.limits = limits_of({k: v for k, v in node.element.items() if k != "maxLength"})
        part.targets, part.profiles = self._types(node, base)
        part.invariants = self._invariants(node, type_name, base)
        part.value_required = _must_have_value(node)
        part.instead_of_value = _value_alternatives(node)
        part.language_sections = _language_control(node)
        part.children = self._children(node, type_name)
        return part

    def _base(self, node: Node) -> ElementInfo | None:
        said = node.element.get("base")
        path = said.get("path") if isinstance(said, dict) else None
        if not isinstance(path, str) or "." not in path:
            return None
        owner, _, name = path.rpartition(".")
        info = self.engine.info(owner)
        return info.element(name.removesuffix("[x]")) if info is not None else None

    def _bound(self, node: Node, base: ElementInfo | None) -> Any:
        binding = node.element.get("binding")
        if not isinstance(binding, dict) or not _CODED.intersection(str(t.get("code")) for t in node.types):
            return None
        strength, value_set = binding.get("strength"), binding.get("valueSet")
        most = next(
            (
                x.get("valueCanonical")
                for x in binding.get("extension", ())
                if isinstance(x, dict) and x.get("url") == _MAX_VALUE_SET
            ),
            None,
        )
        said = base.binding if base is not None else None
        if said is not None and (strength, value_set, most) == (
            said.strength,
            said.value_set,
            said.max_value_set,
        ):
            return None
        if strength == "example" or not isinstance(value_set, str):
            return None
        if (node.path, value_set) == _VITALS_UNITS:
            strength = "extensible"
        return self.engine.binding(str(strength), value_set, most)

    def _types(
        self, node: Node, base: ElementInfo | None
    ) -> tuple[Targets | None, dict[str, tuple[str, ...]]]:
        refs = {r.code: r for r in base.refs} if base is not None else {}
        targets: Targets | None = None
        profiles: dict[str, tuple[str, ...]] = {}
        for type_ in node.types:
            code = str(type_.get("code"))
            ref = refs.get(code)
            stated = tuple(p for p in type_.get("profile", ()) if isinstance(p, str))
            if stated and code != "Extension" and (ref is None or set(stated) != set(ref.profiles)):
                profiles[code if code not in ("Resource", "DomainResource") else ""] = stated
            wanted = tuple(p for p in type_.get("targetProfile", ()) if isinstance(p, str))
            modes = frozenset(type_.get("aggregation", ()))
            if code == "Reference" and (
                modes or (wanted and (ref is None or set(wanted) != set(ref.targets)))
            ):
                targets = Targets((*(targets.profiles if targets else ()), *wanted), modes)
        return targets, profiles

    def _invariants(
        self, node: Node, type_name: str | None, base: ElementInfo | None
    ) -> tuple[Invariant, ...]:
        inherited = {c.key for c in base.constraints} if base is not None else set()
        for code in (type_name, *(str(t.get("code")) for t in node.types)):
            info = self.engine.info(code) if code else None
            inherited |= {c.key for c in info.constraints} if info is not None else set()
        found: list[Invariant] = []
        for constraint in node.element.get("constraint", ()):
            key, expression = str(constraint.get("key")), constraint.get("expression")
            if key in inherited or not isinstance(expression, str) or not expression:
                continue
            severity, human = str(constraint.get("severity", "error")), constraint.get("human")
            told = human if isinstance(human, str) else ""
            found.append(self.engine.invariant(key, severity, expression, type_name or "", told, own=False))
        return tuple(found)

    # children

    def _children(self, node: Node, type_name: str | None) -> list[Child]:
        reference = node.element.get("contentReference")
        if isinstance(reference, str) and not node.children:
            target = node.tree.by_id.get(reference.rpartition("#")[2])
            if target is not None:
                return self.part(target, _nested_type(self._base(target), target)).children
        if type_name is None:
            return []
        found = (self._child(child, name, type_name) for name, child in node.children.items())
        return [child for child in found if child is not None]

    def _child(self, node: Node, name: str, parent_type: str) -> Child | None:
        if self._as_it_was(node):
            return None
        slots = self.engine.slots(parent_type, name)
        if not slots:
            return None
        part = self.part(node, self._type_name(node, slots[0].type))
        least_base, most_base = self.engine.cardinality(parent_type, name)
        least = node.least if node.least > least_base else 0
        most = node.most if node.most is not None and (most_base is None or node.most < most_base) else None
        child = Child(part, slots, least, most)
        codes = frozenset(str(t.get("code")) for t in node.types)
        offered = {slot.type for slot in slots}
        if codes and (codes < offered or (offered == {"Resource"} and codes != offered)):
            child.types = codes
        child.slicing = self._slicing(node)
        counted = least or most is not None or child.types is not None or child.slicing is not None
        return child if counted or not part.empty else None

    def _type_name(self, node: Node, offered: str) -> str | None:
        codes = {str(t.get("code")) for t in node.types}
        if len(codes) == 1:
            (code,) = codes
            if code not in ("BackboneElement", "Element"):
                return code if self.engine.info(code) is not None else None
            return offered
        if not codes:
            return offered
        return "Element" if not _ABSTRACT.intersection(codes) else offered

    def _slicing(self, node: Node) -> Slicing | None:
        slicing = node.element.get("slicing")
        if not node.slices or not isinstance(slicing, dict):
            return None
        discriminators = [d for d in slicing.get("discriminator", ()) if isinstance(d, dict)]
        by_url = [(d.get("type"), d.get("path")) for d in discriminators] == [("value", "url")]
        slices = [
            self._slice(node, s, name, discriminators, by_url=by_url) for name, s in node.slices.items()
        ]
        trivial = slicing.get("rules") != "closed" and not slicing.get("ordered")
        if trivial and all(s.part.empty and not s.least and s.most is None for s in slices):
            return None
        return Slicing(node.path, slicing, slices)

    def _slice(
        self, head: Node, node: Node, name: str, discriminators: list[dict[str, Any]], *, by_url: bool
    ) -> Slice:
        part = self.part(node, self._slice_type(node, head))
        urls = extension_urls(self.engine, node) if by_url else frozenset()
        tests: tuple[Test, ...] | None = ()
        if not urls and name != DEFAULT:
            tests = self._tests(head, node, name, discriminators)
        hints = hints_of(self.engine, node, discriminators)
        return Slice(name, part, node.least, node.most, tests, urls, hints)

    def _slice_type(self, node: Node, head: Node) -> str | None:
        nested = _nested_type(self._base(head), head)
        return self._type_name(node, nested or "")

    def _tests(
        self, head: Node, node: Node, name: str, discriminators: list[dict[str, Any]]
    ) -> tuple[Test, ...] | None:
        parent = head.slices.get(name.rpartition("/")[0])
        again = parent.element.get("slicing") if parent is not None else None
        extra = again.get("discriminator", ()) if isinstance(again, dict) else ()
        wanted = [*discriminators, *(d for d in extra if isinstance(d, dict))]
        tests = [t for d in wanted if (t := criterion(self.engine, node, d)) is not None]
        return tuple(tests) if tests else None


def _nested_type(base: ElementInfo | None, node: Node) -> str | None:
    """Return the type behind an element: for BackboneElement the path under which the tables know it."""
    if base is not None and base.refs:
        return base.refs[0].code
    codes = [str(t.get("code")) for t in node.types]
    return codes[0] if codes else None


def _extension_values(node: Node, url: str) -> tuple[str, ...]:
    found = (x for x in node.element.get("extension", ()) if isinstance(x, dict) and x.get("url") == url)
    values = (next((v for k, v in x.items() if k.startswith("value")), None) for x in found)
    return tuple(v for v in values if isinstance(v, str))


def _value_alternatives(node: Node) -> tuple[str, ...]:
    """Return the extensions, one of which must be there when the value is not."""
    stated = node.element.get("valueAlternatives")
    if isinstance(stated, list):
        return tuple(v for v in stated if isinstance(v, str))
    return _extension_values(node, _VALUE_ALTERNATIVES)


def _language_control(node: Node) -> tuple[str, ...]:
    """Return what the profile says of a narrative's sections by language."""
    return _extension_values(node, _LANGUAGE_CONTROL)


def _must_have_value(node: Node) -> bool:
    return node.element.get("mustHaveValue") is True or any(
        isinstance(x, dict) and x.get("url") == _MUST_HAVE_VALUE and x.get("valueBoolean") is True
        for x in node.element.get("extension", ())
    )
