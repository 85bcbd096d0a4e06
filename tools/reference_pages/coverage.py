"""The page that says what of the reference validator's rules is checked here, and by which rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reference_pages.markdown import code, document, plain, table

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = Path(__file__).with_name("coverage.tsv")
BUILT_IN, NOT_DONE = "built in", "not done"


class Row(NamedTuple):
    """One rule of the reference.

    :param answer: our codes, or "built in" for what has no finding of its own, or "not done"
    :param note: where we differ, or why it is not done
    """

    section: str
    name: str
    answer: str
    note: str

    @property
    def codes(self) -> list[str]:
        """The codes of our rules that answer it."""
        return [] if self.answer in (BUILT_IN, NOT_DONE) else self.answer.split()


def rows() -> Iterator[Row]:
    """Yield the rows of the table."""
    section = ""
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith("## "):
            section = line[3:]
        elif line and not line.startswith("#"):
            name, answer, note = line.split("\t")
            yield Row(section, name, answer, note)


def page() -> str:
    """Return the page."""
    known = list(rows())
    done = sum(row.answer != NOT_DONE for row in known)
    lines = [
        f"The reference validator of HL7 has {len(known)} rules that matter for R4 data without a",
        f"terminology server. {done} of them are checked here; of the others the reason is given. *Built in*",
        "is what has no finding of its own.",
        "Why some answers differ: [differences](../explanation/validator-differences.md).",
    ]
    for section in dict.fromkeys(row.section for row in known):
        found = [row for row in known if row.section == section]
        lines += ["", f"## {section}", ""]
        lines += table(("Rule of the reference", "Here", "Note"), map(_cells, found))
    return document("Coverage of the reference validator", lines)


def _cells(row: Row) -> tuple[str, str, str]:
    shown = ", ".join(code(each) for each in row.codes) or row.answer
    return row.name, shown, plain(row.note)
