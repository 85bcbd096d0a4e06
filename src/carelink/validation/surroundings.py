"""What surrounds the place where the walk is: the elements it came through, the extensions it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from carelink.validation.shapes import Slot


class Surroundings:
    """The way from the document's root to the current value.

    :ivar trail: resource types and slots, the outermost first
    :ivar urls: urls of the extensions the value is in, the innermost last
    """

    __slots__ = ("trail", "urls")

    def __init__(self) -> None:
        self.trail: list[Slot | str] = []
        self.urls: list[Any] = []

    def type(self) -> str:
        """Return the type of the element, or resource, that the current value stands in."""
        last = self.trail[-1] if self.trail else ""
        return last if isinstance(last, str) else last.type

    def trail_in_resource(self) -> tuple[Slot | str, ...]:
        """Return the trail from the innermost resource on."""
        for index in range(len(self.trail) - 1, -1, -1):
            if isinstance(self.trail[index], str):
                return tuple(self.trail[index:])
        return tuple(self.trail)

    def extension_urls(self) -> frozenset[str]:
        """Return the url of the extension directly around the current one, if there is one."""
        return frozenset(url for url in self.urls[-2:-1] if isinstance(url, str))
