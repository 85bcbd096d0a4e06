"""Conformance asked in passing: for slices, targets of references and ``conformsTo()``; nothing is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.validation.overlay.items import Item
from carelink.validation.sink import Sink

if TYPE_CHECKING:
    from carelink.validation.overlay import Overlay
    from carelink.validation.scope import Scope
    from carelink.validation.walker import Walker


_NESTED_AT_MOST: Final = 12
"""Questions within questions. A chain of references may outgrow the stack: the rest counts as fitting."""


class Judge:
    """Answers whether elements of one document conform to profiles, each question once."""

    def __init__(self, walker: Walker) -> None:
        self._walker = walker
        self._judged: dict[tuple[Any, str], bool] = {}
        self._nested = 0

    def under(self, overlay: Overlay, item: Item, scope: Scope) -> None:
        """Check an element, or a resource in an entry, against the profile its type must follow."""
        if type(item.value) is dict and isinstance(item.value.get("resourceType"), str):
            inner = self._walker.scope_of(item.value, item.type, item.place, scope)
            overlay.check_resource(self._walker, item.value, inner)
        else:
            overlay.check_item(self._walker, item, scope)

    def item(self, item: Item, canonical: str, scope: Scope) -> bool:
        """Whether an element conforms to a profile; nothing is noted."""
        overlay = self._walker.engine.overlay(canonical)
        return overlay is not None and self._silently(item, overlay, scope)

    def resource(self, node: Any, canonical: str, scope: Scope) -> bool:
        """Whether a resource, or an element of the profile's type, conforms to it; nothing is noted."""
        overlay = self._walker.engine.overlay(canonical)
        if overlay is None or type(node) is not dict:
            return False
        type_ = node.get("resourceType")
        item = Item(node, None, type_ if isinstance(type_, str) else overlay.structure.type, scope.place)
        return self._silently(item, overlay, scope)

    def _silently(self, item: Item, overlay: Overlay, scope: Scope) -> bool:
        """Judge without noting; the same question asked again while it is being answered counts as yes."""
        value = item.value if isinstance(item.value, (str, int, bool)) else id(item.inner or item.value)
        key = (value, overlay.structure.canonical)
        if key not in self._judged:
            if self._nested >= _NESTED_AT_MOST:
                return True
            self._judged[key] = True
            self._nested += 1
            sink = Sink()
            with self._walker.noting_in(sink):
                self.under(overlay, item, scope)
            self._nested -= 1
            self._judged[key] = not sink.errors
        return self._judged[key]
