"""The door of the room: a record, or a directory of facilities, as one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from carelink.errors import UsageError, Words
from carelink.rendering.html import SCREEN, WORDS, page

if TYPE_CHECKING:
    from carelink.records.editions import Edition
    from carelink.records.forms import Form
    from carelink.rendering.html import Medium


def to_html(record: Any, *, lang: str = "ja", edition: Edition | None = None) -> str:
    """Return a record as one self-contained HTML page for A4, in the order of its printed form.

    The page loads nothing and runs nothing. Everything in it is escaped, and characters that hide or turn
    the line around are shown by name. An item nobody answered is printed as 記載なし, never as なし.

    :param record: any record; or a sequence of facilities, or of coordinators, which becomes one table
    :param edition: a town's own edition of the form, whose labels and items are printed
    :param lang: ``ja``, or ``en`` for English beside the printed Japanese
    :raises UsageError: when it is no record, or the language is another
    """
    return html_of(record, lang, SCREEN, edition)


def html_of(record: Any, lang: str, medium: Medium, edition: Edition | None = None) -> str:
    """Return the page for a medium; as :func:`to_html`."""
    if lang not in WORDS:
        raise UsageError(
            Words("その言語の頁はありません。", "There is no page in that language."),
            hint=Words("ja か en を指定してください。", "Use ja or en."),
        )
    if isinstance(record, Sequence) and not isinstance(record, str | bytes):
        from carelink.rendering import directory

        return page("directory.html.j2", directory.paper(record, lang), lang=lang, medium=medium)
    if not hasattr(record, "form"):
        raise UsageError(
            Words("記録ではないものは印刷できません。", "Only a record can be printed."),
            hint=Words("carelink.read で読んだものを渡してください。", "Pass what carelink.read returns."),
        )
    from carelink.rendering.record import paper

    if edition is not None and type(record) is not edition.form.record:
        raise UsageError(
            Words("この版は別の様式の版です。", "This edition is one of another form."),
            hint=Words("様式の合う版を指定してください。", "Name an edition of the record's own form."),
        )
    form, note = (record.form(), "") if edition is None else (edition.form, edition.note)
    return page("record.html.j2", paper(form, record, lang, note=note), lang=lang, medium=medium)


def blank_html(form: Form, *, lang: str = "ja", note: str = "") -> str:
    """Return the page of a form on which nothing is stated, to be printed and filled in by hand.

    :param form: of a kind of record, or of a town's own edition
    :param note: a line at the foot of every page
    """
    from datetime import UTC, datetime
    from uuid import UUID

    from carelink.rendering.record import paper

    said = {"edition": form.edition} if "edition" in form.record.model_fields else {}
    empty = form.record(id=UUID(int=0), written=datetime(2000, 1, 1, tzinfo=UTC), **said)
    whole = paper(form, empty, lang, note=note, blank=True)
    return page("record.html.j2", whole, lang=lang, blank=True)
