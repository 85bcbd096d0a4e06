"""The words that every shape of a report shares: severities and the closing count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.findings.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carelink.findings.finding import Finding
    from carelink.findings.report import Report
    from carelink.findings.unread import Unread

_SEVERITY_JA = {Severity.ERROR: "エラー", Severity.WARNING: "警告", Severity.INFORMATION: "情報"}


def severity_word(severity: Severity, lang: str) -> str:
    """Return the word for a severity in ``lang``."""
    return severity.value if lang == "en" else _SEVERITY_JA[severity]


def summary(report: Report, lang: str = "ja", *, unread: Sequence[Unread] = ()) -> str:
    """Return the closing count, e.g. ``エラー 1、警告 2、情報 0``."""
    said = counted(report, lang)
    if report.omitted:
        said += f", not shown {report.omitted}" if lang == "en" else f"、省略 {report.omitted}"
        if report.omitted_errors:
            word = severity_word(Severity.ERROR, lang)
            said += f" ({word} {report.omitted_errors})"
    if unread:
        said += f", not read {len(unread)}" if lang == "en" else f"、読めず {len(unread)}"
    return said


def counted(findings: Iterable[Finding], lang: str) -> str:
    """Return how many findings of each severity there are."""
    count = dict.fromkeys(Severity, 0)
    for finding in findings:
        count[finding.severity] += 1
    return (", " if lang == "en" else "、").join(f"{severity_word(s, lang)} {n}" for s, n in count.items())
