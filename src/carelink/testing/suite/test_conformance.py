"""Each case is a test of the system that ``--carelink-client`` names."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from carelink.errors import CarelinkError, Words
from carelink.testing.conformance import Case, cases, judge, load
from carelink.testing.plugin import RESULTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make a test of each case.

    :raises pytest.UsageError: no client is named, or there is no such client
    """
    spec = metafunc.config.getoption("carelink_client")
    if not spec:
        raise pytest.UsageError("--carelink-client: module:Class または コマンド / or a command")
    sys.path.insert(0, str(metafunc.config.invocation_params.dir))  # a client lies where pytest was called
    try:
        make = load(spec)
    except CarelinkError as error:
        raise pytest.UsageError(f"--carelink-client: {error}") from error
    full = metafunc.config.getoption("carelink_depth") == "full"
    marks = pytest.mark.carelink_case
    found = [pytest.param(case, make, id=case.id, marks=marks) for case in cases(full=full)]
    metafunc.parametrize(("case", "client"), found)


def test_conformance(case: Case, client: Callable[[Path], Any], request: pytest.FixtureRequest) -> None:
    """The system does what the case asks."""
    result = judge(case, client)
    expected = request.node.get_closest_marker("xfail")
    if expected is not None and result.state == "failed":
        result = replace(result, state="expected", told=Words(*[expected.kwargs["reason"]] * 2))
    request.config.stash[RESULTS].append(result)
    lang = request.config.getoption("carelink_lang")
    if result.state == "skipped":
        pytest.skip(result.told.in_(lang))
    if result.state != "passed":
        pytest.fail(f"{case.why.in_(lang)}\n{result.step}: {result.told.in_(lang)}", pytrace=False)
