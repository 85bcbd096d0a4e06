"""Every rule with its words, its reason and its cure."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from reference_pages.markdown import code, document, plain, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.findings import Rule

_HEAD = """\
What carelink can say about data, in the order of the rooms that say it. `carelink explain CODE` prints
one of these. Words in braces are facts of the profile or the format; a value of a record never stands
in a finding. A code is given once and never reused."""


def page() -> str:
    """Return the page, from the ``RULES`` tuples of the rooms."""
    return document("Rules", _HEAD.splitlines() + list(_body()))


def _body() -> Iterator[str]:
    from carelink.cli.explain import ROOMS

    rooms = {room.split(".")[1]: sorted(import_module(room).RULES, key=lambda r: r.code) for room in ROOMS}
    yield ""
    yield from table(
        ("Room", "Rules", "errors", "warnings", "information"),
        ((f"[{name}](#{name})", str(len(found)), *_counts(found)) for name, found in rooms.items()),
    )
    for name, found in rooms.items():
        yield from ("", f"## {name}")
        for rule in found:
            yield from _one(rule)


def _counts(rules: list[Rule]) -> list[str]:
    return [str(sum(r.severity.value == s for r in rules)) for s in ("error", "warning", "information")]


def _one(rule: Rule) -> Iterator[str]:
    yield from ("", f"### {rule.code}", "")
    yield from (f"**{rule.severity.value}** · {plain(rule.spec)}", "")
    for ja, en, words in (
        ("内容", "says", rule.says),
        ("理由", "why", rule.why),
        ("直し方", "fix", rule.fix),
    ):
        yield f"- {ja}: {plain(words.ja)}"
        yield f"- {en}: {plain(words.en)}"
    if rule.replaced_by:
        yield from ("", f"Replaced by {code(rule.replaced_by)}.")
