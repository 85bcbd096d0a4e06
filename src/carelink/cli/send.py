"""``carelink send``: validate, seal, hand over, and remember until it is answered."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from carelink.cli.channel import conversing, town
from carelink.cli.exits import CLEAN, COULD_NOT_RUN
from carelink.cli.keys import FILE, acting

if TYPE_CHECKING:
    from pathlib import Path


@click.command("send")
@click.argument("source", type=FILE)
@click.option("--to", multiple=True, required=True, help="宛先の名前 / name of a member; may be repeated")
@click.option("--purpose", default="TREAT", show_default=True, help="利用目的 / HL7 v3 PurposeOfUse")
@click.option("--replaces", help="訂正 / id of the message that this one corrects")
@click.option(
    "--policy", type=FILE, help="提供の方針 / policy of disclosure (.toml); without it all may be told"
)
@click.option(
    "--emergency", metavar="REASON", help="緊急 / why it goes without the consent that the policy asks for"
)
@conversing
@acting
@click.pass_obj
def command(
    lang: str,
    *,
    source: Path,
    to: tuple[str, ...],
    purpose: str,
    replaces: str | None,
    policy: Path | None,
    emergency: str | None,
    via: str,
    store: str | None,
    as_: Path,
    passphrase_file: Path | None,
    trust: Path,
) -> None:
    """送付 / send SOURCE to members. It waits in the outbox while the channel is away."""
    import carelink

    records = carelink.read_all(source).records
    how: dict[str, Any] = {"purpose": purpose, "replaces": replaces, "emergency": emergency}
    with town(as_, passphrase_file, trust, via, store, policy) as ours:
        sent = ours.send(records[0] if len(records) == 1 else records, to=list(to), **how)
    for message in sent.messages:
        click.echo(f"{message}  {sent.kind}")
    if sent.problem is not None:
        click.echo(sent.problem.in_(lang), err=True)
    sys.exit(CLEAN if sent.handed_over else COULD_NOT_RUN)
