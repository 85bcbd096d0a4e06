"""What validators share: packages, terminology, and everything compiled from them, each once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from carelink.fhir import tables
from carelink.profiles.packages import Packages
from carelink.profiles.terminology import Terminology
from carelink.validation.accept.kinds import Kinds
from carelink.validation.accept.roots import Roots
from carelink.validation.bindings import Bound
from carelink.validation.codes import CodingChecks
from carelink.validation.domain import SAID_BETTER
from carelink.validation.extensions import names_of
from carelink.validation.invariants import Invariant
from carelink.validation.overlay import Overlay, compile_overlay
from carelink.validation.overlay.tree import Tree
from carelink.validation.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from carelink.fhir.fhirpath import Hooks
    from carelink.fhir.tables import Binding, TypeInfo
    from carelink.profiles.package import Package
    from carelink.profiles.structure import Structure
    from carelink.validation.scope import Scope
    from carelink.validation.shapes import Slot
    from carelink.validation.walker import Walker

_NAMES_AT_MOST: Final = 10_000
_EXAMPLE: Final = re.compile(r"example\.org(/|$)|acme\.com(/|$)")


class Engine:
    """Compiled types, profiles and value sets of some packages. Filled on demand, safe to share.

    Two threads may compile the same thing at the same time; both results are equal, one is kept.
    """

    def __init__(
        self,
        packages: Iterable[Package | str | Path] = (),
        *,
        examples: bool = False,
        fast: bool = True,
        records_judge: bool = True,
    ) -> None:
        self.records_judge = records_judge
        """Whether the records' own rules are asked as well: they stand for the must items of our profiles."""
        self.examples = examples
        self.fast = fast
        """Whether the accept path may be taken; without it, the walk alone says the same."""
        self.packages = Packages(packages)
        self.terminology = Terminology(self.packages)
        self.codings = CodingChecks(self.packages, self.terminology)
        self._infos: dict[str, TypeInfo] = {}
        self._shapes: dict[str, Shape] = {}
        self._bounds: dict[tuple[str, str | None, str | None], Bound] = {}
        self._overlays: dict[str, Overlay] = {}
        self._trees: dict[str, Tree] = {}
        self._types_behind: dict[str, str] = {}
        self.kinds = Kinds(self)
        self.roots = Roots(self)
        self._global: dict[str, tuple[str, ...]] | None = None
        self._names: dict[tuple[Slot | str, ...], frozenset[str]] = {}

    def shape(self, type_name: str) -> Shape:
        """Return a type, or nested element by path, compiled; the name must be one R4 knows."""
        shape = self._shapes.get(type_name)
        if shape is None:
            info = self.info(type_name)
            if info is None:
                raise KeyError(type_name)
            shape = self._shapes[type_name] = Shape(info, self)
        return shape

    def overlay(self, canonical: str) -> Overlay | None:
        """Return a profile or extension definition, compiled; None when it is not at hand."""
        overlay = self._overlays.get(canonical)
        if overlay is None:
            structure = self.packages.structure(canonical)
            if structure is None:
                return None
            overlay = self._overlays[canonical] = compile_overlay(structure, self)
        return overlay

    def bound(self, binding: Binding | None) -> Bound | None:
        """Return a binding of R4's tables, ready to check."""
        if binding is None:
            return None
        strength = binding.strength
        if strength == "preferred":  # R4's own wish alone is not worth a finding; a profile's is
            strength = "example"
        return self.binding(strength, binding.value_set, binding.max_value_set)

    def binding(self, strength: str, value_set: str | None, most: str | None) -> Bound:
        """Return a binding, ready to check; equal ones are shared."""
        key = (strength, value_set, most)
        if key not in self._bounds:
            self._bounds[key] = Bound(strength, value_set, most, self.terminology)
        return self._bounds[key]

    def invariant(  # noqa: PLR0913  the parts of a constraint
        self, key: str, severity: str, expression: str, type_name: str, human: str = "", *, own: bool = True
    ) -> Invariant:
        """Return a constraint, not yet compiled."""
        stands = self.records_judge and not own and key.startswith(SAID_BETTER)
        return Invariant(key, severity, expression, type_name, human, own=own, stands=stands)

    def slots(self, type_name: str, name: str) -> tuple[Slot, ...]:
        """Return the JSON names of one element of a type (several for a choice); none when unknown."""
        shape = self._shapes.get(type_name)
        if shape is None:
            if self.info(type_name) is None:
                return ()
            shape = self.shape(type_name)
        return shape.by_name.get(name, ())

    def info(self, type_name: str) -> TypeInfo | None:
        """Return what R4 says of a type or nested element; what was found once is not looked up again."""
        info = self._infos.get(type_name)
        if info is None:
            info = tables.type_of(type_name)
            if info is not None:
                self._infos[type_name] = info
        return info

    def cardinality(self, type_name: str, name: str) -> tuple[int, int | None]:
        """Return how often an element may occur by its base type."""
        return self.shape(type_name).cardinality.get(name, (0, None))

    def global_profiles(self, type_name: str) -> tuple[str, ...]:
        """Return the profiles that loaded implementation guides demand of every resource of a type."""
        if self._global is None:
            found: dict[str, list[str]] = {}
            for artefact in self.packages.of_kind("ImplementationGuide"):
                stated = artefact.read().get("global")
                for each in stated if isinstance(stated, list) else ():
                    if isinstance(each, dict) and isinstance(each.get("profile"), str):
                        found.setdefault(str(each.get("type")), []).append(each["profile"])
            self._global = {type_: tuple(profiles) for type_, profiles in found.items()}
        return self._global.get(type_name, ())

    def tree(self, canonical: str) -> Tree | None:
        """Return the elements of a profile or type as a tree; None when it is not at hand."""
        structure = self.packages.structure(canonical)
        return None if structure is None else self.tree_of(structure)

    def tree_of(self, structure: Structure) -> Tree:
        """Return the elements of a structure as a tree, made once."""
        key = structure.canonical
        if key not in self._trees:
            self._trees[key] = Tree(structure)
        return self._trees[key]

    def type_behind(self, canonical: str) -> str | None:
        """Return the FHIR type that a profile constrains (or a type URL names); None when unknown."""
        if canonical not in self._types_behind:
            structure = self.packages.structure(canonical)
            if structure is None:
                return None
            self._types_behind[canonical] = structure.type
        return self._types_behind[canonical]

    def names_of(self, trail: tuple[Slot | str, ...]) -> frozenset[str]:
        """Return every name that an extension context may use for the element a trail leads to."""
        if trail not in self._names:
            if len(self._names) > _NAMES_AT_MOST:
                self._names.clear()
            self._names[trail] = names_of(trail)
        return self._names[trail]

    def allows_example(self, url: str) -> bool:
        """Whether a URL stands under a name reserved for examples, and those are let through."""
        return self.examples and _EXAMPLE.search(url) is not None

    def hooks(self, walker: Walker, scope: Scope) -> Hooks:
        """Return what a FHIRPath expression may ask while this walk is at this resource."""
        from carelink.fhir.fhirpath import Hooks
        from carelink.validation.narrative import harmless

        def resolve(reference: str) -> Any:
            found = scope.resolve(reference)
            return found[0] if found is not None else None

        def member_of(value: Any, type_: str | None, value_set: str) -> bool | None:
            del type_
            return self.member(value, value_set)

        def conforms_to(node: Any, type_: str | None, canonical: str) -> bool:
            del type_
            return walker.judge.resource(node, canonical, scope)

        return Hooks(resolve=resolve, member_of=member_of, conforms_to=conforms_to, html=harmless)

    def member(self, value: Any, value_set: str) -> bool | None:
        """Whether a code, Coding or CodeableConcept is in a value set; None when it cannot be decided."""
        members = self.terminology.members(value_set)
        if members is None:
            return None
        if isinstance(value, str):
            return members.has(None, value)
        if not isinstance(value, dict):
            return None
        codings = value.get("coding", [value]) if "code" not in value else [value]
        answers = [
            members.has(c["system"], c["code"])
            for c in (codings if isinstance(codings, list) else ())
            if isinstance(c, dict) and isinstance(c.get("code"), str) and isinstance(c.get("system"), str)
        ]
        return True if True in answers else (None if None in answers else False)
