"""Rules for every answer of every form."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

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
    from carelink.records.forms import Form
    from carelink.records.item import Item

    Node = dict[str, Any]


def none_alone(case: Case) -> Iterator[Finding]:
    """なし excludes every other option of a multiple list."""
    coded = case.doc.coded
    for item, key in _multiple(case.form):
        if key is not None and not ((found := coded.get(key)) and _several(found[0])):
            continue
        ticks = case.get(item.path)
        section = case.doc.sections.get(item.code) if isinstance(item.at, Each) else None
        both = section is not None and "emptyReason" in section
        if ticks and (
            (len(ticks) > 1 and any(t.member.alone for t in ticks)) or (both and not ticks[0].member.alone)
        ):
            yield case.say(rules.NONE_WITH_OTHERS, item)


@cache
def _multiple(form: Form) -> tuple[tuple[Item, tuple[str, str] | None], ...]:
    """Return the items with many ticks; of an Observation with its key in a document."""
    return tuple(
        (item, ("Observation", item.at.code) if isinstance(item.at, Answer) else None)
        for item in form.items
        if isinstance(item.kind, Multi)
    )


def _several(node: Node) -> bool:
    """Whether an answer has more than one component, before it is read."""
    components = node.get("component")
    return isinstance(components, list) and len(components) > 1


def of_the_list(case: Case) -> Iterator[Finding]:
    """Yield the answers that are not understood, unless the profile they claim says so already."""
    coded, profiles = case.doc.coded, _profiles(case.form)
    for key, nodes in coded.items():  # hot: nearly every answer claims its profile
        profile = profiles.get(key)
        if profile is None:
            continue
        try:
            claimed = nodes[0]["meta"]["profile"]
        except (KeyError, TypeError, IndexError):
            break
        if type(claimed) is not list or profile not in claimed:
            break
    else:
        return
    for item, key, profile in _answers(case.form):
        if not profile or not (found := coded.get(key)):
            continue
        node = found[0]
        meta = node.get("meta")
        claimed = meta.get("profile") if isinstance(meta, dict) else None
        if isinstance(claimed, list) and profile in claimed:
            continue
        if _not_understood(case, item, node):
            yield case.say(rules.NOT_OF_LIST, item)


@cache
def _answers(form: Form) -> tuple[tuple[Item, tuple[str, str], str], ...]:
    """Return the items whose place is an Observation, its key in a document, and the answer's profile."""
    return tuple(
        (
            item,
            ("Observation", item.code),
            canonical.structure(answer_profile(item.kind)) if item.kind is not None else "",
        )
        for item in form.items
        if isinstance(item.at, Answer)
    )


@cache
def _profiles(form: Form) -> dict[tuple[str, str], str]:
    """Return the profile of each answer that has one, by its key in a document."""
    return {key: profile for _, key, profile in _answers(form) if profile}


def _not_understood(case: Case, item: Item, node: Node) -> bool:
    components = dicts(node.get("component"))
    ticks = case.get(item.path) if isinstance(item.kind, Multi) else ()
    answered = any(name.startswith("value") for name in node) or bool(components)
    return (answered and not case.states(item.path)) or (bool(ticks) and len(ticks) < len(components))


def once(case: Case) -> Iterator[Finding]:
    """Yield second answers to one item, such as last month's."""
    if not case.doc.repeated:
        return
    for item, key, _ in _answers(case.form):
        found = case.doc.coded.get(key)
        if found is not None and len(found) > 1:
            for node in found[1:]:
                yield rules.ANSWERED_TWICE.at(case.doc.path(node), ja=item.ja, en=item.en)
