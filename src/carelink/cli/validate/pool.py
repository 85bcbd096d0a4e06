"""The same work by several processes, results in the order of the work."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from carelink.cli.validate.work import Judged, Setup, judge
from carelink.errors import CarelinkError, StorageError, Words
from carelink.findings import Report, Severity, Unread
from carelink.findings.report import KEPT_AT_MOST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future, ProcessPoolExecutor

    from carelink.cli.validate.pieces import Piece

PAYS_FROM: Final = 8 * 1024 * 1024
"""Bytes of work, about two seconds of it; two processes cost half a second to start and to feed."""
BATCH_BYTES: Final = 256 * 1024
BATCH_PIECES: Final = 64


@dataclass(frozen=True, slots=True)
class _Broken:
    """An exception on its way home: pickle would rebuild it without its hint."""

    kind: type[CarelinkError]
    message: Words
    hint: Words


_Result = list[Judged | Unread] | _Broken


def spread(pieces: Iterable[Piece | Unread], setup: Setup, workers: int) -> Iterator[Judged | Unread]:
    """Yield what each piece came to, in order; only a few batches per worker wait at any time.

    :raises UnknownProfileError: a package or the profile is not at hand
    :raises StorageError: a process was killed, most often because memory ran out
    """
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # Spawned, not forked: the same on every system, and no thread or lock of ours is copied half-way.
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        yield from _in_order(pool, _batches(pieces), setup, ahead=workers * 3)
    except BrokenProcessPool:
        raise _died() from None
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor, batches: Iterator[list[Piece | Unread]], setup: Setup, ahead: int
) -> Iterator[Judged | Unread]:
    waiting: deque[Future[_Result]] = deque()
    told = 0  # findings that are no errors; of more than a report keeps only the number is of use
    for batch in chain(batches, (None,)):
        if batch is not None:
            waiting.append(pool.submit(_judge_all, batch, setup, told >= KEPT_AT_MOST))
        while waiting and (batch is None or len(waiting) > ahead):
            for result in _home(waiting.popleft().result()):
                if isinstance(result, Judged):
                    told += sum(f.severity is not Severity.ERROR for f in result.report)
                yield result


def _home(result: _Result) -> list[Judged | Unread]:
    if isinstance(result, _Broken):
        raise result.kind(result.message, hint=result.hint)
    return result


def _judge_all(batch: list[Piece | Unread], setup: Setup, errors_only: bool) -> _Result:  # noqa: FBT001  by position between processes
    """Judge a batch; runs in the other process.

    :param errors_only: count what is no error, and leave it out: its report is full of such
    """
    try:
        results = [piece if isinstance(piece, Unread) else judge(piece, setup) for piece in batch]
    except CarelinkError as error:
        return _Broken(type(error), error.message, error.hint)
    if not errors_only:
        return results
    return [_errors(result) if isinstance(result, Judged) else result for result in results]


def _errors(judged: Judged) -> Judged:
    report = judged.report
    kept = report.errors
    omitted = report.omitted + len(report) - len(kept)
    return replace(judged, report=Report(kept, omitted=omitted, omitted_errors=report.omitted_errors))


def _batches(pieces: Iterable[Piece | Unread]) -> Iterator[list[Piece | Unread]]:
    """Put small pieces together, so that a million small files are not a million messages."""
    batch: list[Piece | Unread] = []
    size = 0
    for piece in pieces:
        batch.append(piece)
        size += 0 if isinstance(piece, Unread) else piece.size
        if size >= BATCH_BYTES or len(batch) >= BATCH_PIECES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _died() -> StorageError:
    return StorageError(
        Words("検証のプロセスが途中で止まりました。", "A process of the validation was stopped."),
        hint=Words(
            "メモリーが足りないかもしれません。--jobs を小さくしてください。",
            "Memory may have run out; use fewer --jobs.",
        ),
    )
