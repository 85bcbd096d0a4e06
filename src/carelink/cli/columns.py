"""``carelink columns``: a column map for a town's own table, proposed with its reasons."""

from __future__ import annotations

from pathlib import Path

import click

_KIND = click.Choice(["facility", "consultation"])


@click.group("columns")
def command() -> None:
    """列の対応表 / column maps, for tables that have a layout of their own."""


@command.command("guess")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", type=_KIND, default="facility", show_default=True)
@click.option("-o", "--out", type=click.Path(path_type=Path), help="保存先 / where to, instead of the screen")
@click.pass_obj
def guess(lang: str, *, file: Path, kind: str, out: Path | None) -> None:
    """推測 / propose a column map for FILE (CSV or .xlsx), with the reasons beside each line."""
    from carelink.converters import columns

    text = columns.guess(file, kind=kind).to_toml(lang)
    if out is None:
        click.echo(text, nl=False)
        return
    from carelink.converters.atomic import write_bytes

    write_bytes(out, text.encode())
    click.echo(str(out))


@command.command("items")
@click.option("--kind", type=_KIND, default="facility", show_default=True)
@click.pass_obj
def items(lang: str, *, kind: str) -> None:
    """項目 / the items a column may say, with their labels."""
    from carelink.converters.columns.map import kinds, paths
    from carelink.converters.layouts.layout import JOINED, item_of

    record = kinds()[kind]
    for path in paths(record):
        if path in JOINED:
            label = path
        else:
            item = item_of(record, path)
            label = item.en if lang == "en" and item.en else item.ja
        click.echo(f"{path:<40} {label}")
