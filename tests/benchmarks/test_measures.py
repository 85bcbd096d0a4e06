"""Every benchmark runs, on tiny inputs; nothing here says how fast anything is."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import import_module

import pytest


@pytest.fixture
def bench(checkout, monkeypatch, tmp_path):
    """Return a way to import a benchmark, with only those peers that are installed for the tests."""
    monkeypatch.syspath_prepend(str(checkout))
    peers = import_module("benchmarks.peers")
    for name in ("PYTHON", "NODE", "R4"):
        monkeypatch.setattr(peers, name, tmp_path / "absent")
    return lambda name: import_module(f"benchmarks.{name}")


MODULES = (
    *("validation", "invariants", "processes", "codecs", "records", "conversion", "sealing", "exchange"),
)


@pytest.mark.parametrize("name", MODULES)
def test_a_benchmark_measures(bench, name):
    figures = bench(name).measure(bench("figures").TINY)
    assert figures
    assert all(f.ours > 0 for f in figures)
    assert len({f.name for f in figures}) == len(figures)
    json.dumps([f.to_dict() for f in figures], allow_nan=False)
    assert bench("figures").table(figures).count("\n") == len(figures)


def test_every_module_is_run(bench):
    assert bench("run").MODULES == MODULES


def test_an_absent_peer_has_no_ratio_and_no_verdict(bench):
    figure = bench("figures").Figure("f", "work", 1.0, "nobody", None, least=10)
    assert figure.ratio is None
    assert figure.met is None
    assert "absent" in bench("figures").table([figure])


def test_a_ratio_says_how_much_faster_or_how_many_times_as_much(bench):
    faster = bench("figures").Figure("f", "work", 1.0, "peer", 12.0, least=12)
    assert (faster.ratio, faster.met) == (12.0, True)
    costs = replace(faster, least=None, most=5, ours=60.0)
    assert (costs.ratio, costs.met) == (5.0, True)
    alone = replace(costs, peer="", theirs=None, ours=6.0)
    assert (alone.ratio, alone.met) == (6.0, False)


def test_results_are_written_whole_and_say_nothing_of_the_machine(bench, tmp_path):
    out = tmp_path / "results.json"
    run = bench("run")
    run.write(run.results([bench("figures").Figure("f", "work", 1.0, "peer", 2.0)]), out)
    kept = json.loads(out.read_text(encoding="utf-8"))
    assert set(kept) == {"date", "versions", "clock", "figures"}
    assert kept["figures"][0]["ratio"] == 2.0
    assert [p.name for p in tmp_path.iterdir()] == ["results.json"]


def test_the_invented_facilities_are_valid_each_on_its_own(bench):
    from carelink import validate

    lines = bench("subjects").lines(12)
    assert len(lines) == 12
    assert all(validate(line).ok for line in lines)


def test_the_page_shows_the_results_that_are_kept(bench, checkout):
    kept = json.loads((checkout / "benchmarks" / "results.json").read_text(encoding="utf-8"))
    page = (checkout / "docs" / "explanation" / "speed.md").read_text(encoding="utf-8")
    assert bench("page").table(kept) in page
