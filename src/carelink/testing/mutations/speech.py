"""Changes to what an invariant talks about: elements taken away, added, or given another value."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from carelink.testing.instances.bench import copied
from carelink.testing.instances.build import make
from carelink.testing.instances.chain import Step, locate, slots
from carelink.testing.instances.definitions import below, root_of
from carelink.testing.instances.insert import insert
from carelink.testing.mutations.names import Spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from carelink.testing.instances.bench import Bench, Json
    from carelink.testing.instances.chain import Chain
    from carelink.testing.mutations.names import Path
    from carelink.validation.overlay.tree import Node

    Change = Callable[[Json], bool]

_STRINGS: Final = (
    "x",
    "urn:uuid:5d0f1c5e-7a3b-4c1d-8e2f-9a0b1c2d3e4f",
    "123",
    "761-0000",
    "1900-01-01",
    "2999-12-31",
    "2026-11-24T10:30:00+09:00",
    "http://example.org/kaku",
    "#kaku",
)
_NUMBERS: Final = (0, 1, -1, 1000)
_PAIRS_AT_MOST: Final = 1_500
_CODES: Final = 14


def changes(bench: Bench, base: Json, chain: Chain, expression: str) -> Iterator[Change]:
    """Yield changes to try: of one named element each, then of two at once.

    :param base: the instance to be changed; read only here
    :param chain: the element the invariant stands on
    """
    spoken = Spoken(expression)
    groups = [
        list(_of_path(bench, base, (*chain, *steps), spoken))
        for path in spoken.paths
        if (steps := _steps(bench, base, chain, path)) is not None
    ]
    for group in groups:
        yield from group
    tried = 0
    for at, one in enumerate(groups):
        for other in groups[at + 1 :]:
            for first, second in product(one, other):
                tried += 1
                if tried > _PAIRS_AT_MOST:
                    return
                yield _both(first, second)


def _both(first: Change, second: Change) -> Change:
    def change(tree: Json) -> bool:
        done = first(tree)
        return second(tree) or done

    return change


def _steps(bench: Bench, base: Json, chain: Chain, path: Path) -> Chain | None:
    """Return the way down a path, by the definitions of profile and types; None where there is none."""
    steps: list[Step] = []
    node: Node | None = chain[-1].node if chain else root_of(bench, base)
    for name in path:
        node = below(bench, node, name) if node is not None else None
        if node is None:
            return None
        steps.append(Step(name, node))
    return tuple(steps)


def _of_path(bench: Bench, base: Json, chain: Chain, spoken: Spoken) -> Iterator[Change]:
    def without(tree: Json) -> bool:
        found = locate(bench, tree, chain)
        for one in reversed(found):
            one.drop()
        return bool(found)

    def added(tree: Json) -> bool:
        return insert(bench, tree, chain)

    def twice(tree: Json) -> bool:
        return insert(bench, tree, chain, again=True, number=1)

    if locate(bench, base, chain):
        yield without
        yield twice
    else:
        yield added
    for value in _values(bench, base, chain, spoken):
        yield _given(bench, chain, value)


def _given(bench: Bench, chain: Chain, value: Any) -> Change:
    def given(tree: Json) -> bool:
        if not insert(bench, tree, chain):
            return False
        for one in locate(bench, tree, chain)[:1]:
            one.put(copied(value))
        return True

    return given


def _values(bench: Bench, base: Json, chain: Chain, spoken: Spoken) -> Iterator[Any]:
    """Yield values for a named element, as its type allows."""
    node = chain[-1].node
    binding = node.element.get("binding")
    value_set = binding.get("valueSet") if isinstance(binding, dict) else None
    codes = bench.codes.inside(value_set, at_most=_CODES) if isinstance(value_set, str) else []
    types = {str(t.get("code")) for t in node.types}
    texts = [v for v in spoken.literals if isinstance(v, str)]
    if "code" in types:
        known = {c["code"] for c in codes}
        yield from (t for t in texts if t in known)
        yield from (c["code"] for c in codes)
    elif types & {"CodeableConcept"}:
        yield from ({"coding": [c]} for c in codes)
        yield {"text": "架空の記載"}
    elif "Coding" in types:
        yield from codes
    elif types & {"integer", "positiveInt", "unsignedInt", "decimal"}:
        whole = "decimal" not in types
        numbers = [v for v in spoken.literals if isinstance(v, int | Decimal) and not isinstance(v, bool)]
        for number in (*_NUMBERS, *numbers, *(n + 1 for n in numbers), *(n - 1 for n in numbers)):
            yield int(number) if whole else Decimal(number)
    elif "boolean" in types:
        yield from (True, False)
    elif types & {"date", "dateTime", "instant"}:
        yield from ("1900-01-01", "2026-11-24") if "instant" not in types else ("1900-01-01T00:00:00Z",)
    elif types & {"string", "markdown", "uri", "url", "canonical", "id"}:
        yield from texts
        yield from _STRINGS
    elif not types or len(types) > 1:
        yield from _of_choice(bench, base, chain)


def _of_choice(bench: Bench, base: Json, chain: Chain) -> Iterator[Any]:
    """Yield nothing: a choice is given in another type by its own change."""
    for holder in locate(bench, base, chain[:-1])[:1]:
        made = make(bench, chain[-1].node, slots(bench, holder.item.type, chain[-1].name), 1)
        if made is not None:
            yield made.value
