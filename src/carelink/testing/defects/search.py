"""The search: change a valid instance until exactly one constraint is broken, and keep the smallest."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from carelink.testing.defects.changes import changes
from carelink.testing.defects.constraints import constraints
from carelink.testing.defects.facts import Kind
from carelink.testing.defects.verdict import Verdict, judge
from carelink.testing.instances import growth
from carelink.testing.instances.bench import copied
from carelink.testing.instances.chain import chain_of, locate
from carelink.testing.instances.entries import settle
from carelink.testing.instances.insert import insert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from carelink.testing.defects.constraints import Constraint
    from carelink.testing.instances.bench import Bench, Json
    from carelink.testing.instances.chain import Chain

_TRIES: Final = 1_200


class Hit(NamedTuple):
    """An instance that breaks a constraint, and what is said of it."""

    tree: Json
    verdict: Verdict


class Search:
    """Looks for the instance that breaks one constraint.

    :param small: a valid instance, the smallest at hand
    :param prefix: the way in it to what the profile constrains
    :param larger: gives a larger valid instance, asked for only when the small one will not do
    """

    def __init__(
        self, bench: Bench, small: Json, prefix: Chain = (), larger: Callable[[], Json | None] | None = None
    ) -> None:
        self.bench = bench
        self.prefix = prefix
        self._small = small
        self._larger = larger
        self._large: Json | None = None
        self._before: dict[int, frozenset[tuple[str, str]]] = {}

    def find(self, constraint: Constraint) -> Hit | None:
        """Return an instance that breaks it alone; else one that breaks the fewest others; else None."""
        nearest: Hit | None = None
        for base in self._from(constraint):
            spare: Hit | None = None
            for hit in self._hits(constraint, base):
                if hit.verdict.exact:
                    if not self.bench.beyond(hit.tree):
                        return hit
                    spare = spare or hit
                elif nearest is None or len(hit.verdict.others) < len(nearest.verdict.others):
                    nearest = hit
            if spare is not None:
                return spare
        return None if constraint.defining else nearest

    def put_back(self, constraint: Constraint, part: Json) -> Hit | None:
        """Return the small instance with a part put back; None unless it breaks exactly the constraint."""
        tree = copied(self._small)
        locate(self.bench, tree, self.prefix)[0].put(part)
        verdict = judge(constraint, self.bench.findings(tree), self._said_before(self._small))
        return Hit(tree, verdict) if verdict.exact else None

    def _from(self, constraint: Constraint) -> Iterator[Json]:
        """Yield the instances to start from: the small one, one that has the element, the larger one."""
        yield self._small
        chain = (*self.prefix, *chain_of(self.bench, constraint.node))
        tree = copied(self._small)
        missing = not constraint.defining and not locate(self.bench, tree, chain)
        if missing and insert(self.bench, tree, chain):
            settle(self.bench, tree)
            whole = growth.repaired(self.bench, tree, chain)
            if whole is not None:
                yield whole
        if self._larger is not None:
            if self._large is None:
                self._large = self._larger()
            if self._large is not None:
                yield self._large

    def _said_before(self, base: Json) -> frozenset[tuple[str, str]]:
        kept = base is self._small or base is self._large
        if kept and id(base) in self._before:
            return self._before[id(base)]
        said = frozenset((f.code, f.path) for f in self.bench.findings(base))
        if kept:
            self._before[id(base)] = said
        return said

    def _hits(self, constraint: Constraint, base: Json) -> Iterator[Hit]:
        """Yield the changed instances that break the constraint, alone or not."""
        before = self._said_before(base)
        chain = (*self.prefix, *chain_of(self.bench, constraint.node))
        for change in islice(changes(self.bench, constraint, base, chain), _TRIES):
            tree = copied(base)
            if not change(tree) or tree == base:
                continue
            if constraint.kind is not Kind.LEAST:  # what was taken out is not to come back
                settle(self.bench, tree)
            verdict = judge(constraint, self.bench.findings(tree), before)
            if verdict.own:
                yield Hit(tree, verdict)


def reason(bench: Bench, constraint: Constraint) -> str:
    """Say why no instance was found."""
    if constraint.defining:
        return "tells the slice apart: what differs here belongs to another slice, or to none"
    if constraint.kind is Kind.BINDING:
        return "no code is known to be outside: the codes of the value set, or of its system, are not at hand"
    if constraint.kind is Kind.PROFILE:
        inner = bench.packages.structure(constraint.detail)
        if inner is None or not any(not one.defining for one in constraints(bench, inner)):
            return "the profile it must follow is not at hand, or demands nothing beyond its type"
    return "no change to an instance was found that breaks it"
