"""``carelink receive``: take in what waits, verify, validate, store, answer."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carelink.cli.channel import conversing, town
from carelink.cli.exits import CLEAN, FINDINGS
from carelink.cli.keys import acting
from carelink.errors import UnreachableError

if TYPE_CHECKING:
    from carelink.exchange import Received, Town

_WRONG = frozenset({"refused", "rejected"})


@click.command("receive")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="ここへJSONとXMLで書く / write records here",
)
@click.option(
    "--watch",
    type=click.FloatRange(min=1),
    metavar="SECONDS",
    help="待ち続ける / go on until interrupted, looking every so many seconds",
)
@conversing
@acting
@click.pass_obj
def command(
    lang: str,
    *,
    into: Path | None,
    watch: float | None,
    via: str,
    store: str | None,
    as_: Path,
    passphrase_file: Path | None,
    trust: Path,
) -> None:
    """受領 / receive everything that waits for us; running it again changes nothing."""
    with town(as_, passphrase_file, trust, via, store) as ours:
        fine = _round(ours, into, lang) if watch is None else _watch(ours, into, lang, watch)
    sys.exit(CLEAN if fine else FINDINGS)


def _round(ours: Town, into: Path | None, lang: str) -> bool:
    """Take what waits and say what became of it; return whether nothing was refused."""
    got = ours.receive()
    for one in got:
        _tell(one, lang)
        if into is not None and one.tree is not None:
            into.mkdir(parents=True, exist_ok=True)
            one.write(into)
    return not any(one.state in _WRONG for one in got)


def _watch(ours: Town, into: Path | None, lang: str, seconds: float) -> bool:
    """Go on until interrupted; a channel that is away is said once and tried again."""
    fine, away = True, False
    try:
        while True:
            try:
                fine = _round(ours, into, lang) and fine
                away = False
            except UnreachableError as error:
                if not away:
                    click.echo(f"carelink: {error.message.in_(lang)}", err=True)
                away = True
            time.sleep(seconds)
    except KeyboardInterrupt:
        return fine


def _tell(one: Received, lang: str) -> None:
    said = one.reason.in_(lang) if one.reason is not None else one.kind or ""
    click.echo(f"{one.state:10} {one.message or '-':36} {one.sender or '-'}  {said}")
