"""The door of the room: a record, or a directory of facilities, as one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from carelink.errors import UsageError, Words
from carelink.rendering.html import WORDS, page


def to_html(record: Any, *, lang: str = "ja") -> str:
    """Return a record as one self-contained HTML page for A4, in the order of its printed form.

    The page loads nothing and runs nothing. Everything in it is escaped, and characters that hide or turn
    the line around are shown by name. An item nobody answered is printed as 記載なし, never as なし.

    :param record: any record; or a sequence of facilities, or of coordinators, which becomes one table
    :param lang: ``ja``, or ``en`` for English beside the printed Japanese
    :raises UsageError: when it is no record, or the language is another
    """
    if lang not in WORDS:
        raise UsageError(
            Words("その言語の頁はありません。", "There is no page in that language."),
            hint=Words("ja か en を指定してください。", "Use ja or en."),
        )
    if isinstance(record, Sequence) and not isinstance(record, str | bytes):
        from carelink.rendering import directory

        return page("directory.html.j2", directory.paper(record, lang), lang=lang)
    if not hasattr(record, "form"):
        raise UsageError(
            Words("記録ではないものは印刷できません。", "Only a record can be printed."),
            hint=Words("carelink.read で読んだものを渡してください。", "Pass what carelink.read returns."),
        )
    from carelink.rendering.record import paper

    return page("record.html.j2", paper(record.form(), record, lang), lang=lang)
