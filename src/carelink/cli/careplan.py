"""``carelink careplan``: files of the care-plan data standard, written as sheets and CarePlans."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carelink.cli.exits import CLEAN, FINDINGS
from carelink.findings import formats

if TYPE_CHECKING:
    from carelink.converters.care_plan import Plan
    from carelink.records import Record


@click.command("careplan")
@click.argument("sources", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--out", "folder", type=click.Path(path_type=Path), help="書き出し先 / folder to write to")
@click.pass_obj
def command(lang: str, *, sources: tuple[Path, ...], folder: Path | None) -> None:
    """ケアプランデータ連携の CSV を読む / read the CSV files of one sending (a folder, or the files).

    Says what they hold and what is wrong with them. With --out, each person becomes an admission sheet
    (sheet-1.json …), each plan a FHIR CarePlan (plan-1.json …).
    """
    from carelink.converters import care_plan

    unit = care_plan.read_unit(sources[0] if len(sources) == 1 else sources)
    sheets, plans = unit.sheets(), unit.plans()
    for file in unit.files:
        click.echo(f"{len(file.rows):>7,}  {file.kind.name:<12}  {file.kind.ja}")
    click.echo(f"→ {len(sheets)} 人 / people, {len(plans)} 計画 / plans")
    if folder is not None:
        _write(folder, sheets, plans)
    if unit.report:
        click.echo(formats.to_text(unit.report, lang).rstrip("\n"))
    sys.exit(CLEAN if unit.report.ok else FINDINGS)


def _write(folder: Path, sheets: tuple[Record, ...], plans: tuple[Plan, ...]) -> None:
    from carelink import converters
    from carelink.converters import care_plan
    from carelink.converters.atomic import write_bytes
    from carelink.errors import StorageError, Words
    from carelink.fhir import json

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise StorageError(
            Words("フォルダーを作れません。", "The folder cannot be made."),
            hint=Words("場所と権限を確かめてください。", "Check the place and the permissions."),
        ) from None
    for number, sheet in enumerate(sheets, 1):
        converters.write(sheet, folder / f"sheet-{number}.json")
    for number, plan in enumerate(plans, 1):
        write_bytes(folder / f"plan-{number}.json", json.write(care_plan.to_fhir(plan), indent=2))
