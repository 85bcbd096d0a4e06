"""Each case is a test of the system that ``--carelink-client`` names."""

from __future__ import annotations

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

    :raises pytest.UsageError: no client is named
    """
    if not metafunc.config.getoption("carelink_client"):
        raise pytest.UsageError("--carelink-client: module:Class または コマンド / or a command")
    full = metafunc.config.getoption("carelink_depth") == "full"
    marks = pytest.mark.carelink_case
    metafunc.parametrize("case", [pytest.param(c, id=c.id, marks=marks) for c in cases(full=full)])


@pytest.fixture(scope="session")
def client(request: pytest.FixtureRequest) -> Callable[[Path], Any]:
    """Return what makes the system under test in a folder."""
    try:
        return load(request.config.getoption("carelink_client"))
    except CarelinkError as error:
        raise pytest.UsageError(str(error)) from error


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
