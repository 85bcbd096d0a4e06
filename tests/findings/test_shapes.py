"""Every shape of a report: as written down, readable by its readers, and harmless."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
from lxml import etree

import carelink
from carelink.findings import Report, Severity, Source, Unread, Words, formats
from carelink.findings.formats import junit, page

LANGS = pytest.mark.parametrize("lang", ["ja", "en"])


SUFFIX = {
    "text": "txt",
    "json": "json",
    "outcome": "outcome.json",
    "junit": "xml",
    "sarif": "sarif",
    "html": "html",
}


@LANGS
@pytest.mark.parametrize("shape", SUFFIX)
def test_golden(shape, lang, golden, said):
    golden(f"report.{lang}.{SUFFIX[shape]}", said(shape, lang))


@LANGS
@pytest.mark.parametrize("shape", SUFFIX)
def test_a_file_name_cannot_act(shape, lang, said):
    """No control, no bidi override, no tag of a name reaches the reader, in any shape."""
    text = said(shape, lang)
    assert not set(text) & set("\x1b\u202e\r")
    if shape in {"html", "junit"}:
        assert "<b>" not in text


def test_machines_get_the_name_as_it_is(said, files):
    found = json.loads(said("json", "en"))["findings"]
    assert {f["source"]["file"] for f in found if "source" in f} == {
        "in/a.json",
        "in/b.xml",
        "表.xlsx",
        files[-1],
    }


# OperationOutcome


@LANGS
def test_an_outcome_validates_itself(lang, specimen, unread):
    """R4 has no extension for lines: what it does not define would be an error in a receipt."""
    for report, missing in ((specimen, unread), (specimen, ()), (Report(), ()), (Report(omitted=3), ())):
        outcome = formats.to_operation_outcome(report, lang, unread=missing)
        judged = carelink.validate(formats.json_text(outcome).encode())
        assert [(f.path, f.code) for f in judged.errors] == []


def test_an_outcome_says_file_line_and_column(specimen):
    issues = formats.to_operation_outcome(specimen)["issue"]
    by_path = {issue["expression"][0]: issue.get("location") for issue in issues}
    assert by_path["Patient.gender"] == ["in/a.json", "Line[2] Col[12]"]
    assert by_path["用途"] == ["表.xlsx", "Sheet[様式] Row[4] Col[2]"]
    assert by_path["Patient.extension[0]"] is None


# JUnit


@LANGS
def test_junit_has_one_case_per_file_and_counts_them(lang, specimen, files, unread):
    root = etree.fromstring(formats.to_junit(specimen, lang, files=files, unread=unread).encode())
    (suite,) = root
    cases = suite.findall("testcase")
    assert [(root.tag, suite.tag)] == [("testsuites", "testsuite")]
    assert len({c.get("name") for c in cases}) == len(cases) == 7  # four given, a table, no file, unread
    assert {case.get("classname") for case in cases} == {"carelink.validate"}
    for counted in (root, suite):
        assert {k: int(counted.get(k)) for k in ("tests", "failures", "errors", "skipped")} == {
            "tests": len(cases),
            "failures": len(suite.findall("testcase/failure")),
            "errors": len(suite.findall("testcase/error")),
            "skipped": 0,
        }
    assert all(len(case.findall("failure") + case.findall("error")) <= 1 for case in cases)


def test_junit_fails_a_file_for_errors_alone(specimen, files):
    root = etree.fromstring(formats.to_junit(specimen, "en", files=files).encode())
    kinds = {case.get("name"): [child.tag for child in case] for case in root.iter("testcase")}
    assert kinds["in/a.json"] == ["failure", "system-out"]
    assert kinds["in/b.xml"] == ["system-out"]
    assert kinds["in/clean.json"] == []


def test_junit_counts_what_it_does_not_list(specimen, monkeypatch):
    monkeypatch.setattr(junit, "LISTED_AT_MOST", 1)
    twice = Report([*specimen.in_file("x")])
    assert "… 2 more" in formats.to_junit(twice, "en")


# SARIF


def test_sarif_is_shaped_as_the_standard_asks(specimen, rules, unread):
    log = formats.to_sarif(specimen, "en", rules=rules, unread=unread)
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert (log["version"], driver["name"]) == ("2.1.0", "carelink")
    assert [r["id"] for r in driver["rules"]] == sorted({f.code for f in specimen})
    for result, finding in zip(run["results"], specimen, strict=True):
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert (
            result["level"]
            == {"error": "error", "warning": "warning", "information": "note"}[finding.severity.value]
        )
        (location,) = result["locations"]
        assert location["logicalLocations"] == [{"fullyQualifiedName": finding.path}]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert formats.to_sarif(specimen)["runs"][0]["invocations"] == [{"executionSuccessful": True}]


def test_sarif_helps_in_both_languages(specimen, rules):
    described = formats.to_sarif(specimen, "ja", rules=rules)["runs"][0]["tool"]["driver"]["rules"]
    told = {rule["id"]: rule for rule in described}["code-not-in-value-set"]
    assert told["shortDescription"]["text"] == "値セット … にないコードです。"
    for words in (rules["code-not-in-value-set"].why, rules["code-not-in-value-set"].fix):
        assert all(each in told["help"]["text"] for each in words)


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("in/a.json", "in/a.json"),
        ("./in/a b.json", "in/a%20b.json"),
        ("a:b#c?.json", "a%3Ab%23c%3F.json"),
        ("記録.json", "%E8%A8%98%E9%8C%B2.json"),
        ("/abs/a.json", "file:///abs/a.json"),
        ("C:\\in\\a.json", "file:///C%3A/in/a.json"),
        ("\udcff.json", "%FF.json"),
    ],
)
def test_sarif_names_files_by_uri(name, uri, specimen):
    results = formats.to_sarif(specimen.in_file(name))["runs"][0]["results"]
    assert {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results} == {uri}


def test_sarif_points_at_lines_of_text_only(specimen):
    results = formats.to_sarif(specimen)["runs"][0]["results"]
    regions = {
        r["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]: r["locations"][0]
        .get("physicalLocation", {})
        .get("region")
        for r in results
    }
    assert regions["Patient.gender"] == {"startLine": 2, "startColumn": 12}
    assert regions["Bundle.entry[10].resource"] == {"startLine": 7}
    assert regions["用途"] is None


def test_the_same_finding_has_the_same_fingerprint_wherever_its_line_is(specimen):
    moved = Report(f for f in specimen.in_file("a.json"))
    again = Report(
        type(f)(f.path, f.code, f.severity, f.message, f.fix, Source("a.json", line=99), f.demanded_by)
        for f in specimen
    )
    prints = [
        sorted(r["partialFingerprints"]["carelink/v1"] for r in formats.to_sarif(each)["runs"][0]["results"])
        for each in (moved, again)
    ]
    assert prints[0] == prints[1]


def test_findings_of_two_lines_have_two_fingerprints(specimen):
    twice = Report([*specimen, *specimen])
    results = formats.to_sarif(twice)["runs"][0]["results"]
    assert len({r["partialFingerprints"]["carelink/v1"] for r in results}) == len(twice)


def test_a_message_is_never_a_link():
    words = Words("[値](1)", "[x](1)")
    found = carelink.Finding("Patient", "a", Severity.ERROR, words, words)
    assert "](" not in formats.to_sarif(Report([found]))["runs"][0]["results"][0]["message"]["text"]


# HTML


class Tags(HTMLParser):
    """Collects what the page is made of."""

    def __init__(self):
        super().__init__()
        self.seen, self.attributes, self.style = [], [], ""

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        if self.seen[-1:] == ["style"] and not self.style:
            self.style = data


@LANGS
def test_the_page_loads_and_runs_nothing(lang, specimen, files, unread):
    tags = Tags()
    text = formats.to_html(specimen, lang, files=files, unread=unread)
    tags.feed(text)
    assert not set(tags.seen) & {"script", "img", "link", "iframe", "a", "b", "form", "object"}
    assert not {name for name, _ in tags.attributes} & {"src", "href", "style", "onclick", "onload"}
    (policy,) = re.findall(r"sha256-([^&']+)", text)
    assert policy == base64.b64encode(hashlib.sha256(tags.style.encode()).digest()).decode()


def test_the_page_counts_what_it_does_not_show(specimen, monkeypatch):
    monkeypatch.setattr(page, "ROWS_AT_MOST", 1)
    text = formats.to_html(specimen.in_file("a.json"), "en")
    assert text.count('class="place"') == 1
    assert "5 more" in text
    assert formats.to_html(specimen).count('class="place"') == 1


def test_an_empty_report_says_so_on_the_page():
    assert "No problem was found." in formats.to_html(Report(), "en", files=["a.json"])
    unread = (Unread("x", Words("x", "x"), Words("x", "x")),)
    assert "No problem was found." not in formats.to_html(Report(), "en", unread=unread)
