"""The settings of the mail channel, in a file of their own.

::

    from = "naoshima@example.jp"
    spool = "/var/lib/carelink/mail"        # what came in waits here for its reader
    armor = false                           # true: as text, for gateways that let only text through

    [members]
    "三木町みほん病院" = "miki@example.jp"

    [smtp]
    host = "smtp.example.jp"                # TLS from the start; port 465
    user = "naoshima"
    password_file = "/etc/carelink/smtp"

    [imap]                                  # or: [maildir] path = "/var/mail/naoshima"
    host = "imap.example.jp"                # TLS from the start; port 993
    user = "naoshima"
    password_file = "/etc/carelink/imap"

``tls`` is ``"implicit"`` (the default), ``"starttls"``, or ``"none"`` for a server on this machine alone.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NoReturn

from carelink.adapters.names import address
from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_FILE: Final = 1024 * 1024  # bytes; a prefecture's members are far less
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
Tls = Literal["implicit", "starttls", "none"]
_TLS: Final = ("implicit", "starttls", "none")


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server and how to get in.

    :param ca: certificates that vouch for the server; those of the system without it
    """

    host: str
    port: int
    tls: Tls
    user: str | None
    password_file: Path | None
    ca: Path | None

    @property
    def password(self) -> str:
        """Read the first line of the password's file, when it is needed.

        :raises UsageError: there is none
        """
        try:
            lines = (self.password_file or Path()).read_text("utf-8").splitlines()
            return lines[0]
        except (OSError, UnicodeDecodeError, IndexError):
            raise UsageError(
                Words(
                    "メールのパスワードのファイルを読めません。",
                    "The file with the mail password is unreadable.",
                ),
                hint=Words("password_file を確かめてください。", "Check password_file."),
            ) from None


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the channel needs to know.

    :param members: address of the drop (``carelink.adapters.address``) -> mail address
    """

    sender: str
    spool: Path
    members: Mapping[str, str]
    smtp: Server | None = None
    imap: Server | None = None
    folder: str = "INBOX"
    maildir: Path | None = None
    armor: bool = False
    subject: str = field(default="carelink", repr=False)


def load(path: Path) -> Settings:
    """Read the settings.

    :raises UsageError: no such file, or not as described above
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
        tree = tomllib.loads(data.decode("utf-8")) if len(data) <= MAX_FILE else {}
        return _settings(tree, path.parent)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        refuse()


def refuse() -> NoReturn:
    """Raise the error for settings that are not right."""
    raise UsageError(
        Words("メールの設定ファイルが正しくありません。", "The settings of the mail channel are not right."),
        hint=Words(
            "from、spool、[members]、[smtp]、[imap] か [maildir] を確かめてください。"
            "TLS なしは、このコンピューターの中だけです。",
            "Check from, spool, [members], [smtp], and [imap] or [maildir]. "
            "Without TLS only servers on this machine may be named.",
        ),
    )


def _settings(tree: dict[str, Any], here: Path) -> Settings:
    known = {"from", "spool", "armor", "subject", "members", "smtp", "imap", "maildir"}
    if set(tree) - known or ("imap" in tree and "maildir" in tree):
        raise ValueError
    imap = dict(tree.get("imap", {}))
    folder = _text(imap.pop("folder", "INBOX"))
    maildir = tree.get("maildir", {}).get("path")
    return Settings(
        sender=_mail(tree["from"]),
        spool=here / _text(tree["spool"]),
        members={address(name): _mail(mail) for name, mail in tree.get("members", {}).items()},
        smtp=_server(tree["smtp"], 465, 587) if "smtp" in tree else None,
        imap=_server(imap, 993, 143) if imap else None,
        folder=folder,
        maildir=here / _text(maildir) if maildir is not None else None,
        armor=tree.get("armor", False) is True,
        subject=_text(tree.get("subject", "carelink")),
    )


def _server(tree: dict[str, Any], implicit: int, other: int) -> Server:
    if set(tree) - {"host", "port", "tls", "user", "password_file", "ca"}:
        raise ValueError
    host, tls = _text(tree["host"]), tree.get("tls", "implicit")
    if tls not in _TLS or (tls == "none" and host not in LOOPBACK):
        raise ValueError
    port = tree.get("port", implicit if tls == "implicit" else other)
    if not isinstance(port, int) or not 0 < port < 2**16:
        raise ValueError
    files = [
        Path(_text(tree[name])).expanduser() if name in tree else None for name in ("password_file", "ca")
    ]
    user = _text(tree["user"]) if "user" in tree else None
    return Server(host, port, tls, user, *files)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value or any(ord(char) < 32 for char in value):  # noqa: PLR2004  controls
        raise ValueError
    return value


def _mail(value: Any) -> str:
    text = _text(value)
    name, at, host = text.partition("@")
    if not (name and at and host) or set(text) & set(' <>,;:"()[]\\') or not text.isascii():
        raise ValueError
    return text
