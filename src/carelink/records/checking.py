"""The domain rules over a tree: what no profile can say, or can say only without words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink.records import amending, rules
from carelink.records.read import class_of, kind_of
from carelink.records.standing import stands

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carelink.findings import Finding
    from carelink.records.record import Record


def check(tree: Any, text: bytes | None = None) -> Iterable[Finding]:
    """Yield the findings of the domain rules for a record of ours; nothing for any other tree.

    Missing items (by their level), items that contradict each other, identifiers, and マイナンバー.

    :param text: the JSON the tree was read from, where it is at hand; that spares some time
    """
    kind = kind_of(tree)
    if kind is None:
        return
    from carelink.records.checks import numbers

    yield from numbers.my_numbers(tree, text)
    record = class_of(kind)
    own = getattr(record, "check_all", None)  # a facility directory holds many
    yield from own(tree) if own is not None else _one(record, tree)


def _one(record: type[Record], tree: Any) -> Iterator[Finding]:
    from carelink.records.checks import Case, checks_of
    from carelink.records.checks.seen import Seen

    form = record.form()
    doc = record.frame.opened(form, tree, Seen)
    if doc is None:
        yield rules.NO_RECORD.at("Bundle")
        return
    if doc.root.get("status") == amending.CANCELLED and amending.replaced(doc.root) is not None:
        yield rules.CANCELS.at(f"{doc.path(doc.root)}.status")
    elif not stands(doc.root):
        yield rules.WITHDRAWN.at(f"{doc.path(doc.root)}.status")
    case = Case(form, doc)
    states = case.states
    for rule, stated, _ in checks_of(form):
        for path in stated:
            if not states(path):
                break
        else:
            yield from rule(case)
