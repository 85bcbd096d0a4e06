"""The shape a run is told in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from carelink.cli.validate.run import Run

FORMATS: Final = ("text", "json", "outcome", "junit", "sarif", "html")


def shape(run: Run, format_: str, lang: str, *, quiet: bool = False) -> str:
    """Return the report of a run in one of the formats, with a line end at its end."""
    from carelink.findings import formats

    report, unread = run.report, run.unread
    if format_ == "junit":
        return formats.to_junit(report, lang, files=run.files, unread=unread)
    if format_ == "html":
        return formats.to_html(report, lang, files=run.files, unread=unread)
    if format_ == "text":
        if quiet:
            return formats.summary(report, lang, unread=unread) + "\n"
        return formats.to_text(report, lang, unread=unread)
    if format_ == "json":
        data = formats.to_json(report, unread=unread)
    elif format_ == "outcome":
        data = formats.to_operation_outcome(report, lang, unread=unread)
    else:
        from carelink.cli.explain import all_rules

        data = formats.to_sarif(report, lang, rules=all_rules(), unread=unread)
    return formats.json_text(data) + "\n"
