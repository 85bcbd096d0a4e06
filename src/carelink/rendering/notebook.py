"""A medicine notebook as a page: whose it is, then each day with its medicines, in the order of the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from carelink.errors import UsageError, Words
from carelink.records import notebook as nb
from carelink.rendering.answers import Reading
from carelink.rendering.html import SCREEN, WORDS, page
from carelink.rendering.visible import visible

if TYPE_CHECKING:
    from carelink.records.notebook import Dispensing, Notebook
    from carelink.rendering.html import Medium
    from carelink.rendering.paper import Label

_TITLE: Final = ("お薬手帳", "Medicine notebook")
_SEX: Final = {"1": "男", "2": "女"}
_FACTS: Final = (
    ("氏名", "Name", 0),
    ("フリガナ", "Name in kana", 9),
    ("性別", "Sex", 1),
    ("生年月日", "Birth date", 2),
    ("血液型", "Blood group", 7),
    ("体重(kg)", "Weight (kg)", 8),
)
_NOTES: Final = (
    (nb.NOTE, "患者特記", "About the person"),
    (nb.OVER_COUNTER, "市販薬", "Bought without prescription"),
    (nb.MEMO, "メモ", "Memo"),
)
_HEADS: Final = (
    ("RP", ""),
    ("薬品", "Medicine"),
    ("用量", "Amount"),
    ("用法・日数", "Usage, days"),
    ("注意", "Heed"),
)
_LEGEND: Final = (
    (
        "お薬手帳のデータ（JAHIS形式）に書かれていたままです。飲み合わせや過不足は確かめていません。",
        "As written in the data of the notebook (JAHIS format). Nothing of it has been checked.",
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One medicine; of a course the usage stands beside its first medicine, over all of them."""

    rp: str
    name: str
    amount: str
    notes: str
    usage: str
    span: int


@dataclass(frozen=True, slots=True)
class Day:
    """One dispensing."""

    title: str
    by: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole page."""

    title: Label
    running: str
    facts: tuple[tuple[Label, str], ...]
    said: tuple[tuple[Label, str], ...]
    heads: tuple[Label, ...]
    days: tuple[Day, ...]
    legend: tuple[Label, ...]
    kind: str = "notebook"


def notebook_page(notebook: Notebook, *, lang: str = "ja") -> str:
    """Return a medicine notebook as one self-contained HTML page for A4; it loads nothing and runs nothing.

    :raises UsageError: when there is no page in that language
    """
    return _html(notebook, lang, SCREEN)


def notebook_pdf(notebook: Notebook, *, lang: str = "ja") -> bytes:
    """Return a medicine notebook as PDF, its Japanese fonts embedded.

    :raises UsageError: when there is no page in that language, the extra ``pdf`` is not installed, or it is
        too long
    """
    from carelink.rendering import fonts, pdf

    fonts.faces()
    return pdf.printed(_html(notebook, lang, pdf.MEDIUM))


def _html(notebook: Notebook, lang: str, medium: Medium) -> str:
    if lang not in WORDS:
        raise UsageError(
            Words("その言語の頁はありません。", "There is no page in that language."),
            hint=Words("ja か en を指定してください。", "Use ja or en."),
        )
    reading = Reading(lang, None)
    person = notebook.person
    paper = Paper(
        title=reading.label(*_TITLE),
        running="　".join(part for part in (person[0][:24], _TITLE[0]) if part),
        facts=tuple(
            (reading.label(ja, en), _fact(person[n], n, reading)) for ja, en, n in _FACTS if person[n]
        ),
        said=tuple(
            (reading.label(ja, en), visible(entry[0]))
            for number, ja, en in _NOTES
            for entry in notebook.of(number)
            if entry[0]
        ),
        heads=tuple(reading.label(ja, en) for ja, en in _HEADS),
        days=tuple(_day(one, reading) for one in notebook.dispensings()),
        legend=tuple(reading.label(ja, en) for ja, en in _LEGEND),
    )
    return page("notebook.html.j2", paper, lang=lang, more="notebook.css", medium=medium)


def _fact(text: str, place: int, reading: Reading) -> str:
    day = nb.day_of(text) if place == 2 else None  # noqa: PLR2004  the birth date
    if day is not None:
        return reading.day(day)
    return _SEX.get(text, visible(text)) if place == 1 else visible(text)


def _day(one: Dispensing, reading: Reading) -> Day:
    rows: list[Row] = []
    by: list[str] = []
    for prescription in one.prescriptions:
        who = (prescription.clinic, prescription.department, prescription.doctor)
        by.append(" ".join(part for part in who if part))
        for course in prescription.courses:
            usage = "\n".join(part for part in (course.usage, course.quantity, *course.notes) if part)
            blank = (nb.Medicine("", ""),)
            for place, medicine in enumerate(course.medicines or blank):
                rows.append(
                    Row(
                        visible(course.number),
                        visible(medicine.name),
                        visible(medicine.amount),
                        visible("\n".join(medicine.notes)),
                        visible(usage),
                        0 if place else max(len(course.medicines), 1),
                    )
                )
    day = reading.day(one.day) if one.day is not None else "日付不明"
    title = "　".join(part for part in (day, one.pharmacy, one.pharmacist) if part)
    return Day(
        visible(title),
        visible("　".join(part for part in by if part)),
        tuple(rows),
        tuple(visible(n) for n in one.notes),
    )


__all__ = ["notebook_page", "notebook_pdf"]
