"""``carelink consultations statistics FILES --year 令和8``: a desk's yearly figures, fit to be published."""

from __future__ import annotations

import csv
import io
import json
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from carelink.cli.days import Day, today
from carelink.cli.exits import code_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from carelink.findings import Report
    from carelink.records.statistics import Promise, Statistics

HIDDEN = "－"
_LABEL = 44
_NUMBER = 10


@click.group("consultations")
def command() -> None:
    """相談受付票 / the consultations of a desk, taken together."""


@command.command("statistics")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--year", required=True, help="年度 / fiscal year: 令和8, R8 or 2026")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "html"]), default="table", show_default=True
)
@click.option(
    "--suppress-below",
    type=click.IntRange(0),
    default=5,
    show_default=True,
    help="伏せる件数 / hide cells of fewer cases; 0 hides none",
)
@click.option("-o", "--out", type=click.Path(path_type=Path), help="保存先 / where to, instead of the screen")
@click.pass_obj
def statistics(
    lang: str, *, files: tuple[Path, ...], year: str, form: str, suppress_below: int, out: Path | None
) -> None:
    """年度の集計 / the figures of a fiscal year from FILES (.json .xml .ndjson .csv .xlsx .toml).

    実件数と延べ件数を分けて数え、小さい数は逆算もできないように伏せます。
    """
    from carelink.records import statistics as yearly

    when = yearly.fiscal_year(year)
    records, report = _read(files)
    figures = yearly.of(records, when, suppress_below)
    text = _WRITERS[form](figures, lang)
    if out is None:
        click.echo(text, nl=False)
    else:
        from carelink.converters.atomic import write_bytes

        write_bytes(out, text.encode("utf-8-sig" if form == "csv" else "utf-8"))
        click.echo(str(out))
    _say(report, figures, lang)
    sys.exit(code_of(report))


@command.command("due")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--on", type=Day(), help="見る日 / the day to look at it [today]")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.pass_obj
def due(lang: str, /, *, files: tuple[Path, ...], on: date | None, form: str) -> None:
    """フォローの予定 / the follow-ups of FILES that are still open; overdue ones are findings.

    親番号で続いた相談があれば、フォロー済みとみなします。
    """
    from carelink.findings import Report, formats
    from carelink.records import statistics as yearly

    records, report = _read(files)
    promises = yearly.open_follow_ups(records, on or today())
    if form == "json":
        click.echo(json.dumps([_promised(p) for p in promises], ensure_ascii=False))
    else:
        for promise in promises:
            click.echo(_promise(promise, lang))
        click.echo(f"{len(promises)} 件" if lang == "ja" else f"{len(promises)} open")
    overdue = Report(p.finding() for p in promises if p.overdue)
    said = Report((*report.errors, *report.warnings, *overdue))
    if form != "json" and len(said):
        click.echo(formats.to_text(said, lang), err=True, nl=False)
    sys.exit(code_of(report))


def _promised(promise: Promise) -> dict[str, Any]:
    one = promise.consultation
    return {
        "number": one.reception.consultation_no,
        "desk": one.reception.desk,
        "on": promise.on and promise.on.isoformat(),
        "days_late": promise.days_late,
        "overdue": promise.overdue,
        "referred_to": [r.name or r.facility for r in one.conclusion.referrals or ()],
    }


def _promise(promise: Promise, lang: str) -> str:
    one = promise.consultation
    day = promise.on.isoformat() if promise.on else ("日の記載なし" if lang == "ja" else "no day")
    late = (
        (f"{promise.days_late}日超過" if lang == "ja" else f"{promise.days_late} days late")
        if promise.overdue
        else ""
    )
    referred = "、".join(r.name or r.facility or "" for r in one.conclusion.referrals or ())
    return "  ".join(part for part in (day, late, one.reception.consultation_no or "", referred) if part)


def _read(files: Iterable[Path]) -> tuple[list[Any], Report]:
    """Return the consultations of the files, other records left aside, with what was found on the way."""
    from carelink import converters
    from carelink.findings import Report

    records: list[Any] = []
    report = Report()
    for file in files:
        batch = converters.read_all(file)
        records += [r for r in batch.records if r.kind == "consultation"]
        report += batch.report.in_file(str(file))
    return records, report


def _say(report: Report, figures: Statistics, lang: str) -> None:
    """Tell on the error stream what could not be counted."""
    from carelink.findings import Report, formats

    if report.errors or report.warnings:
        click.echo(formats.to_text(Report((*report.errors, *report.warnings)), lang), err=True, nl=False)
    if figures.undated:
        said = {
            "ja": f"受付日時のない相談 {figures.undated} 件は数えていません。",
            "en": f"{figures.undated} consultations without a time of reception are not counted.",
        }
        click.echo(said[lang], err=True)


def _table(figures: Statistics, lang: str) -> str:
    """Return the figures as text, columns aligned for full-width characters."""
    from carelink.records.statistics import year_in_words

    heads = ("延べ件数", "実件数") if lang == "ja" else ("contacts", "cases")
    average = HIDDEN if figures.average_minutes is None else str(figures.average_minutes)
    said = ("総数", "平均対応時間(分)", "合計") if lang == "ja" else ("All", "Average minutes", "Total")
    lines = [
        _line(year_in_words(figures.fiscal_year).in_(lang), *heads),
        _line(said[0], figures.total.contacts, figures.total.cases),
        _line(said[1], average),
    ]
    for breakdown in figures.breakdowns:
        lines += ["", breakdown.title.in_(lang) + (" ＊" if breakdown.multiple else "")]
        lines += [_line("  " + r.label.in_(lang), r.count.contacts, r.count.cases) for r in breakdown.rows]
        lines.append(_line("  " + said[2], breakdown.total.contacts, breakdown.total.cases))
    return "\n".join(lines) + "\n"


def _line(label: str, *cells: int | str | None) -> str:
    shown = [HIDDEN if c is None else str(c) for c in cells]
    return (
        label + " " * (_LABEL - _width(label)) + "".join(" " * (_NUMBER - _width(c)) + c for c in shown)
    ).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _csv(figures: Statistics, lang: str) -> str:
    """Return one row per cell pair; a hidden cell is empty, and the last column says that it is hidden."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("fiscal_year", "table", "title", "row", "label", "contacts", "cases", "hidden"))
    writer.writerows(_cells(figures, lang))
    return out.getvalue()


def _cells(figures: Statistics, lang: str) -> Iterator[tuple[Any, ...]]:
    year, total = figures.fiscal_year, figures.total
    yield year, "total", "", "total", "", total.contacts, total.cases, int(total.hidden)
    for b in figures.breakdowns:
        for r in b.rows:
            count = r.count
            yield (
                year, b.code, b.title.in_(lang), r.code, r.label.in_(lang),
                count.contacts, count.cases, int(count.hidden),
            )  # fmt: skip


def _html(figures: Statistics, lang: str) -> str:
    from carelink.rendering import statistics_page

    return statistics_page(figures, lang=lang)


_WRITERS: dict[str, Callable[[Statistics, str], str]] = {"table": _table, "csv": _csv, "html": _html}
