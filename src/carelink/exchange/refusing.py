"""Parcels that are put aside: not for us, not whole, not from anybody we trust."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, insert, select

from carelink.errors import (
    BrokenSealError,
    ExpiredError,
    SealError,
    UntrustedSenderError,
    Words,
    WrongKeyError,
)
from carelink.exchange import audit, journal
from carelink.exchange.desk import moment, stamp
from carelink.exchange.outcomes import Received
from carelink.exchange.tables import refusals, suspects

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from carelink.adapters import Taken
    from carelink.exchange.desk import Desk

_CODES: Final = (
    (WrongKeyError, "not-for-us"),
    (BrokenSealError, "broken-seal"),
    (UntrustedSenderError, "untrusted-sender"),
    (ExpiredError, "expired"),
)

_LARGE: Final = b"carelink-parcel/"
_TEXT: Final = b"-----BEGIN CARELINK PARCEL-----"
_TEXT_END: Final = b"-----END CARELINK PARCEL-----"

TOO_LARGE: Final = Words("便が大きすぎるため開きません。", "The parcel is too large to be opened.")
HALF_COPIED: Final = Words(
    "便がまだ最後まで書かれていません。次の受信で確かめます。",
    "The parcel is not whole yet; it is tried again.",
)


def code_of(error: SealError) -> str:
    """Return the kebab-case reason for an exception of the encryption room."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), "cannot-be-opened")


def parcel_digest(parcel: bytes) -> str:
    """Return the SHA-256 that names a parcel in store and journal."""
    return hashlib.sha256(parcel).hexdigest()


def refuse(desk: Desk, taken: Taken, code: str, reason: Words) -> Received:
    """Note a refusal once, put the parcel aside, and say why."""
    digest = parcel_digest(taken.parcel) if taken.whole else f"{taken.arrived.size} bytes"
    with desk.store.writing() as connection:
        note(desk, connection, digest, code)
        connection.execute(delete(suspects).where(suspects.c.parcel == digest))
    desk.step("receive:committed")
    desk.channel.dead(taken, code)
    desk.step("receive:released")
    return Received("refused", code=code, reason=reason, received=desk.now())


def note(desk: Desk, connection: Connection, digest: str, code: str) -> bool:
    """Journal the refusal of a parcel, once for the same bytes; return whether it was new."""
    known = select(refusals.c.parcel).where(refusals.c.parcel == digest)
    if connection.execute(known).first() is not None:
        return False
    at = desk.now()
    connection.execute(insert(refusals), {"parcel": digest, "code": code, "at": stamp(at)})
    details = {"parcel-sha256": digest, "reason": code}
    journal.append(connection, audit.entry("parcel-refused", at=at, observer=desk.observer, details=details))
    return True


def half_copied(desk: Desk, taken: Taken) -> bool:
    """Whether this may be a file that somebody is still copying: then it gets more time.

    The same bytes seen again after the time to settle are broken for good.
    """
    if not _may_grow(taken.parcel):
        return False
    digest = parcel_digest(taken.parcel)
    now = desk.now()
    with desk.store.writing() as connection:
        since = moment(_since(connection, digest))
        if since is None:
            connection.execute(insert(suspects), {"parcel": digest, "since": stamp(now)})
    return abs(now - (since or now)) < desk.settle


def _since(connection: Connection, digest: str) -> Any:
    return connection.scalar(select(suspects.c.since).where(suspects.c.parcel == digest))


def _may_grow(parcel: bytes) -> bool:
    """Whether these bytes can be the beginning of a parcel; some file managers write the rest as zeros first.

    The small form is a JSON object, open until its last byte; the text form has a last line; the large form
    (docs/reference/parcel-format.md) does not show its end from outside.
    """
    if parcel[:1] in {b"", b"\0"} or parcel.startswith(_LARGE):
        return True
    if _TEXT in parcel[:4096]:
        return _TEXT_END not in parcel
    whole = parcel.rstrip().endswith(b"}") and parcel.count(b"{") == parcel.count(b"}")
    return parcel.startswith(b"{") and not whole
