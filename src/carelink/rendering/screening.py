"""The hospital's screening list as a page: what the sheet proposes, and by which of its items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from carelink.errors import UsageError, Words
from carelink.rendering.answers import JAPAN, Reading, answer_of, compact
from carelink.rendering.html import WORDS, page
from carelink.rendering.paper import Written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.records.screening import Line, Screening, Source
    from carelink.rendering.paper import Label

ANSWERS: Final = {
    "yes": Words("☑ 該当", "☑ applies"),
    "look": Words("？ 要確認", "? ask"),
    "no": Words("☐ 記載では非該当", "☐ the sheet says no"),
    "unstated": Words("☐ 記載なし", "☐ not stated"),
    "unasked": Words("☐ 様式に項目なし", "☐ not asked by the form"),
}
_TITLE: Final = (
    "退院困難な要因（入院時情報提供書から）",
    "What makes discharge hard (from the admission sheet)",
)
_HEADS: Final = (
    ("", ""),
    ("退院困難な要因", "Factor"),
    ("提案", "Proposal"),
    ("入院時情報提供書の項目", "Items of the sheet"),
)
_LEGEND: Final = (
    (
        "☑ と ？ は入院時情報提供書からの提案です。判断は退院支援看護師・MSWが行ってください。",
        "☑ and ? are proposals from the sheet. A discharge nurse or social worker decides.",
    ),
    (
        "☐ 記載なし・様式に項目なし は「該当しない」ではありません。",
        "Not stated, or not asked by the form, does not mean that it does not apply.",
    ),
    (
        "要因の文は令和6年の通知の記憶によります。項目との対応は様式の＊印をもとにした提案です。",
        "The factors are remembered from the notice of 2024; which item bears on which is our reading of ＊.",
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One factor on paper."""

    letter: str
    answer: str
    text: Label
    said: Label
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole page."""

    title: Label
    running: str
    person: str
    heads: tuple[Label, ...]
    rows: tuple[Row, ...]
    legend: tuple[Label, ...]
    kind: str = "screening"


def screening_page(screening: Screening, sheet: Any, *, lang: str = "ja") -> str:
    """Return the list as one self-contained HTML page for A4; it loads nothing and runs nothing.

    :param sheet: the admission sheet it was filled from: its answers stand beside each proposal
    :raises UsageError: when there is no page in that language
    """
    if lang not in WORDS:
        raise UsageError(
            Words("その言語の頁はありません。", "There is no page in that language."),
            hint=Words("ja か en を指定してください。", "Use ja or en."),
        )
    reading = Reading(lang, sheet.written.astimezone(JAPAN).date())
    name = sheet.basics.name or ""
    paper = Paper(
        title=reading.label(*_TITLE),
        running="　".join(part for part in (name[:24], _TITLE[0]) if part),
        person=reading.label(name).ja,
        heads=tuple(reading.label(*head) for head in _HEADS),
        rows=tuple(_row(line, sheet, reading) for line in screening),
        legend=tuple(reading.label(*line) for line in _LEGEND),
    )
    return page("screening.html.j2", paper, lang=lang, more="timeline.css")


def _row(line: Line, sheet: Any, reading: Reading) -> Row:
    said = ANSWERS[line.answer]
    shown = tuple(_shown(source, sheet, reading) for source in line.sources)
    return Row(
        line.factor.letter,
        line.answer.value,
        reading.label(line.factor.label, line.factor.en),
        reading.label(*said),
        shown,
    )


def _shown(source: Source, sheet: Any, reading: Reading) -> str:
    """Return row, label and answer of one item."""
    item = source.item
    value = item.of(sheet)
    answer = compact(answer_of(item, value, reading)) if value is not None else None
    text = answer.text if isinstance(answer, Written) else WORDS[reading.lang]["unstated"]
    return f"{item.row} {reading.label(item.ja, item.en).both}: {text}"


def lines_of(screening: Screening, lang: str) -> Iterator[str]:
    """Yield the list as plain lines: no answer of the person, only what is proposed and by which items."""
    for line in screening:
        said = ANSWERS[line.answer].in_(lang)
        factor = line.factor.label if lang == "ja" else line.factor.en
        yield f"{line.factor.letter}  {said}  {factor}"
        for source in line.sources:
            if source.answer in {"yes", "look"}:
                item = source.item
                yield f"      ← {item.row} {item.ja if lang == 'ja' else item.en}"
