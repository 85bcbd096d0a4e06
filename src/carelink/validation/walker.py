"""The walk over a tree: every element meets its slot, every finding gets its place here.

The walker knows where; the checks it calls know what. One walker serves one document.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from carelink.fhir import tables
from carelink.validation import single_values, specials
from carelink.validation.accept.memory import again
from carelink.validation.bundle_index import BundleIndex
from carelink.validation.judge import Judge
from carelink.validation.rules import profiles as profile_rules
from carelink.validation.rules import structure as rules
from carelink.validation.scope import Scope
from carelink.validation.surroundings import Surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.fhir.fhirpath import Hooks
    from carelink.validation.engine import Engine
    from carelink.validation.invariants import Invariant
    from carelink.validation.overlay import Overlay
    from carelink.validation.place import Place
    from carelink.validation.shapes import Shape, Slot
    from carelink.validation.sink import Sink

DEPTH_AT_MOST: Final = 100
"""Levels of elements within elements; JSON nests about twice as deep."""
ELEMENTS_AT_MOST: Final = 20_000_000
"""Elements one document may have, so that data that repeats itself by reference ends, too."""


class Walker:
    """Walks one document and notes what is wrong in its sink."""

    def __init__(self, engine: Engine, sink: Sink) -> None:
        self.engine = engine
        self.sink = sink
        self._depth = 0
        self.left = ELEMENTS_AT_MOST
        """Elements that may still be looked at."""
        self.fast = engine.fast
        self._too_deep = False
        """Whether some place was too deep to look at; profiles then are not asked, they would go there."""
        self.judge = Judge(self)
        self.around = Surroundings()
        self.followed: set[tuple[Any, ...]] = set()
        """Absolute references met where nothing was to be said of them."""
        self._ids: dict[int, set[str]] = {}
        """Element ids met so far, by resource."""
        self._indexes: dict[int, BundleIndex] = {}
        self._hooks: tuple[Scope, Hooks] | None = None

    # resources

    def resource(self, node: Any, place: Place, inside: Scope | None, *, profile: str | None = None) -> None:
        """Check a resource against its base type, its hand-written rules and its profiles.

        :param profile: canonical of a profile it must follow besides those in its own ``meta.profile``
        """
        type_name = self._type_name(node, place)
        if type_name is None:
            return
        scope = self.scope_of(node, type_name, place, inside)
        shape = self.engine.shape(type_name)
        self.around.trail.append(type_name)
        self.element(node, shape, place, scope)
        specials.resource(self, node, scope)
        if profile is not None and (overlay := self.engine.overlay(profile)) is not None:
            self.profile(node, overlay, scope)
        for canonical in self.engine.global_profiles(type_name):
            if (overlay := self.engine.overlay(canonical)) is not None:
                self.profile(node, overlay, scope)
        self._own_profiles(node, scope, profile)
        self.around.trail.pop()

    def _type_name(self, node: Any, place: Place) -> str | None:
        if type(node) is not dict:
            self.sink.add(rules.NOT_A_RESOURCE, place)
            return None
        type_name = node.get("resourceType")
        if not isinstance(type_name, str):
            self.sink.add(rules.NOT_A_RESOURCE, place)
            return None
        if type_name not in tables.resource_types():
            self.sink.add(rules.UNKNOWN_RESOURCE_TYPE, place)
            return None
        return type_name

    def scope_of(self, node: dict[str, Any], type_name: str, place: Place, inside: Scope | None) -> Scope:
        """Return the scope of a resource that stands in another, or on its own."""
        scope = Scope(node, type_name, place) if inside is None else inside.below(node, type_name, place)
        if type_name == "Bundle":
            scope = scope._replace(entries=self.bundle_index(node, place))
        return scope

    def bundle_index(self, bundle: dict[str, Any], place: Place) -> BundleIndex:
        """Return the index of a Bundle of this document, built once."""
        key = id(bundle)
        if key not in self._indexes:
            self._indexes[key] = BundleIndex(bundle, place)
        return self._indexes[key]

    def _own_profiles(self, node: dict[str, Any], scope: Scope, checked: str | None) -> None:
        meta = node.get("meta")
        claimed = meta.get("profile") if isinstance(meta, dict) else None
        if not isinstance(claimed, list):
            return
        for index, canonical in enumerate(claimed):
            if isinstance(canonical, str) and canonical and canonical != checked:
                self._claimed(node, canonical, index, scope)

    def _claimed(self, node: dict[str, Any], canonical: str, index: int, scope: Scope) -> None:
        overlay = self.engine.overlay(canonical)
        if overlay is None:
            self.sink.add(profile_rules.PROFILE_UNKNOWN, ((scope.place, "meta", None), "profile", index))
            return
        self.profile(node, overlay, scope)

    def profile(self, node: dict[str, Any], overlay: Overlay, scope: Scope) -> None:
        """Check a resource against one profile."""
        if not self._too_deep:
            overlay.check_resource(self, node, scope)

    # elements

    def element(self, node: dict[str, Any], shape: Shape, place: Place, scope: Scope) -> None:
        """Check an object of a known type and everything in it: by code for its names, else by the walk."""
        self.left -= 1
        if self._depth >= DEPTH_AT_MOST or self.left < 0:
            self._too_deep = True
            self.sink.add(rules.NESTED_TOO_DEEP, place, most=DEPTH_AT_MOST)
            return
        self._depth += 1
        self._element(node, shape, place, scope)
        self._depth -= 1

    def _element(  # noqa: C901, PLR0912  one pass over the object, the hottest loop of the walk
        self, node: dict[str, Any], shape: Shape, place: Place, scope: Scope
    ) -> None:
        slots = shape.slots
        chosen: dict[str, str] | None = None
        content = False
        for key, value in node.items():
            slot = slots.get(key)
            if slot is None:
                content |= self._unlisted(key, value, node, shape, place, scope)
                continue
            if key != "id" or shape.resource:
                content = True
            if slot.choice:
                if chosen is None:
                    chosen = {}
                if chosen.setdefault(slot.name, key) != key:
                    self.sink.add(rules.CHOICE_TWICE, place, element=slot.name)
            if slot.array:
                self._array(value, node, slot, place, scope)
            elif slot.primitive:
                if type(value) is str and value in slot.good and "_" + key not in node:
                    continue
                single_values.primitive(self, value, None, slot, (place, slot.name, None), scope)
            else:
                self._complex(value, slot, (place, slot.name, None), scope)
        if not content:
            empty = rules.ELEMENT_WITHOUT_CONTENT if node else rules.EMPTY_OBJECT
            self.sink.add(empty, place)
        if not shape.resource and "id" in node:
            self._element_id(node["id"], place, scope)
        for path, keys, least in shape.required:
            if keys.isdisjoint(node):
                self.sink.add(rules.REQUIRED_ELEMENT_MISSING, place, element=path, least=least)
        for invariant in shape.invariants:
            self.invariant(invariant, node, place, scope)

    def _element_id(self, id_: Any, place: Place, scope: Scope) -> None:
        seen = self._ids.setdefault(id(scope.resource), set())
        if isinstance(id_, str):
            if id_ in seen and scope.type != "StructureDefinition":
                self.sink.add(rules.DUPLICATE_ELEMENT_ID, place)
            seen.add(id_)

    def _unlisted(  # noqa: PLR0913, PLR0917  a name, its value and where both stand
        self, key: Any, value: Any, node: dict[str, Any], shape: Shape, place: Place, scope: Scope
    ) -> bool:
        """Handle ``resourceType``, the ``_name`` beside a primitive, and names the type does not know."""
        if key == "resourceType" and shape.resource:
            return True
        if type(key) is str and key.startswith("_"):
            slot = shape.slots.get(key[1:])
            if slot is not None and slot.primitive and not slot.system:
                if slot.array:
                    if key[1:] not in node:  # else seen to with the values
                        single_values.pairs(self, None, value, slot, place, scope)
                elif key[1:] in node:
                    single_values.beside(self, value, slot, (place, slot.name, None), scope)
                else:
                    single_values.primitive(
                        self, single_values.ABSENT, value, slot, (place, slot.name, None), scope
                    )
                return True
            if key == "_id" and shape.resource:
                self.sink.add(rules.ID_WITH_EXTENSION, (place, "id", None))
                return True
        self.sink.add(rules.UNKNOWN_ELEMENT, place, type=shape.name)
        return True

    def _array(self, value: Any, node: dict[str, Any], slot: Slot, place: Place, scope: Scope) -> None:
        if type(value) is not list:
            self.sink.add(rules.MUST_BE_ARRAY, (place, slot.name, None), element=slot.path)
            if not slot.primitive and type(value) is dict:
                self._complex(value, slot, (place, slot.name, 0), scope)
            return
        if not value:
            self.sink.add(rules.EMPTY_ARRAY, (place, slot.name, None))
            return
        if slot.most is not None and len(value) > slot.most:
            self.sink.add(rules.TOO_MANY_VALUES, place, element=slot.path, most=slot.most)
        if slot.primitive:
            single_values.pairs(self, value, node.get("_" + slot.key), slot, place, scope)
            return
        name = slot.name
        for index, item in enumerate(value):
            self._complex(item, slot, (place, name, index), scope)

    def _complex(self, value: Any, slot: Slot, place: Place, scope: Scope) -> None:
        if type(value) is not dict:
            self.sink.add(rules.MUST_BE_OBJECT, place, element=slot.path, type=slot.type)
            return
        if slot.type == "Resource":
            self.resource(value, place, scope)
            return
        self.known(value, slot, place, scope)

    def known(self, value: dict[str, Any], slot: Slot, place: Place, scope: Scope) -> None:
        """Check an object that stands at a slot: what was said of the same content is said again."""
        memory = slot.memory
        if memory is not None and self.fast and self.left > 0:
            self.left -= 1
            said = memory.recall(value, slot.type)
            if said is not None:
                again(self.sink, said, place)
                return
            if memory.learn(self, value, slot.type, place, lambda at: self.typed(value, slot, at, scope)):
                return
        self.typed(value, slot, place, scope)

    def roomy(self, levels: int) -> bool:
        """Whether so many more levels may be entered."""
        return self._depth + levels < DEPTH_AT_MOST and self.left > 0

    def typed(self, value: dict[str, Any], slot: Slot, place: Place, scope: Scope) -> None:
        """Check an object that stands at a slot."""
        shape = slot.shape
        if shape is None:
            shape = slot.shape = self.engine.shape(slot.type)
        extension = slot.type == "Extension"
        if extension:
            self.around.urls.append(value.get("url"))
        self.around.trail.append(slot)
        self.element(value, shape, place, scope)
        self.around.trail.pop()
        special = specials.OF_TYPE.get(slot.type)
        if special is not None:
            special(self, value, slot, place, scope)
        if extension:
            self.around.urls.pop()
        for invariant in slot.invariants:
            self.invariant(invariant, value, place, scope)
        for canonical in slot.profiles:
            self.type_profile(canonical, value, place, scope)

    def type_profile(self, canonical: str, value: Any, place: Place, scope: Scope) -> None:
        """Check an element against the profile its type must follow."""
        overlay = self.engine.overlay(canonical)
        if overlay is not None:
            overlay.check_element(self, value, place, scope)

    def hooks(self, scope: Scope) -> Hooks:
        """Return what FHIRPath may ask at this resource; made once per resource."""
        if self._hooks is None or self._hooks[0] is not scope:
            self._hooks = (scope, self.engine.hooks(self, scope))
        return self._hooks[1]

    @contextmanager
    def noting_in(self, sink: Sink) -> Iterator[None]:
        """Note in another sink for a while: to ask without saying."""
        loud, self.sink = self.sink, sink
        try:
            yield
        finally:
            self.sink = loud

    # invariants

    def invariant(self, invariant: Invariant, node: Any, place: Place, scope: Scope) -> None:
        """Evaluate a constraint of a type or profile and note when it does not hold."""
        if not invariant.holds(node, scope, self, invariant.type):
            invariant.note(self.sink, place)
