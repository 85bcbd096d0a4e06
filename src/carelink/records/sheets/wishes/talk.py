"""意向の話し合い: whether, when and with whom wishes were talked about."""

from datetime import date

from carelink.records.codes import Bracketed, Ticks
from carelink.records.item import MUST, RECOMMENDED, Section, item
from carelink.records.lists.wishes import TalkHeld, TalkParticipant, WishState
from carelink.records.places import wished

M = "known-M"
"""Remembered with some confidence from official forms of 2024; no printed one was seen."""


class Talk(
    Section,
    frozen=True,
    code="wishes-talk",
    number="1",
    ja="人生の最終段階における医療・ケアに関する意向の話し合い",
    en="The talk about care at the end of life",
    usual=wished,
):
    """Filled in only when a talk took place; a talk that did not take place is no wish of any kind."""

    talk_held: TalkHeld | None = item(
        "意向の話し合い", "Whether wishes were talked about", level=MUST, row="1.1", mark=M
    )
    discussed_on: date | None = item(
        "最終実施日", "Last talked about on", level=RECOMMENDED, row="1.1", mark=M
    )
    participants: Ticks[TalkParticipant] | None = item(
        "話し合いへの参加者", "Who took part", level=RECOMMENDED, row="1.2", mark=M
    )
    talk_content: str | None = item(
        "医療・ケアに関して話し合った内容", "What was talked about", level=RECOMMENDED, row="1.3", mark=M
    )
    talk_other: str | None = item("その他", "Other", row="1.4", mark=M)
    talk_annex: bool | None = item("別紙参照", "See annex", row="1.4", mark=M)
    wish_state: Bracketed[WishState] | None = item(
        "意向の状態", "State of the wishes", row="1.5", mark="design"
    )
    review_due: date | None = item(
        "見直しの予定日", "To be talked about again by", level=RECOMMENDED, row="1.5", mark="design"
    )
