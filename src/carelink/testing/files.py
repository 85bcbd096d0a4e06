"""Files as tests: each one passes when no error is found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from carelink.testing.checking import told, validator
from carelink.testing.plugin import REPORTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carelink.findings import Report


class FoundError(Exception):
    """Errors were found in a file; ``report`` says which."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


class RecordFile(pytest.File):
    """A file that was given: one test."""

    def __init__(self, *, given: str, **more: Any) -> None:
        super().__init__(**more)
        self.given = given

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the test, named as the profile it is held against."""
        profile = self.config.getoption("carelink_profile")
        yield RecordItem.from_parent(self, name=profile or "valid", given=self.given)


class RecordItem(pytest.Item):
    """The test: the file is read and validated."""

    def __init__(self, *, given: str, **more: Any) -> None:
        super().__init__(**more)
        self.given = given
        self.add_marker(pytest.mark.carelink_file)

    def runtest(self) -> None:
        """Validate the file.

        :raises FoundError: it has errors
        """
        profile = self.config.getoption("carelink_profile")
        known = validator(tuple(self.config.getoption("carelink_package")))
        report = known.validate(self.path.read_bytes(), profile, file=self.given)
        self.config.stash[REPORTS].append(report)
        for warning in report.warnings:
            self.user_properties.append(("warning", f"{warning.code} {warning.path}"))
        if not report.ok:
            raise FoundError(report)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the findings as a person reads them; a traceback only for trouble of another kind."""
        if isinstance(excinfo.value, FoundError):
            return told(excinfo.value.report, self.config.getoption("carelink_lang"))
        if isinstance(excinfo.value, OSError):
            return f"読めません / cannot be read: {self.given}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the test is, for the report's headings."""
        return self.path, 0, f"{self.given} ({self.name})"


def write_sarif(target: Path, config: pytest.Config) -> None:
    """Write all that was found as SARIF.

    :raises StorageError: it cannot be written
    """
    from carelink.converters.atomic import write_bytes
    from carelink.findings import Report
    from carelink.findings.formats import json_text, to_sarif

    reports: list[Report] = config.stash[REPORTS]
    report = Report.gather(reports)
    write_bytes(target, (json_text(to_sarif(report, config.getoption("carelink_lang"))) + "\n").encode())
