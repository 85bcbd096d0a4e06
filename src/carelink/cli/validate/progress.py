"""A bar on standard error while long work goes on; nothing where nobody watches."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Final

from carelink.findings import Unread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.cli.validate.work import Judged

SILENT_FOR: Final = 1.0
"""Seconds of work before a bar appears: a flicker says nothing. rich is not even loaded before."""


def watched(results: Iterator[Judged | Unread], total: int) -> Iterator[Judged | Unread]:
    """Yield the results and show how many of the ``total`` bytes are done, if it takes long."""
    if not sys.stderr.isatty():
        yield from results
        return
    begun, done = time.monotonic(), 0
    for result in results:
        done += _size(result)
        yield result
        if time.monotonic() - begun > SILENT_FOR:
            yield from _with_bar(results, done, total)


def _with_bar(results: Iterator[Judged | Unread], done: int, total: int) -> Iterator[Judged | Unread]:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total or None, completed=done)
        for result in results:
            bar.advance(task, _size(result))
            yield result


def _size(result: Judged | Unread) -> int:
    return 0 if isinstance(result, Unread) else result.size
