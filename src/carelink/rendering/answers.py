"""From an item and its value to what the paper shows: one case per kind of answer, none per item."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, Any, Final

from carelink.records import eras, kinds
from carelink.records.item import Level
from carelink.rendering.grid import TEXT_IN_A_LINE, WHOLE_ROW, needed
from carelink.rendering.paper import Choice, Choices, Label, Lines, Part, Parts, Written
from carelink.rendering.redaction import age, instead_of
from carelink.rendering.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.records.item import Item
    from carelink.rendering.paper import Answer

JAPAN: Final = timezone(timedelta(hours=9))
"""Japan has one time zone and no summer time."""
FEE_MARK, SCREENING_MARK = "◇", "＊"
"""Content the fee rules ask for; what the national form relates to 退院困難な要因 and marks with a star."""
_SORTS: Final[dict[type, str]] = {kinds.Text: "text", kinds.Day: "date", kinds.Moment: "moment"}
_TRUTH: Final = ((True, "はい", "Yes"), (False, "いいえ", "No"))


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads, and when it was written: the language, and the sheet's date for ages."""

    lang: str
    on: date | None
    redacted: bool = False
    """Whether others may see the page: what tells who somebody is does not stand on it."""
    initials: str = ""

    def label(self, ja: str, en: str = "", marks: str = "") -> Label:
        """Return a label; English stands beside the Japanese only on an English page."""
        return Label(visible(ja), visible(en) if self.lang == "en" else "", marks)

    def day(self, value: date) -> str:
        """Return 令和8年11月25日, or 2026-11-25 for English readers."""
        return value.isoformat() if self.lang == "en" else eras.written(value)

    def of_item(self, item: Item) -> Label:
        """Return an item's printed label with its marks; a FAX has neither them nor room for them."""
        if self.redacted:
            return self.label(item.ja, item.en)
        marks = (FEE_MARK if item.level is Level.FEE else "") + (SCREENING_MARK if item.screening else "")
        return self.label(item.ja, item.en, marks)


def answer_of(item: Item, value: Any, reading: Reading, show: str = "") -> Answer:
    """Return what stands in the answer cell of ``item``; ``show`` is the layout's hint."""
    if reading.redacted and item.instead is not None:
        return instead_of(item, value, reading)
    if item.parts:
        return _grouped(item, value or (), reading) if item.many else Parts((_parts(item, value, reading),))
    if show == "birth":
        return Written(_birth(value, reading), sort="birth")
    return _one(item, value, reading)


def compact(answer: Answer) -> Answer:
    """Return an answer in a few words: of a list, what is ticked and nothing else."""
    match answer:
        case Parts(groups=groups):
            kept = (tuple(_compact_parts(group)) for group in groups)
            return Parts(tuple(group for group in kept if group))
        case Lines(heads=heads, lines=lines):
            stated = (line for line in lines if any(a.stated for a in line))
            return Lines(heads, tuple(tuple(_few_words(a) for a in line) for line in stated))
    return _few_words(answer)


def _compact_parts(group: tuple[Part, ...]) -> Iterator[Part]:
    return (replace(p, answer=_few_words(p.answer)) for p in group if p.answer.stated)


def _few_words(answer: Choices | Written) -> Written:
    if isinstance(answer, Written):
        return answer
    ticked = (c.label.both + (f"({c.text})" if c.text else "") for c in answer.choices if c.ticked)
    return Written("、".join(ticked))


def _grouped(item: Item, groups: tuple[Any, ...], reading: Reading) -> Lines | Parts:
    """Return a repeated group as a table, or, where its options would not fit in columns, one by one."""
    blanks = max(item.rows, 1) - len(groups)
    entries = tuple(_parts(item, g, reading) for g in (*groups, *(None for _ in range(blanks))))
    if sum(needed(p.answer, at_least=TEXT_IN_A_LINE) for p in entries[0]) > WHOLE_ROW:
        return Parts(entries[: max(len(groups), 1)])
    return Lines(tuple(p.label for p in entries[0]), tuple(tuple(p.answer for p in e) for e in entries))


def _parts(item: Item, group: Any, reading: Reading) -> tuple[Part, ...]:
    """Return the parts of one group; of none, all of them blank."""
    return tuple(
        Part(reading.of_item(p), _one(p, None if group is None else p.of(group), reading)) for p in item.parts
    )


def _one(item: Item, value: Any, reading: Reading) -> Choices | Written:
    if reading.redacted and item.instead is not None:
        return instead_of(item, value, reading)
    match item.kind:
        case kinds.Multi(one=one):
            return _choices(one, value or (), reading)
        case kinds.Coded() as one:
            return _choices(one, () if value is None else (value,), reading)
        case kinds.Truth():
            return _truth(value, reading)
    return _written(item, value, reading)


def _written(item: Item, value: Any, reading: Reading) -> Written:
    """Return what is filled in, or the blank for it: the unit is printed either way."""
    sort = _SORTS.get(type(item.kind), "number")
    if value is None:
        text = ""
    elif isinstance(value, tuple):
        text = "\n".join(_in_words(one, reading) for one in value)
    else:
        text = _in_words(value, reading)
    return Written(text, visible(item.unit or ""), sort=sort)


def _in_words(value: Any, reading: Reading) -> str:
    match value:
        case datetime():
            return _moment(value, reading)
        case date():
            return reading.day(value)
        case time():
            return f"{value:%H:%M}"
    return visible(str(value))


def loose(value: Any, reading: Reading) -> Choices | Written:
    """Return what is shown for a value that no item declares, by its type alone."""
    return _truth(value, reading) if isinstance(value, bool) else Written(_in_words(value, reading))


def _truth(value: bool | None, reading: Reading) -> Choices:  # noqa: FBT001  the value is what it is
    return Choices(tuple(Choice(reading.label(ja, en), ticked=value is truth) for truth, ja, en in _TRUTH))


def _choices(kind: kinds.Coded, ticks: tuple[Any, ...], reading: Reading) -> Choices:
    """Return every option of the list, in its order, with the ticked ones ticked."""
    ticked = {tick.member: tick.text or "" for tick in ticks}
    return Choices(
        tuple(
            Choice(
                reading.label(option.label, option.en),
                ticked=option in ticked,
                brackets=option.takes_text and kind.noted,
                text=visible(ticked.get(option, "")),
            )
            for option in kind.list
        )
    )


def _moment(value: datetime, reading: Reading) -> str:
    """Return date and time as a clock in Japan shows them."""
    here = value.astimezone(JAPAN)
    return f"{reading.day(here.date())} {here:%H:%M}"


def _birth(value: date | None, reading: Reading) -> str:
    """Return the birth date by era and by 西暦, with the age on the day the sheet was written."""
    if value is None:
        return ""
    years = f"{age(value, reading.on)}" if reading.on is not None and reading.on >= value else ""
    if reading.lang == "en":
        return f"{value.isoformat()} ({eras.written(value)})" + (f", age {years}" if years else "")
    return f"{eras.written(value)}（{value.year}年）" + (f" 満{years}歳" if years else "")
