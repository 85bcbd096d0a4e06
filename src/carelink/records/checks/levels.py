"""Missing items, by level: must, fee, recommended."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from carelink.records import rules
from carelink.records.item import Level
from carelink.records.places import Resources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.findings import Finding, Rule
    from carelink.records.checks.case import Case
    from carelink.records.forms import Form
    from carelink.records.item import Item

_NAMED: Final = 12
"""Items of which one is enough are named one by one up to here, beyond it by their sections."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a form asks for.

    :ivar each: items that must or should be stated: path, place where it is of rows, the rule that says so
    :ivar fee: items that a fee needs
    :ivar rows: groups with the parts that a fee needs of each row
    """

    each: tuple[tuple[str, Resources | None, Item, Rule], ...]
    fee: tuple[Item, ...]
    rows: tuple[tuple[Item, Resources, tuple[Item, ...]], ...]


_RULES: Final = {Level.MUST: rules.MUST_MISSING, Level.RECOMMENDED: rules.RECOMMENDED_MISSING}


@cache
def _asked(form: Form) -> _Asked:
    either = {path for group in form.record.must_groups for path in group}
    grouped = {path for group in form.record.fee_groups for path in group}
    rows = (
        (i, i.at, tuple(p for p in i.parts if p.level is Level.FEE))
        for i in form.items
        if isinstance(i.at, Resources)
    )
    return _Asked(
        tuple(
            (i.path, i.at if isinstance(i.at, Resources) else None, i, _RULES[i.level])
            for i in form.items
            if i.level in _RULES and i.path not in either
        ),
        tuple(i for i in form.items if i.level is Level.FEE and i.path not in grouped),
        tuple(row for row in rows if row[2]),
    )


def missing(case: Case) -> Iterator[Finding]:
    """Yield a finding for every item that its level asks for and that is not stated."""
    asked = _asked(case.form)
    get, doc = case.get, case.doc
    for path, rows, item, rule in asked.each:  # hot: a form asks for most of its items
        if get(path) is None if rows is None else not rows.states(doc):
            yield case.say(rule, item)
    yield from _one_of(case, case.form.record.must_groups, rules.MUST_MISSING)
    # content is asked for, not boxes: of several items that say it, one is enough
    for item in asked.fee:
        if not case.states(item.path):
            yield case.say(rules.NOT_BILLABLE, item)
    yield from _one_of(case, case.form.record.fee_groups, rules.NOT_BILLABLE)
    yield from _parts(case, asked)


def _one_of(case: Case, groups: tuple[tuple[str, ...], ...], rule: Rule) -> Iterator[Finding]:
    for group in groups:
        if not any(case.states(path) for path in group):
            items = [case.form[path] for path in group]
            where = items[0].at.where(case.doc, None)
            named = items if len(items) <= _NAMED else {i.section: i.section for i in items}
            yield rule.at(where, ja="・".join(i.ja for i in named), en=" or ".join(i.en for i in named))


def _parts(case: Case, asked: _Asked) -> Iterator[Finding]:
    """Ask every row of a repeated group for what the fee rules want of each: a hearing without a date."""
    for item, at, wanted in asked.rows:
        if not case.states(item.path):
            continue
        for node in case.doc.find(at.type, item.code):
            for part in wanted:
                if part.at.get(case.doc, node) is None:
                    where = part.at.where(case.doc, node)
                    yield rules.NOT_BILLABLE.at(where, ja=f"{item.ja} {part.ja}", en=f"{item.en}: {part.en}")
