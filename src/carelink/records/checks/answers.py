"""Rules for every answer of every form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink import canonical
from carelink.records import rules
from carelink.records.kinds import Multi
from carelink.records.places import Answer, Each
from carelink.records.places.answer import answer_profile
from carelink.records.tree import dicts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.findings import Finding
    from carelink.records.checks.case import Case


def none_alone(case: Case) -> Iterator[Finding]:
    """なし excludes every other option of a multiple list."""
    for item in case.form.items:
        ticks = case.get(item.path) if isinstance(item.kind, Multi) else None
        section = case.doc.sections.get(item.code) if isinstance(item.at, Each) else None
        both = section is not None and "emptyReason" in section
        if (ticks and any(t.member.alone for t in ticks) and len(ticks) > 1) or (
            ticks and both and not ticks[0].member.alone
        ):
            yield case.say(rules.NONE_WITH_OTHERS, item)


def of_the_list(case: Case) -> Iterator[Finding]:
    """Yield the answers that are not understood, unless the profile they claim says so already."""
    for item in case.form.items:
        if not isinstance(item.at, Answer) or item.kind is None:
            continue
        profile = canonical.structure(answer_profile(item.kind))
        for node in case.doc.find("Observation", item.code)[:1]:
            meta = node.get("meta")
            claimed = meta.get("profile") if isinstance(meta, dict) else None
            if isinstance(claimed, list) and profile in claimed:
                continue
            components = dicts(node.get("component"))
            ticks = case.get(item.path) if isinstance(item.kind, Multi) else ()
            answered = any(name.startswith("value") for name in node) or bool(components)
            if (answered and item.path not in case.values) or (ticks and len(ticks) < len(components)):
                yield case.say(rules.NOT_OF_LIST, item)


def once(case: Case) -> Iterator[Finding]:
    """Yield second answers to one item, such as last month's."""
    for item in case.form.items:
        if isinstance(item.at, Answer):
            for node in case.doc.find("Observation", item.code)[1:]:
                yield rules.ANSWERED_TWICE.at(case.doc.path(node), ja=item.ja, en=item.en)
