"""Is exactly this constraint broken? What the validator says of an instance, held against what was meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from carelink.findings import Severity
from carelink.testing.defects.facts import Kind
from carelink.validation.rules import profiles as rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carelink.findings import Finding
    from carelink.testing.defects.constraints import Constraint

_SLICE = re.compile(r":[^.#]+")
CODES: Final[dict[Kind, frozenset[str]]] = {
    Kind.LEAST: frozenset({"required-element-missing", "slice-missing"}),
    Kind.MOST: frozenset({"too-many-values", "slice-too-many"}),
    Kind.TYPE: frozenset({"type-not-allowed", "resource-type-not-allowed", "extension-value-type"}),
    Kind.FIXED: frozenset({"fixed-value-differs"}),
    Kind.PATTERN: frozenset({"pattern-not-met"}),
    Kind.BINDING: frozenset({"code-not-in-value-set", "code-missing"}),
    Kind.LIMIT_SET: frozenset({"code-outside-maximum-set"}),
    Kind.TARGET: frozenset({"reference-target-type"}),
    Kind.AGGREGATION: frozenset({"reference-aggregation"}),
    Kind.LENGTH: frozenset({"text-too-long"}),
    Kind.SMALLEST: frozenset({"value-too-small"}),
    Kind.LARGEST: frozenset({"value-too-large"}),
    Kind.INVARIANT: frozenset({"invariant-broken", "invariant-advised"}),
    Kind.CLOSED: frozenset({"slice-not-allowed"}),
    Kind.ORDERED: frozenset({"slice-out-of-order"}),
    Kind.CONTEXT: frozenset({"extension-misplaced"}),
    Kind.VALUE: frozenset({"value-required"}),
}
"""By kind of constraint, the codes that say it is broken."""

_NAMED: Final = {
    "bdl-7": "full-url-twice",
    "dom-2": "contained-nested",
    "dom-3": "contained-not-used",
    "dom-4": "contained-with-meta",
    "dom-5": "contained-with-meta",
    "dom-6": "narrative-advised",
}
"""R4's own invariants that a rule with words of its own stands in for."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How near an instance comes to breaking exactly one constraint.

    :param own: findings that say the constraint is broken
    :param others: other errors (for a constraint that only warns: other new warnings, too)
    """

    own: tuple[Finding, ...]
    others: tuple[Finding, ...]

    @property
    def exact(self) -> bool:
        """Whether it is broken, and nothing else."""
        return bool(self.own) and not self.others


def judge(constraint: Constraint, found: Iterable[Finding], before: frozenset[tuple[str, str]]) -> Verdict:
    """Sort the findings on an instance by whether they say that a constraint is broken.

    :param before: code and path of what was said of the instance before it was changed
    """
    grave = {Severity.ERROR} if constraint.severity == "error" else {Severity.ERROR, Severity.WARNING}
    new = [f for f in found if f.severity in grave and (f.code, f.path) not in before]
    own = [f for f in new if says(constraint, f)]
    places = {(f.code, f.path) for f in own}
    others = [f for f in new if f not in own and (f.code, f.path) not in places]
    return Verdict(tuple(own), tuple(others))


def says(constraint: Constraint, finding: Finding) -> bool:
    """Whether a finding says that a constraint is broken."""
    if constraint.kind is Kind.PROFILE:
        return _of_profile(constraint, finding)
    if constraint.base and constraint.detail in _NAMED:
        return finding.code == _NAMED[constraint.detail]
    return finding.code in CODES[constraint.kind] and _demanded(constraint, finding)


def _demanded(constraint: Constraint, finding: Finding) -> bool:
    demanded = finding.demanded_by or ""
    if constraint.kind is Kind.CONTEXT:
        return True
    if constraint.kind is Kind.INVARIANT:
        rule = rules.INVARIANT_BROKEN if constraint.severity == "error" else rules.INVARIANT_ADVISED
        expected = rule.at("", key=constraint.detail, human=constraint.human)
        asked = demanded in _own(constraint) or _plain(demanded) == _plain(constraint.demand)
        return asked and finding.message == expected.message
    if not demanded and (constraint.base or constraint.kind is Kind.TARGET):
        return True  # where the type allows no other target either, it says so first
    if finding.code.startswith("slice-") or ":" in constraint.node.id:
        return demanded.partition("#")[2] == constraint.demand.partition("#")[2]  # a parent may say it first
    return _plain(demanded) == _plain(constraint.demand)


def _own(constraint: Constraint) -> tuple[str, ...]:
    """Return what demands R4's own constraints: nothing is named."""
    return ("",) if constraint.base else ()


def _of_profile(constraint: Constraint, finding: Finding) -> bool:
    demanded = finding.demanded_by or ""
    if finding.code == "no-type-profile-fits":
        return demanded == constraint.demand
    return demanded.partition("#")[0].partition("|")[0] == constraint.detail.partition("|")[0]


def _plain(demand: str) -> str:
    """Return the element of a demand, without the names of slices, which repeat what is said of the element.

    Nor does the profile count: what two profiles demand of the same element is said once.
    """
    return _SLICE.sub("", demand.partition("#")[2])
