"""The profiles of what travels between towns: a message around one record, and its receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from carelink import canonical
from carelink.records.derive.parts import Profile, binding, constraint, element, slicing

if TYPE_CHECKING:
    from carelink.records.tree import Node


def _header(name: str, title: str, description: str, *more: Node) -> Profile:
    return Profile(
        name,
        "MessageHeader",
        title,
        description,
        [
            element("MessageHeader.id", min_=1),
            element("MessageHeader.event[x]", type_=[{"code": "Coding"}], binding=binding("message-event")),
            element("MessageHeader.destination", min_=1, mustSupport=True),
            element("MessageHeader.destination.receiver", mustSupport=True),
            element("MessageHeader.sender", min_=1, mustSupport=True),
            *more,
        ],
    )


def _message(name: str, title: str, description: str, header: str) -> Profile:
    slice_ = "Bundle.entry:header"
    claimed = [{"code": "MessageHeader", "profile": [canonical.structure(header)]}]
    return Profile(
        name,
        "Bundle",
        title,
        description,
        [
            element("Bundle.id", min_=1),
            element("Bundle.type", fixedCode="message"),
            element("Bundle.timestamp", min_=1),
            slicing("Bundle.entry", "type", "resource", min_=1),
            element("Bundle.entry.fullUrl", min_=1),
            element(slice_, slice_name="header", min_=1, max_="1"),
            element(f"{slice_}.resource", min_=1, type_=claimed),
        ],
    )


MESSAGES: Final = (
    _message(
        "exchange-message",
        "記録の送付 / A message that carries a record",
        "Bundle.id names the envelope, new on every send; MessageHeader.id names the message and stays.",
        "exchange-header",
    ),
    _header(
        "exchange-header",
        "送付の見出し / Header of a message",
        "What is sent, by whom, to whom; the focus is the Bundle of the record.",
        element("MessageHeader.focus", min_=1, max_="1", mustSupport=True),
    ),
    _message(
        "receipt",
        "受領通知 / A receipt",
        "Answers one message: ok, transient-error (may be sent again) or fatal-error (must be corrected).",
        "receipt-header",
    ),
    Profile(
        "receipt-header",
        "MessageHeader",
        "受領通知の見出し / Header of a receipt",
        "A receipt is never answered. Unless it says ok, it says why in an OperationOutcome.",
        [
            element("MessageHeader.id", min_=1),
            element(
                "MessageHeader.event[x]",
                type_=[{"code": "Coding"}],
                patternCoding={"system": canonical.code_system("message-event"), "code": "receipt"},
            ),
            element("MessageHeader.response", min_=1, mustSupport=True),
        ],
        [
            constraint(
                "receipt-why",
                "error",
                "ok でない受領通知は理由を述べる / A receipt that does not say ok says why",
                "response.empty() or response.code = 'ok' or response.details.exists()",
                why="理由が分からなければ直せない / Without it nobody knows what to correct",
            )
        ],
    ),
)
