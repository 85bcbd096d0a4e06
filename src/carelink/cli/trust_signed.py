"""``carelink trust publish`` and ``take``: one list for all, signed by a coordinating town and numbered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from carelink.cli.files import content
from carelink.cli.keys import FILE, compared, identity, is_signed, members, say, speaking
from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from pathlib import Path

    from carelink.encryption import SignedList


def headline(path: Path) -> None:
    """Print the number, date and publisher of a signed list; nothing for any other."""
    if not is_signed(path):
        return
    from carelink.encryption import SignedList

    say(*_said(SignedList.load(path)))


def _said(held: SignedList) -> tuple[str, str]:
    number, who, issued, due = held.sequence, held.publisher.name, held.issued, held.next_update
    return (
        f"第 {number} 号、{who}、{issued:%Y-%m-%d}。次は {due:%Y-%m-%d} まで",
        f"No. {number}, {who}, {issued:%Y-%m-%d}; the next is due {due:%Y-%m-%d}",
    )


@click.command("publish")
@click.argument("list_", metavar="LIST", type=FILE)
@click.argument("signed", type=FILE)
@click.option(
    "--days", type=click.IntRange(1, 366), default=90, show_default=True, help="次の号まで / until the next"
)
@speaking
def publish(list_: Path, signed: Path, days: int, as_: Path, passphrase_file: Path | None) -> None:
    """公示 / sign LIST for all as SIGNED, with the next number. Give SIGNED to every member."""
    from carelink.encryption import SignedList, Trust

    known = members(list_)
    before = SignedList.load(signed) if signed.exists() else None
    ours = identity(as_, passphrase_file)
    trust, note = (known, "") if isinstance(known, Trust) else (known.trust, known.to_toml().decode())
    made = SignedList.publish(trust, publisher=ours, after=before, lasts=timedelta(days=days), note=note)
    made.save(signed)
    click.echo(str(signed))
    say(*_said(made))


@click.command("take")
@click.argument("held", type=FILE)
@click.argument("new", type=FILE)
@click.option("--from", "card", type=FILE, help="配る所のカード / the publisher's card; the first time only")
@click.option("--digits", help="配る所の数字 / the publisher's 8×5 digits, as it read them to you")
def take(held: Path, new: Path, card: Path | None, digits: str | None) -> None:
    """受け入れ / take over the signed list NEW as HELD. Older or contradicting lists are refused."""
    from carelink.encryption import Recipient, SignedList

    signed = _travelling(new)
    if held.exists():
        taken = SignedList.load(held).next(signed)
    elif card is None:
        raise UsageError(
            Words(
                "初めての信頼リストには配る所のカードが要ります。",
                "The first list needs its publisher's card.",
            ),
            hint=Words(
                "--from にカードを渡し、数字を電話か紙で確かめてください。",
                "Give it with --from, and compare its digits by telephone or on paper.",
            ),
        )
    else:
        publisher = Recipient.from_jwks(content(card))
        if digits is not None:
            compared(publisher, digits)
        click.echo(f"{publisher.fingerprint}  {publisher.name}")
        taken = SignedList.first(signed, publisher=publisher)
    taken.save(held)
    say(*_said(taken))


def _travelling(path: Path) -> bytes:
    """Return the signed text alone; whom the file says to believe does not count."""
    from carelink.encryption.keys.signed_list import unpinned

    return unpinned(content(path))
