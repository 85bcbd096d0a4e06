"""Run the benchmarks, print one table and write ``results.json`` beside this file
and its table into ``docs/explanation/speed.md``.

    python benchmarks/run.py [--quick | --long] [--only NAME]… [--peers] [--out FILE]

A run with ``--quick`` or ``--only`` prints, and writes only when ``--out`` says where: results are kept of
whole runs alone.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

# A script's own folder comes first on the path, where our codecs.py would stand for the standard library's.
sys.path[0] = str(Path(__file__).parents[1])

from benchmarks import page, peers  # noqa: E402  the path has to be right first
from benchmarks.figures import FULL, LONG, QUICK, Figure, Scale, table  # noqa: E402

MODULES = (
    *("validation", "invariants", "processes", "codecs", "records", "conversion", "sealing", "exchange"),
)
RESULTS = Path(__file__).with_name("results.json")


def run(names: list[str], scale: Scale) -> list[Figure]:
    figures: list[Figure] = []
    for name in names:
        start = time.perf_counter()
        figures += import_module(f"benchmarks.{name}").measure(scale)
        print(f"{name}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
    return figures


def results(figures: list[Figure]) -> dict[str, Any]:
    """Return what is kept: nothing about the machine but what the ratios depend on."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "versions": peers.versions(),
        "clock": "medians, contestants in turns; processor time, for sealed files the clock on the wall",
        "figures": [figure.to_dict() for figure in figures],
    }


def write(content: dict[str, Any], path: Path) -> None:
    """Write the results whole or not at all."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="small inputs, few rounds: half a minute")
    size.add_argument("--long", action="store_true", help="1 GB files, many rounds: an hour or more")
    parser.add_argument("--only", action="append", choices=MODULES, help="only this module; repeatable")
    parser.add_argument("--peers", action="store_true", help="fetch absent peers into build/bench (pip, npm)")
    parser.add_argument("--out", type=Path, help="where the results go")
    asked = parser.parse_args()
    if asked.peers:
        peers.fetch()
    figures = run(asked.only or list(MODULES), QUICK if asked.quick else LONG if asked.long else FULL)
    print(table(figures))
    out = asked.out or (None if asked.quick or asked.only else RESULTS)
    if out is not None:
        kept = results(figures)
        write(kept, out)
        if out == RESULTS:
            page.write(kept)
    return 0


if __name__ == "__main__":
    sys.exit(main())
