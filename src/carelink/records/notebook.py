"""A medicine notebook (お薬手帳) as the JAHIS format tells it: numbered entries, kept whole and in order.

Entry numbers and the order of their fields are known from public readings of JAHIS 電子版お薬手帳データ
フォーマット仕様書 Ver.2.6 (技術文書 24-104), not from the specification itself.
Nothing of an entry is interpreted away;
:meth:`Notebook.dispensings` is only a view of what is there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from carelink.records import eras

if TYPE_CHECKING:
    from collections.abc import Iterator

PERSON, NOTE, OVER_COUNTER, INGREDIENT, MEMO = 1, 2, 3, 31, 4
DISPENSED, PHARMACY, PHARMACIST, CLINIC, DOCTOR = 5, 11, 15, 51, 55
MEDICINE, MEDICINE_MORE, MEDICINE_CAUTION = 201, 281, 291
USAGE, USAGE_MORE, USAGE_CAUTION = 301, 311, 391
CAUTION, PROVIDED, LEFT_OVER, REMARK, BY_PERSON, FAMILY_PHARMACIST, PART = 401, 411, 421, 501, 601, 701, 911
ORAL: Final = frozenset({"1", "2", "3", "6", "7"})
"""剤形 that are taken by mouth: 内服, 内滴, 屯服, 浸煎, 湯."""
_WESTERN, _ERA = 8, 7


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: its number and its fields, as written."""

    number: int
    fields: tuple[str, ...] = ()

    def __getitem__(self, place: int) -> str:
        """Return a field; an empty one where the line ends before it."""
        return self.fields[place] if place < len(self.fields) else ""


@dataclass(frozen=True, slots=True)
class Medicine:
    """One medicine: its name as written, the amount with its unit, and what is to be heeded."""

    name: str
    amount: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """One RP: medicines that are taken together.

    :param usage: as written: ``【1日1回朝食後】``
    :param quantity: with its unit: ``28日分``
    :param form: code of the 剤形; ``1`` by mouth, ``5`` outwardly
    """

    number: str
    medicines: tuple[Medicine, ...]
    usage: str = ""
    quantity: str = ""
    form: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prescription:
    """What one doctor prescribed."""

    clinic: str
    doctor: str
    department: str
    courses: tuple[Course, ...]


@dataclass(frozen=True, slots=True)
class Dispensing:
    """One day at one pharmacy."""

    day: date | None
    pharmacy: str
    pharmacist: str
    prescriptions: tuple[Prescription, ...]
    notes: tuple[str, ...] = ()

    @property
    def courses(self) -> Iterator[Course]:
        """What was dispensed, in the order of the file."""
        return (course for one in self.prescriptions for course in one.courses)


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook, or what one QR code of it says.

    :param version: of the format: ``08`` of ``JAHISTC08``
    :param direction: ``1`` from a pharmacy or clinic to the person, ``2`` from the person to them
    """

    version: str = "08"
    direction: str = "1"
    entries: tuple[Entry, ...] = field(default=(), repr=False)

    def of(self, number: int) -> tuple[Entry, ...]:
        """Return the entries of a number."""
        return tuple(e for e in self.entries if e.number == number)

    @property
    def person(self) -> Entry:
        """The entry about the person; an empty one where there is none."""
        return next(iter(self.of(PERSON)), Entry(PERSON))

    def dispensings(self) -> tuple[Dispensing, ...]:
        """Return what was dispensed, a day and a pharmacy each, in the order of the file."""
        blocks: list[list[Entry]] = []
        for entry in self.entries:
            if entry.number == DISPENSED:
                blocks.append([entry])
            elif blocks and entry.number not in _OUTSIDE:
                blocks[-1].append(entry)
        return tuple(map(_dispensing, blocks))


_OUTSIDE: Final = frozenset({PERSON, NOTE, OVER_COUNTER, INGREDIENT, MEMO, FAMILY_PHARMACIST, PART})
_NOTES: Final = frozenset({CAUTION, PROVIDED, LEFT_OVER, REMARK, BY_PERSON})


def day_of(text: str) -> date | None:
    """Return the day of ``20260410`` or ``R080410``; None when it is neither."""
    if not (text.isascii() and text[1:].isdigit()):
        return None
    if len(text) == _WESTERN and text.isdigit():
        found = eras.parse(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    elif len(text) == _ERA and text[0].upper() in "MTSHR":
        found = eras.parse(f"{text[0]}{text[1:3]}.{text[3:5]}.{text[5:]}")
    else:
        return None
    return found if isinstance(found, date) else None


def _dispensing(block: list[Entry]) -> Dispensing:
    def first(number: int) -> str:
        return next((e[0] for e in block if e.number == number), "")

    notes = tuple(e[0] for e in block if e.number in _NOTES and e[0])
    return Dispensing(
        day_of(block[0][0]), first(PHARMACY), first(PHARMACIST), tuple(_prescriptions(block)), notes
    )


def _prescriptions(block: list[Entry]) -> Iterator[Prescription]:
    """Yield what each doctor prescribed: a clinic or a doctor after medicines begins another one."""
    clinic = doctor = department = ""
    lines: list[Entry] = []
    for entry in block:
        if entry.number in {CLINIC, DOCTOR}:
            if lines:
                yield Prescription(clinic, doctor, department, tuple(_courses(lines)))
                lines = []
            if entry.number == CLINIC:
                clinic, doctor, department = entry[0], "", ""
            else:
                doctor, department = entry[0], entry[1]
        elif MEDICINE <= entry.number <= USAGE_CAUTION:
            lines.append(entry)
    if lines or clinic or doctor:
        yield Prescription(clinic, doctor, department, tuple(_courses(lines)))


def _courses(lines: list[Entry]) -> Iterator[Course]:
    """Yield each RP once, in the order of its first line."""
    groups: dict[str, list[Entry]] = {}
    for entry in lines:
        groups.setdefault(entry[0], []).append(entry)
    for number, own in groups.items():
        usage = next((e for e in own if e.number == USAGE), Entry(USAGE))
        yield Course(
            number,
            tuple(_medicines(own)),
            usage[1],
            usage[2] + usage[3],
            usage[4],
            tuple(e[1] for e in own if e.number in {USAGE_MORE, USAGE_CAUTION} and e[1]),
        )


def _medicines(own: list[Entry]) -> Iterator[Medicine]:
    """Yield each medicine with the notes that follow it."""
    found: list[tuple[Entry, list[str]]] = []
    for entry in own:
        if entry.number == MEDICINE:
            found.append((entry, []))
        elif entry.number in {MEDICINE_MORE, MEDICINE_CAUTION} and found and entry[1]:
            found[-1][1].append(entry[1])
    for entry, notes in found:
        yield Medicine(entry[1], entry[2] + entry[3], tuple(notes))


__all__ = ["Course", "Dispensing", "Entry", "Medicine", "Notebook", "Prescription", "day_of"]
