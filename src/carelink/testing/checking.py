"""Assertions with readable failures: what was found, where, and how to cure it; never a value."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from carelink.findings import Finding, Report
    from carelink.validation import Validator


@dataclass(frozen=True)
class Checking:
    """What the fixture ``carelink`` gives to a test.

    :param profile: to validate against where a call names none; without one, what the record claims counts
    :param lang: language of the findings, "ja" or "en"
    :param packages: FHIR packages beside our own (files, folders)
    """

    profile: str | None = None
    lang: str = "ja"
    packages: tuple[str, ...] = ()

    def findings(self, data: Any, profile: str | None = None) -> Report:
        """Return all that is found in a record, tree, JSON or XML."""
        return validator(self.packages).validate(data, profile or self.profile)

    def assert_valid(self, data: Any, profile: str | None = None) -> None:
        """Fail when an error is found.

        :raises AssertionError: lists every error: code, path, what the rule says, how to cure it
        """
        __tracebackhide__ = True
        report = self.findings(data, profile)
        if not report.ok:
            raise AssertionError(told(report, self.lang))

    def assert_same_record(self, first: Any, second: Any) -> None:
        """Fail when two records differ.

        :raises AssertionError: lists where, by path and label
        :raises UnreadableError: one of them is no FHIR
        """
        __tracebackhide__ = True
        from carelink.testing.sameness import differences

        found = differences(first, second)
        if found:
            raise AssertionError("\n".join([f"{len(found)} 箇所 / differences:", *map(str, found)]))


@cache
def validator(packages: tuple[str, ...]) -> Validator:
    """Return the validator that knows these packages; what it compiled serves every test of a run."""
    from carelink.validation import Validator

    return Validator(packages)


def told(report: Report, lang: str) -> str:
    """Return the errors of a report as a person reads them on a screen, one block each."""
    errors = report.errors
    head = f"エラー {len(errors)} 件" if lang == "ja" else f"{len(errors)} errors"
    return "\n".join([head, *(line for finding in errors for line in _block(finding, lang))])


def _block(finding: Finding, lang: str) -> list[str]:
    where = f"  {finding.source}" if finding.source else ""
    fix = "直し方" if lang == "ja" else "fix"
    return [
        f"{finding.code}  {finding.path}{where}",
        f"    {finding.message.in_(lang)}",
        f"    {fix}: {finding.fix.in_(lang)}",
    ]
