"""``carelink resend``: a person decides that a message goes out once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from carelink.cli.channel import conversing, town
from carelink.cli.keys import acting, say

if TYPE_CHECKING:
    from pathlib import Path


@click.command("resend")
@click.argument("message")
@conversing
@acting
def command(
    *, message: str, via: str, store: str | None, as_: Path, passphrase_file: Path | None, trust: Path
) -> None:
    """再送 / send MESSAGE again to everyone who has not answered for good."""
    with town(as_, passphrase_file, trust, via, store) as ours:
        count = ours.resend(message)
    say(f"{count} か所へ送り直しました。", f"sent again to {count}")
