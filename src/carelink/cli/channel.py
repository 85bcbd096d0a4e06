"""What ``send`` and ``receive`` share: the channel, and the file that remembers the conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import click

from carelink.cli.keys import FILE, identity, members

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carelink.exchange import Town

F = TypeVar("F", bound="Callable[..., object]")


def conversing(command: F) -> F:
    """Add ``--via`` and ``--store`` to a command."""
    via = click.option(
        "--via", required=True, help="経路 / channel: folder:///… or the path of a shared folder"
    )
    store = click.option(
        "--store", type=FILE, help="台帳 / the file that remembers what was sent and received"
    )
    return via(store(command))


def town(as_: Path, passphrase_file: Path | None, trust: Path, via: str, store: Path | None) -> Town:
    """Open our side of the conversation."""
    from carelink.exchange import connect

    return connect(via, identity=identity(as_, passphrase_file), trust=members(trust), store=store)
