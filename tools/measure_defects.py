"""Measure for how many constraints of each profile a case is derived, and write the table of the docs.

    python tools/measure_defects.py [PACKAGE.tgz …]

Without packages: our own profiles. With some: theirs are measured too, under a heading of their own.
It takes seconds, so the table is written when somebody asks for it, not with every build; the tests
hold the figures of our own profiles at any time.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from carelink.testing.defects import Bench, Coverage, examine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.profiles import Package

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "defects.md"
HEAD = """# Constraints and their cases

Written by `tools/measure_defects.py`. What the columns mean is told in
[Generate defects](../how-to/generate-defects.md): **alone** = a case breaks exactly this constraint; **in
company** = another constraint, or the standard itself, demands the same or more, and falls with it;
**tell slices apart** = cannot be broken, because what differs there belongs to another slice.
"""


def main() -> None:
    """Measure and write."""
    bench = Bench(sys.argv[1:])
    packages = bench.packages.packages
    PAGE.write_text("\n".join([HEAD, *(line for p in reversed(packages) for line in _of(bench, p))]), "utf-8")


def _of(bench: Bench, package: Package) -> Iterator[str]:
    figures = [
        Coverage.of(str(a.id), examine(a.url, bench))
        for a in sorted(package.artefacts, key=lambda a: a.url)
        if a.kind == "StructureDefinition"
    ]
    yield f"## {package.name} {package.version}\n"
    yield "| profile | constraints | alone | in company | uncovered | tell slices apart |"
    yield "|---|---:|---:|---:|---:|---:|"
    for one in figures:
        yield _row(f"`{one.profile}`", [one])
    yield _row("**all**", figures)
    yield ""
    missing = [u for one in figures for u in one.uncovered]
    if missing:
        yield "Uncovered:\n"
        yield from (
            f"* `{u.profile.partition('|')[0].rpartition('/')[2]}` `{u.id}`: {u.reason}" for u in missing
        )
        yield ""


def _row(name: str, figures: list[Coverage]) -> str:
    counts = [
        sum(one.constraints for one in figures),
        sum(one.alone for one in figures),
        sum(one.company for one in figures),
        sum(len(one.uncovered) for one in figures),
        sum(one.defining for one in figures),
    ]
    return f"| {name} | {' | '.join(map(str, counts))} |"


if __name__ == "__main__":
    main()
