"""``carelink convert SRC DST``: read one format, write another, and say what was doubtful."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carelink.cli.exits import CLEAN, FINDINGS
from carelink.findings import formats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.converters import Outcome
    from carelink.converters.streams import Tally

_FILE = click.Path(path_type=Path)


@click.command("convert")
@click.argument("source", type=_FILE)
@click.argument("target", type=_FILE)
@click.option("--from", "from_", help="形式 / format of SOURCE, when its content does not tell")
@click.option("--to", help="形式 / format of TARGET, when its name does not tell")
@click.option("--columns", type=_FILE, help="列の対応表 / column map (TOML) of a table of your own")
@click.option("--hours", type=_FILE, help="医療情報ネットの診療時間の表 / second table, joined by ID")
@click.option(
    "--encoding",
    type=click.Choice(["utf-8-sig", "utf-8", "cp932"]),
    help="文字コード / encoding of a table to write",
)
@click.option("--rejects", type=_FILE, help="所見の保存先 / findings of each row, as NDJSON; good rows go on")
@click.option("--resume", is_flag=True, help="中断した続きから / take up a run that was cut off (NDJSON)")
@click.option(
    "--blank", is_flag=True, help="空の様式 / SOURCE is a kind of record, or an edition; write its empty form"
)
@click.option("--patient-id", help="病院の患者ID / the hospital's ID of the person, for SS-MIX2")
@click.option("--quiet", is_flag=True, help="集計だけ / only the closing count")
@click.pass_obj
def command(
    lang: str,
    *,
    source: Path,
    target: Path,
    from_: str | None,
    to: str | None,
    columns: Path | None,
    hours: Path | None,
    encoding: str | None,
    rejects: Path | None,
    resume: bool,
    blank: bool,
    patient_id: str | None,
    quiet: bool,
) -> None:
    """形式を変換 / convert SOURCE to TARGET.

    Suffixes: .json .xml .ndjson .csv .xlsx .geojson .tgz .toml .html .pdf .zip .jahis (medicine notebook).

    A .zip is an IHE XDM medium. A folder that exists is an SS-MIX2 extended storage; it needs --patient-id.
    With --columns the table of your own is the source; a target of another format is found from its name.
    Where the source is no table, the map is that of the target. A sheet goes to .xlsx as a form with
    drop-downs, which reads back when it was filled in: convert --blank admission-sheet form.xlsx (or .toml).
    """
    if blank:
        _blank(source, target)
        return
    from carelink.converters import streams

    own = columns is not None and _is_table(source, target)
    outcomes = _outcomes(source, from_, columns if own else None, hours)
    tally = streams.convert(
        outcomes,
        target,
        to=to,
        columns=None if own else columns,
        encoding=encoding,
        patient_id=patient_id,
        rejects=rejects,
        resume=resume,
        progress=_progress if sys.stderr.isatty() else None,
    )
    _close(tally, lang, quiet=quiet, rejects=rejects, source=source)
    sys.exit(FINDINGS if tally.errors else CLEAN)


def _blank(kind: Path, target: Path) -> None:
    """Write the empty form of a kind of record, or of a town's own edition (its TOML file)."""
    from carelink.converters import excel_form, sheet_toml
    from carelink.converters.atomic import write_bytes
    from carelink.converters.formats import WORKBOOK
    from carelink.converters.sheet_toml.blank import blank
    from carelink.records import editions

    town = editions.load(kind) if kind.suffix == ".toml" else None
    made = town.form if town is not None else sheet_toml.form_of_kind(kind.name)
    if target.suffix.lower() == WORKBOOK:
        write_bytes(target, excel_form.blank(made, note=town.note if town is not None else ""))
    else:
        write_bytes(target, blank(made).encode())
    click.echo(target.as_posix())


def _is_table(source: Path, target: Path) -> bool:
    """Whether the map belongs to the source: it does unless only the target is a table."""
    tables = {".csv", ".tsv", ".txt", ".xlsx"}
    return source.suffix.lower() in tables or target.suffix.lower() not in tables


def _outcomes(source: Path, from_: str | None, columns: Path | None, hours: Path | None) -> Iterator[Outcome]:
    from carelink import converters

    if hours is not None:
        from carelink.converters.navii import read_joined

        return read_joined(source, hours)
    return converters.read_rows(source, format=from_, columns=columns)[1]


def _progress(row: int) -> None:
    click.echo(f"\r{row:,}", nl=False, err=True)


def _close(tally: Tally, lang: str, *, quiet: bool, rejects: Path | None, source: Path) -> None:
    report = tally.report.in_file(str(source))
    if rejects is not None:
        for code, count in tally.codes.most_common(10):
            click.echo(f"{count:>9,}  {code}")
        click.echo(f"→ {rejects}")
    elif quiet:
        click.echo(formats.summary(report, lang))
    else:
        click.echo(formats.to_text(report, lang).rstrip("\n"))
    click.echo(f"{tally.rows_in} → {tally.records}", err=True)
