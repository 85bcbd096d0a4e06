"""A report is ordered, immutable, adds up, and says the same in every format."""

from __future__ import annotations

import json
import pickle
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.findings import Finding, Report, Rule, Severity, Source, Words
from carelink.findings import report as report_module
from carelink.findings.formats import summary, to_json, to_operation_outcome, to_text
from carelink.findings.order import natural

RULE = Rule(
    "too-many-values",
    Severity.ERROR,
    Words("{element} は {most} 個までです。", "{element} may occur at most {most} times."),
    Words("余分な値を消してください。", "Remove the surplus values."),
    Words("受け手はどれを使うか決められません。", "The reader cannot tell which one counts."),
)


def finding(path="Patient.name", code="a", severity=Severity.ERROR, source=None):
    words = Words("文。", "Sentence.")
    return Finding(path, code, severity, words, words, source)


def test_a_rule_fills_its_words_with_facts_of_the_profile():
    found = RULE.at("Patient.name", demanded_by="http://x/P#Patient.name", element="Patient.name", most=1)
    assert (found.code, found.path, found.severity) == ("too-many-values", "Patient.name", Severity.ERROR)
    assert "Patient.name" in found.message.ja
    assert "Patient.name" in found.message.en
    assert found.demanded_by == "http://x/P#Patient.name"


def test_entries_sort_as_numbers():
    paths = ["Bundle.entry[10].resource", "Bundle.entry[2].resource", "Bundle"]
    assert [f.path for f in Report(map(finding, paths))] == [
        "Bundle",
        "Bundle.entry[2].resource",
        "Bundle.entry[10].resource",
    ]


def test_the_place_in_the_file_comes_before_the_path():
    late, early = finding("A", source=Source(row=9)), finding("Z", source=Source(row=2))
    assert Report([late, early]).findings == (early, late)


def test_same_findings_in_any_order_are_the_same_report():
    some = [finding("A", "x"), finding("A", "y"), finding("B", "x", Severity.WARNING)]
    assert len({Report(p) for p in permutations(some)}) == 1


@given(st.lists(st.integers(0, 10**6)))
def test_natural_order_agrees_with_numbers(numbers):
    keys = [natural(f"entry[{n}].x") for n in numbers]
    assert sorted(keys) == [natural(f"entry[{n}].x") for n in sorted(numbers)]


def test_ok_means_no_error():
    assert Report().ok
    assert Report([finding(severity=Severity.WARNING)]).ok
    assert not Report([finding()]).ok


def test_reports_add_up():
    a, b = Report([finding("A")]), Report([finding("B", severity=Severity.INFORMATION)], omitted=3)
    both = a + b
    assert len(both) == 2
    assert both.omitted == 3
    assert both == b + a


def test_a_report_cannot_be_changed():
    with pytest.raises(AttributeError):
        Report().findings = ()


def test_severity_is_overridden_in_one_place():
    softer = Report([finding(code="a"), finding(code="b")]).with_severity({"a": "warning"})
    assert {f.code: f.severity for f in softer} == {"a": Severity.WARNING, "b": Severity.ERROR}


def test_a_flood_of_findings_is_counted_not_kept(monkeypatch):
    monkeypatch.setattr(report_module, "KEPT_AT_MOST", 2)
    flood = Report([finding("A", severity=Severity.WARNING)] * 2 + [finding("B")])
    assert (len(flood), flood.omitted, flood.ok) == (2, 1, False)


def test_a_flood_of_advice_does_not_hide_what_is_broken(monkeypatch):
    monkeypatch.setattr(report_module, "KEPT_AT_MOST", 3)
    flood = Report([finding("A", severity=Severity.WARNING)] * 5 + [finding("B")] * 2)
    assert [f.path for f in flood] == ["A", "B", "B"]
    assert (flood.omitted, flood.omitted_errors) == (4, 0)


def test_many_reports_are_gathered_into_what_they_add_up_to(monkeypatch):
    monkeypatch.setattr(report_module, "KEPT_AT_MOST", 4)
    some = [
        Report([finding(str(n), severity=Severity.WARNING), finding(str(n))], omitted=n) for n in range(4)
    ]
    gathered = Report.gather(iter(some))
    assert [f.path for f in gathered] == ["0", "1", "2", "3"]
    assert gathered.omitted == 0 + 1 + 2 + 3 + 4
    assert Report.gather([]) == Report()


def test_a_report_travels_between_processes():
    report = Report([finding(source=Source("a", line=1))], omitted=2, omitted_errors=1)
    assert pickle.loads(pickle.dumps(report)) == report  # noqa: S301  our own bytes


def test_all_formats_hold_every_finding():
    source = Source(file="a.csv", row=3, column=12, field="電話番号")
    report = Report([finding(source=source), finding("Patient", "b", Severity.WARNING)])
    plain = to_json(report)
    assert [f["code"] for f in plain["findings"]] == ["b", "a"]
    assert plain["findings"][1]["source"] == {"file": "a.csv", "row": 3, "column": 12, "field": "電話番号"}
    outcome = to_operation_outcome(report)
    assert [i["expression"] for i in outcome["issue"]] == [["Patient"], ["Patient.name"]]
    assert [i["severity"] for i in outcome["issue"]] == ["warning", "error"]
    for lang in ("ja", "en"):
        assert all(f.code in to_text(report, lang) for f in report)
    json.dumps([plain, outcome])


def test_an_empty_report_is_still_a_valid_outcome():
    (issue,) = to_operation_outcome(Report())["issue"]
    assert issue["severity"] == "information"


def test_the_summary_counts_each_severity():
    assert summary(Report([finding()]), "en") == "error 1, warning 0, information 0"
    assert summary(Report([finding()], omitted=2), "ja").endswith("省略 2")
    assert summary(Report(omitted=3, omitted_errors=2), "en").endswith("not shown 3 (error 2)")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (Source("a.json", line=3, column=7), "a.json:3:7"),
        (Source("a.xlsx", sheet="form", row=4, column=2, field="氏名"), "a.xlsx[form]!R4C2(氏名)"),
        (Source("a.json"), "a.json"),
    ],
)
def test_a_place_reads_as_people_write_it(source, text):
    assert str(source) == text


def test_places_are_worked_out_when_somebody_looks_and_once():
    asked = []

    def place(findings):
        asked.append(len(findings))
        return [finding(f.path, source=Source(line=1)) for f in findings]

    report = Report([finding("A"), finding("B")], place=place)
    assert not report.ok
    assert len(report) == 2
    assert asked == []
    assert {f.source for f in report} == {Source(line=1)}
    assert report.findings is report.findings
    assert asked == [2]
