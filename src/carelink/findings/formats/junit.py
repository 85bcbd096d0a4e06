"""A report as JUnit XML: one test case per file, as Jenkins, GitLab and most build servers read it.

Elements and attributes are those all of them share: ``testsuites/testsuite/testcase`` with at most one
``failure`` or ``error``. Warnings do not fail a file; they stand in ``system-out``.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from carelink.findings.finding import Severity
from carelink.findings.formats.places import by_file, place_in_file
from carelink.findings.formats.safe import sentence, shown
from carelink.findings.formats.words import counted, severity_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carelink.findings.finding import Finding
    from carelink.findings.report import Report
    from carelink.findings.unread import Unread

LISTED_AT_MOST: Final = 200
"""Findings spelled out for one file; build servers hold these texts in memory. The rest is counted."""


def to_junit(
    report: Report, lang: str = "ja", *, files: Sequence[str] = (), unread: Sequence[Unread] = ()
) -> str:
    """Return a JUnit XML document.

    :param files: every file that was checked, so that a clean one is a passed test
    :param unread: files that could not be read, each a test case with an ``error``
    """
    cases = by_file(report, files)
    failures = sum(_broken(found) for found in cases.values())
    counts = _attributes(
        tests=len(cases) + len(unread), failures=failures, errors=len(unread), skipped=0, time=0
    )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="carelink"{counts}>',
        f'<testsuite name="carelink validate"{counts}>',
        *(line for file, found in cases.items() for line in _case(file, found, lang)),
        *(_unread(u, lang) for u in unread),
        "</testsuite>",
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _broken(found: Sequence[Finding]) -> bool:
    return any(f.severity is Severity.ERROR for f in found)


def _case(file: str, found: Sequence[Finding], lang: str) -> Iterator[str]:
    name = file or ("(record)" if lang == "en" else "（記録）")
    opening = _opening(name)
    errors = [f for f in found if f.severity is Severity.ERROR]
    others = [f for f in found if f.severity is not Severity.ERROR]
    if not found:
        yield f"{opening}/>"
        return
    yield f"{opening}>"
    if errors:
        about = _attributes(message=counted(found, lang), type=shown(errors[0].code))
        yield f"<failure{about}>{_listed(errors, lang)}</failure>"
    if others:
        yield f"<system-out>{_listed(others, lang)}</system-out>"
    yield "</testcase>"


def _unread(unread: Unread, lang: str) -> str:
    about = _attributes(message=sentence(unread.message.in_(lang)), type="unread")
    return f"{_opening(unread.file)}><error{about}>{_text(unread.hint.in_(lang))}</error></testcase>"


def _opening(name: str) -> str:
    return "<testcase" + _attributes(
        classname="carelink.validate", name=shown(name), file=shown(name), time=0
    )


def _listed(found: Sequence[Finding], lang: str) -> str:
    lines: list[str] = []
    for f in found[:LISTED_AT_MOST]:
        where = place_in_file(f)
        place = shown(f"{where}: {f.path}" if where else f.path)
        lines.append(f"{place}: {severity_word(f.severity, lang)} {shown(f.code)}")
        lines.append(f"    {sentence(f.message.in_(lang))}")
        lines.append(f"    → {sentence(f.fix.in_(lang))}")
    if (more := len(found) - LISTED_AT_MOST) > 0:
        lines.append(f"… {more} more" if lang == "en" else f"…ほか {more} 件")
    return escape("\n".join(lines), quote=False)


def _text(text: str) -> str:
    return escape(sentence(text), quote=False)


def _attributes(**values: object) -> str:
    return "".join(f' {name}="{escape(str(value))}"' for name, value in values.items())
