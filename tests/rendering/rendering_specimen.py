"""A small made-up form with one item of every kind: what the golden pages print.

The national forms grow; their pages are tested by what must be on them. Golden pages of those would change
with every new item and say nothing about the rendering.
"""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, ClassVar

from carelink.records.codes import TEXT, Bracketed, CodeList, Ticks
from carelink.records.item import FEE, Group, Section, item
from carelink.records.local import Local
from carelink.records.places import answer
from carelink.records.record import Record


class Help(CodeList, title="手助け", en="Help"):
    NONE = "なし", "None"
    SOME = "一部", "Some"
    MUCH = "あり", "Much", TEXT
    UNKNOWN = "不明", "Unknown"


class Friend(Group, frozen=True):
    usual: ClassVar[Any] = staticmethod(answer)

    name: str | None = item("氏名", "Name")
    age: int | None = item("年齢", "Age", unit="歳")
    help: Help | None = item("手助け", "Help")


class Visit(Group, frozen=True):
    usual: ClassVar[Any] = staticmethod(answer)

    on: date | None = item("訪問日", "Visited on")
    by: str | None = item("訪問者", "By")


class Choosing(Section, frozen=True, code="choosing", number="1", ja="選ぶ", en="Choosing", usual=answer):
    help: Help | None = item("手助け", "Help", level=FEE)
    kept: Bracketed[Help] | None = item("手助け(記載)", "Help, with text", screening=True)
    many: Ticks[Help] | None = item("手助け(複数)", "Help, many", level=FEE, screening=True)
    truth: bool | None = item("同意", "Consent")


class Writing(Section, frozen=True, code="writing", number="2", ja="書く", en="Writing", usual=answer):
    text: str | None = item("意向", "Wishes")
    lines: tuple[str, ...] | None = item("要望", "Requests")
    day: date | None = item("入院日", "Admitted")
    moment: datetime | None = item("受付日時", "Received")
    clock: time | None = item("時刻", "Time")
    whole: int | None = item("食事回数", "Meals", unit="回/日")
    exact: Decimal | None = item("体重", "Weight", unit="kg")


class Gathering(
    Section, frozen=True, code="gathering", number="3", ja="まとめる", en="Gathering", usual=answer
):
    friend: Friend | None = item("友人", "Friend")
    visits: tuple[Visit, ...] | None = item("訪問", "Visits", rows=3)
    friends: tuple[Friend, ...] | None = item("友人たち", "Friends")


class Newer(Section, frozen=True, code="newer", number="4", ja="新しい版", en="Newer", usual=answer):
    added: str | None = item("2024年の項目", "Item of 2024", editions="2024")


class Specimen(Record, frozen=True):
    kind: ClassVar[str] = "specimen"
    title: ClassVar[str] = "見本"
    en: ClassVar[str] = "the specimen"

    edition: str = "2018"
    local: Local = Local()
    choosing: Choosing = Choosing()
    writing: Writing = Writing()
    gathering: Gathering = Gathering()
    newer: Newer = Newer()
