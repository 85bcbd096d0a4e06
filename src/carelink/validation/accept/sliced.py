"""Sliced elements: the slice of an occurrence, remembered by what tells it."""

from __future__ import annotations

import marshal
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from carelink.validation.accept.memory import HERE
from carelink.validation.accept.said import add
from carelink.validation.overlay.items import Item
from carelink.validation.sink import Sink

if TYPE_CHECKING:
    from collections.abc import Hashable

    from carelink.validation.accept.kinds import Demands, Kind
    from carelink.validation.accept.run import Run
    from carelink.validation.accept.said import Answer
    from carelink.validation.accept.tiers import Code
    from carelink.validation.overlay.part import Child
    from carelink.validation.shapes import Slot

    Chosen = tuple[str | None, ...]

REMEMBERED_AT_MOST: Final = 4_000
_VERSION: Final = 0  # of marshal: nothing shared, so that equal content is written equally


class Sliced:
    """The values of one sliced element of one kind of object: which slices they are in, and their code."""

    __slots__ = (
        "_by_type",
        "_children",
        "_codes",
        "_demands",
        "_heads",
        "_holder",
        "_kinds",
        "_slices",
        "_slot",
    )

    def __init__(
        self, holder: Kind, slot: Slot, demands: Demands, children: tuple[tuple[int, Child], ...]
    ) -> None:
        self._holder = holder
        self._slot = slot
        self._demands = demands
        self._children = [(turn, c, c.slicing) for turn, c in children if c.slicing is not None]
        names = [head for _, _, slicing in self._children for head in (slicing.heads or ())]
        self._by_type = slot.path == "Bundle.entry" and all(
            slicing.by_type is not None for _, _, slicing in self._children
        )
        slots = [s for name in dict.fromkeys(names) for s in holder.engine.slots(slot.type, name)]
        self._heads = tuple(key for s in slots for key in ((s.key, f"_{s.key}") if s.primitive else (s.key,)))
        self._slices: dict[Hashable, Chosen] = {}
        self._codes: dict[Hashable, tuple[Chosen, Code]] = {}
        self._kinds: dict[Chosen, Kind | None] = {}

    def all(self, values: list[Any], resource: dict[str, Any], run: Run) -> Answer:
        """Answer for all values of the element."""
        said: Answer = True
        met: list[Chosen] = []
        run.left -= len(values)
        if run.left < 0:
            return False
        entries, by_type = self._slot.path == "Bundle.entry", self._by_type
        codes, content = self._codes, self._content
        for index, value in enumerate(values):
            if entries:
                run.index = index
            key = value["resource"]["resourceType"] if by_type else content(value)
            found = codes.get((key, *value)) or self._code(key, value, run)
            if found is None:
                return False
            chosen, code = found
            met.append(chosen)
            answer = code(value, resource, run)
            if answer is not True:
                if answer is False:
                    return False
                said = add(said, self._slot.name, index, answer)
        if entries:
            run.back()
        return said if self._counted(met) else False

    def _code(self, key: Hashable, value: Any, run: Run) -> tuple[Chosen, Code] | None:
        """Return the slices of a value and the code for its names there; None where the walk is needed."""
        chosen = self._chosen(key, value, run)
        kind = None if chosen is None else self._kinds.get(chosen) or self._kind(chosen)
        if chosen is None or kind is None:
            return None
        names = tuple(value)
        code = kind.tiers.known.get(names)
        if code is None:
            return chosen, kind.tiers.miss
        if len(self._codes) >= REMEMBERED_AT_MOST:
            self._codes.clear()
        self._codes[key, *names] = chosen, code
        return chosen, code

    def _chosen(self, key: Hashable, value: Any, run: Run) -> Chosen | None:
        """Return the slice of a value, in each slicing; None where the walk has to say something."""
        if self._by_type and type(key) is not str:
            return None
        chosen = self._slices.get(key)
        if chosen is None:
            chosen = self._assigned(value, run)
            if chosen is not None:
                if len(self._slices) >= REMEMBERED_AT_MOST:
                    self._slices.clear()
                self._slices[key] = chosen
        return chosen

    def _content(self, value: Any) -> Hashable:
        get = value.get
        return tuple([v if type(v := get(h)) is str or v is None else _frozen(v) for h in self._heads])

    def _assigned(self, value: Any, run: Run) -> Chosen | None:
        sink = Sink()
        found: list[str | None] = []
        with run.walker.noting_in(sink):
            for _, child, slicing in self._children:
                item = Item(value, None, self._slot.type, HERE)
                slice_ = slicing.assign(run.walker, item, run.scope(), child)
                if slice_ is None and slicing.default is None and slicing.closed:
                    return None
                found.append(None if slice_ is None else slice_.name)
        return None if len(sink) else tuple(found)

    def _kind(self, chosen: Chosen) -> Kind | None:
        demands = list(self._demands)
        for name, (turn, _, slicing) in zip(chosen, self._children, strict=True):
            if name is not None:
                demands += [(turn, each.part) for each in slicing.chain(name) if not each.part.empty]
            elif slicing.default is not None:
                demands.append((turn, slicing.default.part))
        kind = self._kinds[chosen] = self._holder.below(self._slot, tuple(demands))
        return kind

    def _counted(self, met: list[Chosen]) -> bool:
        for number, (_, _, slicing) in enumerate(self._children):
            if not any(s.least or s.most is not None for s in slicing.slices):
                continue
            counts = dict.fromkeys((s.name for s in slicing.slices), 0)
            for chosen, times in Counter(met).items():
                name = chosen[number]
                for each in slicing.chain(name) if name is not None else ():
                    counts[each.name] += times
            for slice_ in slicing.slices:
                count = counts[slice_.name]
                if count < slice_.least or (slice_.most is not None and count > slice_.most):
                    return False
        return True


def _frozen(value: Any) -> bytes:
    return marshal.dumps(value, _VERSION)
