"""A report as text for people, as JSON for programs, as a FHIR OperationOutcome for the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink.canonical import code_system
from carelink.findings.finding import Severity

if TYPE_CHECKING:
    from carelink.findings.finding import Finding
    from carelink.findings.report import Report

_CORE = "http://hl7.org/fhir/StructureDefinition/"
_TRANSLATION = _CORE + "translation"
_LINE = _CORE + "operationoutcome-issue-line"
_COLUMN = _CORE + "operationoutcome-issue-col"
_AUTHORITY = _CORE + "operationoutcome-authority"
_SEVERITY_JA = {Severity.ERROR: "エラー", Severity.WARNING: "警告", Severity.INFORMATION: "情報"}


def severity_word(severity: Severity, lang: str) -> str:
    """Return the word for a severity in ``lang``."""
    return severity.value if lang == "en" else _SEVERITY_JA[severity]


def to_text(report: Report, lang: str = "ja") -> str:
    """Return one paragraph per finding and a closing count, for a terminal or a mail."""
    lines: list[str] = []
    for f in report:
        where = f"{f.source}: " if f.source and str(f.source) else ""
        lines.append(f"{where}{f.path}: {severity_word(f.severity, lang)} {f.code}")
        lines.append(f"    {f.message.in_(lang)}")
        lines.append(f"    → {f.fix.in_(lang)}")
    lines.append(summary(report, lang))
    return "\n".join(lines) + "\n"


def summary(report: Report, lang: str = "ja") -> str:
    """Return the closing count, e.g. ``エラー 1、警告 2、情報 0``."""
    parts = [f"{severity_word(s, lang)} {len(report.of(s))}" for s in Severity]
    if report.omitted:
        parts.append(f"not shown {report.omitted}" if lang == "en" else f"省略 {report.omitted}")
    return (", " if lang == "en" else "、").join(parts)


def to_json(report: Report) -> dict[str, Any]:
    """Return plain data with both languages; the shape is documented in docs/reference/report.md."""
    return {
        "ok": report.ok,
        "omitted": report.omitted,
        "findings": [_plain(f) for f in report],
    }


def _plain(f: Finding) -> dict[str, Any]:
    data: dict[str, Any] = {
        "path": f.path,
        "code": f.code,
        "severity": f.severity.value,
        "message": {"ja": f.message.ja, "en": f.message.en},
        "fix": {"ja": f.fix.ja, "en": f.fix.en},
    }
    if f.source is not None:
        fields = ("file", "line", "column", "sheet", "row", "field")
        data["source"] = {k: v for k in fields if (v := getattr(f.source, k)) is not None}
    if f.demanded_by is not None:
        data["demandedBy"] = f.demanded_by
    return data


def to_operation_outcome(report: Report, lang: str = "ja") -> dict[str, Any]:
    """Return a FHIR R4 OperationOutcome; a report without findings says so in one information issue."""
    issues = [_issue(f, lang) for f in report]
    if not issues:
        text = "No problem was found." if lang == "en" else "問題は見つかりませんでした。"
        issues = [{"severity": "information", "code": "informational", "details": {"text": text}}]
    return {"resourceType": "OperationOutcome", "issue": issues}


def _issue(f: Finding, lang: str) -> dict[str, Any]:
    other = "ja" if lang == "en" else "en"
    translated = {
        "url": _TRANSLATION,
        "extension": [
            {"url": "lang", "valueCode": other},
            {"url": "content", "valueString": f.message.in_(other)},
        ],
    }
    extensions: list[dict[str, Any]] = []
    if f.source is not None:
        line = f.source.line or f.source.row
        if line:
            extensions.append({"url": _LINE, "valueInteger": line})
        if f.source.column:
            extensions.append({"url": _COLUMN, "valueInteger": f.source.column})
    if f.demanded_by:
        extensions.append({"url": _AUTHORITY, "valueUri": f.demanded_by})
    issue: dict[str, Any] = {"extension": extensions} if extensions else {}
    issue |= {
        "severity": f.severity.value,
        "code": "invalid" if f.severity is not Severity.INFORMATION else "informational",
        "details": {
            "coding": [{"system": code_system("finding"), "code": f.code}],
            "text": f.message.in_(lang),
            "_text": {"extension": [translated]},
        },
        "diagnostics": f.fix.in_(lang),
    }
    if f.path:
        issue["expression"] = [f.path]
    return issue
