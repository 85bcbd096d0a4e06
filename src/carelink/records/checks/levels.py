"""Missing items, by level: must, fee, recommended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from carelink.records import rules
from carelink.records.item import Level
from carelink.records.places import Resources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.findings import Finding, Rule
    from carelink.records.checks.case import Case

_NAMED: Final = 12
"""Items of which one is enough are named one by one up to here, beyond it by their sections."""


def missing(case: Case) -> Iterator[Finding]:
    """Yield a finding for every item that its level asks for and that is not stated."""
    either = {path for group in case.form.record.must_groups for path in group}
    for item in case.form.items:
        if item.path in case.values or item.path in either:
            continue
        if item.level is Level.MUST:
            yield case.say(rules.MUST_MISSING, item)
        elif item.level is Level.RECOMMENDED:
            yield case.say(rules.RECOMMENDED_MISSING, item)
    yield from _one_of(case, case.form.record.must_groups, rules.MUST_MISSING)
    yield from _fee(case)
    yield from _parts(case)


def _fee(case: Case) -> Iterator[Finding]:
    """Ask for content, not for boxes: of several items that say it, one is enough."""
    grouped = {path for group in case.form.record.fee_groups for path in group}
    for item in case.form.items:
        if item.level is Level.FEE and item.path not in case.values and item.path not in grouped:
            yield case.say(rules.NOT_BILLABLE, item)
    yield from _one_of(case, case.form.record.fee_groups, rules.NOT_BILLABLE)


def _one_of(case: Case, groups: tuple[tuple[str, ...], ...], rule: Rule) -> Iterator[Finding]:
    for group in groups:
        if not any(path in case.values for path in group):
            items = [case.form[path] for path in group]
            where = items[0].at.where(case.doc, None)
            named = items if len(items) <= _NAMED else {i.section: i.section for i in items}
            yield rule.at(where, ja="・".join(i.ja for i in named), en=" or ".join(i.en for i in named))


def _parts(case: Case) -> Iterator[Finding]:
    """Ask every row of a repeated group for what the fee rules want of each: a hearing without a date."""
    for item in case.form.items:
        wanted = [p for p in item.parts if p.level is Level.FEE]
        if not wanted or not isinstance(item.at, Resources) or item.path not in case.values:
            continue
        for node in case.doc.find(item.at.type, item.code):
            for part in wanted:
                if part.at.get(case.doc, node) is None:
                    where = part.at.where(case.doc, node)
                    yield rules.NOT_BILLABLE.at(where, ja=f"{item.ja} {part.ja}", en=f"{item.en}: {part.en}")
