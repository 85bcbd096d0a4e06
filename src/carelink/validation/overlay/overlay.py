"""One compiled profile or extension definition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink.validation.overlay.items import Item
from carelink.validation.rules import profiles as rules

if TYPE_CHECKING:
    from carelink.profiles.structure import Structure
    from carelink.validation.overlay.part import Part
    from carelink.validation.overlay.tree import Tree
    from carelink.validation.place import Place
    from carelink.validation.scope import Scope
    from carelink.validation.walker import Walker


class Overlay:
    """What a profile demands beyond its base type.

    :param root: demands on the resource or element itself, and from there on everything below
    """

    def __init__(self, structure: Structure, tree: Tree, root: Part | None) -> None:
        self.structure = structure
        self.canonical = structure.canonical
        self.tree = tree
        self.root = root
        first = structure.elements[0] if structure.elements else {}
        self.is_modifier = first.get("isModifier") is True

    def check_resource(self, walker: Walker, node: dict[str, Any], scope: Scope) -> None:
        """Check a resource; another type than the profile's ends it there."""
        structure = self.structure
        key = (id(node), self.canonical)
        if key in walker.sink.checked:
            return
        walker.sink.checked.add(key)
        if structure.type not in (scope.type, "Resource", "DomainResource"):
            walker.sink.add(rules.PROFILE_OF_OTHER_TYPE, scope.place, type=structure.type)
            return
        if self.root is None or structure.problems:
            walker.sink.add(rules.PROFILE_INCOMPLETE, scope.place, profile=structure.canonical)
        if self.root is not None:
            self.root.check(walker, Item(node, None, scope.type, scope.place), scope)

    def check_element(self, walker: Walker, value: Any, place: Place, scope: Scope) -> None:
        """Check an element of a data type (Quantity, Extension ...)."""
        if self.root is not None:
            self.root.check(walker, Item(value, None, self.structure.type, place), scope)

    def check_item(self, walker: Walker, item: Item, scope: Scope) -> None:
        """Check an element whose place and type are known."""
        if self.root is not None:
            self.root.check(walker, item, scope)
