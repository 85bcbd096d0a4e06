"""Missing items, by level: must, fee, recommended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.records import rules
from carelink.records.item import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.findings import Finding
    from carelink.records.checks.case import Case


def missing(case: Case) -> Iterator[Finding]:
    """Yield a finding for every item that its level asks for and that is not stated."""
    for item in case.form.items:
        if item.path in case.values:
            continue
        if item.level is Level.MUST:
            yield case.say(rules.MUST_MISSING, item)
        elif item.level is Level.RECOMMENDED:
            yield case.say(rules.RECOMMENDED_MISSING, item)
    yield from _fee(case)


def _fee(case: Case) -> Iterator[Finding]:
    """Ask for content, not for boxes: of several items that say it, one is enough."""
    grouped = {path for group in case.form.record.fee_groups for path in group}
    for item in case.form.items:
        if item.level is Level.FEE and item.path not in case.values and item.path not in grouped:
            yield case.say(rules.NOT_BILLABLE, item)
    for group in case.form.record.fee_groups:
        if not any(path in case.values for path in group):
            items = [case.form[path] for path in group]
            where = items[0].at.where(case.doc, None)
            yield rules.NOT_BILLABLE.at(
                where, ja="・".join(i.ja for i in items), en=" or ".join(i.en for i in items)
            )
