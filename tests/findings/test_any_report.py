"""Whatever a report says, and whatever a file is called, each shape can be read back."""

from __future__ import annotations

import json
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from carelink.findings import Finding, Report, Severity, Source, Unread, Words, formats

ANY = st.text(st.characters(exclude_categories=()), max_size=12) | st.sampled_from(
    [
        "\u202e",
        "\x00",
        "\x1b]0;x\x07",
        "]]>",
        "<script>",
        "\ud800",
        "\ufffe",
        "\U000e0041",
        "a\r\nb",
        "-->",
        "&#0;",
    ]
)
WORDS = st.builds(Words, ANY, ANY)
NUMBER = st.none() | st.integers(-1, 10**9)
SOURCES = st.none() | st.builds(
    Source,
    file=st.none() | ANY,
    line=NUMBER,
    column=NUMBER,
    sheet=st.none() | ANY,
    row=NUMBER,
    field=st.none() | ANY,
)
FINDINGS = st.builds(Finding, ANY, ANY, st.sampled_from(Severity), WORDS, WORDS, SOURCES, st.none() | ANY)
REPORTS = st.builds(Report, st.lists(FINDINGS, max_size=6), omitted=st.integers(0, 3))
UNREAD = st.lists(st.builds(Unread, ANY, WORDS, WORDS), max_size=2)
FILES = st.lists(ANY, max_size=3, unique=True)
langs = st.sampled_from(["ja", "en"])


def unseen(text: str) -> set[str]:
    """Return the characters that act on a terminal or a page instead of being seen."""
    return {c for c in text if c != "\n" and unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}} | (
        set(text) & set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    )


@given(REPORTS, UNREAD, langs)
def test_text(report, unread, lang):
    text = formats.to_text(report, lang, unread=unread)
    assert not unseen(text)
    assert text.count("\n") == 3 * len(report) + 1
    text.encode()


@given(REPORTS, UNREAD)
def test_json(report, unread):
    data = formats.to_json(report, unread=unread)
    text = formats.json_text(data)
    assert not unseen(text)
    text.encode()
    read = json.loads(text)
    assert [f["severity"] for f in read["findings"]] == [f.severity.value for f in report]
    if not any("\ud800" <= c <= "\udfff" for c in json.dumps(data, ensure_ascii=False)):
        assert read == data


@given(REPORTS, UNREAD, langs)
def test_outcome(report, unread, lang):
    text = formats.json_text(formats.to_operation_outcome(report, lang, unread=unread))
    assert not unseen(text)
    assert len(json.loads(text.encode())["issue"]) >= max(1, len(report) + len(unread))


@given(REPORTS, FILES, UNREAD, langs)
def test_junit(report, files, unread, lang):
    text = formats.to_junit(report, lang, files=files, unread=unread)
    assert not unseen(text)
    root = etree.fromstring(text.encode())
    assert int(root.get("tests")) == len(root.findall("testsuite/testcase"))
    assert int(root.get("failures")) == len(root.findall("testsuite/testcase/failure"))


@given(REPORTS, UNREAD, langs)
def test_sarif(report, unread, lang):
    text = formats.json_text(formats.to_sarif(report, lang, unread=unread))
    assert not unseen(text)
    (run,) = json.loads(text.encode())["runs"]
    assert len(run["results"]) == len(report)
    for result in run["results"]:
        for location in result["locations"]:
            physical = location.get("physicalLocation", {})
            assert physical.get("artifactLocation", {"uri": "x"})["uri"].isascii()
            assert all(number > 0 for number in physical.get("region", {}).values())


class Made(HTMLParser):
    """Notes every tag."""

    def __init__(self):
        super().__init__()
        self.tags = set()

    def handle_starttag(self, tag, _attrs):
        self.tags.add(tag)


@given(REPORTS, FILES, UNREAD, langs)
def test_html(report, files, unread, lang):
    text = formats.to_html(report, lang, files=files, unread=unread)
    assert not unseen(text)
    text.encode()
    made = Made()
    made.feed(text)
    assert made.tags <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "strong", "small", "ul", "li",
        "table", "thead", "tbody", "tr", "th", "td", "span", "code", "br",
    }  # fmt: skip


@pytest.mark.parametrize("shape", ["to_html", "to_junit", "to_sarif", "to_operation_outcome"])
def test_same_report_same_bytes(shape, specimen):
    write = getattr(formats, shape)
    assert write(specimen) == write(Report(reversed(specimen.findings)))
