"""What the sealed commands share: which identity we act as, and whom we know."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.encryption import Identity, Recipient, Trust
    from carelink.exchange import Catchment

F = TypeVar("F", bound="Callable[..., object]")
FILE = click.Path(path_type=Path, dir_okay=False)
PROMPT = "合言葉 / passphrase"
_SIGNED = b'"carelink-signed-list"'


def passphrase_from(command: F) -> F:
    """Add ``--passphrase-file`` and ``--keyring`` to a command."""
    file = click.option(
        "--passphrase-file", type=FILE, help="合言葉のファイル / else it is asked for where one is needed"
    )
    ring = click.option(
        "--keyring",
        is_flag=True,
        expose_value=False,
        callback=_keyring,
        help="合言葉は OS の鍵束 / it is in the system's keyring (extra: keyring)",
    )
    return file(ring(command))


def _keyring(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001  click's signature
    context.meta["carelink.keyring"] = value


def from_keyring() -> bool:
    """Say whether ``--keyring`` was given to the command that runs."""
    return bool(click.get_current_context().meta.get("carelink.keyring"))


def acting(command: F) -> F:
    """Add ``--as``, where its passphrase is, and ``--trust`` to a command."""
    return speaking(
        click.option(
            "--trust",
            type=FILE,
            required=True,
            help="信頼リスト / trust list, signed list or card (.json), or catchment (.toml)",
        )(command)
    )


def speaking(command: F) -> F:
    """Add ``--as`` and where its passphrase is to a command."""
    option = click.option(
        "--as", "as_", type=FILE, required=True, help="自分の鍵ファイル / our identity, made by keygen"
    )
    return option(passphrase_from(command))


def identity(path: Path, passphrase_file: Path | None) -> Identity:
    """Load an identity; the passphrase comes from a file, the keyring or the keyboard, never an argument.

    :raises WrongKeyError: when it does not fit
    """
    return unlocked(path, passphrase_file)[0]


def unlocked(path: Path, passphrase_file: Path | None) -> tuple[Identity, str | None]:
    """Load an identity as ``identity`` does, and return its passphrase beside it; None when it has none."""
    from carelink.encryption import Identity
    from carelink.errors import WrongKeyError

    given = None
    if passphrase_file is not None:
        given = passphrase_of(passphrase_file)
    elif from_keyring():
        from carelink.encryption.keys import vault

        given = vault.recall(path)
    if given is not None:
        return Identity.load(path, given), given
    try:
        return Identity.load(path), None
    except WrongKeyError:
        given = click.prompt(PROMPT, hide_input=True, err=True)
        return Identity.load(path, given), given


def passphrase_of(file: Path) -> str:
    """Return the first line of a file."""
    from carelink.cli.files import content

    return content(file).decode("utf-8", "replace").splitlines()[0] if content(file).strip() else ""


def members(path: Path) -> Trust | Catchment:
    """Load whom we know: ``catchment.toml``; or a signed list, a trust list or one member's card in JSON.

    A signed list that is overdue is used and said to be so; 30 days later it is refused.
    """
    if path.suffix == ".toml":
        from carelink.exchange import Catchment

        return Catchment.load(path)
    from carelink.encryption import SignedList, Trust

    if not is_signed(path):
        return Trust.load(path)
    held = SignedList.load(path)
    trusted = held.trusted()
    if held.is_stale():
        say(
            f"信頼リストの次の号が {held.next_update:%Y-%m-%d} の予定を過ぎています。"
            "配っている所に求めてください。",
            f"The trust list was due to be renewed on {held.next_update:%Y-%m-%d}; ask its publisher.",
        )
    if held.note:
        from carelink.exchange import Catchment

        return Catchment.from_toml(held.note.encode()).with_trust(trusted)
    return trusted


def is_signed(path: Path) -> bool:
    """Say whether ``path`` is a list that its publisher signed."""
    from carelink.cli.files import content

    return path.exists() and _SIGNED in content(path)[:256]


def say(ja: str, en: str) -> None:
    """Tell the user beside the result, in the language of the session."""
    click.echo(en if click.get_current_context().find_root().obj == "en" else ja, err=True)


def compared(member: Recipient, digits: str) -> None:
    """Raise UntrustedSenderError unless ``digits`` are the fingerprint of ``member``.

    Full-width digits and any separators are understood: they are typed from a telephone call.
    """
    typed = "".join(letter for letter in unicodedata.normalize("NFKC", digits) if letter.isdigit())
    if typed == member.fingerprint.replace(" ", ""):
        return
    from carelink.errors import UntrustedSenderError, Words

    raise UntrustedSenderError(
        Words(f"{member.name} の数字が違います。", f"The digits of {member.name} are others."),
        hint=Words(
            "聞き違いでなければ、そのカードは本人のものではありません。使わないでください。",
            "Unless you misheard, the card is not that member's. Do not use it.",
        ),
    )
