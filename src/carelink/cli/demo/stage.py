"""What the audience sees: acts with their time, progress on long work, and a table at the end."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from carelink.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.status import Status

    from carelink.errors import Words
    from carelink.findings import Finding, Report

T = TypeVar("T")
MOST_CODES = 15
"""Codes of findings that are listed on the screen; all of them are in the files."""


@dataclass
class Act:
    """One line of the closing table."""

    title: Words
    sent: str = ""
    received: str = ""
    refused: str = ""
    where: str = ""
    seconds: float = 0.0


@dataclass
class Stage:
    """The screen and the folder of the demo."""

    out: Path
    lang: str
    console: Console = field(default_factory=lambda: Console(highlight=False, soft_wrap=True))
    acts: list[Act] = field(default_factory=list)

    @contextmanager
    def act(self, title: Words, about: Words, where: str) -> Iterator[Act]:
        """Announce an act, time it, and keep its line for the closing table."""
        self.console.print(f"\n[bold]■ {title.in_(self.lang)}[/bold]  {about.in_(self.lang)}")
        act, begun = Act(title, where=where), time.perf_counter()
        self.acts.append(act)
        yield act
        act.seconds = time.perf_counter() - begun
        self.console.print(f"  [dim]{act.seconds:.2f} s[/dim]")

    def folder(self, name: str) -> Path:
        """Return a folder of the demo's output, made if need be."""
        path = self.out / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    def say(self, words: Words, mark: str = "・") -> None:
        """Print one line."""
        self.console.print(f"  {mark} {words.in_(self.lang)}", markup=False)

    def track(self, items: Sequence[T], words: Words) -> Iterator[T]:
        """Yield the items and show how far we are; nothing moves where there is no terminal."""
        columns = (TextColumn("  {task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        still = not self.console.is_terminal
        with Progress(*columns, console=self.console, transient=True, disable=still) as progress:
            yield from progress.track(items, description=words.in_(self.lang))

    def busy(self, words: Words) -> Status:
        """Return a ``with`` block during which the screen says what is being done."""
        return self.console.status(words.in_(self.lang))

    def findings(self, report: Report) -> None:
        """Print how often each code was found, and one place of each."""
        if not len(report):
            return
        english = self.lang == "en"
        table = Table(box=None, padding=(0, 2), show_header=True, header_style="dim")
        headings = ("finding", "", "count", "first at") if english else ("所見", "", "件数", "最初の場所")
        for number, heading in enumerate(headings):
            table.add_column(
                heading, justify="right" if number == _COUNT else "left", no_wrap=number != _PLACE
            )
        first = {f.code: f for f in reversed(report.findings)}
        counted = list(report.counts().items())
        for code, count in counted[:MOST_CODES]:
            found = first[code]
            table.add_row(code, _COLOUR[found.severity], f"{count:,}", _place(found))
        self.console.print(table)
        if len(counted) > MOST_CODES:
            self.console.print(f"  … +{len(counted) - MOST_CODES}")

    def curtain(self) -> None:
        """Print the closing table, and leave it as a file."""
        table = self._table()
        self.console.print()
        self.console.print(table)
        self.console.print(f"→ {self.out}/", markup=False)
        with (self.out / "summary.txt").open("w", encoding="utf-8") as file:
            Console(file=file, width=110).print(table)

    def _table(self) -> Table:
        english = self.lang == "en"
        table = Table(title="What happened" if english else "まとめ", title_justify="left")
        headings = ("", "sent", "received", "refused", "time", "files") if english else _HEADINGS
        for number, heading in enumerate(headings):
            table.add_column(heading, justify="right" if number in {1, 2, 3, 4} else "left")
        for act in self.acts:
            row = (
                act.title.in_(self.lang),
                act.sent,
                act.received,
                act.refused,
                f"{act.seconds:.2f} s",
                act.where,
            )
            table.add_row(*row)
        return table


def _place(found: Finding) -> str:
    """Return where a finding is, short: the file is named above the table."""
    source = found.source
    if source is None or source.row is None:
        return found.path
    column = f"C{source.column}" if source.column is not None else ""
    return f"R{source.row}{column} {source.field or ''}".rstrip()


_COUNT, _PLACE = 2, 3
_HEADINGS = ("", "送付", "受領", "拒否", "時間", "ファイル")
_COLOUR = {
    Severity.ERROR: "[red]error[/red]",
    Severity.WARNING: "[yellow]warning[/yellow]",
    Severity.INFORMATION: "[dim]information[/dim]",
}
