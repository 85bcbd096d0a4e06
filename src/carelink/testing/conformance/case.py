"""A case: what a system is given, step by step, and what it must do each time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from carelink.errors import Words

if TYPE_CHECKING:
    from carelink.testing.conformance.cast import Cast

GROUPS: Final = {
    "valid": Words("正しい記録を読む", "Reads what is valid"),
    "refuse": Words("誤った記録を、その箇所を示して断る", "Refuses what is broken, and says where"),
    "states": Words("値・なし・記載なしを区別する", "Keeps the three states apart"),
    "unknown": Words("知らない内容を失わない", "Keeps what it does not know"),
    "round-trip": Words("受け取ったとおりに返す", "Gives back what it took"),
    "acknowledge": Words("受領確認を返す", "Acknowledges"),
    "duplicates": Words("二度届いても一度だけ示す", "Shows once what comes twice"),
    "corrections": Words("訂正と取消に従う", "Follows corrections and cancellations"),
    "order": Words("順序が入れ替わっても正しい", "Is right when the order is wrong"),
    "sending": Words("送る電文が正しい", "Sends proper messages"),
    "parcels": Words("封をした便を開け、怪しい便を断る", "Opens sealed parcels, refuses doubtful ones"),
}
"""Groups of cases, in the order of the report."""


@dataclass(frozen=True, slots=True)
class Receive:
    """The system is given bytes.

    :param data: a FHIR document or message (JSON or XML), or a sealed parcel
    :param outcome: what it may answer: accepted, rejected, duplicate
    :param paths: where a finding must be, one of them at least
    :param receipt: outcome of the receipt it must give: ok, fatal-error; "none" when it must give none;
        None when that does not matter here
    :param ending: of the file that holds the bytes
    """

    data: bytes
    outcome: tuple[str, ...]
    paths: tuple[str, ...] = ()
    receipt: str | None = None
    ending: str = "json"


@dataclass(frozen=True, slots=True)
class Send:
    """The system is asked for something.

    :param what: "record" (one it holds), "inbox" (ids of what it shows), "message" (the record in a message)
    :param id: ``Bundle.identifier.value`` of the record
    :param same: what a record must be the same as
    :param shown: ids the inbox must hold, each once
    :param hidden: ids it must not hold
    """

    what: str
    id: str = ""
    same: bytes | None = None
    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One case.

    :param id: its name; ends in ``_bad`` when something in it must be refused
    :param group: one of :data:`GROUPS`
    :param why: why it is asked
    :param cast: who writes to whom: the system plays ``cast.receiver``
    """

    id: str
    group: str
    why: Words
    steps: tuple[Receive | Send, ...]
    cast: Cast
