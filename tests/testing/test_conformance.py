"""The suite is put to the test itself: ourselves pass, each planted fault is caught and blamed for itself."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from fnmatch import fnmatch
from pathlib import Path

import pytest
from faulty_clients import FAULTY, Sound

from carelink.errors import UsageError, Words
from carelink.testing.conformance import VERSION, Receive, Result, cases, judge, load, to_html, write_case
from carelink.testing.conformance.case import GROUPS
from carelink.testing.conformance.client import Program

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def in_memory(monkeypatch, tmp_path_factory):
    """Stores of a second's life need no disk: what is synced there is not what is tested here."""
    tmp_path_factory.getbasetemp()  # stays where it is
    if Path("/dev/shm").is_dir():  # noqa: S108  a folder is made in it by tempfile
        monkeypatch.setattr(tempfile, "tempdir", "/dev/shm")  # noqa: S108  as above


@pytest.fixture(scope="module")
def every():
    return cases()


@pytest.fixture(scope="module")
def run(every):
    """A client is put through all that is quick, and through every sixth broken instance."""
    refused = [case for case in every if case.group == "refuse" and isinstance(case.steps[0], Receive)]
    few = [*refused[::6], *[case for case in every if case.group != "refuse"]]
    return lambda make: [judge(case, make) for case in few]


def failed(results):
    return {result.case: result for result in results if result.state != "passed"}


def test_ourselves_pass_every_case(every):
    assert failed(judge(case, Sound) for case in every) == {}


@pytest.mark.parametrize("client", FAULTY, ids=lambda c: c.__name__)
def test_a_planted_fault_is_caught_and_nothing_else_is_blamed(client, run):
    wrong = failed(run(client))
    assert wrong
    blamed = {case for case, result in wrong.items() if not {case, result.group} & client.caught_by}
    assert blamed == set()


def test_each_case_says_why_and_the_bad_ones_are_called_bad(every):
    assert len({case.id for case in every}) == len(every)
    assert {case.group for case in every} == set(GROUPS)
    for case in every:
        assert case.why.ja
        assert case.why.en
        refused = any(isinstance(s, Receive) and s.outcome == ("rejected",) for s in case.steps)
        assert case.id.endswith("_bad") is refused


def test_each_case_is_a_folder(every, tmp_path):
    for case in every:
        place = write_case(tmp_path, case)
        assert place == tmp_path / case.group / case.id
        expected = json.loads((place / "expected.json").read_text("utf-8"))
        assert expected["suite"] == VERSION
        named = {step["receive"] for step in expected["steps"] if "receive" in step}
        assert {file.name for file in place.iterdir()} == named | {"expected.json", "README.md"}
        for step in expected["steps"]:
            assert step.get("same-as") in {None, *named}


def test_what_a_system_does_not_offer_is_skipped(every):
    class Half(Sound):
        def receive(self, data):
            return {"outcome": "unsupported"} if b'"recipients"' in data else super().receive(data)

        def send(self, case):
            return None if case["what"] != "record" else super().send(case)

    few = [case for case in every if case.id in {"opened", "correction", "names"}]
    assert {r.case: r.state for r in (judge(case, Half) for case in few)} == {
        "opened": "skipped",
        "correction": "skipped",
        "names": "passed",
    }


@pytest.mark.parametrize(
    "answer",
    [None, {}, {"outcome": "fine"}, {"outcome": "rejected", "findings": "here"}, {"outcome": "rejected"}, []],
)
def test_whatever_a_system_answers_is_a_result(answer, every):
    class Odd:
        def __init__(self, folder):
            pass

        def receive(self, _):
            return answer

        def send(self, _):
            raise RuntimeError

    broken = next(c for c in every if c.group == "refuse" and c.steps[0].paths)
    assert judge(broken, Odd).state == "failed"
    assert judge(every[0], lambda _: 1 / 0).state == "failed"


PROGRAM = """
import sys
sys.path.insert(0, {here!r})
import faulty_clients
faulty_clients.as_program(faulty_clients.Sound)
"""


def test_a_program_answers_line_by_line(every, tmp_path):
    script = tmp_path / "client.py"
    script.write_text(PROGRAM.format(here=str(HERE)), "utf-8")
    make = load(f"{sys.executable} {script}")
    few = [case for case in every if case.id in {"three-states", "correction"}]
    assert failed(judge(case, make) for case in few) == {}


@pytest.mark.parametrize(
    "script",
    ["", "print('no json', flush=True); input()", "print(1, flush=True); input()", "raise SystemExit(3)"],
)
def test_a_program_that_breaks_off_has_failed(script, every, tmp_path):
    path = tmp_path / "client.py"
    path.write_text(script, "utf-8")
    result = judge(every[0], load(f"{sys.executable} {path}"))
    assert (result.state, result.step) == ("failed", 1)


def test_a_client_that_is_not_there():
    for spec in ("no_such_module:Client", "json:NoSuchClass", " "):
        with pytest.raises(UsageError):
            load(spec)
    with pytest.raises(Exception, match="started"):
        Program(["/no/such/program"])


def test_the_report_says_what_came_of_it():
    words = Words("理由<b>", "why<b>")
    results = [
        Result("one", "valid", "passed"),
        Result("two_bad", "refuse", "failed", 1, words),
        Result("three", "order", "expected", 1, words),
        Result("four_bad", "parcels", "skipped", 1, words),
    ]
    for lang, verdict in (("ja", "合格していない"), ("en", "Not every case")):
        page = to_html(results, "their:Client<", lang)
        for text in (verdict, VERSION, "two_bad", "three", "four_bad", "their:Client&lt;", "&lt;b&gt;"):
            assert text in page
        assert "<b>" not in page
    assert "すべての検査に合格" in to_html(results[:1], "x:Y")
    assert "対象外あり" in to_html([results[0], results[3]], "x:Y")


@pytest.mark.interop
@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_a_system_in_node_passes_what_it_does_not_list(every):
    """It minds its manners and validates little; what it does not do stands in a list, with reasons."""
    make = load(f"node {HERE / 'small_system.mjs'}")
    lines = (HERE / "small_system.txt").read_text("utf-8").splitlines()
    patterns = [line.split()[0] for line in lines if not line.startswith("#")]
    results = [judge(case, make) for case in every]
    wrong = {r.case for r in results if r.state == "failed"}
    listed = {r.case for r in results if any(fnmatch(r.case, pattern) for pattern in patterns)}
    assert wrong == listed
    passed = {r.group for r in results if r.state == "passed"}
    assert passed >= {"valid", "refuse", "states", "unknown", "round-trip", "acknowledge"}
    assert passed >= {"duplicates", "corrections", "order"}
    assert {r.group for r in results if r.state == "skipped"} == {"valid", "refuse", "parcels", "sending"}


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_a_system_in_node_follows_a_correction(every):
    make = load(f"node {HERE / 'small_system.mjs'}")
    few = [case for case in every if case.id in {"ok-again", "correction-first"}]
    assert failed(judge(case, make) for case in few) == {}
