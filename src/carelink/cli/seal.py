"""``carelink seal``: a record into a parcel that only its recipients can open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from carelink.cli.keys import FILE, acting, identity, members

if TYPE_CHECKING:
    from pathlib import Path


@click.command("seal")
@click.argument("source", type=FILE)
@click.option("--to", multiple=True, required=True, help="宛先の名前 / name of a member; may be repeated")
@click.option("-o", "--out", type=FILE, help="default: SOURCE with the suffix .cle")
@click.option(
    "--armor", "armored", is_flag=True, help="文字だけの形 / as text, for mail and content-disarm gateways"
)
@acting
def command(
    *,
    source: Path,
    to: tuple[str, ...],
    out: Path | None,
    armored: bool,
    as_: Path,
    passphrase_file: Path | None,
    trust: Path,
) -> None:
    """封緘 / read, validate and seal SOURCE for the members named with --to."""
    import carelink
    from carelink.converters.atomic import write_bytes
    from carelink.encryption import armor

    known = members(trust)
    readers = [known.recipient(name) for name in to]
    record = carelink.read_all(source).records
    parcel = carelink.seal(record, to=readers, sender=identity(as_, passphrase_file))
    target = out or source.with_suffix(".cle")
    write_bytes(target, armor(parcel) if armored else parcel)
    click.echo(str(target))
