"""What ``send`` and ``receive`` share: the channel, and the file that remembers the conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from carelink.cli.keys import identity, members

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carelink.exchange import Town

F = TypeVar("F", bound="Callable[..., object]")


def conversing(command: F) -> F:
    """Add ``--via`` and ``--store`` to a command."""
    via = click.option(
        "--via",
        required=True,
        help="経路 / channel: folder, sftp, https, s3, mail (URL), or the path of a shared folder",
    )
    store = click.option(
        "--store", help="台帳 / the file that remembers what was sent and received, or postgresql://…"
    )
    return via(store(command))


def town(  # noqa: PLR0917  one for each option
    as_: Path,
    passphrase_file: Path | None,
    trust: Path,
    via: str,
    store: str | None,
    policy: Path | None = None,
) -> Town:
    """Open our side of the conversation."""
    from carelink.exchange import Policy, connect

    rules = Policy.load(policy) if policy is not None else None
    me = identity(as_, passphrase_file)
    return connect(via, identity=me, trust=members(trust), store=store, policy=rules)
