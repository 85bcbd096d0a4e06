"""Where mail comes in. A mailbox gives each letter once, and is told what became of it."""

from __future__ import annotations

import contextlib
import imaplib
import mailbox
import re
import ssl
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from carelink.adapters import refusals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.adapters.mail.settings import Server, Settings

LARGEST: Final = 150 * 2**20
"""Bytes of the largest mail that is fetched: 100 MiB of parcel in base64, and what is around it."""

MOST: Final = 1_000
"""Mails that are fetched at a time; the rest comes next time."""

TIMEOUT: Final = 60.0  # seconds
_SIZE: Final = re.compile(rb"RFC822\.SIZE ([0-9]{1,12})")


class Letter(Protocol):
    """A mail in a mailbox: ``content`` is None when it is too large; say ``stored`` or ``aside`` of it."""

    content: bytes | None

    def stored(self) -> None:
        """Remove it: its parcel lies durably on our side."""
        ...  # pragma: no cover

    def aside(self) -> None:
        """Leave it, marked for a person: it is none of ours, or too large."""
        ...  # pragma: no cover


def letters(settings: Settings) -> Iterator[Letter]:
    """Give what is in the mailbox of ``settings``; nothing when it has none.

    :raises UnreachableError: the server or the folder cannot be reached, or refuses
    """
    if settings.maildir is not None:
        yield from _of_maildir(settings.maildir, settings.subject)
    elif settings.imap is not None:
        with _signed_in(settings.imap, settings.folder) as server:
            yield from _of_imap(server, settings.subject)


def context(server: Server) -> ssl.SSLContext:
    """Return how TLS is spoken with ``server``."""
    return ssl.create_default_context(cafile=str(server.ca) if server.ca else None)


class _Filed:
    def __init__(self, box: mailbox.Maildir, key: str) -> None:
        self._box, self._key = box, key
        path = Path(box._path) / box._lookup(key)  # type: ignore[attr-defined]  # noqa: SLF001  no public way to the size
        self.content = path.read_bytes() if path.stat().st_size <= LARGEST else None

    def stored(self) -> None:
        with contextlib.suppress(KeyError):
            self._box.remove(self._key)

    def aside(self) -> None:
        with contextlib.suppress(KeyError):
            mail = self._box[self._key]
            mail.set_subdir("cur")
            mail.add_flag("F")
            self._box[self._key] = mail


def _of_maildir(path: Path, subject: str) -> Iterator[Letter]:
    if not (path / "new").is_dir():
        raise refusals.unreachable(str(path))
    box = mailbox.Maildir(str(path), create=False)
    for number, key in enumerate(sorted(box.keys())):
        if number >= MOST:
            return
        try:
            head = box.get_message(key)
            if "F" not in head.get_flags() and subject in str(head.get("Subject", "")):
                yield _Filed(box, key)
        except (KeyError, OSError):
            continue  # somebody else took it


class _Fetched:
    def __init__(self, server: imaplib.IMAP4, uid: bytes) -> None:
        self._server, self._uid = server, uid.decode("ascii")
        self.content = self._fetched()

    def _fetched(self) -> bytes | None:
        _, said = self._server.uid("FETCH", self._uid, "(RFC822.SIZE)")
        size = _SIZE.search(b" ".join(one if isinstance(one, bytes) else one[0] for one in said if one))
        if size is None or int(size[1]) > LARGEST:
            return None
        _, got = self._server.uid("FETCH", self._uid, "(BODY.PEEK[])")
        return next((one[1] for one in got if isinstance(one, tuple)), b"")

    def stored(self) -> None:
        self._server.uid("STORE", self._uid, "+FLAGS.SILENT", r"(\Deleted)")
        if "UIDPLUS" in self._server.capabilities:
            self._server.uid("EXPUNGE", self._uid)

    def aside(self) -> None:
        self._server.uid("STORE", self._uid, "+FLAGS.SILENT", r"(\Flagged)")


def _of_imap(server: imaplib.IMAP4, subject: str) -> Iterator[Letter]:
    quoted = subject.replace("\\", "\\\\").replace('"', '\\"')
    _, said = server.uid("SEARCH", "UNDELETED", "UNFLAGGED", "SUBJECT", f'"{quoted}"')
    for uid in (said[0] or b"").split()[:MOST]:
        yield _Fetched(server, uid)


@contextlib.contextmanager
def _signed_in(place: Server, folder: str) -> Iterator[imaplib.IMAP4]:
    where = f"imap://{place.host}:{place.port}"
    try:
        server = _dialled(place)
        try:
            _enter(server, place, folder, where)
            yield server
            server.expunge() if "UIDPLUS" not in server.capabilities else server.noop()
        finally:
            with contextlib.suppress(imaplib.IMAP4.error, OSError):
                server.logout()
    except ssl.SSLCertVerificationError:
        raise refusals.not_the_server(where) from None
    except (imaplib.IMAP4.error, OSError, EOFError):
        raise refusals.unreachable(where) from None


def _enter(server: imaplib.IMAP4, place: Server, folder: str, where: str) -> None:
    try:
        server.login(place.user or "", place.password)
        quoted = folder.replace("\\", "\\\\").replace('"', '\\"')
        selected, _ = server.select(f'"{quoted}"')
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        raise refusals.not_allowed(where) from None
    if selected != "OK":
        raise refusals.not_allowed(where)


def _dialled(place: Server) -> imaplib.IMAP4:
    if place.tls == "implicit":
        return imaplib.IMAP4_SSL(place.host, place.port, ssl_context=context(place), timeout=TIMEOUT)
    server = imaplib.IMAP4(place.host, place.port, timeout=TIMEOUT)
    if place.tls == "starttls":
        server.starttls(context(place))
    return server
