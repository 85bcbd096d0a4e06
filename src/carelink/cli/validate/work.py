"""One piece judged. All of it can travel to another process and back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from carelink.cli.validate.pieces import Lines, Piece, Range, Whole
from carelink.cli.validate.sources import unread
from carelink.findings import Report, Source, Unread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carelink.findings import Finding
    from carelink.validation import Validator


@dataclass(frozen=True, slots=True)
class Setup:
    """What all pieces are judged by.

    :param packages: files or folders of FHIR packages
    :param profile: canonical URL or short name, or None
    :param severities: code and severity of each override
    """

    packages: tuple[str, ...] = ()
    profile: str | None = None
    severities: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What a piece came to; ``size`` is how many bytes of the work are done with it."""

    name: str
    report: Report
    size: int


@lru_cache(maxsize=1)
def _validator(packages: tuple[str, ...]) -> Validator:
    """Return this process's validator: what it has compiled serves all pieces."""
    from carelink.validation import Validator

    return Validator(packages=list(packages))


def judge(piece: Piece, setup: Setup) -> Judged | Unread:
    """Check one piece.

    :raises UnknownProfileError: a package or the profile is not at hand
    """
    validator = _validator(setup.packages)
    if isinstance(piece, Whole):
        try:
            data = piece.data if piece.data is not None else _content(piece.name)
        except (OSError, ValueError) as error:
            return unread(piece.name, error)
        report = validator.validate(data, setup.profile, file=piece.name)
    else:
        try:
            report = Report(_of_lines(validator, piece, setup))
        except OSError as error:
            return unread(piece.name, error)
    if setup.severities:
        report = report.with_severity(dict(setup.severities))
    return Judged(piece.name, report, piece.size)


def _content(name: str) -> bytes:
    """Read a file, one byte more than the reader takes at most, so that it refuses what is too large."""
    from carelink.fhir.limits import LIMITS

    with Path(name).open("rb") as file:
        return file.read(LIMITS.size + 1)


def _of_lines(validator: Validator, piece: Lines | Range, setup: Setup) -> Iterator[Finding]:
    lines: Iterable[bytes] = piece.read() if isinstance(piece, Range) else piece.lines
    for number, line in enumerate(lines, piece.first):
        if line.strip():
            for finding in validator.validate(line, setup.profile):
                yield _on_line(finding, piece.name, number)


def _on_line(finding: Finding, name: str, number: int) -> Finding:
    """Say the finding of the line in its file; columns are those of the line already."""
    column = finding.source.column if finding.source is not None else None
    return replace(finding, source=Source(file=name, line=number, column=column))
