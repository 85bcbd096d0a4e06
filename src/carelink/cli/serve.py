"""``carelink serve``: the directory of facilities and the page that checks a file, in a browser."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from carelink.cli.days import records_of, say


@click.command("serve")
@click.option(
    "--facilities",
    "files",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    help="施設の表か FHIR / facilities: FHIR, open data (repeat)",
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="待ち受けるアドレス / address to listen on"
)
@click.option("--port", type=click.IntRange(1, 65535), default=8080, show_default=True)
@click.option("--title", default="", help="頁の題 / what the portal is called")
@click.option(
    "--root-path", default="", metavar="/PATH", help="リバースプロキシの下の位置 / prefix behind a proxy"
)
@click.pass_obj
def command(
    lang: str, /, *, files: tuple[Path, ...], host: str, port: int, title: str, root_path: str
) -> None:
    """施設案内と検証の頁を開く / serve the directory and the checker to browsers.

    公開できる項目だけを載せます。止めるには Ctrl-C。
    """
    import logging

    from carelink.server import application, listen

    logging.basicConfig(format="%(asctime)s %(message)s", stream=sys.stderr)
    records, unread = records_of(files, ("facility",))
    say(unread, lang)
    app = application(records, title=title)
    click.echo(f"http://{host}:{port}{root_path}/", err=True)
    listen(app, host=host, port=port, root_path=root_path.rstrip("/"))
