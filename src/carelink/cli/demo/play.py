"""The command: prepares the folder, plays the acts in order, closes with the table."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from carelink.cli.exits import CLEAN, FINDINGS
from carelink.errors import StorageError, UsageError, Words

MARK = ".carelink-demo"
BUNDLED = Path(__file__).parent / "data"


@click.command("demo")
@click.option(
    "--facilities",
    type=click.Path(path_type=Path, dir_okay=False),
    default=BUNDLED / "facilities.csv",
    help="介護サービス情報公表のCSV / open data of care offices; default: a bundled synthetic file",
)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("demo-out"), show_default=True
)
@click.pass_obj
def command(lang: str, *, facilities: Path, out: Path) -> None:
    """二つの町が三つの記録を交換する / two towns exchange facilities, a sheet and a consultation."""
    from carelink.cli.demo import acts, neighbours
    from carelink.cli.demo.cast import gather
    from carelink.cli.demo.stage import Stage

    stage = Stage(clean(out), lang)
    directory = acts.facilities(stage, facilities)
    sheet = acts.sheet(stage, BUNDLED / "admission.toml")
    consultation = acts.consultation(stage, BUNDLED / "consultation.toml")
    cast = gather()
    records = [
        record for record in (directory, sheet, consultation) if record
    ]  # a bad file may give no office
    fine = neighbours.exchange(stage, cast, records) and bool(directory)
    fine = neighbours.refusals(stage, cast, sheet) and fine
    stage.curtain()
    sys.exit(CLEAN if fine else FINDINGS)


def clean(out: Path) -> Path:
    """Return ``out`` as an empty folder. Only a folder that an earlier demo made is emptied.

    :raises UsageError: when the folder holds anything else
    :raises StorageError: when it cannot be made
    """
    if out.exists() and any(out.iterdir()) and not (out / MARK).exists():
        raise UsageError(
            Words(f"{out} には別のファイルがあります。", f"{out} holds other files."),
            hint=Words("--out で空のフォルダーを指定してください。", "Name an empty folder with --out."),
        )
    try:
        if out.exists():
            shutil.rmtree(out)
        out.mkdir(parents=True)
        (out / MARK).write_text("made by `carelink demo`; emptied by the next one\n", "utf-8")
    except OSError:
        raise StorageError(
            Words(f"{out} を作れません。", f"{out} cannot be made."),
            hint=Words(
                "書けるフォルダーを --out で指定してください。", "Name a folder you may write to with --out."
            ),
        ) from None
    return out
