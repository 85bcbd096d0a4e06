"""A report in the shape its reader needs.

Text and HTML for people, JSON for programs, OperationOutcome for the wire, JUnit XML and SARIF for the
machines that build and review. No shape ever shows a value of the record; names of files are shown with
every unseen character spelled out.
"""

from typing import TYPE_CHECKING

from carelink.lazy import doors

if TYPE_CHECKING:
    from carelink.findings.formats.junit import to_junit
    from carelink.findings.formats.outcome import to_operation_outcome
    from carelink.findings.formats.page import to_html
    from carelink.findings.formats.plain import to_json
    from carelink.findings.formats.safe import json_text
    from carelink.findings.formats.sarif import to_sarif
    from carelink.findings.formats.text import to_text
    from carelink.findings.formats.words import severity_word, summary

__all__ = [
    "json_text",
    "severity_word",
    "summary",
    "to_html",
    "to_json",
    "to_junit",
    "to_operation_outcome",
    "to_sarif",
    "to_text",
]

__getattr__, __dir__ = doors(
    __name__,
    {
        "junit": ("to_junit",),
        "outcome": ("to_operation_outcome",),
        "page": ("to_html",),
        "plain": ("to_json",),
        "safe": ("json_text",),
        "sarif": ("to_sarif",),
        "text": ("to_text",),
        "words": ("severity_word", "summary"),
    },
)
