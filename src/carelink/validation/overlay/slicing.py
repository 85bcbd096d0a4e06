"""A sliced element: each occurrence finds its slice, the slices are counted, the order is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.validation.accept.plans import heads_of, pure_slicing, type_path
from carelink.validation.overlay.hints import keys_at
from carelink.validation.rules import profiles as rules

if TYPE_CHECKING:
    from carelink.validation.overlay.criteria import Test
    from carelink.validation.overlay.hints import Key, Path
    from carelink.validation.overlay.items import Item
    from carelink.validation.overlay.part import Child, Part
    from carelink.validation.place import Place
    from carelink.validation.scope import Scope
    from carelink.validation.walker import Walker

DEFAULT: Final = "@default"


class Slice:
    """One slice of an element.

    :param tests: all must hold for an occurrence to belong here; None when the profile does not say enough
    :param urls: of an extension slice, the urls it stands for; then ``tests`` are not needed
    :param hints: by path, what an occurrence must hold there
    """

    __slots__ = ("hints", "least", "most", "name", "part", "tests", "urls")

    def __init__(  # noqa: PLR0913, PLR0917  the parts of a slice
        self,
        name: str,
        part: Part,
        least: int,
        most: int | None,
        tests: tuple[Test, ...] | None,
        urls: frozenset[str] = frozenset(),
        hints: dict[Path, Key] | None = None,
    ) -> None:
        self.name = name
        self.part = part
        self.least = least
        self.most = most
        self.tests = tests
        self.urls = urls
        self.hints = hints or {}

    def takes(self, walker: Walker, item: Item, scope: Scope) -> bool:
        """Whether an occurrence belongs to this slice."""
        if self.urls:
            return type(item.value) is dict and item.value.get("url") in self.urls
        return self.tests is not None and all(test(walker, item, scope) for test in self.tests)


class _Index:
    """Slices by what their occurrences must hold at one path."""

    __slots__ = ("_by_key", "_path", "_rest")

    def __init__(self, path: Path, slices: list[Slice]) -> None:
        self._path = path
        self._by_key: dict[Key, list[Slice]] = {}
        self._rest = [s for s in slices if path not in s.hints]
        for slice_ in slices:
            if path in slice_.hints:
                self._by_key.setdefault(slice_.hints[path], []).append(slice_)

    @classmethod
    def of(cls, slices: list[Slice]) -> _Index | None:
        """Return the index that tells most slices apart; None where it would not be worth it."""
        keys: dict[Path, set[Key]] = {}
        for slice_ in slices:
            for path, key in slice_.hints.items():
                keys.setdefault(path, set()).add(key)
        if not keys:
            return None
        best = max(keys, key=lambda path: len(keys[path]))
        return cls(best, slices) if len(keys[best]) > 1 else None

    def candidates(self, value: Any) -> list[Slice]:
        """Return the slices that an occurrence may belong to."""
        found = list(self._rest)
        for key in set(keys_at(value, self._path)):
            found += self._by_key.get(key, ())
        return found


class Slicing:
    """The slices of one element and the rules of their slicing."""

    __slots__ = (
        "_chains",
        "_index",
        "_numbers",
        "at_end",
        "by_type",
        "by_url",
        "checkable",
        "closed",
        "default",
        "demanding",
        "heads",
        "ordered",
        "path",
        "pure",
        "slices",
    )

    def __init__(self, path: str, slicing: dict[str, Any], slices: list[Slice]) -> None:
        self.path = path
        self.closed = slicing.get("rules") == "closed"
        self.at_end = slicing.get("rules") == "openAtEnd"
        self.ordered = slicing.get("ordered") is True
        self.default = next((s for s in slices if s.name == DEFAULT), None)
        self.slices = [s for s in slices if s is not self.default]
        self.checkable = all(s.tests is not None or s.urls for s in self.slices)
        self._numbers = {s.name: number for number, s in enumerate(self.slices)}
        named = {s.name: s for s in self.slices}
        self._chains = {
            s.name: [named[name] for name in _with_parents(s.name) if name in named] for s in self.slices
        }
        """Each slice with those it re-slices: an occurrence of one counts for all."""
        self.demanding = any(s.least for s in self.slices)
        """Whether the absence of the element may be wrong."""
        self.pure = pure_slicing(slicing, [s.name for s in slices])
        """Whether the slice of an occurrence follows from what it holds."""
        self.heads = heads_of(slicing)
        """Children of an occurrence that tell its slice; None where it is told otherwise."""
        self.by_type = type_path(slicing)
        """The path to the value whose type alone tells the slice; None where it is told otherwise."""
        self._index = _Index.of(self.slices)
        self.by_url = {url: s for s in self.slices for url in s.urls} if self._only_urls() else None

    def parts(self) -> list[Part]:
        """Return the demands of all slices."""
        return [s.part for s in self.slices] + ([self.default.part] if self.default is not None else [])

    def _only_urls(self) -> bool:
        return bool(self.slices) and all(s.urls for s in self.slices)

    def check(self, walker: Walker, found: list[Item], place: Place, scope: Scope, head: Child) -> None:
        """Assign every occurrence, check it against its slice, then count."""
        counts = dict.fromkeys((s.name for s in self.slices), 0)
        last = -1
        unmatched = False
        for item in found:
            inside = head.scope(walker, item, scope)
            slice_ = self.assign(walker, item, inside, head)
            if slice_ is None:
                unmatched = True
                self._none(walker, item, inside, head)
                continue
            for each in self._chains[slice_.name]:
                counts[each.name] += 1
                each.part.check(walker, item, inside, scope)
            number = self._numbers[slice_.name]
            if (self.ordered and number < last) or (self.at_end and unmatched):
                head.part.say(walker, rules.SLICE_OUT_OF_ORDER, item.place, element=self.path)
            last = max(last, number)
        self._count(walker, counts, place)
        if not self.checkable and found:
            head.part.say(walker, rules.SLICING_NOT_CHECKED, place, element=self.path)

    def chain(self, name: str) -> list[Slice]:
        """Return a slice with those it re-slices: an occurrence of one must meet the demands of all."""
        return self._chains[name]

    def assign(self, walker: Walker, item: Item, scope: Scope, head: Child) -> Slice | None:
        """Return the slice an occurrence belongs to."""
        if self.by_url is not None:
            url = item.value.get("url") if type(item.value) is dict else None
            return self.by_url.get(url) if isinstance(url, str) else None
        candidates = self.slices if self._index is None else self._index.candidates(item.value)
        matching = [s for s in candidates if s.takes(walker, item, scope)]
        if not matching:
            return None
        if len(matching) == 1:
            return matching[0]
        deepest = max(matching, key=lambda s: s.name.count("/"))
        if any(s not in self._chains[deepest.name] for s in matching):
            head.part.say(walker, rules.SLICE_AMBIGUOUS, item.place, element=self.path)
        return deepest

    def _none(self, walker: Walker, item: Item, scope: Scope, head: Child) -> None:
        if self.default is not None:
            self.default.part.check(walker, item, scope)
        elif self.closed and self.checkable:
            head.part.say(walker, rules.SLICE_NOT_ALLOWED, item.place, element=self.path)

    def _count(self, walker: Walker, counts: dict[str, int], place: Place) -> None:
        for slice_ in self.slices:
            if slice_.tests is None and not slice_.urls:
                continue
            count = counts[slice_.name]
            if count < slice_.least:
                slice_.part.say(
                    walker,
                    rules.SLICE_MISSING,
                    place,
                    element=self.path,
                    slice=slice_.name,
                    least=slice_.least,
                )
            if slice_.most is not None and count > slice_.most:
                slice_.part.say(
                    walker,
                    rules.SLICE_TOO_MANY,
                    place,
                    element=self.path,
                    slice=slice_.name,
                    most=slice_.most,
                )


def _with_parents(name: str) -> list[str]:
    """Return a slice name and those of the slices it re-slices: a/b/c, a/b, a."""
    parts = name.split("/")
    return ["/".join(parts[: n + 1]) for n in range(len(parts))]
