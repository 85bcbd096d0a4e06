"""A report as text, for a terminal or a mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.findings.formats.safe import sentence, shown
from carelink.findings.formats.words import severity_word, summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carelink.findings.report import Report
    from carelink.findings.unread import Unread


def to_text(report: Report, lang: str = "ja", *, unread: Sequence[Unread] = ()) -> str:
    """Return one paragraph per finding and a closing count, for a terminal or a mail.

    :param unread: files that could not be read; they are counted
    """
    lines: list[str] = []
    for f in report:
        where = f"{f.source}: " if f.source and str(f.source) else ""
        lines.append(f"{shown(where + f.path)}: {severity_word(f.severity, lang)} {shown(f.code)}")
        lines.append(f"    {sentence(f.message.in_(lang))}")
        lines.append(f"    → {sentence(f.fix.in_(lang))}")
    lines.append(summary(report, lang, unread=unread))
    return "\n".join(lines) + "\n"
