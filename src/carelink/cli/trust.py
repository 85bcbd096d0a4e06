"""``carelink trust``: whom we know, with the digits to compare on paper or by telephone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from carelink.cli import trust_signed
from carelink.cli.files import content
from carelink.cli.keys import FILE, compared, is_signed, members, say
from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from carelink.encryption import Recipient, Trust


@click.group("trust")
def command() -> None:
    """信頼リスト / whom we know and may write to; LIST is a .json file."""


command.add_command(trust_signed.publish)
command.add_command(trust_signed.take)
LIST = click.argument("list_", metavar="LIST", type=FILE)
DIGITS = click.option(
    "--digits", help="聞き取った数字 / the 8×5 digits its owner read to you; others are refused"
)


def _load(path: Path) -> Trust:
    from carelink.encryption import Trust

    if is_signed(path):
        raise UsageError(
            Words("署名された信頼リストは書き換えられません。", "A signed list cannot be edited."),
            hint=Words(
                "配っている所に頼むか、自分のリストを別に作ってください。",
                "Ask its publisher, or keep a list of your own.",
            ),
        )
    return Trust.load(path) if path.exists() else Trust()


def _all(path: Path) -> Iterable[Recipient]:
    from carelink.encryption import Trust

    known = members(path)
    return known if isinstance(known, Trust) else known.trust


@command.command("list")
@LIST
@click.option("--keys", is_flag=True, help="鍵ごとに / every key with its last day and state")
def list_(list_: Path, *, keys: bool) -> None:
    """一覧 / name and fingerprint of every member."""
    from carelink.encryption.keys.suites import label

    trust_signed.headline(list_)
    for member in _all(list_):
        click.echo(f"{member.fingerprint}  {member.name}")
        for key in member.keys if keys else ():
            shown = f"{key.status:7}  –{key.ends:%Y-%m-%d}  {label(key.kind.suite)}"
            click.echo(f"    {key.kid}  {key.kind.use}  {shown}")


@command.command("add")
@LIST
@click.argument("card", type=FILE)
@DIGITS
def add(list_: Path, card: Path, digits: str | None) -> None:
    """追加 / add the member whose CARD this is. Compare the digits with its owner before you use it."""
    from carelink.encryption import Recipient

    known, member = _load(list_), Recipient.from_jwks(content(card))
    if digits is not None:
        compared(member, digits)
    before = next((one for one in known if one.name == member.name), None)
    if before is not None and digits is None and {k.kid for k in member.keys} - {k.kid for k in before.keys}:
        say(
            "この機関の鍵が変わります。数字を本人に確かめてください。",
            "The keys of this member change: compare the digits with it.",
        )
    known.with_member(member).save(list_)
    click.echo(f"{member.fingerprint}  {member.name}")


@command.command("verify")
@LIST
@click.argument("name", required=False)
@DIGITS
def verify(list_: Path, name: str | None, digits: str | None) -> None:
    """照合 / check LIST (or a card) and show the digits of NAME, or compare them with --digits."""
    trust_signed.headline(list_)
    found = [member for member in _all(list_) if name in (None, member.name)]
    if not found or (digits is not None and len(found) != 1):
        raise UsageError(
            Words("どの機関の数字か分かりません。", "Whose digits are they?"),
            hint=Words("一覧にある名前を書いてください。", "Give a name that is in the list."),
        )
    for member in found:
        if digits is not None:
            compared(member, digits)
        click.echo(f"{member.fingerprint}  {member.name}")
    if digits is not None:
        say("数字は一致しました。", "The digits agree.")


@command.command("export")
@LIST
@click.argument("name")
@click.option("-o", "--out", type=FILE, help="default: 標準出力 / standard output")
def export(list_: Path, name: str, out: Path | None) -> None:
    """書き出し / the card of the member NAME, for somebody who asks for it."""
    from carelink.converters.atomic import write_bytes

    card = json.dumps(members(list_).recipient(name).to_jwks(), ensure_ascii=False, indent=1)
    if out is None:
        click.echo(card)
    else:
        write_bytes(out, card.encode())
        click.echo(str(out))


@command.command("remove")
@LIST
@click.argument("name")
def remove(list_: Path, name: str) -> None:
    """削除 / no longer know the member NAME."""
    _load(list_).without(name).save(list_)


@command.command("revoke")
@LIST
@click.argument("kid", metavar="KID|NAME")
def revoke(list_: Path, kid: str) -> None:
    """失効 / never again accept the key KID, or any present key of NAME (lost, stolen)."""
    known = _load(list_).revoke(kid)
    known.save(list_)
    for key in known.recipient(kid).keys:
        if key.status == "revoked":
            click.echo(f"{key.kid}  {key.status}")
