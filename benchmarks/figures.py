"""The common shape: one figure per comparison, how it is taken, and how a table of them looks."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

Job = Callable[[], Any]
WARMING = 3
"""Times a job that cannot be repeated is done before it counts: shapes are compiled on their third sight."""
SHORTEST = 0.02
"""Seconds of one sample; quicker jobs are repeated until they take that long."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured.

    :ivar rounds: turns of every contestant; the median counts
    :ivar heavy: turns where one turn takes seconds
    :ivar facilities: resources in the NDJSON
    :ivar entries: of the smaller and of the larger Bundle
    :ivar rows: of the table whose conversion is timed, and of the two whose memory is compared
    :ivar megabytes: of the NDJSON files whose memory is compared; the last two ask for flatness
    :ivar sealed: MiB of the file that is sealed
    """

    rounds: int
    heavy: int
    facilities: int
    entries: tuple[int, int]
    rows: tuple[int, int, int]
    megabytes: tuple[float, ...]
    sealed: int


TINY = Scale(1, 1, 6, (6, 12), (4, 4, 8), (0.01, 0.01, 0.02), 1)
QUICK = Scale(7, 1, 300, (99, 999), (300, 500, 2_000), (1, 4, 16), 16)
FULL = Scale(15, 5, 2_001, (99, 9_999), (2_000, 5_000, 50_000), (10, 100, 1_000), 100)
LONG = Scale(25, 7, 2_001, (99, 9_999), (5_000, 5_000, 500_000), (10, 100, 1_000), 1_024)


@dataclass(frozen=True, slots=True)
class Figure:
    """One comparison of carelink with a yardstick.

    :ivar name: stable slug, so that results of two days can be laid side by side
    :ivar work: what was done, in words
    :ivar ours: carelink, in ``unit``
    :ivar peer: name of the yardstick; "" where the figure stands alone
    :ivar theirs: the yardstick, in ``unit``; None when it is absent
    :ivar least: aim "at least so many times faster"; the ratio then is theirs / ours
    :ivar most: aim "at most so many times as much"; the ratio then is ours / theirs, or ours alone
    :ivar floor: the yardstick is a part of the work that nobody can do without; the ratio is ours / theirs
    :ivar note: what a reader must know to judge the figure fairly, or why there is none
    """

    name: str
    work: str
    ours: float | None
    peer: str = ""
    theirs: float | None = None
    least: float | None = None
    most: float | None = None
    unit: str = "s"
    floor: bool = False
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times faster than the peer; with ``most``, or beside a floor, how many times as much."""
        if not self.ours or (self.peer and not self.theirs):
            return None
        if not self.peer:
            return self.ours
        return self.ours / self.theirs if self.costs else self.theirs / self.ours

    @property
    def costs(self) -> bool:
        """Whether a small ratio is the good one."""
        return self.floor or self.most is not None

    @property
    def aim(self) -> str:
        if self.least is not None:
            return f">= {self.least:g}"
        return f"<= {self.most:g}" if self.most is not None else ""

    @property
    def met(self) -> bool | None:
        """Whether the aim is reached; None without aim or yardstick."""
        if self.ratio is None or not self.aim:
            return None
        return self.ratio >= self.least if self.least is not None else self.ratio <= self.most

    def to_dict(self) -> dict[str, Any]:
        """Return it for results.json; numbers to four significant digits, for more is noise."""
        found = {
            k: v
            for k, v in asdict(self).items()
            if k not in {"least", "most", "floor"} and v not in {"", None}
        }
        sense = ("times as much" if self.costs else "times as fast") if self.peer else self.unit
        found |= {"ratio": self.ratio, "sense": sense, "aim": self.aim or None, "met": self.met}
        return {k: float(f"{v:.4g}") if isinstance(v, float) else v for k, v in found.items()}


@dataclass(frozen=True, slots=True)
class Timed:
    """A job that takes its own time, e.g. in another process, and returns the seconds."""

    run: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Fed:
    """A job that gets something new each time, made while no clock runs.

    carelink remembers strings and elements that it found good; the same document again and again would
    measure that memory. Codes and systems repeat in what is fed, names and numbers do not: as in life.
    """

    feed: Callable[[], Any]
    run: Callable[[Any], Any]


def interleaved(jobs: dict[str, Job | Timed | Fed], rounds: int) -> dict[str, float]:
    """Return the median seconds of each job. They take turns, so that a busy machine hits all alike.

    Processor time, not time of day: on a shared machine the latter measures the neighbours.
    """
    repeats = {name: _repeats(job) for name, job in jobs.items()}  # which also warms everything up
    gc.collect()
    gc.freeze()  # the models of a peer must not weigh on everybody's garbage collection
    spent: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            spent[name].append(_sample(job, repeats[name]))
    gc.unfreeze()
    return {name: statistics.median(times) for name, times in spent.items()}


def _sample(job: Job | Timed | Fed, repeats: int) -> float:
    if isinstance(job, Timed):
        return job.run()
    if isinstance(job, Fed):
        food = job.feed()
        return _taken(lambda: job.run(food), 1)
    return _taken(job, repeats)


def _repeats(job: Job | Timed | Fed) -> int:
    if not callable(job):
        for _ in range(WARMING):
            _sample(job, 1)
        return 1
    job()
    return max(1, min(1_000, int(SHORTEST / max(_taken(job, 1), 1e-7))))


def _taken(job: Job, times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        job()
    return (time.process_time() - start) / times


_UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "us"))


def amount(value: float | None, unit: str) -> str:
    """Return a number with a unit that suits its size."""
    if value is None:
        return "-"
    if unit != "s":
        return f"{value:,.3g} {unit}" if value < 1_000 else f"{value:,.0f} {unit}"
    size, name = next((u for u in _UNITS if value >= u[0]), _UNITS[-1])
    return f"{value / size:.3g} {name}"


def table(figures: list[Figure]) -> str:
    """Return the figures as a plain table."""
    rows = [("work", "carelink", "beside", "takes", "ratio", "aim", "")]
    rows += [
        (
            f.work,
            amount(f.ours, f.unit),
            f.peer or "-",
            amount(f.theirs, f.unit) if f.theirs is not None else ("absent" if f.peer else ""),
            f"{f.ratio:.3g}x {'as much' if f.costs else 'as fast'}" if f.peer and f.ratio else "",
            f"{f.aim} {'' if f.peer else f.unit}".strip() if f.aim else "",
            {True: "met", False: "BELOW", None: ""}[f.met],
        )
        for f in figures
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(r, widths, strict=True)).rstrip() for r in rows
    ]
    return "\n".join(lines)
