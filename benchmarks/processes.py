"""What a whole process costs: from start to verdict, and how much memory a growing file takes."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import peers, subjects
from benchmarks.figures import FULL, Figure, Scale
from carelink.fhir import json

ROOT = Path(__file__).parents[1]
MIB = 1 << 20
FLAT = 1.25
"""So many times the memory of the small file the large one may take and still count as flat."""


def measure(scale: Scale = FULL) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        return [
            *_start(scale, Path(folder)),
            *_memory(scale, Path(folder)),
            *_jobs(scale, Path(folder)),
        ]


def _start(scale: Scale, folder: Path) -> list[Figure]:
    patient = folder / "one.json"
    tree, _ = json.read(subjects.sheet_json())
    one = next(e["resource"] for e in tree["entry"] if e["resource"]["resourceType"] == "Patient")
    patient.write_bytes(json.write(one))
    run = [sys.executable, "-m", "carelink", "validate"]
    orders = {
        "python": [sys.executable, "-c", "pass"],
        "one": [*run, str(patient)],
        "models": [sys.executable, "-c", "import fhir.resources.R4B.patient"],
    }
    if peers.module("fhir.resources") is None:
        del orders["models"]
    took = _processes(orders, scale.rounds)
    work = "`carelink validate one.json`, one Patient, whole process"
    return [
        Figure(
            "process-one-file",
            work,
            took["one"],
            "import fhir.resources.R4B.patient",
            took.get("models"),
            least=1,
            note="the peer only imports, it validates nothing",
        ),
        Figure(
            "process-python",
            work,
            took["one"],
            "an empty Python",
            took["python"],
            floor=True,
            note="starting the interpreter",
        ),
    ]


def _processes(orders: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """Return the median processor seconds of whole processes, in turns."""
    spent: dict[str, list[float]] = {name: [] for name in orders}
    with tempfile.TemporaryDirectory() as compiled:
        # Everybody's byte code is cached, as it is once a package is installed, whatever this shell has set.
        unset = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        world = unset | {"PYTHONPYCACHEPREFIX": compiled}
        for turn in range(rounds + 1):
            for name, order in orders.items():
                before = children()
                subprocess.run(order, check=False, capture_output=True, env=world)  # noqa: S603  named above
                if turn:  # the first one fills the caches
                    spent[name].append(children() - before)
    return {name: statistics.median(times) for name, times in spent.items()}


def children() -> float:
    """Return the processor seconds of every process that was started here and has ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory(scale: Scale, folder: Path) -> list[Figure]:
    used: list[float] = []
    for megabytes in scale.megabytes:
        file = folder / "lines.ndjson"
        subjects.write_ndjson(file, megabytes)
        used.append(in_child("validate", file))
        file.unlink()
    figures = [
        Figure(
            "memory-ndjson-smallest",
            f"peak memory, `carelink validate` of {scale.megabytes[0]:,g} MB of NDJSON",
            used[0],
            unit="MiB",
        )
    ]
    for i, megabytes in enumerate(scale.megabytes[1:], 1):
        last = i == len(used) - 1
        figures.append(
            Figure(
                "memory-ndjson" if last else f"memory-ndjson-{megabytes:g}",
                f"peak memory, `carelink validate` of {megabytes:,g} MB of NDJSON",
                used[i],
                f"of {scale.megabytes[i - 1]:,g} MB",
                used[i - 1],
                most=FLAT if last else None,
                floor=not last,
                unit="MiB",
                note="a report keeps at most 100,000 findings; below that it grows with them",
            )
        )
    return figures


SPIN = "n = 0\nfor i in range({}): n += i"
"""Work that needs a processor and nothing else: what two processes gain on it is all there is to gain."""
TURNS = 20_000_000


def _jobs(scale: Scale, folder: Path) -> list[Figure]:
    """Compare one process with two, on the clock on the wall, beside work that shares out perfectly."""
    megabytes = scale.megabytes[-2]
    file = folder / "jobs.ndjson"
    subjects.write_ndjson(file, megabytes)
    turns = int(TURNS * min(1, megabytes / 10))
    spin = [[sys.executable, "-c", SPIN.format(n)] for n in (2 * turns, turns)]
    order = [sys.executable, "-m", "carelink", "validate", "--quiet", str(file), "--jobs"]
    contests = {
        "one": [[*order, "1"]],
        "two": [[*order, "2"]],
        "spin one": spin[:1],
        "spin two": spin[1:] * 2,
    }
    spent: dict[str, list[float]] = {name: [] for name in contests}
    for _ in range(min(3, scale.heavy)):
        for name, orders in contests.items():
            spent[name].append(_wall(orders))
    file.unlink()
    took = {name: statistics.median(times) for name, times in spent.items()}
    gained = took["spin one"] / took["spin two"]
    note = f"wall clock; a loop that only counts gained {gained:.2f} x by two processes in the same run"
    work = f"`carelink validate --jobs 2`, {megabytes:,g} MB of NDJSON"
    return [
        Figure("jobs", work, took["two"], "--jobs 1", took["one"], note=note),
        Figure(
            "jobs-control",
            work,
            took["two"],
            "--jobs 1, had it gained what the loop gained",
            took["one"] / gained,
            least=0.8,
            note=note,
        ),
    ]


def _wall(orders: list[list[str]]) -> float:
    start = time.perf_counter()
    running = [subprocess.Popen(order, stdout=subprocess.DEVNULL, cwd=ROOT) for order in orders]  # noqa: S603  named above
    for process in running:
        process.wait()
    return time.perf_counter() - start


def in_child(task: str, *arguments: object) -> float:
    """Do a task of this module in a process of its own and return the most memory it took, in MiB."""
    order = [sys.executable, "-m", "benchmarks.processes", task, *map(str, arguments)]
    done = subprocess.run(order, check=False, capture_output=True, text=True, cwd=ROOT)  # noqa: S603
    assert done.returncode == 0, done.stderr
    return float(done.stdout.splitlines()[-1])


def peak() -> float:
    """Return the most memory this process ever held, in MiB.

    From /proc where there is one: a child's rusage on Linux begins with what its parent held.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / MIB if sys.platform == "darwin" else held / 1024


def _validate(file: str) -> None:
    from carelink.cli import main

    sys.argv = ["carelink", "validate", "--quiet", file]
    try:
        main()
    except SystemExit as end:
        if end.code:
            raise


def _seal(plain: str, sealed: str) -> None:
    from carelink.encryption import Identity, Trust, open_file, seal_file

    me = Identity.generate("計測")
    seal_file(Path(plain), Path(sealed), to=[me.recipient], sender=me, content_type="application/zip")
    open_file(Path(sealed), Path(f"{plain}.out"), me, trust=Trust([me.recipient]))


def _convert(table: str, out: str) -> None:
    from benchmarks.conversion import stream

    stream(Path(table), Path(out))


def _command(table: str, out: str) -> None:
    from carelink.converters import read_rows, streams

    streams.convert(read_rows(table)[1], Path(out), rejects=Path(f"{out}.findings"))


if __name__ == "__main__":
    {"validate": _validate, "convert": _convert, "command": _command, "seal": _seal}[sys.argv[1]](
        *sys.argv[2:]
    )
    print(peak())
