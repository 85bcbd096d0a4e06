"""Extensions by their urls: each has its definition, known and found fit for its place once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.findings import Severity
from carelink.validation import extensions
from carelink.validation.accept.demands import foldable
from carelink.validation.accept.memory import recorded
from carelink.validation.accept.said import join, notes
from carelink.validation.accept.tiers import refuse
from carelink.validation.references import ABSOLUTE

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.validation.accept.kinds import Demands, Kind
    from carelink.validation.accept.run import Run
    from carelink.validation.accept.said import Answer, Step
    from carelink.validation.accept.tiers import Code
    from carelink.validation.overlay import Overlay
    from carelink.validation.overlay.part import Child
    from carelink.validation.shapes import Slot

    Demanded = tuple[tuple[int, Child], ...]

KNOWN_AT_MOST: Final = 256
"""Urls, and orders of names, per place; for more there is the walk."""


class Extended:
    """The extensions at one element of one kind of object.

    :ivar known: the code for an extension, by its url and its names
    """

    __slots__ = ("_children", "_demands", "_holder", "_kinds", "_slot", "known")

    def __init__(self, holder: Kind, slot: Slot, demands: Demands, children: Demanded) -> None:
        self._holder = holder
        self._slot = slot
        self._demands = demands
        self._children = children
        self._kinds: dict[str, tuple[Kind, tuple[Step, ...]] | None] = {}
        self.known: dict[tuple[str, ...], Code] = {}

    def miss(self, value: Any, resource: dict[str, Any], run: Run) -> Answer:
        """Answer for an extension whose url or names are new here."""
        url = value["url"]
        if type(url) is not str or type(value) is not dict:
            return False
        if url not in self._kinds:
            if len(self._kinds) >= KNOWN_AT_MOST:
                return False
            self._kinds[url] = self._kind(url, run)
        found = self._kinds[url]
        if found is None:
            return False
        kind, advice = found
        answer = kind.tiers.miss(value, resource, run)
        names = tuple(value)
        code = kind.tiers.known.get(names)
        if code is not None and len(self.known) < KNOWN_AT_MOST:
            self.known[url, *names] = _with_notes(code, advice) if advice and code is not refuse else code
        return join(answer, advice) if advice and answer is not False else answer

    def _kind(self, url: str, run: Run) -> tuple[Kind, tuple[Step, ...]] | None:
        """Return the kind of the extensions with this url; None where the walk must look at each."""
        engine, slot, holder = self._holder.engine, self._slot, self._holder
        if slot.check is not None and url != url.strip():
            return None
        overlay = engine.overlay(url)
        if overlay is not None and (
            extensions.depends(overlay) or overlay.root is None or not foldable(overlay.root, engine)
        ):
            return None
        advice = _placing(url, slot, holder, run)
        demands = self._of_slices(url)
        if advice is None or demands is None:
            return None
        if overlay is not None and overlay.root is not None and _checked(url, overlay):
            demands = ((0, overlay.root), *demands)
        shape = engine.shape("Extension")
        kind = engine.kinds.kind(shape, (*holder.trail, slot), (*holder.urls, url), demands)
        return None if kind is None else (kind, advice)

    def _of_slices(self, url: str) -> Demands | None:
        """Return what profiles demand of an extension with this url; None where it may not be there."""
        demands = list(self._demands)
        for turn, child in self._children:
            slicing = child.slicing
            if slicing is None:
                continue
            slice_ = slicing.by_url.get(url) if slicing.by_url is not None else None
            if slice_ is not None:
                demands += [(turn, each.part) for each in slicing.chain(slice_.name) if not each.part.empty]
            elif slicing.default is not None:
                demands.append((turn, slicing.default.part))
            elif slicing.closed:
                return None
        return tuple(demands)


def _checked(url: str, overlay: Overlay) -> bool:
    """Whether the walk checks an extension of this url against its definition."""
    return overlay.root is not None and "|" not in url and ABSOLUTE.fullmatch(url) is not None


def _placing(url: str, slot: Slot, holder: Kind, run: Run) -> tuple[Step, ...] | None:
    """Return what is said of an extension because of its url and place; None where it is said elsewhere."""
    from carelink.validation.walker import Walker

    walker, scope = Walker(holder.engine, run.walker.sink), run.scope()
    walker.around.trail = list(holder.trail)
    walker.around.urls = [*holder.urls, url]
    elsewhere = False

    def say(at: Any) -> None:
        nonlocal elsewhere
        try:
            extensions.placed(walker, url, slot, at, scope)
        except TypeError:  # the place around the extension was asked for, and there is none
            elsewhere = True

    noted = recorded(walker, say)
    return None if elsewhere or any(n[0].severity is Severity.ERROR for n in noted) else notes(noted, 0)


def _with_notes(code: Code, advice: tuple[Step, ...]) -> Code:
    def noted(value: Any, resource: dict[str, Any], run: Run) -> Answer:
        answer = code(value, resource, run)
        return False if answer is False else join(answer, advice)

    return noted


def counts(children: Demanded) -> list[Callable[[list[Any]], bool]]:
    """Return tests of how many extensions of each url there are."""
    return [
        _counter(slice_.urls, slice_.least, slice_.most)
        for _, child in children
        for slice_ in (child.slicing.slices if child.slicing is not None else ())
        if slice_.least or slice_.most is not None
    ]


def _counter(urls: frozenset[str], least: int, most: int | None) -> Callable[[list[Any]], bool]:
    def fits(values: list[Any]) -> bool:
        count = sum(value.get("url") in urls for value in values)
        return count >= least and (most is None or count <= most)

    return fits
