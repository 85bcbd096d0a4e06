"""What stands on a page, before it is HTML: blocks of ruled rows of boxes, each a label and an answer.

Everything the template prints is one of these; they hold plain words, already safe to look at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS: Final = 24
"""A row of the form is this many units wide; a box takes some for its label and some for its answer."""


@dataclass(frozen=True, slots=True)
class Label:
    """The printed label; ``en`` is empty on a Japanese page, ``marks`` are small signs the legend explains.

    ``above`` is a word over the label, where the form groups boxes so.
    """

    ja: str
    en: str = ""
    marks: str = ""
    above: str = ""

    @property
    def both(self) -> str:
        """The label in one line, with the English where there is one."""
        return f"{self.ja} {self.en}".strip()


@dataclass(frozen=True, slots=True)
class Choice:
    """One option as on paper: ☑ or ☐, its label, and what stands in its brackets where it has some."""

    label: Label
    ticked: bool
    brackets: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """All options of a list, ticked or not, so that the reader sees what was not ticked."""

    choices: tuple[Choice, ...]
    shape: str = "choices"

    @property
    def stated(self) -> bool:
        """Whether anything is ticked; nothing ticked is 記載なし, which is not なし."""
        return any(c.ticked for c in self.choices)


@dataclass(frozen=True, slots=True)
class Written:
    """A text, a number or a date as it is read; empty is 記載なし.

    ``sort`` is what may be written there: text, date, moment or number.
    """

    text: str
    unit: str = ""
    sort: str = "text"
    shape: str = "written"

    @property
    def stated(self) -> bool:
        """Whether anything is written."""
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Part:
    """One answer of a group: a person's name, a hearing's date."""

    label: Label
    answer: Choices | Written


@dataclass(frozen=True, slots=True)
class Parts:
    """Answers that belong together, in one cell; more than one group of them is numbered."""

    groups: tuple[tuple[Part, ...], ...]
    shape: str = "parts"

    @property
    def stated(self) -> bool:
        """Whether any part is stated."""
        return any(p.answer.stated for group in self.groups for p in group)


@dataclass(frozen=True, slots=True)
class Lines:
    """A small table in a cell: a heading per part, a line per entry; blank lines as on paper."""

    heads: tuple[Label, ...]
    lines: tuple[tuple[Choices | Written, ...], ...]
    shape: str = "lines"

    @property
    def stated(self) -> bool:
        """Whether any line is stated."""
        return any(a.stated for line in self.lines for a in line)


Answer: TypeAlias = Choices | Written | Parts | Lines

Statement: TypeAlias = tuple[Label, Answer]
"""A sentence under the title, and whether it is so."""


@dataclass(frozen=True, slots=True)
class Box:
    """A label cell and an answer cell, and how many of the row's units each takes."""

    label: Label
    answer: Answer
    label_width: int
    answer_width: int
    path: str = ""

    @property
    def width(self) -> int:
        """Units of the row it takes."""
        return self.label_width + self.answer_width


@dataclass(frozen=True, slots=True)
class Block:
    """A section of the form: its number, its title, its rows."""

    number: str
    title: Label
    rows: tuple[tuple[Box, ...], ...]
    code: str = ""


@dataclass(frozen=True, slots=True)
class FaxHead:
    """What stands over a FAX.

    :param who: sender and receiver
    :param code: to send back as a receipt
    :param words: the printed words by their names in the template
    """

    who: Any
    code: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """One printed record."""

    title: Label
    running: str
    blocks: tuple[Block, ...]
    statement: Statement | None = None
    legend: tuple[Label, ...] = ()
    identity: str = ""
    kind: str = ""
    notice: tuple[Label, ...] = ()
    """訂正版 or 取消, with what it replaces, why and by whom; over everything else."""
    void: bool = False
    """Whether nobody may rely on the page."""
    cover: FaxHead | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a directory."""

    code: str
    label: Label


@dataclass(frozen=True, slots=True)
class Directory:
    """Many records of one kind, a line each."""

    title: Label
    running: str
    heads: tuple[Head, ...]
    lines: tuple[tuple[Written, ...], ...]
    closing: Label
    kind: str = "directory"
