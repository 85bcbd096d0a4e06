"""A report as SARIF 2.1.0 (OASIS Standard): what code review tools show beside the lines of a file."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from carelink.findings.finding import Severity
from carelink.findings.formats.places import file_of, place_in_file
from carelink.findings.formats.safe import sentence, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from carelink.findings.finding import Finding
    from carelink.findings.report import Report
    from carelink.findings.rule import Rule
    from carelink.findings.unread import Unread

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}
_FACT = re.compile(r"\{\w+\}")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


def to_sarif(
    report: Report,
    lang: str = "ja",
    *,
    rules: Mapping[str, Rule] | None = None,
    unread: Sequence[Unread] = (),
) -> dict[str, Any]:
    """Return a SARIF log with one run; lines and columns count from 1, in Unicode characters.

    :param rules: the rules by code, for their reason and help; only those that were broken are told
    :param unread: files that could not be read; the run then says that it was not successful
    """
    codes = sorted({f.code for f in report})
    index = {code: number for number, code in enumerate(codes)}
    run: dict[str, Any] = {
        "tool": {"driver": _driver([_rule(code, (rules or {}).get(code), lang) for code in codes])},
        "language": lang,
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(unread, lang)],
        "results": [
            _result(f, index[f.code], lang, mark)
            for f, mark in zip(report, _fingerprints(report), strict=True)
        ],
    }
    if report.omitted:
        run["properties"] = {"omitted": report.omitted}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _driver(rules: list[dict[str, Any]]) -> dict[str, Any]:
    from carelink import __version__

    return {"name": "carelink", "version": __version__, "semanticVersion": __version__, "rules": rules}


def _rule(code: str, rule: Rule | None, lang: str) -> dict[str, Any]:
    """Describe a rule; help is in both languages, because the reviewer's is not known to the tool."""
    said: dict[str, Any] = {"id": shown(code)}
    if rule is None:
        return said
    first, second = ("en", "ja") if lang == "en" else ("ja", "en")
    helps = [f"{rule.why.in_(each)} {rule.fix.in_(each)}" for each in (first, second)]
    return said | {
        "shortDescription": {"text": _general(rule.says.in_(lang))},
        "fullDescription": {"text": _general(rule.why.in_(lang))},
        "help": {"text": "\n\n".join(map(_general, helps))},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
        "properties": {"source": sentence(rule.spec)},
    }


def _general(words: str) -> str:
    """Return a rule's words without the facts of one place."""
    return sentence(_FACT.sub("…", words))


def _result(f: Finding, index: int, lang: str, mark: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": shown(f.code),
        "ruleIndex": index,
        "level": _LEVEL[f.severity],
        "message": {"text": _message(f, lang)},
        "locations": [_location(f)],
        "partialFingerprints": {"carelink/v1": mark},
    }
    if f.demanded_by is not None:
        result["properties"] = {"demandedBy": shown(f.demanded_by)}
    return result


def _message(f: Finding, lang: str) -> str:
    """Return message and cure; SARIF would read ``[text](1)`` as a link."""
    return sentence(f"{f.message.in_(lang)} {f.fix.in_(lang)}").replace("](", "] (")


def _location(f: Finding) -> dict[str, Any]:
    location: dict[str, Any] = {"logicalLocations": [{"fullyQualifiedName": shown(f.path)}]}
    source = f.source
    if source is None or not source.file:
        return location
    physical: dict[str, Any] = {"artifactLocation": _artifact(source.file)}
    if source.line is not None and source.line > 0:
        region = {"startLine": source.line}
        if source.column is not None and source.column > 0:
            region["startColumn"] = source.column
        physical["region"] = region
    elif source.row is not None:
        # A row of a table is no line of a file: a cell may hold line ends, a workbook has no lines at all.
        location["message"] = {"text": shown(place_in_file(f))}
    return location | {"physicalLocation": physical}


def _artifact(file: str) -> dict[str, Any]:
    """Return a URI reference: relative as the name was given, absolute only when the name is."""
    name = file.replace("\\", "/") if _DRIVE.match(file) else file
    quoted = quote(posixpath.normpath(name).encode("utf-8", "surrogateescape" if _bytes(name) else "replace"))
    if name.startswith("/"):
        return {"uri": f"file://{quoted}"}
    return {"uri": f"file:///{quoted}"} if _DRIVE.match(file) else {"uri": quoted}


def _bytes(name: str) -> bool:
    """Whether every surrogate in the name stands for a byte of the file system."""
    return not any("\ud800" <= c <= "\udfff" and not "\udc80" <= c <= "\udcff" for c in name)


def _fingerprints(report: Report) -> Iterator[str]:
    """Yield what tells two runs that this is the same finding, whatever its line has become.

    The lines of NDJSON have the same paths: there the how-manieth tells them apart.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    for f in report:
        key = (file_of(f), f.path, f.code)
        said = "\0".join((*key, str(seen[key]))).encode("utf-8", "backslashreplace")
        seen[key] += 1
        yield hashlib.sha256(said).hexdigest()[:32]


def _invocation(unread: Sequence[Unread], lang: str) -> dict[str, Any]:
    if not unread:
        return {"executionSuccessful": True}
    told = [
        {
            "level": "error",
            "message": {"text": sentence(f"{u.message.in_(lang)} {u.hint.in_(lang)}")},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(u.file)}}],
        }
        for u in unread
    ]
    return {"executionSuccessful": False, "toolExecutionNotifications": told}
