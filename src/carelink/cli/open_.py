"""``carelink open``: the record in a parcel, whole and valid, or a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from carelink.cli.files import content
from carelink.cli.keys import FILE, acting, identity, members

if TYPE_CHECKING:
    from pathlib import Path


@click.command("open")
@click.argument("parcel", type=FILE)
@click.option("-o", "--out", type=FILE, help=".json .xml .html; default: PARCEL with the suffix .json")
@acting
def command(*, parcel: Path, out: Path | None, as_: Path, passphrase_file: Path | None, trust: Path) -> None:
    """開封 / open, verify and validate PARCEL, and write the record it holds."""
    import carelink

    record = carelink.open(content(parcel), identity(as_, passphrase_file), trust=members(trust))
    target = out or parcel.with_suffix(".json")
    carelink.write(record, target)
    click.echo(str(target))
