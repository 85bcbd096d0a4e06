"""The passphrase of an identity in the operating system's keyring (extra ``keyring``).

Kept under the organisation's name, so that it stays found when the keys are rotated or the file is moved.
It protects against the thief of a disk or a backup; whoever is logged in as the owner can read it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from carelink.encryption import disk
from carelink.encryption.keys import keyfile
from carelink.errors import StorageError, UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Callable

SERVICE = "carelink identity"


def remember(path: str | Path, passphrase: str) -> None:
    """Keep the passphrase of the identity file ``path`` in the keyring.

    :raises UsageError: when the extra is not installed
    :raises StorageError: when the system has no keyring, or it is locked
    """
    _ask(lambda ring: ring.set_password(SERVICE, name_of(path), passphrase))


def recall(path: str | Path) -> str | None:
    """Return the passphrase of the identity file ``path``, or None; raises as ``remember``."""
    found: str | None = _ask(lambda ring: ring.get_password(SERVICE, name_of(path)))
    return found


def forget(path: str | Path) -> None:
    """Remove the passphrase of the identity file ``path`` from the keyring, if it is there."""
    if recall(path) is not None:
        _ask(lambda ring: ring.delete_password(SERVICE, name_of(path)))


def name_of(path: str | Path) -> str:
    """Return whose identity is in the file ``path``: the name that its passphrase is kept under."""
    return keyfile.name_in(disk.read(Path(path), limit=keyfile.MAX_SIZE))


def _ask(question: Callable[[Any], Any]) -> Any:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        raise UsageError(
            Words(
                "OS の鍵束を使う部品が入っていません。", "Support for the system's keyring is not installed."
            ),
            hint=Words(
                "pip install 'carelink[keyring]' を行うか、--passphrase-file を使ってください。",
                "Run pip install 'carelink[keyring]', or use --passphrase-file.",
            ),
        ) from None
    try:
        return question(keyring)
    except (KeyringError, RuntimeError, OSError):  # backends let the last two through
        raise StorageError(
            Words(
                "OS の鍵束が使えないか、錠がかかっています。", "The system's keyring is missing or locked."
            ),
            hint=Words(
                "鍵束の錠を開けるか、--passphrase-file を使ってください。",
                "Unlock it, or use --passphrase-file.",
            ),
        ) from None
