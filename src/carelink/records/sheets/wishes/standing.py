"""Which of several sheets of wishes holds on a day: the newest valid one, and why the others do not."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from carelink.errors import UsageError, Words
from carelink.records.lists.wishes import TalkHeld, WishState
from carelink.records.revision import retired

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from carelink.records.sheets.wishes.sheet import WishesSheet


class Standing(StrEnum):
    """Why a sheet holds, or why it does not. Only `IN_FORCE` may be shown as the wish of the person."""

    IN_FORCE = "in-force"
    REPLACED = "replaced"
    """A newer sheet states newer wishes, or names this one as what it replaces."""
    WITHDRAWN = "withdrawn"
    """The person took the wishes back, in this sheet or in a newer one."""
    CANCELLED = "cancelled"
    """The sheet was made in error, such as about another person."""
    NO_WISH = "no-wish"
    """No talk took place, or none is stated. That is no wish, and it ends no older one."""
    LATER = "later"
    """Written after the day that was asked about."""


def current(records: Iterable[WishesSheet], *, on: date) -> WishesSheet | None:
    """Return the sheet whose wishes hold on a day, None when no wish is known.

    None is not a refusal, and neither is an item that the sheet does not state: an older sheet does not fill
    it in, because the newer talk may have left it open on purpose. A sheet past its `review_due` still holds.

    :param records: the sheets of one person, in any order
    :param on: the day, in the time of the sheet's own offset
    :raises UsageError: when they are about two people
    """
    return next((sheet for sheet, why in history(records, on=on) if why is Standing.IN_FORCE), None)


def history(records: Iterable[WishesSheet], *, on: date) -> tuple[tuple[WishesSheet, Standing], ...]:
    """Return every sheet with its standing on a day, the newest first.

    Newest is the day of the talk, then the moment of writing: somebody may write down an older talk later.

    :raises UsageError: when they are about two people, by their birth dates
    """
    sheets = {sheet.id: sheet for sheet in records}
    if len({s.person.born for s in sheets.values() if s.person.born is not None}) > 1:
        raise UsageError(
            Words("別の人の意向が混じっています。", "These are the wishes of more than one person."),
            hint=Words("一人分だけを渡してください。", "Pass the sheets of one person."),
        )
    known = {i: s for i, s in sheets.items() if s.written.date() <= on}
    gone = retired(known.values())
    judged: list[tuple[WishesSheet, Standing]] = []
    ended: Standing | None = None
    for sheet in sorted(sheets.values(), key=_age, reverse=True):
        standing = Standing.LATER if sheet.id not in known else _own(sheet, gone.get(sheet.id))
        if standing is Standing.IN_FORCE and ended is not None:
            standing = ended
        elif standing is Standing.IN_FORCE:
            ended = Standing.REPLACED
        elif standing is Standing.WITHDRAWN and ended is None:
            ended = Standing.WITHDRAWN
        judged.append((sheet, standing))
    return tuple(judged)


def _age(sheet: WishesSheet) -> tuple[date, datetime, str]:
    return sheet.talk.discussed_on or sheet.written.date(), sheet.written, str(sheet.id)


def _own(sheet: WishesSheet, gone: bool | None) -> Standing:  # noqa: FBT001  as `retired` says it
    """Return the standing of a sheet by itself and by what names it, before newer ones are looked at."""
    if gone is not None:
        return Standing.CANCELLED if gone else Standing.REPLACED
    state = sheet.talk.wish_state
    if state is not None and state.member is WishState.WITHDRAWN:
        return Standing.WITHDRAWN
    if state is not None and state.member is WishState.UPDATED:
        return Standing.REPLACED
    return Standing.IN_FORCE if sheet.talk.talk_held is TalkHeld.HELD else Standing.NO_WISH
