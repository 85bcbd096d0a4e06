"""The pytest plugin: files as tests, a fixture, expected failures with reasons, SARIF.

It is installed with carelink and does nothing until one of its options, its fixture or its suite is used:
validation is imported when the first file is looked at. Everything Hypothesis needs stays outside.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from carelink.findings import Report
    from carelink.testing.checking import Checking
    from carelink.testing.conformance import Result
    from carelink.testing.expected import ExpectedFailures

_FILES = pytest.StashKey[dict[Path, str]]()
_XFAIL: pytest.StashKey[ExpectedFailures] = pytest.StashKey()
REPORTS: pytest.StashKey[list[Report]] = pytest.StashKey()
"""Reports of the files that were looked at, for SARIF."""

RESULTS: pytest.StashKey[list[Result]] = pytest.StashKey()
"""What came of the cases of the conformance suite."""

MARKERS = (
    "carelink_profile(name): the profile that `carelink.assert_valid` validates against in this test",
    "carelink_file: a file that was given with --carelink-files",
    "carelink_case: a case of the conformance suite",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options, each with what it does in both languages."""
    group = parser.getgroup("carelink", "carelink 検査キット / the vendor kit")
    add = group.addoption
    add(
        "--carelink-files", nargs="+", default=[], metavar="FILE", help="各ファイルを試験に / a test for each"
    )
    add("--carelink-profile", metavar="NAME", help="プロファイル / profile to validate against")
    add("--carelink-package", action="append", default=[], metavar="FILE", help="FHIR package (.tgz, folder)")
    add(
        "--carelink-xfail",
        metavar="FILE",
        help="既知の不合格と理由 / expected failures, each with its reason",
    )
    add("--carelink-sarif", metavar="FILE", help="SARIF を書く / write the findings as SARIF")
    add("--carelink-client", metavar="CLIENT", help="module:Class, or a command / for the conformance suite")
    report = "carelink-conformance.html"
    add("--carelink-report", metavar="FILE", default=report, help="適合性の報告書 / the suite's report")
    add(
        "--carelink-depth", choices=["short", "full"], default="short", help="例の数 / how many derived cases"
    )
    add("--carelink-lang", choices=["ja", "en"], default="ja", help="指摘の言語 / language of findings")


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers; when files are given, they are what is tested, and nothing else."""
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    config.stash[REPORTS] = []
    config.stash[RESULTS] = []
    given = config.getoption("carelink_files")
    config.stash[_FILES] = {Path(name).resolve(): name for name in given}
    if given and config.args_source is not pytest.Config.ArgsSource.ARGS:
        config.args = list(given)
    elif given:
        config.args += given
    if config.getoption("carelink_xfail"):
        from carelink.testing import expected

        config.stash[_XFAIL] = expected.ExpectedFailures.load(Path(config.getoption("carelink_xfail")))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Return what collects a file that was given with ``--carelink-files``; None for any other."""
    name = parent.config.stash[_FILES].get(file_path.resolve())
    if name is None:
        return None
    from carelink.testing.files import RecordFile

    found: pytest.Collector = RecordFile.from_parent(parent, path=file_path, given=name)
    return found


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests that are listed as expected failures."""
    if _XFAIL in config.stash:
        config.stash[_XFAIL].mark(items)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write the findings as SARIF, when a file for them was named; after the suite, its report."""
    target = session.config.getoption("carelink_sarif")
    if target:
        from carelink.testing.files import write_sarif

        write_sarif(Path(target), session.config)
    if session.config.stash[RESULTS]:
        from carelink.converters.atomic import write_bytes
        from carelink.testing.conformance import to_html

        results, option = session.config.stash[RESULTS], session.config.getoption
        page = to_html(results, option("carelink_client"), option("carelink_lang"))
        write_bytes(Path(option("carelink_report")), page.encode())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say where the suite's report is."""
    if config.stash[RESULTS]:
        terminalreporter.write_line(f"carelink: 報告書 / report: {config.getoption('carelink_report')}")


@pytest.fixture
def carelink(request: pytest.FixtureRequest) -> Checking:
    """``assert_valid(data, profile=…)`` and ``assert_same_record(a, b)``, with readable failures."""
    from carelink.testing.checking import Checking

    marker = request.node.get_closest_marker("carelink_profile")
    profile = marker.args[0] if marker and marker.args else request.config.getoption("carelink_profile")
    packages = tuple(request.config.getoption("carelink_package"))
    return Checking(profile, request.config.getoption("carelink_lang"), packages)
