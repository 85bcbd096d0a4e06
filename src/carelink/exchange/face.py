"""Seal and open one record without a conversation: no store, no receipt, no memory of what was seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from carelink.errors import RefusedError, UnreadableError, UsageError, Words
from carelink.exchange import carried
from carelink.exchange import message as messages
from carelink.exchange.desk import clock
from carelink.exchange.message import MEDIA_TYPE
from carelink.exchange.sealing import letter, sealed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from carelink.encryption import Identity, Manifest, Recipient, Trust
    from carelink.encryption.signature import Card, Signatory
    from carelink.exchange.catchment import Catchment
    from carelink.findings import Report


def seal(  # noqa: PLR0913  all but three have a default
    record: Any,
    *,
    to: Sequence[Recipient],
    sender: Identity,
    purpose: str = "TREAT",
    expires_in: timedelta | None = None,
    replaces: str | None = None,
    now: datetime | None = None,
    cards: Sequence[Card] = (),
) -> bytes:
    """Return a parcel with the record that the members ``to`` can open, and no one else.

    :param record: a record, its FHIR tree, or many facilities that fit into one parcel
    :param expires_in: how long it may be opened; 30 days by default
    :param cards: of persons who sign it, inside the parcel (``carelink.encryption.cards``)
    :raises RefusedError: the record has errors (``error.report``)
    :raises UsageError: nothing that can be sealed, or more than one parcel holds
    :raises SealError: a receiver has no valid key
    """
    trees = carried.trees(record)
    if len(trees) != 1:
        raise UsageError(
            Words("一つの便に入りきりません。", "It does not fit into one parcel."),
            hint=Words("connect(…).send は分けて送ります。", "connect(…).send splits it."),
        )
    kind, report = carried.checked(trees[0])
    if not report.ok:
        raise RefusedError(
            Words(
                f"エラーが {len(report.errors)} 件あるため封をしません。",
                f"Not sealed: {len(report.errors)} errors.",
            ),
            hint=Words("report の指摘を直してください。", "Correct what the report lists."),
            report=report,
        )
    at = (now or clock()).replace(microsecond=0)
    one = letter(trees[0], kind, sender=sender, to=to, at=at, purpose=purpose, replaces=replaces)
    return sealed(one, sender=sender, to=to, at=at, expires_in=expires_in, cards=cards)


@dataclass(frozen=True, slots=True)
class Unfolded:
    """What a parcel held: its records, and what was signed about them.

    :param records: one, or the several facilities of a directory
    :param content: the message as it was signed
    """

    records: tuple[Any, ...]
    manifest: Manifest
    content: bytes = field(repr=False)

    def signatories(self, roots: Sequence[bytes], revocations: Sequence[bytes] = ()) -> tuple[Signatory, ...]:
        """Return the persons who signed the message, as of the day it was sealed.

        :param roots: certificates of the trusted issuers, DER (such as the HPKI root)
        :param revocations: certificate revocation lists, DER
        :raises SealError: a signature is broken or its certificate not to be trusted
        :raises UsageError: the extra ``signature`` is not installed
        """
        from carelink.encryption import signature

        how: dict[str, Any] = {"roots": roots, "at": self.manifest.issued, "revocations": revocations}
        return tuple(signature.verify(self.content, one, **how) for one in self.manifest.signatures)


def open(parcel: bytes, identity: Identity, *, trust: Trust | Catchment, now: datetime | None = None) -> Any:  # noqa: A001
    """Return the record in a parcel, whole and valid, or raise; never a part.

    A directory of several facilities comes back as a tuple. Whether it was opened before is not known
    here; a conversation (``connect``) knows.

    :raises SealError: not for us, broken, expired, or from nobody we trust
    :raises UnreadableError: it was opened but holds no valid record (``error.report``)
    """
    records = unfold(parcel, identity, trust=trust, now=now).records
    return records[0] if len(records) == 1 else records


def unfold(
    parcel: bytes, identity: Identity, *, trust: Trust | Catchment, now: datetime | None = None
) -> Unfolded:
    """Return all that a parcel holds, as ``open`` does, with what was signed about it.

    :raises SealError: as ``open``
    :raises UnreadableError: as ``open``
    """
    from carelink import encryption

    opened = encryption.open(parcel, identity, trust=trust, now=now)
    report = None
    if opened.manifest.content_type == MEDIA_TYPE:
        message, report = messages.read(opened.content)
        if message is not None and message.focus is not None and message.id == opened.manifest.id:
            _, found = carried.checked(message.focus)
            report = report + found
            records = carried.typed(message.focus) if report.ok else ()
            if records:
                return Unfolded(records, opened.manifest, opened.content)
    raise _no_record(report)


def _no_record(report: Report | None) -> UnreadableError:
    return UnreadableError(
        Words(
            "便は開きましたが、正しい記録が入っていません。",
            "The parcel was opened, but holds no valid record.",
        ),
        hint=Words(
            "差出人に知らせ、指摘を直して送り直してもらってください。",
            "Tell the sender, and ask for a corrected record.",
        ),
        report=report,
    )
