"""Between a notebook and the admission sheet: the person, and the medicines as the words of section 8.

The form has no list of medicines: it asks whether any are taken by mouth, and has room for notes. So the
medicines go there as lines to read, and codes stay behind; each entry of which something stays is said.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final

from carelink.converters.characters import to_cp932
from carelink.converters.rules import jahis as rules
from carelink.records import AdmissionSheet
from carelink.records import notebook as nb
from carelink.records.lists.shared import Sex, YesNo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from carelink.findings import Finding

_SEX: Final = {"1": Sex.MALE, "2": Sex.FEMALE}
_TEXTS: Final = (("name", 0), ("postal_code", 3), ("address", 4), ("tel", 5), ("kana", 9))
"""Item of the sheet → field of the entry about the person."""
_MORE: Final = (6, 7, 8)
"""緊急連絡先, 血液型, 体重: the form has no such item."""
_NOTES: Final = {"1": "アレルギー歴", "2": "副作用歴", "3": "既往歴"}
_WORDS: Final = frozenset(
    {
        nb.NOTE,
        nb.OVER_COUNTER,
        nb.MEMO,
        nb.DISPENSED,
        nb.PHARMACY,
        nb.CLINIC,
        nb.DOCTOR,
        nb.MEDICINE,
        nb.MEDICINE_MORE,
        nb.MEDICINE_CAUTION,
        nb.USAGE,
        nb.USAGE_MORE,
        nb.USAGE_CAUTION,
        nb.CAUTION,
        nb.PROVIDED,
        nb.LEFT_OVER,
        nb.REMARK,
        nb.BY_PERSON,
        nb.PERSON,
        nb.PART,
    }
)
"""Entries whose words stand on the sheet."""
_BEYOND_WORDS: Final = {
    nb.OVER_COUNTER: (5,),
    nb.MEMO: (1,),
    nb.PHARMACY: (1, 2, 3, 4, 5, 6),
    nb.CLINIC: (1, 2, 3),
    nb.MEDICINE: (5, 7, 8, 9),
    nb.USAGE: (6,),
    nb.PROVIDED: (1,),
    nb.BY_PERSON: (1,),
}
"""Entry → its fields that are a code, an address, a telephone number or a date, and stay behind."""
_BY: Final = "8"
"""Who made an entry: その他."""


def to_sheet(
    notebook: nb.Notebook, lines: tuple[int, ...], written: datetime
) -> tuple[AdmissionSheet, list[Finding]]:
    """Return the sheet a notebook fills, and what of it the sheet does not say."""
    found = list(_doubts(notebook, lines))
    person, line = notebook.person, _line_of(notebook, nb.PERSON, lines)
    basics: dict[str, Any] = {name: person[place] for name, place in _TEXTS if person[place].strip()}
    basics["sex"] = _SEX.get(person[1])
    if person[1] and basics["sex"] is None:
        found.append(rules.SEX.at(line))
    basics["born"] = nb.day_of(person[2])
    if person[2] and basics["born"] is None:
        found.append(rules.DATE.at(line))
    found += _left(notebook, lines)
    notes = "\n".join(lines_of(notebook))
    oral = any(c.form in nb.ORAL and c.medicines for d in notebook.dispensings() for c in d.courses)
    sheet = AdmissionSheet(written=written)
    medicines: dict[str, Any] = {
        "medicine_notes": notes or None,
        "oral_medicines": YesNo.YES if oral else None,
    }
    return sheet.model_copy(
        update={
            "basics": type(sheet.basics)(**basics),
            "medicines": type(sheet.medicines)(**{k: v for k, v in medicines.items() if v is not None}),
        }
    ), found


def _line_of(notebook: nb.Notebook, number: int, lines: tuple[int, ...]) -> str:
    place = next((n for n, e in zip(lines, notebook.entries, strict=True) if e.number == number), 1)
    return f"line[{place}]"


def _doubts(notebook: nb.Notebook, lines: tuple[int, ...]) -> Iterator[Finding]:
    """Yield what is wrong with the notebook itself."""
    if len(set(notebook.of(nb.PERSON))) != 1:
        yield rules.PERSON.at("line[1]")
    dispensed = False
    for place, entry in zip(lines, notebook.entries, strict=True):
        if entry.number == nb.DISPENSED:
            dispensed = True
            if nb.day_of(entry[0]) is None:
                yield rules.DATE.at(f"line[{place}]")
        elif nb.MEDICINE <= entry.number <= nb.USAGE_CAUTION and not dispensed:
            yield rules.ORDER.at(f"line[{place}]")
    for block in notebook.dispensings():
        for course in block.courses:
            if course.medicines and not course.usage and course.form not in {"5", "9", "10"}:
                yield rules.NO_USAGE.at("file")


def _left(notebook: nb.Notebook, lines: tuple[int, ...]) -> Iterator[Finding]:
    """Yield a finding for each entry of which something does not stand on the sheet."""
    for place, entry in zip(lines, notebook.entries, strict=True):
        where = f"line[{place}]"
        more = entry.number == nb.PERSON and any(entry[n] for n in _MORE)
        if more or entry.number not in _WORDS:
            yield rules.NOT_CARRIED.at(where)
        elif any(entry[n] for n in _BEYOND_WORDS.get(entry.number, ())):
            yield rules.CODES.at(where)


def lines_of(notebook: nb.Notebook) -> Iterator[str]:
    """Yield a notebook as lines to read: memos first, then each day with its medicines."""
    for entry in notebook.entries:
        match entry.number:
            case nb.MEMO:
                yield entry[0]
            case nb.NOTE:
                yield f"{_NOTES.get(entry[1], '患者特記')}: {entry[0]}"
            case nb.OVER_COUNTER:
                days = "〜".join(part for part in entry.fields[1:3] if part)
                yield f"市販薬: {entry[0]}" + (f" ({days})" if days else "")
    for block in notebook.dispensings():
        yield from _of_day(block)


def _of_day(block: nb.Dispensing) -> Iterator[str]:
    day = block.day.isoformat() if block.day else "日付不明"
    yield f"{day} {block.pharmacy}".rstrip()
    for one in block.prescriptions:
        who = " ".join(part for part in (one.clinic, one.department, one.doctor) if part)
        if who:
            yield f" 処方: {who}"
        for course in one.courses:
            for medicine in course.medicines:
                yield f" ・{medicine.name} {medicine.amount}".rstrip()
                yield from (f"   {note}" for note in medicine.notes)
            said = " ".join(part for part in (course.usage, course.quantity) if part)
            if said:
                yield f"   → {said}"
            yield from (f"   {note}" for note in course.notes)
    yield from (f" {note}" for note in block.notes)


def of_sheet(sheet: Any) -> nb.Notebook:
    """Return the notebook a sheet can fill: the person, and the notes on medicines as memos.

    A field cannot hold a comma or a line end: a comma becomes ， and each line a memo.
    """
    basics = sheet.basics
    fields = [""] * 10
    for name, place in _TEXTS:
        fields[place] = _field(getattr(basics, name) or "")
    fields[1] = next((code for code, sex in _SEX.items() if sex is basics.sex), "")
    fields[2] = f"{basics.born:%Y%m%d}" if basics.born else ""
    memos = (sheet.medicines.medicine_notes or "").splitlines()
    return nb.Notebook(
        direction="2",
        entries=(
            nb.Entry(nb.PERSON, tuple(fields)),
            *(nb.Entry(nb.MEMO, (_field(memo), "", _BY)) for memo in memos),
        ),
    )


def _field(text: str) -> str:
    """Return a text as a field: no comma, no line end, no control character."""
    one_line = "".join(" " if unicodedata.category(char) in {"Cc", "Zl", "Zp"} else char for char in text)
    return to_cp932(one_line.replace(",", "，")).text


__all__ = ["lines_of", "of_sheet", "to_sheet"]
