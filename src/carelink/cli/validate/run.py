"""A whole run: find, cut, judge (here or in several processes), gather."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from carelink.cli.validate.pieces import Piece, pieces
from carelink.cli.validate.sources import File, sources
from carelink.cli.validate.work import Judged, Setup, judge
from carelink.findings import Report, Unread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path


MOST_PROCESSES: Final = 60
"""Windows cannot wait for more."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run came to: one report, the files that were checked, and those that could not be read."""

    report: Report
    files: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()


def run(
    paths: Sequence[str],
    setup: Setup,
    *,
    jobs: int = 1,
    leave_out: Path | None = None,
    progress: bool = False,
) -> Run:
    """Check everything under ``paths``; a file that cannot be read does not stop the rest.

    :param jobs: how many processes at most, 0 for one per CPU; more than one only where it pays
    :param leave_out: where the report will go, which is therefore not checked itself
    :param progress: show a bar on standard error, if that is a terminal and the work is long
    :raises UnknownProfileError: a package or the profile is not at hand
    """
    found = list(sources(paths, leave_out=leave_out))
    results = _results(pieces(found), setup, min(jobs or os.cpu_count() or 1, MOST_PROCESSES))
    if progress:
        from carelink.cli.validate.progress import watched

        total = sum(source.size for source in found if isinstance(source, File))
        results = watched(results, total)
    return _gathered(results)


def _results(work: Iterator[Piece | Unread], setup: Setup, workers: int) -> Iterator[Judged | Unread]:
    """Judge here, unless the work turns out to be long enough for several processes."""
    if workers > 1:
        from carelink.cli.validate.pool import PAYS_FROM, spread

        begun: list[Piece | Unread] = []
        size = 0
        for piece in work:
            begun.append(piece)
            size += 0 if isinstance(piece, Unread) else piece.size
            if size >= PAYS_FROM and len(begun) > 1:
                return spread(chain(begun, work), setup, workers)
        work = iter(begun)
    return (piece if isinstance(piece, Unread) else judge(piece, setup) for piece in work)


def _gathered(results: Iterable[Judged | Unread]) -> Run:
    files: dict[str, None] = {}
    unread: list[Unread] = []

    def reports() -> Iterator[Report]:
        for result in results:
            if isinstance(result, Unread):
                unread.append(result)
            else:
                files[result.name] = None
                yield result.report

    report = Report.gather(reports())
    return Run(report, tuple(files), tuple(unread))
