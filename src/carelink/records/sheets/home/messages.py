"""What the writer asks of the others, and what comes next."""

from datetime import date
from typing import Final

from pydantic import AwareDatetime

from carelink.records.codes import Bracketed
from carelink.records.item import Group, Section, item
from carelink.records.lists.home import Addressee, Urgency
from carelink.records.places import Resources, Step, answer, coded, extension, here

_PRIORITY: Final = {
    Urgency.NOW: "stat",
    Urgency.TODAY: "asap",
    Urgency.SOON: "urgent",
    Urgency.NO_HURRY: "routine",
}
"""FHIR has urgent below asap: "more urgent than routine" and "as soon as possible"."""


class Message(Group, frozen=True):
    """One question or piece of news: a Communication."""

    to: Bracketed[Addressee] | None = item(
        "あて先", "To", at=here / extension("message-to") / "valueCodeableConcept"
    )
    text: str | None = item("内容", "Message", at=here / Step("payload") / "contentString")
    urgency: Urgency | None = item("急ぎ具合", "Urgency", at=coded(here / "priority", _PRIORITY))
    reply_by: date | None = item(
        "返事がほしい日", "Answer wanted by", at=here / extension("reply-by") / "valueDate"
    )


class Messages(
    Section, frozen=True, code="home-messages", number="4", ja="連絡・相談", en="Messages", usual=answer
):
    """A sheet is read when somebody opens it: what cannot wait is said by telephone as well."""

    messages: tuple[Message, ...] | None = item(
        "連絡・相談",
        "Messages",
        mark="design",
        rows=4,
        code="home-message",
        at=Resources(
            "Communication", "topic", many=False, rest={"status": "completed"}, profile="home-message"
        ),
    )


class Ahead(Section, frozen=True, code="home-ahead", number="5", ja="これから", en="Ahead", usual=answer):
    """When somebody comes again, and when to call before that."""

    next_visit: AwareDatetime | None = item("次に関わる予定", "Next time", mark="design")
    call_when: str | None = item("こんな時は連絡してください", "When to call", mark="design")
    home_notes: str | None = item("特記事項", "Notes", mark="design")
