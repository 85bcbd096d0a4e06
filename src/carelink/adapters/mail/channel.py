"""The channel itself: what goes out is handed to the mail server, what comes in lies in a spool first.

The spool is a folder channel, so that claiming, giving back and putting aside are the same as there. A mail
is deleted only when its parcel lies on our disk.
"""

from __future__ import annotations

import hashlib
import smtplib
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from carelink.adapters import refusals
from carelink.adapters.folder import FolderAdapter
from carelink.adapters.mail import letters, mailboxes, settings
from carelink.adapters.names import file_name, safe_folder
from carelink.adapters.refusals import bad_url
from carelink.errors import CarelinkError, StorageError, UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from carelink.adapters.adapter import Arrived, Taken
    from carelink.adapters.mail.settings import Server, Settings

EXAMPLE: Final = "mail:///etc/carelink/mail.toml"
LARGEST: Final = 20 * 2**20
"""Bytes of the largest parcel that is mailed; most servers take 25 to 35 MB of mail."""

_TOO_LARGE: Final = 552
_FULL: Final = 452


def channel(url: str) -> MailAdapter:
    """Return the channel whose settings ``url`` names; no server is touched yet.

    :raises UsageError: no such file, or the settings are not right
    """
    path = url.partition("://")[2]
    if not path or "?" in path or "#" in path:
        raise bad_url(EXAMPLE)
    return MailAdapter(settings.load(Path(path)))


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class MailAdapter:
    """Mail between members. Every mailbox belongs to one member."""

    settings: Settings
    clock: Callable[[], datetime] = _now

    def put(self, parcel: bytes, *, to: str, name: str) -> None:
        """Hand a mail with ``parcel`` to the mail server, which answers for it from then on (RFC 5321 §6.1).

        The same parcel twice is two mails; whoever receives them finds the second stored.

        :raises UnreachableError: the mail server cannot be reached, or refuses
        :raises StorageError: it is too large for the server, or the server is full
        :raises UsageError: no mail address for this member, or unsafe names
        """
        named, me = file_name(name), self.settings
        receiver = me.members.get(safe_folder(to))
        if receiver is None or me.smtp is None:
            raise UsageError(
                Words("この宛先のメールアドレスがありません。", "There is no mail address for this member."),
                hint=Words("設定の [members] と [smtp] を確かめてください。", "Check [members] and [smtp]."),
            )
        if len(parcel) > LARGEST:
            raise _too_large()
        mail = letters.compose(parcel, named, me, receiver, self.clock())
        _handed_over(me.smtp, mail, me.sender, receiver)

    def waiting(self, me: str) -> Iterator[Arrived]:
        """Fetch the mail, then list what lies in the spool for ``me``.

        :raises UnreachableError: the mail server or the spool cannot be reached, or refuses
        :raises StorageError: the disk is full; the mail stays where it is
        """
        for letter in mailboxes.letters(self.settings):
            found = letters.parcels(letter.content) if letter.content is not None else []
            for parcel in found:
                digest = hashlib.sha256(parcel).hexdigest()[:32]
                self._spool.put(parcel, to=me, name=digest)
            (letter.stored if found else letter.aside)()
        yield from self._spool.waiting(me)

    @property
    def _spool(self) -> FolderAdapter:
        return FolderAdapter(self.settings.spool)

    def take(self, arrived: Arrived) -> Taken | None:
        """Claim and read it from the spool."""
        return self._spool.take(arrived)

    def done(self, taken: Taken) -> None:
        """Remove it from the spool."""
        self._spool.done(taken)

    def back(self, taken: Taken) -> None:
        """Give it back to the spool."""
        self._spool.back(taken)

    def dead(self, taken: Taken, reason: str) -> None:
        """Put it aside in the spool."""
        self._spool.dead(taken, reason)

    def close(self) -> None:
        """Nothing is held."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _handed_over(place: Server, mail: bytes, sender: str, receiver: str) -> None:
    where = f"smtp://{place.host}:{place.port}"
    try:
        with _dialled(place) as server:
            if place.user is not None:
                server.login(place.user, place.password)
            server.sendmail(sender, [receiver], mail)
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused):
        raise refusals.not_allowed(where) from None
    except smtplib.SMTPResponseException as error:
        raise _answered(error.smtp_code, where) from None
    except ssl.SSLCertVerificationError:
        raise refusals.not_the_server(where) from None
    except (smtplib.SMTPException, OSError):
        raise refusals.unreachable(where) from None


def _answered(code: int, where: str) -> CarelinkError:
    known = {_TOO_LARGE: _too_large(), _FULL: refusals.full(where)}
    return known.get(code, refusals.unreachable(where))


def _dialled(place: Server) -> smtplib.SMTP:
    if place.tls == "implicit":
        secure = mailboxes.context(place)
        return smtplib.SMTP_SSL(place.host, place.port, timeout=mailboxes.TIMEOUT, context=secure)
    server = smtplib.SMTP(place.host, place.port, timeout=mailboxes.TIMEOUT)
    if place.tls == "starttls":
        server.starttls(context=mailboxes.context(place))
    return server


def _too_large() -> StorageError:
    return StorageError(
        Words("メールで送るには大きすぎます。", "It is too large for mail."),
        hint=Words(
            "共有フォルダーか SFTP などの経路を使ってください。", "Use a folder, SFTP or another channel."
        ),
    )
