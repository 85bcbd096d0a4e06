"""The public verbs: defects of a profile or of a record, and valid instances of a profile."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from carelink.errors import UsageError, Words
from carelink.testing.defects.cases import Defect, Uncovered, defect_of, uncovered_of
from carelink.testing.defects.constraints import constraints
from carelink.testing.defects.search import Search, reason
from carelink.testing.instances import growth
from carelink.testing.instances.bench import Bench, copied
from carelink.testing.instances.chain import locate
from carelink.testing.instances.hosts import host
from carelink.testing.instances.paths import at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from carelink.profiles import Package
    from carelink.profiles.structure import Structure
    from carelink.testing.defects.constraints import Constraint
    from carelink.testing.defects.search import Hit
    from carelink.testing.instances.bench import Json
    from carelink.testing.instances.chain import Chain


def defects(
    profile: str, packages: Iterable[Package | str | Path] | Bench = (), *, base: bool = False
) -> Iterator[Defect]:
    """Yield, for every constraint of a profile, the smallest instance found that breaks exactly that one.

    :param profile: canonical URL, or short name of one of ours
    :param packages: FHIR packages beside our own; or a :class:`Bench`, to compile them once for many calls
    :param base: also for what R4 itself demands of the elements the profile inherits
    :raises UnknownProfileError: profile or package is not at hand

    The same profile always gives the same instances. :func:`examine` also tells what is not covered.
    """
    yield from (one for one in examine(profile, packages, base=base) if isinstance(one, Defect))


def examine(
    profile: str, packages: Iterable[Package | str | Path] | Bench = (), *, base: bool = False
) -> Iterator[Defect | Uncovered]:
    """Yield a :class:`Defect`, or with the reason an :class:`Uncovered`, for every constraint."""
    bench = _bench(packages)
    structure = bench.structure(profile)
    search = _searching(bench, structure)
    for constraint in constraints(bench, structure, base=base):
        if search is None:
            yield uncovered_of(constraint, _homeless(structure))
            continue
        hit = search.find(constraint)
        yield (
            defect_of(bench, constraint, hit)
            if hit is not None
            else uncovered_of(constraint, reason(bench, constraint))
        )


def _homeless(structure: Structure) -> str:
    if _is_resource(structure):
        return "no valid instance was found to start from"
    return "no resource was found that may hold it: no profile on one in the package uses it"


def minimal(profile: str, packages: Iterable[Package | str | Path] | Bench = ()) -> Json | None:
    """Return the smallest valid instance of a profile; None where none was found.

    For an extension or data type: the smallest resource that holds one.
    """
    bench = _bench(packages)
    found = host(bench, bench.structure(profile))
    return found.tree if found is not None else None


def complete(profile: str, packages: Iterable[Package | str | Path] | Bench = ()) -> Json | None:
    """Return a valid instance with every element that must be supported (that goes with the others)."""
    bench = _bench(packages)
    structure = bench.structure(profile)
    return growth.complete(bench, structure) if _is_resource(structure) else minimal(profile, bench)


def maximal(profile: str, packages: Iterable[Package | str | Path] | Bench = ()) -> Json | None:
    """Return a valid instance with every element the profile names that goes with the others."""
    bench = _bench(packages)
    structure = bench.structure(profile)
    return growth.largest(bench, structure) if _is_resource(structure) else minimal(profile, bench)


def broken(
    record: Any, packages: Iterable[Package | str | Path] | Bench = (), *, each: int | None = None
) -> Iterator[Defect]:
    """Yield changes of a conforming record, one for each constraint of the profiles it claims.

    :param record: a record, or a FHIR tree; of the resources in a Bundle, the first of each profile is taken
    :param each: at most so many for each kind of constraint (min, max, binding …) in each profile
    :raises UsageError: it has errors already
    """
    bench = _bench(packages)
    tree = copied(record.to_fhir() if hasattr(record, "to_fhir") else record)
    if not isinstance(tree, dict) or bench.errors(tree):
        raise UsageError(
            Words("壊す前の記録に誤りがあります。", "The record has errors before it is broken."),
            hint=Words("validate で誤りのない記録を渡してください。", "Give a record that validates."),
        )
    for structure, prefix in _claimed(bench, tree):
        search = Search(bench, tree, prefix)
        alone = _alone(bench, tree, prefix)
        found: Counter[str] = Counter()
        for constraint in constraints(bench, structure):
            if each is not None and found[str(constraint.kind)] >= each:
                continue
            hit = _within(search, alone, constraint) or search.find(constraint)
            if hit is not None:
                found[str(constraint.kind)] += 1
                yield defect_of(bench, constraint, hit)


def _alone(bench: Bench, tree: Json, prefix: Chain) -> Search | None:
    """Return the search in one entry by itself, faster than in the whole Bundle; None without one."""
    if not prefix:
        return None
    resource = copied(locate(bench, tree, prefix)[0].value)
    return Search(bench, resource) if not bench.errors(resource) else None


def _within(search: Search, alone: Search | None, constraint: Constraint) -> Hit | None:
    """Return what breaks a constraint in an entry by itself, put back into the Bundle."""
    found = alone.find(constraint) if alone is not None else None
    if found is None or not found.verdict.exact:
        return None
    return search.put_back(constraint, found.tree)


def _bench(packages: Iterable[Package | str | Path] | Bench) -> Bench:
    return packages if isinstance(packages, Bench) else Bench(packages)


def _is_resource(structure: Structure) -> bool:
    from carelink.fhir import tables

    return structure.type in tables.resource_types()


def _searching(bench: Bench, structure: Structure) -> Search | None:
    start = host(bench, structure)
    if start is None:
        return None
    if start.chain:
        return Search(bench, start.tree, start.chain)
    return Search(bench, start.tree, larger=lambda: growth.largest(bench, structure))


def _claimed(bench: Bench, tree: Json) -> Iterator[tuple[Structure, Chain]]:
    """Yield the profiles a resource and its entries claim, each with the way to the first that claims it."""
    from carelink.testing.instances.chain import Step

    seen: set[str] = set()
    holders: list[tuple[Json, Chain]] = [(tree, ())]
    definition = bench.tree("Bundle")
    entry = definition.by_id["Bundle.entry"] if definition is not None else None
    held = definition.by_id["Bundle.entry.resource"] if definition is not None else None
    for index, one in enumerate(tree.get("entry", ()) if tree["resourceType"] == "Bundle" else ()):
        if isinstance(one.get("resource"), dict) and entry is not None and held is not None:
            holders.append((one["resource"], (Step("entry", entry, takes=at(index)), Step("resource", held))))
    for holder, chain in holders:
        for canonical in holder.get("meta", {}).get("profile", ()):
            structure = bench.packages.structure(canonical)
            if structure is not None and structure.url not in seen:
                seen.add(structure.url)
                yield structure, chain
