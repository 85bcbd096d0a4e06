"""What the sealed commands share: which identity we act as, and whom we know."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.encryption import Identity, Trust
    from carelink.exchange import Catchment

F = TypeVar("F", bound="Callable[..., object]")
FILE = click.Path(path_type=Path, dir_okay=False)


def acting(command: F) -> F:
    """Add ``--as``, ``--passphrase-file`` and ``--trust`` to a command."""
    options = (
        click.option(
            "--as", "as_", type=FILE, required=True, help="自分の鍵ファイル / our identity, made by keygen"
        ),
        click.option(
            "--passphrase-file", type=FILE, help="合言葉のファイル / else it is asked for where one is needed"
        ),
        click.option(
            "--trust", type=FILE, required=True, help="信頼リスト / trust list (.json) or catchment (.toml)"
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def identity(path: Path, passphrase_file: Path | None) -> Identity:
    """Load an identity; the passphrase comes from a file or from the keyboard, never from an argument.

    :raises WrongKeyError: when it does not fit
    """
    from carelink.encryption import Identity
    from carelink.errors import WrongKeyError

    if passphrase_file is not None:
        return Identity.load(path, passphrase_of(passphrase_file))
    try:
        return Identity.load(path)
    except WrongKeyError:
        return Identity.load(path, click.prompt("合言葉 / passphrase", hide_input=True, err=True))


def passphrase_of(file: Path) -> str:
    """Return the first line of a file."""
    from carelink.cli.files import content

    return content(file).decode("utf-8", "replace").splitlines()[0] if content(file).strip() else ""


def members(path: Path) -> Trust | Catchment:
    """Load whom we know: ``catchment.toml``, or a trust list or one member's card in JSON."""
    if path.suffix == ".toml":
        from carelink.exchange import Catchment

        return Catchment.load(path)
    from carelink.encryption import Trust

    return Trust.load(path)
