"""``carelink receive``: take in what waits, verify, validate, store, answer."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from carelink.cli.channel import conversing, town
from carelink.cli.exits import CLEAN, FINDINGS
from carelink.cli.keys import acting


@click.command("receive")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="ここへJSONとXMLで書く / write records here",
)
@conversing
@acting
@click.pass_obj
def command(
    lang: str,
    *,
    into: Path | None,
    via: str,
    store: Path | None,
    as_: Path,
    passphrase_file: Path | None,
    trust: Path,
) -> None:
    """受領 / receive everything that waits for us; running it again changes nothing."""
    fine = True
    with town(as_, passphrase_file, trust, via, store) as ours:
        for one in ours.receive():
            said = one.reason.in_(lang) if one.reason is not None else one.kind or ""
            click.echo(f"{one.state:10} {one.message or '-':36} {one.sender or '-'}  {said}")
            fine = fine and one.state not in {"refused", "rejected"}
            if into is not None and one.tree is not None:
                into.mkdir(parents=True, exist_ok=True)
                one.write(into)
    sys.exit(CLEAN if fine else FINDINGS)
