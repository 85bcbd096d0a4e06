"""A report as a FHIR R4 OperationOutcome, which itself validates.

R4 4.0.1 has no extension for line and column (``operationoutcome-issue-line`` came with R5), and an
extension without a definition is an error. The place stands where R4 servers have always put it, in
``issue.location`` as ``Line[3] Col[7]``; the path in ``issue.expression``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink.canonical import code_system
from carelink.findings.finding import Severity
from carelink.findings.formats.safe import sentence, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carelink.errors import Words
    from carelink.findings.finding import Finding, Source
    from carelink.findings.report import Report
    from carelink.findings.unread import Unread

_CORE = "http://hl7.org/fhir/StructureDefinition/"
_TRANSLATION = _CORE + "translation"
_AUTHORITY = _CORE + "operationoutcome-authority"


def to_operation_outcome(
    report: Report, lang: str = "ja", *, unread: Sequence[Unread] = ()
) -> dict[str, Any]:
    """Return a FHIR R4 OperationOutcome; a report without findings says so in one information issue.

    :param unread: files that could not be read, each an issue of severity ``fatal``
    """
    issues = [*(_not_read(u, lang) for u in unread), *(_issue(f, lang) for f in report)]
    if report.omitted:
        issues.append(_note("too-long", _omitted(report.omitted, lang)))
    if not issues:
        text = "No problem was found." if lang == "en" else "問題は見つかりませんでした。"
        issues = [_note("informational", text)]
    return {"resourceType": "OperationOutcome", "issue": issues}


def _note(code: str, text: str) -> dict[str, Any]:
    return {"severity": "information", "code": code, "details": {"text": text}}


def _omitted(count: int, lang: str) -> str:
    return f"{count} more findings are not shown." if lang == "en" else f"ほかに {count} 件を省略しました。"


def _not_read(unread: Unread, lang: str) -> dict[str, Any]:
    return {
        "severity": "fatal",
        "code": "exception",
        "details": {"text": sentence(unread.message.in_(lang))},
        "diagnostics": sentence(unread.hint.in_(lang)),
        "location": [shown(unread.file)],
    }


def _issue(f: Finding, lang: str) -> dict[str, Any]:
    issue: dict[str, Any] = {}
    if f.demanded_by:
        issue["extension"] = [{"url": _AUTHORITY, "valueUri": shown(f.demanded_by)}]
    issue |= {
        "severity": f.severity.value,
        "code": "invalid" if f.severity is not Severity.INFORMATION else "informational",
        "details": {
            "coding": [{"system": code_system("finding"), "code": shown(f.code)}],
            **_both(f.message, lang),
        },
        "diagnostics": sentence(f.fix.in_(lang)),
    }
    if f.source is not None and (location := list(_location(f.source))):
        issue["location"] = location
    if f.path:
        issue["expression"] = [shown(f.path)]
    return issue


def _both(message: Words, lang: str) -> dict[str, Any]:
    """Return the message in ``lang``, with the other language as a translation."""
    other = "ja" if lang == "en" else "en"
    content = {"url": "content", "valueString": sentence(message.in_(other))}
    translated = {"url": _TRANSLATION, "extension": [{"url": "lang", "valueCode": other}, content]}
    return {"text": sentence(message.in_(lang)), "_text": {"extension": [translated]}}


def _location(source: Source) -> Iterator[str]:
    """Yield the file, then the place in it; ``Line[3] Col[7]`` is what R4 servers write."""
    if source.file:
        yield shown(source.file)
    if source.row is not None:
        sheet = f"Sheet[{shown(source.sheet)}] " if source.sheet else ""
        yield f"{sheet}Row[{source.row}]" + (f" Col[{source.column}]" if source.column is not None else "")
    elif source.line is not None:
        yield f"Line[{source.line}]" + (f" Col[{source.column}]" if source.column is not None else "")
