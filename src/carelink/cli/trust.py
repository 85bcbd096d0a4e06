"""``carelink trust``: whom we know, with the digits to compare on paper or by telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from carelink.cli.files import content
from carelink.cli.keys import FILE

if TYPE_CHECKING:
    from pathlib import Path

    from carelink.encryption import Trust


@click.group("trust")
def command() -> None:
    """信頼リスト / whom we know and may write to; LIST is a .json file."""


def _load(path: Path) -> Trust:
    from carelink.encryption import Trust

    return Trust.load(path) if path.exists() else Trust()


@command.command("list")
@click.argument("list_", metavar="LIST", type=FILE)
def list_(list_: Path) -> None:
    """一覧 / name and fingerprint of every member."""
    from carelink.cli.keys import members
    from carelink.exchange import Catchment

    known = members(list_)
    for member in known.trust if isinstance(known, Catchment) else known:
        click.echo(f"{member.fingerprint}  {member.name}")


@command.command("add")
@click.argument("list_", metavar="LIST", type=FILE)
@click.argument("card", type=FILE)
def add(list_: Path, card: Path) -> None:
    """追加 / add the member whose CARD this is. Compare the digits with its owner before you use it."""
    from carelink.encryption import Recipient

    member = Recipient.from_jwks(content(card))
    _load(list_).with_member(member).save(list_)
    click.echo(f"{member.fingerprint}  {member.name}")


@command.command("remove")
@click.argument("list_", metavar="LIST", type=FILE)
@click.argument("name")
def remove(list_: Path, name: str) -> None:
    """削除 / no longer know the member NAME."""
    _load(list_).without(name).save(list_)


@command.command("revoke")
@click.argument("list_", metavar="LIST", type=FILE)
@click.argument("kid")
def revoke(list_: Path, kid: str) -> None:
    """失効 / never again accept the key KID (lost, stolen)."""
    _load(list_).revoke(kid).save(list_)
