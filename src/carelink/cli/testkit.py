"""``carelink testkit``: cases for other people's systems, derived from the profiles themselves."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carelink.cli.exits import CLEAN, FINDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.testing.defects import Bench
    from carelink.testing.defects.coverage import Coverage


@click.group("testkit")
def command() -> None:
    """検査キット / cases to test any system with, from any language."""


@command.command("defects")
@click.argument("profiles", nargs=-1)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="保存先 / folder for the cases",
)
@click.option(
    "--package",
    "packages",
    multiple=True,
    type=click.Path(path_type=Path),
    help="FHIR NPM package (.tgz, folder)",
)
@click.option(
    "--all", "every", is_flag=True, help="すべて / every profile of the packages, or of ours without any"
)
@click.option("--base", is_flag=True, help="also what R4 itself demands of inherited elements")
@click.pass_obj
def defects(
    lang: str, *, profiles: tuple[str, ...], out: Path, packages: tuple[Path, ...], every: bool, base: bool
) -> None:
    """誤りの例 / for each constraint of PROFILES an instance that breaks exactly it, and valid instances.

    プロファイルの決まり一つごとに、それだけを破る最小の例と、正しい例 (最小・必須対応・最大) を作ります。
    One folder per case: input.json, expected.json, README.md; `_bad` ends its name when it must be refused.
    """
    from carelink.testing.defects import Bench

    bench = Bench(packages)
    wanted = list(profiles) if not every else [*_all(bench, packages)]
    if not wanted:
        raise click.UsageError("PROFILES or --all")
    figures = [_one(bench, profile, out, base=base) for profile in _counted(wanted)]
    _table(figures, lang)
    sys.exit(CLEAN if all(not f.uncovered for f in figures) else FINDINGS)


@command.command("cases")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="保存先 / folder for the cases",
)
@click.option("--full", is_flag=True, help="すべて / a broken record for every constraint")
def write_cases(out: Path, *, full: bool) -> None:
    """適合性検査の事例 / the cases of the conformance suite, as folders.

    input・expected.json・README.md を書きます。封を開ける鍵と名簿は keys/ に置きます。
    One folder per case; the key and the catchment that open the parcels are in keys/.
    """
    from carelink.testing.conformance import cases, write_case
    from carelink.testing.defects.folders import make_folder

    found = cases(full=full)
    make_folder(out / "keys")
    found[0].cast.furnish(out / "keys")
    for case in found:
        write_case(out / "cases", case)
    click.echo(f"{len(found)} → {out}")


@command.command("suite")
@click.option("--client", required=True, help="module:Class, コマンド / or a command")
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    default="carelink-conformance.html",
    help="報告書 / the report (HTML)",
)
@click.option("--full", is_flag=True, help="すべて / a broken record for every constraint")
@click.pass_obj
def suite(lang: str, *, client: str, report: Path, full: bool) -> None:
    """適合性検査 / put a system through the suite, without pytest.

    合格しない事例があれば 1 で終わります。 Exits with 1 when a case is failed.
    """
    from carelink.converters.atomic import write_bytes
    from carelink.testing.conformance import cases, judge, load, to_html

    sys.path.insert(0, "")  # a client that lies here, as with python -m
    make = load(client)
    results = [judge(case, make) for case in cases(full=full)]
    for one in results:
        if one.state == "failed":
            click.echo(f"{one.case}  {one.step}: {one.told.in_(lang)}")
    write_bytes(report, to_html(results, client, lang).encode())
    states = [one.state for one in results]
    click.echo(" · ".join(f"{state} {states.count(state)}" for state in ("passed", "failed", "skipped")))
    sys.exit(FINDINGS if "failed" in states else CLEAN)


def _all(bench: Bench, packages: tuple[Path, ...]) -> Iterator[str]:
    """Yield the profiles of the packages given; of our own when none is."""
    loaded = bench.packages.packages[: len(packages)] or bench.packages.packages
    for package in loaded:
        yield from sorted(a.url for a in package.artefacts if a.kind == "StructureDefinition")


def _counted(wanted: list[str]) -> Iterator[str]:
    """Yield the profiles, with a bar on the screen where there are many."""
    from rich.console import Console
    from rich.progress import track

    if len(wanted) == 1:
        yield from wanted
    else:
        yield from track(wanted, description="testkit", console=Console(stderr=True), transient=True)


def _one(bench: Bench, profile: str, out: Path, *, base: bool) -> Coverage:
    from carelink.testing.defects import Defect, complete, examine, maximal, minimal
    from carelink.testing.defects.coverage import Coverage
    from carelink.testing.defects.folders import slug, write_defect, write_valid

    structure = bench.structure(profile)
    name = str(structure.resource.get("id") or structure.url.rpartition("/")[2])
    folder = out / slug(name)
    for kind, make in (("minimal", minimal), ("complete", complete), ("maximal", maximal)):
        instance = make(profile, bench)
        if instance is not None:
            write_valid(folder, kind, structure.canonical, instance)
    found = list(examine(profile, bench, base=base))
    for one in found:
        if isinstance(one, Defect):
            write_defect(folder, one)
    return Coverage.of(name, found)


_HEADS = {
    "ja": ("プロファイル", "決まり", "単独", "連れあり", "例なし", "見分け"),
    "en": ("profile", "constraints", "alone", "company", "uncovered", "apart"),
}


def _table(figures: list[Coverage], lang: str) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table(show_footer=len(figures) > 1)
    rows = [(f.profile, f.constraints, f.alone, f.company, len(f.uncovered), f.defining) for f in figures]
    totals = ["", *(str(sum(int(r[at]) for r in rows)) for at in range(1, len(_HEADS["en"])))]
    for at, head in enumerate(_HEADS[lang]):
        table.add_column(head, footer=totals[at], justify="right" if at else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(str, row))
    console.print(table)
    for one in (u for f in figures for u in f.uncovered):
        console.print(
            f"{one.profile.rpartition('/')[2]}  {one.id}: {one.reason}", markup=False, highlight=False
        )
