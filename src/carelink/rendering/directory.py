"""A directory of facilities, or of coordinators, as paper: one line each, in the order they came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink.errors import UsageError, Words
from carelink.rendering import layout
from carelink.rendering.answers import Reading, answer_of, compact
from carelink.rendering.paper import Directory, Head, Written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carelink.records.item import Item
    from carelink.rendering.layout import Layout


def paper(facilities: Sequence[Any], lang: str) -> Directory:
    """Return the table of many records of one kind, with the columns its layout names.

    :raises UsageError: when they are not of one kind, or of a kind that has no table
    """
    kinds = {getattr(f, "kind", "") for f in facilities}
    hints = layout.of(kinds.pop()) if len(kinds) == 1 else layout.of("facility")
    if kinds or not hints.columns:
        raise UsageError(
            Words(
                "一覧にできるのは施設・事業所とコーディネーターだけです。",
                "Only facilities or coordinators make one.",
            ),
            hint=Words("ほかの記録は一件ずつ印刷してください。", "Print other records one by one."),
        )
    return _directory(facilities, hints, Reading(lang, None))


def _directory(facilities: Sequence[Any], hints: Layout, reading: Reading) -> Directory:
    form = facilities[0].form() if facilities else None
    items = tuple(form[path] for path in hints.columns) if form is not None else ()
    count = f"{len(facilities):,}"
    return Directory(
        title=reading.label(*hints.listing),
        running=hints.listing.ja,
        heads=tuple(Head(i.name.replace("_", "-"), reading.of_item(i)) for i in items),
        lines=tuple(tuple(_short(i, f, reading) for i in items) for f in facilities),
        closing=reading.label(f"{count} 件", f"{count} entries"),
    )


def _short(item: Item, facility: Any, reading: Reading) -> Written:
    """Return an answer as a few words; a group has no place in a table."""
    answer = compact(answer_of(item, item.of(facility), reading))
    return answer if isinstance(answer, Written) else Written("")
