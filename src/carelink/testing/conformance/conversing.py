"""Cases of the conversation: receipts, duplicates, corrections, wrong order (after MedCom's test protocol).

The messages are in the clear, so that a system is asked about its manners apart from its keys.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from carelink.errors import Words
from carelink.exchange.message import Answer
from carelink.testing.conformance import records
from carelink.testing.conformance.case import Case, Receive, Send
from carelink.testing.conformance.cast import in_new_envelope, written
from carelink.testing.conformance.reading import ACCEPTED, REJECTED, id_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.testing.conformance.cast import Cast

DUPLICATE = ("duplicate",)


def cases(cast: Cast) -> Iterator[Case]:
    """Yield the cases."""
    yield from _acknowledged(cast)
    yield from _twice(cast)
    yield from _reused(cast)
    yield from _corrected(cast)
    yield from _sent(cast)


def _id(record: Any) -> str:
    return id_of(record.to_fhir())


def _acknowledged(cast: Cast) -> Iterator[Case]:
    sheet = records.sheet()
    message = cast.message(sheet)
    first = Receive(written(message), ACCEPTED, receipt="ok")
    steps: tuple[Receive | Send, ...] = (first, Send("inbox", shown=(_id(sheet),)))
    yield Case(
        "ok",
        "acknowledge",
        Words("届いたものには ok を返します。", "What arrives is answered with ok."),
        steps,
        cast,
    )
    why = Words(
        "受領確認が失われ、同じ電文が新しい便で届く: もう一度 ok を返します。",
        "The receipt was lost and the message comes in a new envelope: it is answered with ok again.",
    )
    again = Receive(written(in_new_envelope(message)), (*ACCEPTED, *DUPLICATE), receipt="ok")
    yield Case("ok-again", "acknowledge", why, (first, again), cast)
    broken = cast.message(records.sheet())
    broken["entry"][-1]["resource"].pop("timestamp")
    why = Words(
        "誤りのある記録には fatal-error と理由を返します。",
        "A broken record is answered with fatal-error and why.",
    )
    steps = (Receive(written(broken), REJECTED, receipt="fatal-error"),)
    yield Case("fatal_bad", "acknowledge", why, steps, cast)
    receipt = cast.receipt(Answer(str(uuid4()), "ok"))
    why = Words("受領確認に受領確認を返しません。", "A receipt is never answered by a receipt.")
    said = (Receive(written(receipt), (*ACCEPTED, *REJECTED), receipt="none"),)
    yield Case("receipt-not-answered", "acknowledge", why, said, cast)


def _twice(cast: Cast) -> Iterator[Case]:
    for name, change, why in (
        ("same-envelope", dict, Words("同じ便がもう一度届く", "The same envelope comes again")),
        (
            "new-envelope",
            in_new_envelope,
            Words(
                "同じ電文が新しい便で届く: 二度示しません。",
                "The same message comes in a new envelope: it is not shown twice.",
            ),
        ),
    ):
        sheet = records.sheet()
        message = cast.message(sheet)
        steps = (
            Receive(written(message), ACCEPTED),
            Receive(written(change(message)), DUPLICATE),
            Send("inbox", shown=(_id(sheet),)),
        )
        yield Case(name, "duplicates", why, steps, cast)


def _reused(cast: Cast) -> Iterator[Case]:
    sheet, other = records.sheet(), records.sheet("備中 次郎", "ビッチュウ ジロウ")
    first = cast.label()
    for name, label, why in (
        (
            "message-id-reused_bad",
            cast.label(message=first.message),
            Words("同じ電文番号で中身が違う", "The same message id with other content"),
        ),
        (
            "envelope-id-reused_bad",
            cast.label(envelope=first.envelope),
            Words("同じ便番号で別の電文", "The same envelope id with another message"),
        ),
    ):
        steps = (
            Receive(written(cast.message(sheet, label=first)), ACCEPTED),
            Receive(written(cast.message(other, label=label)), REJECTED),
            Send("inbox", shown=(_id(sheet),), hidden=(_id(other),)),
        )
        yield Case(name, "duplicates", why, steps, cast)


def _corrected(cast: Cast) -> Iterator[Case]:
    later = records.WRITTEN + timedelta(hours=1)
    words: dict[str, Any] = {"reason": "氏名の誤り", "by": "香川 花子", "written": later}
    kinds = {
        "correction": Words(
            "訂正の後は訂正版だけを示します。", "After a correction only the correction is shown."
        ),
        "cancellation": Words("取消の後はどちらも示しません。", "After a cancellation neither is shown."),
    }
    for kind, why in kinds.items():
        first = records.sheet()
        second = first.revised(**words) if kind == "correction" else first.cancelled(**words)
        messages = [Receive(written(cast.message(record)), ACCEPTED) for record in (first, second)]
        shown = (_id(second),) if kind == "correction" else ()
        hidden = (_id(first),) if kind == "correction" else (_id(first), _id(second))
        asked = Send("inbox", shown=shown, hidden=hidden)
        yield Case(kind, "corrections", why, (*messages, asked), cast)
        early = Words(
            f"{'訂正' if kind == 'correction' else '取消'}が元の記録より先に届く",
            f"The {kind} arrives before what it is about",
        )
        yield Case(f"{kind}-first", "order", early, (*reversed(messages), asked), cast)


def _sent(cast: Cast) -> Iterator[Case]:
    sheet = records.sheet()
    data = written(sheet.to_fhir())
    why = Words(
        "送り直しは同じ電文番号・新しい便番号で。",
        "Sent again, a message keeps its id and gets a new envelope.",
    )
    asked = Send("message", _id(sheet), same=data)
    yield Case("message-sent-twice", "sending", why, (Receive(data, ACCEPTED), asked, asked), cast)
