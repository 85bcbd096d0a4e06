"""Expected failures: a file of names, each with the reason; a name that fits nothing is refused.

::

    # name of the test (a file, a case of the suite; * and ? stand for anything), then why
    out/old-*.json            the export of 2019, rewritten until March
    tampered-parcel_bad       parcels come with release 5
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class ExpectedFailures:
    """Patterns of names, each with the reason why it is known to fail."""

    reasons: dict[str, str]

    @classmethod
    def load(cls, path: Path) -> ExpectedFailures:
        """Read a list.

        :raises pytest.UsageError: it cannot be read, or a line has no reason
        """
        try:
            lines = path.read_text("utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise pytest.UsageError(f"--carelink-xfail: 読めません / cannot be read: {path}") from error
        reasons: dict[str, str] = {}
        for number, line in enumerate(lines, 1):
            name, _, reason = line.strip().partition(" ")
            if not name or name.startswith("#"):
                continue
            if not reason.strip():
                raise pytest.UsageError(f"{path}:{number}: 理由がありません / no reason is given")
            reasons[name] = reason.strip()
        return cls(reasons)

    def mark(self, items: list[pytest.Item]) -> None:
        """Mark the tests that are listed; they must fail, or the list is out of date.

        :raises pytest.UsageError: a line fits no test of carelink's
        """
        unused = set(self.reasons)
        for item in items:
            for pattern, reason in self.reasons.items():
                if any(fnmatchcase(name, pattern) for name in _names(item)):
                    item.add_marker(pytest.mark.xfail(reason=reason, strict=True))
                    unused.discard(pattern)
        if unused:
            listed = " ".join(sorted(unused))
            raise pytest.UsageError(f"--carelink-xfail: 該当なし / fits no test: {listed}")


def _names(item: pytest.Item) -> tuple[str, ...]:
    """Return what a test of carelink's may be called in the list; nothing for the tests of others."""
    given = getattr(item, "given", None)
    if given is not None:
        return (str(given), item.path.name)
    if item.get_closest_marker("carelink_case") is None:
        return ()
    parameters = getattr(item, "callspec", None)
    return (str(parameters.id),) if parameters is not None else ()
