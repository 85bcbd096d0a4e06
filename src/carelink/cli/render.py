"""``carelink render FILE``: a record as a page for A4 paper, or facilities as GeoJSON."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("render")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--to", type=click.Choice(["html", "geojson"]), default="html", show_default=True)
@click.option("-o", "--out", type=click.Path(path_type=Path), help="default: SOURCE with the suffix .html")
@click.pass_obj
def command(lang: str, *, source: Path, to: str, out: Path | None) -> None:
    """A4の頁にする / turn a record into a self-contained page, ready to print."""
    from carelink import converters, rendering
    from carelink.converters.atomic import write_bytes

    target = out or source.with_suffix(f".{to}")
    if to == "geojson":
        write_bytes(target, rendering.to_geojson(converters.read_all(source).records).encode())
        click.echo(str(target))
        return
    write_bytes(target, rendering.to_html(converters.read(source), lang=lang).encode())
    click.echo(str(target))
