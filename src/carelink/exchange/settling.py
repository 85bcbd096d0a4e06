"""The one transaction of receiving: replay table, inbox, receipt and journal change together, or none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, delete, insert, select

from carelink.errors import Words
from carelink.exchange import answering, audit, journal, masking, refusing, third_party
from carelink.exchange.catchment import EVERYTHING
from carelink.exchange.desk import audited, stamp
from carelink.exchange.message import Answer
from carelink.exchange.outcomes import Received
from carelink.exchange.rules import ENVELOPE_REUSED, MESSAGE_REUSED
from carelink.exchange.tables import envelopes, inbox, seen
from carelink.findings import Report

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from carelink.encryption import Opened
    from carelink.exchange.desk import Desk
    from carelink.exchange.message import Message

REMEMBERED: Final = timedelta(days=30)
"""How long past its expiry a message's id is kept, so that it cannot be played again."""

_UNREADABLE: Final = "unreadable"
_ANSWER_FOR_NOTHING: Final = Words(
    "送った覚えのない知らせへの受領です。", "A receipt for a message that we never sent to this member."
)
_AGAIN: Final = Words(
    "前に受け取った知らせです。同じ受領を返します。", "It was received before; the same receipt goes out."
)
_CONTRADICTS: Final = Words(
    "前の受領、または送った内容と食い違う受領です。", "It contradicts an earlier receipt, or what was sent."
)


@dataclass(frozen=True, slots=True)
class Judged:
    """An opened parcel and what is to be said about it.

    :param message: None when the content is no message
    :param faulty: it could not be checked, through no fault of the sender
    """

    opened: Opened
    message: Message | None
    report: Report
    faulty: bool = False

    @property
    def id(self) -> str:
        """The id under which it is known: the signed one."""
        return self.opened.manifest.id

    @property
    def digest(self) -> str:
        """What must be the same when the same id comes again."""
        return self.message.digest if self.message else _UNREADABLE

    @property
    def outcome(self) -> str:
        """How it is answered."""
        if self.faulty:
            return "transient-error"
        return "ok" if self.report.ok else "fatal-error"

    def received(self, desk: Desk, state: Any, **more: Any) -> Received:
        """Return what the caller is told about it."""
        manifest, message = self.opened.manifest, self.message
        kind = message.event.removesuffix("-directory") if message else None
        kind = kind if kind in EVERYTHING else None  # what a member calls it may be anything
        facts: dict[str, Any] = {
            "report": self.report,
            "purpose": manifest.purpose,
            "replaces": manifest.replaces,
        }
        facts |= {"message": self.id, "sender": self.opened.sender.name, "kind": kind, "received": desk.now()}
        return Received(state, **(facts | more))


def seen_before(desk: Desk, sender: str, message: Message) -> bool:
    """Whether this message was dealt with for good; then it need not be validated again."""
    with desk.store.reading() as connection:
        row = _seen(connection, sender, message.id)
        return row is not None and row.outcome != "transient-error"


def settled(desk: Desk, parcel: str, judged: Judged) -> tuple[Received, str | None]:
    """Store what came and queue the answer; return what to tell, and why the parcel is put aside, if it is.

    :param parcel: its SHA-256
    """
    with desk.store.writing() as connection:
        row = _seen(connection, judged.opened.sender.name, judged.id)
        if (conflict := _conflict(connection, judged, row)) is not None:
            return _conflicting(desk, connection, parcel, judged, conflict)
        if judged.message is not None and judged.message.answer is not None and judged.report.ok:
            return _answered(desk, connection, parcel, judged, row)
        if row is not None and row.outcome != "transient-error":
            return _repeated(desk, connection, judged, row)
        return _new(desk, connection, judged, first=row is None)


def _seen(connection: Connection, sender: str, message: str) -> Row[Any] | None:
    return connection.execute(select(seen).where(seen.c.sender == sender, seen.c.message == message)).first()


def _conflict(connection: Connection, judged: Judged, row: Row[Any] | None) -> Report | None:
    if row is not None and row.digest != judged.digest:
        return Report([MESSAGE_REUSED.at("Bundle.entry[0].resource.id")])
    if judged.message is None:
        return None
    same = and_(
        envelopes.c.sender == judged.opened.sender.name, envelopes.c.envelope == judged.message.envelope
    )
    before = connection.scalar(select(envelopes.c.message).where(same))
    return Report([ENVELOPE_REUSED.at("Bundle.id")]) if before not in {None, judged.id} else None


def _conflicting(
    desk: Desk, connection: Connection, parcel: str, judged: Judged, report: Report
) -> tuple[Received, str]:
    """Refuse with a fatal error and a security event, once for the same parcel; what was stored stays."""
    code = report.findings[0].code
    if refusing.note(desk, connection, parcel, code):
        _journal(desk, connection, judged, "message-conflict", {"parcel-sha256": parcel, "reason": code})
        _queue_answer(desk, connection, judged, "fatal-error", report)
    got = judged.received(desk, "refused", report=report, code=code, reason=report.findings[0].message)
    return got, code


def _repeated(desk: Desk, connection: Connection, judged: Judged, row: Row[Any]) -> tuple[Received, None]:
    _remember_envelope(connection, judged)
    if row.receipt is not None:
        answering.queue_again(connection, row.receipt)
    _journal(desk, connection, judged, "message-repeated", {})
    return judged.received(desk, "duplicate", code=row.outcome, reason=_AGAIN, report=Report()), None


def _new(desk: Desk, connection: Connection, judged: Judged, *, first: bool) -> tuple[Received, str | None]:
    outcome = judged.outcome
    receipt = _queue_answer(desk, connection, judged, outcome, judged.report)
    _remember(desk, connection, judged, outcome, receipt, first=first)
    if outcome == "ok":
        _store(desk, connection, judged)
        _journal(desk, connection, judged, "message-received", {})
        assert judged.message is not None  # noqa: S101  for mypy: ok means it was read
        return judged.received(desk, "accepted", tree=judged.message.focus), None
    codes = ",".join(sorted({finding.code for finding in judged.report.findings})[:20])
    _journal(desk, connection, judged, "message-rejected", {"outcome": outcome, "codes": codes})
    reason = Words(
        f"検証でエラーが {len(judged.report.errors)} 件あり、受け取りません。",
        f"Not accepted: validation found {len(judged.report.errors)} errors.",
    )
    got = judged.received(desk, "rejected", code=outcome, reason=reason)
    return got, None if judged.faulty else "not-valid"


def _answered(
    desk: Desk, connection: Connection, parcel: str, judged: Judged, row: Row[Any] | None
) -> tuple[Received, str | None]:
    assert judged.message is not None  # noqa: S101  for mypy: the caller looked
    assert judged.message.answer is not None  # noqa: S101  likewise
    said, sender, at = judged.message.answer, judged.opened.sender.name, stamp(desk.now())
    told: dict[str, Any] = {"message": said.message, "code": said.outcome}
    if row is not None:
        return judged.received(desk, "receipt", **told), None
    event = answering.settle(connection, said, receipt=judged.id, sender=sender, at=at)
    if event is None:
        refusing.note(desk, connection, parcel, "receipt-for-nothing")
        code = {"code": "receipt-for-nothing", "reason": _ANSWER_FOR_NOTHING}
        return judged.received(desk, "refused", **code), "receipt-for-nothing"
    _remember(desk, connection, judged, said.outcome, None, first=True)
    _journal(desk, connection, judged, event, {"answers": said.message, "outcome": said.outcome})
    reason = _CONTRADICTS if event == "receipt-contradicts" else None
    return judged.received(desk, "receipt", reason=reason, **told), None


def _queue_answer(
    desk: Desk, connection: Connection, judged: Judged, outcome: str, report: Report
) -> str | None:
    wanted = judged.opened.manifest.receipt == "required" and not (judged.message and judged.message.answer)
    if not wanted:
        return None
    sender = judged.opened.sender
    said = Answer(judged.id, outcome)
    receipt, content = answering.answer(desk, said, sender, report, judged.digest)
    answering.queue(connection, receipt, content, said, sender.name)
    return receipt


def _remember(  # noqa: PLR0913  one row of the replay table
    desk: Desk, connection: Connection, judged: Judged, outcome: str, receipt: str | None, *, first: bool
) -> None:
    sender, now = judged.opened.sender.name, desk.now()
    if not first:
        connection.execute(delete(seen).where(seen.c.sender == sender, seen.c.message == judged.id))
    row: dict[str, Any] = {
        "sender": sender,
        "message": judged.id,
        "digest": judged.digest,
        "outcome": outcome,
    }
    row |= {
        "receipt": receipt,
        "at": stamp(now),
        "expires": stamp(judged.opened.manifest.expires + REMEMBERED),
    }
    connection.execute(insert(seen), row)
    _remember_envelope(connection, judged)


def _remember_envelope(connection: Connection, judged: Judged) -> None:
    if judged.message is None:
        return
    key = {"sender": judged.opened.sender.name, "envelope": judged.message.envelope}
    known = select(envelopes.c.message).filter_by(**key)
    if connection.execute(known).first() is None:
        connection.execute(insert(envelopes), {"message": judged.id, **key})


def _store(desk: Desk, connection: Connection, judged: Judged) -> None:
    import json as text

    from carelink.fhir import json

    message, manifest = judged.message, judged.opened.manifest
    assert message is not None  # noqa: S101  for mypy: ok means it was read
    assert message.focus is not None  # noqa: S101  likewise
    kind = message.event.removesuffix("-directory")
    row: dict[str, Any] = {"sender": judged.opened.sender.name, "message": judged.id, "kind": kind}
    row |= {"purpose": manifest.purpose, "replaces": manifest.replaces, "content": json.write(message.focus)}
    row |= {"findings": text.dumps([[f.code, f.path] for f in judged.report]), "received": stamp(desk.now())}
    connection.execute(insert(inbox), row)
    told: dict[str, Any] = {"direction": "received", "at": stamp(desk.now()), "message": judged.id}
    told |= {"counterpart": judged.opened.sender.name, "kind": kind, "purpose": manifest.purpose}
    told |= {"basis": "sender", "withheld": text.dumps(masking.masked(message.focus))}
    third_party.note(connection, message.focus, told)


def _journal(desk: Desk, connection: Connection, judged: Judged, what: str, details: dict[str, str]) -> None:
    entry = audit.entry(
        what,
        at=desk.now(),
        observer=desk.observer,
        source=audited(judged.opened.sender, desk.now()),
        receiver=desk.observer,
        message=judged.id,
        purpose=judged.opened.manifest.purpose,
        details=details,
    )
    journal.append(connection, entry)
