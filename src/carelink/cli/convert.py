"""``carelink convert SRC DST``: read one format, write another, and say what was doubtful."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from carelink.cli.exits import code_of
from carelink.findings import formats


@click.command("convert")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--from", "from_", help="形式 / format of SOURCE, when its content does not tell")
@click.option("--to", help="形式 / format of TARGET, when its name does not tell")
@click.option("--quiet", is_flag=True, help="集計だけ / only the closing count")
@click.pass_obj
def command(lang: str, *, source: Path, target: Path, from_: str | None, to: str | None, quiet: bool) -> None:
    """形式を変換 / convert SOURCE to TARGET (.json .xml .ndjson .csv .toml .html)."""
    from carelink import converters

    batch = converters.read_all(source, format=from_)
    if batch.records:
        converters.write(batch.records, target, format=to)
    text = formats.summary(batch.report, lang) if quiet else formats.to_text(batch.report, lang).rstrip("\n")
    click.echo(text)
    click.echo(f"{batch.rows_in} → {len(batch.records)}", err=True)
    sys.exit(code_of(batch.report))
