"""A report as plain data, for JSON; both languages, nothing left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carelink.findings.finding import Finding
    from carelink.findings.report import Report
    from carelink.findings.unread import Unread

_PLACE = ("file", "line", "column", "sheet", "row", "field")


def to_json(report: Report, *, unread: Sequence[Unread] = ()) -> dict[str, Any]:
    """Return plain data with both languages; the shape is documented in docs/reference/report.md.

    :param unread: files that could not be read; ``unread`` stands in the data only when there are some
    """
    data: dict[str, Any] = {
        "ok": report.ok,
        "omitted": report.omitted,
        "findings": [_plain(f) for f in report],
    }
    if unread:
        data["unread"] = [
            {"file": u.file, "message": {"ja": u.message.ja, "en": u.message.en}} for u in unread
        ]
    return data


def _plain(f: Finding) -> dict[str, Any]:
    data: dict[str, Any] = {
        "path": f.path,
        "code": f.code,
        "severity": f.severity.value,
        "message": {"ja": f.message.ja, "en": f.message.en},
        "fix": {"ja": f.fix.ja, "en": f.fix.en},
    }
    if f.source is not None:
        data["source"] = {k: v for k in _PLACE if (v := getattr(f.source, k)) is not None}
    if f.demanded_by is not None:
        data["demandedBy"] = f.demanded_by
    return data
