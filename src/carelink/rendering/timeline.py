"""The course of one stay as a page: by when, what, who owes whom, how it stands; it names nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from carelink.errors import UsageError, Words
from carelink.rendering.answers import Reading
from carelink.rendering.html import WORDS, page

if TYPE_CHECKING:
    from datetime import date

    from carelink.records.timeline import Due, Timeline
    from carelink.rendering.paper import Label

STATES: Final = {
    "done": Words("☑ 済", "done"),
    "late": Words("☑ 済(期限後)", "done late"),
    "early": Words("☑ 済(時期より前)", "done early"),
    "overdue": Words("！ 期限超過", "overdue"),
    "due": Words("☐ 期間内", "due"),
    "ahead": Words("☐ これから", "ahead"),
    "unnoted": Words("― 記録なし", "not noted"),
    "undated": Words("☐ 日が未定", "day not known"),
}
_TITLE: Final = ("入退院支援の予定表", "Timeline of discharge support")
_WEEKDAYS: Final = tuple(
    zip("月火水木金土日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)
)
_HEADS: Final = (
    ("期限", "Last day"),
    ("営業日では", "Office day"),
    ("内容", "What"),
    ("誰から → 誰へ", "Who → whom"),
    ("文書", "Document"),
    ("状況", "State"),
    ("根拠", "Basis"),
)
_LEGEND: Final = (
    (
        "期限 = その日まで。「営業日では」= 担当する側が開いている最後の日。なければ「なし」です。",
        "Last day: up to and with that day. Office day: the last day of it on which whoever owes it is open.",
    ),
    (
        "期限の多くは記憶と公開された地域ルールによります。自分の地域のルールと告示を確かめてください。",
        "Most deadlines are remembered or come from published regional rules: check the rule of your region.",
    ),
    (
        "(known) 記憶による　(found) 公開資料で見た　(composite) 公開ルールを合わせた　(design) 提案",
        "(known) remembered  (found) seen  (composite) put together from published rules  (design) proposed",
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One step on paper."""

    code: str
    state: str
    cells: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """The whole page."""

    title: Label
    running: str
    facts: tuple[tuple[Label, str], ...]
    heads: tuple[Label, ...]
    rows: tuple[Row, ...]
    legend: tuple[Label, ...]
    kind: str = "timeline"


def timeline_page(timeline: Timeline, on: date, *, lang: str = "ja") -> str:
    """Return the course of a stay as one self-contained HTML page for A4; it loads nothing and runs nothing.

    :param on: the day it is looked at, which tells what is overdue
    :raises UsageError: when there is no page in that language
    """
    if lang not in WORDS:
        raise UsageError(
            Words("その言語の頁はありません。", "There is no page in that language."),
            hint=Words("ja か en を指定してください。", "Use ja or en."),
        )
    return page("timeline.html.j2", _paper(timeline, on, Reading(lang, None)), lang=lang, more="timeline.css")


def _paper(timeline: Timeline, on: date, reading: Reading) -> Course:
    stay = timeline.stay
    at = f" {stay.admitted_at:%H:%M}" if stay.admitted_at else ""
    facts = [
        (("入院日", "Admitted"), day_of(stay.admitted, reading) + at),
        (("退院予定日", "Planned discharge"), day_of(stay.planned, reading)),
        (("退院日", "Discharged"), day_of(stay.discharged, reading)),
        (("見た日", "Looked at on"), day_of(on, reading)),
    ]
    return Course(
        title=reading.label(*_TITLE),
        running=f"{_TITLE[0]}　{timeline.course.title.ja}",
        facts=tuple((reading.label(*head), said) for head, said in facts),
        heads=tuple(reading.label(*head) for head in _HEADS),
        rows=tuple(_row(due, on, reading) for due in timeline),
        legend=tuple(reading.label(*line) for line in (timeline.course.title, *_LEGEND)),
    )


def _row(due: Due, on: date, reading: Reading) -> Row:
    step, state = due.step, due.state(on)
    act_by = day_of(due.act_by, reading) if due.open else "なし" if due.latest else ""
    done = f" {day_of(due.done, reading)}" if due.done else ""
    basis = f"{step.basis} ({step.mark})" if step.mark else step.basis
    said = (
        Words(*[day_of(due.latest, reading)] * 2),
        Words(act_by, act_by),
        Words(step.name.ja + only_of(due, "ja"), step.name.en + only_of(due, "en")),
        Words(f"{step.giver.ja} → {step.receiver.ja}", f"{step.giver.en} → {step.receiver.en}"),
        step.document,
        Words(STATES[state].ja + done, STATES[state].en + done),
        Words(basis, basis),
    )
    cells = tuple(reading.label(w.ja, "" if w.en == w.ja else w.en) for w in said)
    return Row(step.code, state.value, cells)


_WARDS: Final = {
    "general": Words("一般病棟", "general ward"),
    "long-term": Words("療養病棟", "long-term ward"),
}


def only_of(due: Due, lang: str) -> str:
    """Return which hospitals and wards a step is for, in brackets, or nothing."""
    said = [_WARDS.get(one, Words(one, one)).in_(lang) for one in due.step.only]
    return f" [{' '.join(said)}]" if said else ""


def day_of(day: date | None, reading: Reading) -> str:
    """Return a day with its day of the week, and whether it is a public holiday."""
    if day is None:
        return "―"
    from carelink.records.holidays import is_holiday

    weekday = _WEEKDAYS[day.weekday()][reading.lang == "en"]
    holiday = ("・祝", " holiday")[reading.lang == "en"] if is_holiday(day) else ""
    return f"{reading.day(day)}({weekday}{holiday})"
