"""What the search comes to: cases, and constraints without one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carelink.errors import Words
from carelink.testing.instances.bench import mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carelink.findings import Finding
    from carelink.testing.defects.constraints import Constraint
    from carelink.testing.defects.search import Hit
    from carelink.testing.instances.bench import Bench, Json


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
    :param elsewhere: what a validator says that knows our profiles and not our rules: invariants for which
        the rules of the records stand, with the name of the item
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
    elsewhere: tuple[Expected, ...] = ()


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


def defect_of(bench: Bench, constraint: Constraint, hit: Hit) -> Defect:
    """Return what was found as a case."""
    elsewhere = bench.stood_in(hit.tree)
    beyond = _all(bench.beyond(hit.tree))
    own, company = (
        _all(one for one in found if not any(mark(one) == mark(other) for other in elsewhere))
        for found in (hit.verdict.own, hit.verdict.others)
    )
    return Defect(
        constraint.name,
        constraint.structure.canonical,
        str(constraint.kind),
        constraint.node.id,
        constraint.detail,
        hit.tree,
        own or beyond,
        _why(constraint),
        company,
        beyond if own else (),
        _all(elsewhere),
    )


def _all(findings: Iterable[Finding]) -> tuple[Expected, ...]:
    return tuple(
        sorted({_expected(f) for f in findings}, key=lambda e: (e.path, e.code, e.demanded_by or ""))
    )


def _expected(finding: Finding) -> Expected:
    return Expected(finding.code, finding.path, finding.severity.value, finding.demanded_by)


def uncovered_of(constraint: Constraint, reason: str) -> Uncovered:
    """Return a constraint without a case."""
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
