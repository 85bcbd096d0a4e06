"""One element of a compiled profile: the demands on its value, and on what stands below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink.validation.accept.memory import Memory
from carelink.validation.accept.plans import Plans
from carelink.validation.narrative import sections_fit
from carelink.validation.overlay import values
from carelink.validation.overlay.items import Item, items
from carelink.validation.overlay.limits import check_limits
from carelink.validation.overlay.targets import check_targets
from carelink.validation.rules import extensions as extension_rules
from carelink.validation.rules import narrative as narrative_rules
from carelink.validation.rules import profiles as rules
from carelink.validation.rules import structure as structure_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.findings import Rule
    from carelink.validation.bindings import Bound
    from carelink.validation.invariants import Invariant
    from carelink.validation.overlay.limits import Limits
    from carelink.validation.overlay.slicing import Slicing
    from carelink.validation.overlay.targets import Targets
    from carelink.validation.place import Place
    from carelink.validation.scope import Scope
    from carelink.validation.shapes import Slot
    from carelink.validation.walker import Walker


class Part:
    """Demands of a profile on one element (or slice). Filled by the compiler, then only read."""

    __slots__ = (
        "bare",
        "bound",
        "children",
        "demand",
        "fixed",
        "instead_of_value",
        "invariants",
        "language_sections",
        "limits",
        "matches",
        "path",
        "pattern",
        "plans",
        "profiles",
        "targets",
        "value_required",
    )

    def __init__(self, path: str, demand: str) -> None:
        self.path = path
        self.demand = demand
        """``canonical|version#element-id``, said with every finding."""
        self.bare: bool | None = None
        """Whether nothing is asked of the value itself; None until the first check asks."""
        self.fixed: Any = None
        self.pattern: Any = None
        self.matches: Callable[[Any], bool] = values.matcher(None)
        """The test of the pattern, when there is one."""
        self.bound: Bound | None = None
        self.limits: Limits | None = None
        self.targets: Targets | None = None
        self.profiles: dict[str, tuple[str, ...]] = {}
        """Profiles by type code; a value of that type must follow one of them."""
        self.invariants: tuple[Invariant, ...] = ()
        self.children: list[Child] = []
        self.plans = Plans()
        self.value_required = False
        self.instead_of_value: tuple[str, ...] = ()
        """Extensions, one of which must be there when the value is not."""
        self.language_sections: tuple[str, ...] = ()
        """Of a narrative: _no, _yes, _resource or languages that must have a section."""

    @property
    def empty(self) -> bool:
        """Whether it demands nothing beyond the base."""
        return not self.children and not self.invariants and self._asks_nothing()

    def say(self, walker: Walker, rule: Rule, place: Place, **facts: Any) -> None:
        """Note a finding that this element of the profile demands."""
        sink = walker.sink
        sink.demanded_by = self.demand
        sink.add(rule, place, **facts)
        sink.demanded_by = None

    def check(self, walker: Walker, item: Item, scope: Scope, around: Scope | None = None) -> None:
        """Check one occurrence and everything below it.

        :param scope: of the occurrence; where it is a resource, its own
        :param around: of what it stands in, where that differs: invariants on it mean that one by %resource
        """
        if self.bare is None:
            self.bare = self._asks_nothing()
        if not self.bare:
            self._value(walker, item, scope)
        for invariant in self.invariants:
            if not invariant.holds(item.value, around or scope, walker, item.type, item.sibling):
                walker.sink.demanded_by = self.demand
                invariant.note(walker.sink, item.place)
                walker.sink.demanded_by = None
        if not self.children:
            return
        node = item.inner
        if walker.fast:
            self.plans.check(walker, self, node, item.place, scope)
        else:
            for child in self.children:
                child.check(walker, node, item.place, scope)

    def _asks_nothing(self) -> bool:
        """Whether nothing is asked of the value itself, only of what stands below."""
        return not (
            self.profiles
            or self.value_required
            or self.instead_of_value
            or self.language_sections
            or self.fixed is not None
            or self.pattern is not None
            or self.bound is not None
            or self.limits is not None
            or self.targets is not None
        )

    def _value(self, walker: Walker, item: Item, scope: Scope) -> None:
        self.constant(walker, item)
        if item.value is None and (self.value_required or self._nothing_instead(item)):
            self.say(walker, rules.VALUE_REQUIRED, item.place, element=self.path)
        if self.language_sections and not sections_fit(self.language_sections, item.value, scope):
            self.say(walker, narrative_rules.XHTML_LANGUAGE_SECTIONS, item.place)
        if self.bound is not None and item.value is not None:
            self.binding(walker, item)
        if self.limits is not None and item.value is not None:
            check_limits(self, self.limits, walker, item)
        if self.targets is not None and type(item.value) is dict:
            check_targets(self, self.targets, walker, item, scope)
        if self.profiles:
            self._profiles(walker, item, scope)

    def _nothing_instead(self, item: Item) -> bool:
        if not self.instead_of_value:
            return False
        given = item.inner.get("extension")
        urls = [x.get("url") for x in given if isinstance(x, dict)] if isinstance(given, list) else []
        return not any(url in self.instead_of_value for url in urls)

    def constant(self, walker: Walker, item: Item) -> None:
        """Check against a fixed value or a pattern."""
        if self.fixed is not None and item.value is not None and not values.same(self.fixed, item.value):
            self._different(walker, item, self.fixed, rules.FIXED_VALUE_DIFFERS, exact=True)
        if self.pattern is not None and item.value is not None and self.matches(item.value) is not True:
            self._different(walker, item, self.pattern, rules.PATTERN_NOT_MET, exact=False)

    def _different(self, walker: Walker, item: Item, wanted: Any, rule: Rule, *, exact: bool) -> None:
        """Say it of the missing or extra parts where that is the difference, else of the value."""
        parts = values.differences(wanted, item.value, exact=exact)
        for name in parts:
            self.say(walker, rule, (item.place, name, None))
        if not parts:
            self.say(walker, rule, item.place)

    def binding(self, walker: Walker, item: Item) -> None:
        """Check a code, Coding, CodeableConcept or Quantity against a binding."""
        bound, sink = self.bound, walker.sink
        if bound is None:
            return
        sink.demanded_by = self.demand
        if type(item.value) is str:
            bound.code(sink, item.value, item.place)
        elif type(item.value) is dict:
            if item.type == "CodeableConcept":
                bound.concept(sink, item.value, item.place)
            else:
                bound.coding(sink, item.value, item.place)
        sink.demanded_by = None

    def _profiles(self, walker: Walker, item: Item, scope: Scope) -> None:
        canonicals = self.profiles.get(item.type) or self.profiles.get("")
        if not canonicals or type(item.value) is not dict:
            return
        known = [c for c in canonicals if walker.engine.overlay(c) is not None]
        if len(canonicals) == 1 and known:
            overlay = walker.engine.overlay(known[0])
            if overlay is not None:
                walker.judge.under(overlay, item, scope)
        elif not known:
            self.say(walker, rules.TYPE_PROFILE_UNKNOWN, item.place, element=self.path, profile=canonicals[0])
        elif not any(walker.judge.item(item, c, scope) for c in known):
            self.say(walker, rules.NO_TYPE_PROFILE_FITS, item.place, element=self.path)


class Child:
    """A child element: how often, of which types, sliced how, and the demands on each occurrence."""

    __slots__ = ("keys", "least", "memory", "most", "part", "resource", "slicing", "slots", "types")

    def __init__(self, part: Part, slots: tuple[Slot, ...], least: int, most: int | None) -> None:
        self.part = part
        self.slots = slots
        self.least = least
        """0 when the base type already demands as much."""
        self.most = most
        self.types: frozenset[str] | None = None
        """Types that are left of the base's; None when all are."""
        self.slicing: Slicing | None = None
        names = [slot.key for slot in slots]
        self.keys = frozenset([*names, *(f"_{name}" for name in names)])
        self.memory = Memory()
        """What it said of coded values; used where it depends on nothing else."""
        self.resource = any(slot.type == "Resource" for slot in slots)

    def check(self, walker: Walker, node: dict[str, Any], place: Place, scope: Scope) -> None:
        """Check the occurrences of this element in an object."""
        if self.keys.isdisjoint(node):
            if not self.least and (self.slicing is None or not self.slicing.demanding):
                return
            found = []
        else:
            found = list(items(node, self.slots, place))
        if len(found) < self.least:
            self.part.say(
                walker,
                structure_rules.REQUIRED_ELEMENT_MISSING,
                place,
                element=self.part.path,
                least=self.least,
            )
        if self.most is not None and len(found) > self.most:
            self.part.say(
                walker, structure_rules.TOO_MANY_VALUES, place, element=self.part.path, most=self.most
            )
        if self.types is not None:
            found = [item for item in found if self._type_fits(walker, item, place)]
        if not self.part.empty:
            for item in found:
                self.part.check(walker, item, self.scope(walker, item, scope), scope)
        if self.slicing is not None:
            self.slicing.check(walker, found, place, scope, self)

    def scope(self, walker: Walker, item: Item, scope: Scope) -> Scope:
        """Return the scope for an occurrence: its own when it is a resource."""
        if self.resource and type(item.value) is dict:
            return walker.scope_of(item.value, item.type, item.place, scope)
        return scope

    def _type_fits(self, walker: Walker, item: Item, place: Place) -> bool:
        types = self.types or frozenset()
        if item.type in types or not types.isdisjoint(("Resource", "DomainResource")):
            return True
        named = ", ".join(sorted(types))
        if self.part.path == "Extension.value[x]" and place[1] in ("extension", "modifierExtension"):
            url = self.part.demand.partition("|")[0].partition("#")[0]
            self.part.say(walker, extension_rules.EXTENSION_VALUE_TYPE, place, extension=url, types=named)
        elif self.resource:
            self.part.say(walker, structure_rules.RESOURCE_TYPE_NOT_ALLOWED, item.place, types=named)
        else:
            where = item.place if len(types) == 1 else place
            self.part.say(
                walker, structure_rules.TYPE_NOT_ALLOWED, where, element=self.part.path, types=named
            )
        return False
