"""The public verbs: defects of a profile or of a record, and valid instances of a profile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carelink.errors import UsageError, Words
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

    from carelink.findings import Finding
    from carelink.profiles import Package
    from carelink.profiles.structure import Structure
    from carelink.testing.defects.constraints import Constraint
    from carelink.testing.defects.search import Hit
    from carelink.testing.instances.bench import Json
    from carelink.testing.instances.chain import Chain


@dataclass(frozen=True, slots=True)
class Expected:
    """One finding that the validator must come to."""

    code: str
    path: str
    severity: str
    demanded_by: str | None = None


@dataclass(frozen=True, slots=True)
class Defect:
    """An instance that breaks one constraint: exactly that one, wherever it can be broken alone.

    :param id: of the constraint, unique in its profile: ``Patient.identifier#min``
    :param profile: canonical of the profile, with its version
    :param constraint: its kind: min, max, binding, invariant …
    :param element: id of the element that states it
    :param detail: the number, value set, profile or key stated
    :param instance: a FHIR tree, the caller's own
    :param expected: the findings, all of them saying that this constraint is broken
    :param company: what is always found with it, because another constraint demands the same or more;
        empty when it is broken alone
    :param beyond: what the rules of our own records say besides (no profile states them)
    :param why: what is demanded, in Japanese and English
    """

    id: str
    profile: str
    constraint: str
    element: str
    detail: str
    instance: Json
    expected: tuple[Expected, ...]
    why: Words
    company: tuple[Expected, ...] = ()
    beyond: tuple[Expected, ...] = ()


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A constraint no instance was found for that breaks it.

    :param reason: why not, in English
    :param defining: whether it tells a slice apart, so that it cannot be broken by what is in the slice
    """

    id: str
    profile: str
    constraint: str
    element: str
    reason: str
    defining: bool = False


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
            yield _uncovered(constraint, _homeless(structure))
            continue
        hit = search.find(constraint)
        yield (
            _defect(bench, constraint, hit)
            if hit is not None
            else _uncovered(constraint, reason(bench, constraint))
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


def broken(record: Any, packages: Iterable[Package | str | Path] | Bench = ()) -> Iterator[Defect]:
    """Yield changes of a conforming record, one for each constraint of the profiles it claims.

    :param record: a record, or a FHIR tree; of the resources in a Bundle, the first of each profile is taken
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
        for constraint in constraints(bench, structure):
            hit = _within(search, alone, constraint) or search.find(constraint)
            if hit is not None:
                yield _defect(bench, constraint, hit)


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


def _defect(bench: Bench, constraint: Constraint, hit: Hit) -> Defect:
    return Defect(
        constraint.name,
        constraint.structure.canonical,
        str(constraint.kind),
        constraint.node.id,
        constraint.detail,
        hit.tree,
        _all(hit.verdict.own),
        _why(constraint),
        _all(hit.verdict.others),
        tuple(_expected(f) for f in bench.beyond(hit.tree)),
    )


def _all(findings: Iterable[Finding]) -> tuple[Expected, ...]:
    return tuple(
        sorted({_expected(f) for f in findings}, key=lambda e: (e.path, e.code, e.demanded_by or ""))
    )


def _expected(finding: Finding) -> Expected:
    return Expected(finding.code, finding.path, finding.severity.value, finding.demanded_by)


def _uncovered(constraint: Constraint, reason: str) -> Uncovered:
    return Uncovered(
        constraint.name,
        constraint.structure.canonical,
        str(constraint.kind),
        constraint.node.id,
        reason,
        constraint.defining,
    )


_WHY = {
    "min": ("{0} は {1} 個以上必要です。", "{0} is needed at least {1} times."),
    "max": ("{0} は最大 {1} 個です。", "{0} may occur at most {1} times."),
    "type": ("{0} の型は {1} に限られます。", "{0} must be of type {1}."),
    "fixed": ("{0} の値は固定です。", "{0} has a fixed value."),
    "pattern": ("{0} は型紙 (pattern) に合う必要があります。", "{0} must match a pattern."),
    "binding": ("{0} のコードは {1} のものに限られます。", "{0} takes only codes of {1}."),
    "max-value-set": ("{0} のコードは {1} を越えられません。", "The codes of {0} may not leave {1}."),
    "profile": ("{0} は {1} に適合する必要があります。", "{0} must conform to {1}."),
    "target": ("{0} の参照先の種類は限られています。", "{0} may only refer to certain types."),
    "aggregation": ("{0} の参照の持ち方は {1} に限られます。", "What {0} refers to must be {1}."),
    "max-length": ("{0} は {1} 文字までです。", "{0} has at most {1} characters."),
    "min-value": ("{0} は {1} 以上です。", "{0} is at least {1}."),
    "max-value": ("{0} は {1} 以下です。", "{0} is at most {1}."),
    "invariant": ("{0} は制約 {1} を満たす必要があります。", "{0} must satisfy the constraint {1}."),
    "closed": ("{0} に決められた種類以外は置けません。", "{0} takes nothing but its slices."),
    "ordered": ("{0} の並び順は決まっています。", "{0} has a fixed order."),
    "context": (
        "{0} の拡張を置ける場所は決まっています。",
        "The extension {0} may stand only in its contexts.",
    ),
    "value-required": ("{0} には値が必要です。", "{0} needs a value."),
}


def _why(constraint: Constraint) -> Words:
    ja, en = _WHY[str(constraint.kind)]
    told = (constraint.node.id, constraint.detail)
    human = f" {constraint.human}" if constraint.human else ""
    return Words(ja.format(*told), en.format(*told) + human)
