"""``carelink timeline [FILES]``: who owes what to whom by when in one stay in hospital."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from carelink.cli.days import Clock, Day, office_of, office_options, records_of, say, today
from carelink.cli.exits import code_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, time

    from carelink.records.timeline import Timeline

_KINDS = ("admission-sheet", "discharge-record", "minutes")


@click.command("timeline")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--admitted", type=Day(), help="入院日 / day of admission, instead of the sheet's")
@click.option("--admitted-at", type=Clock(), help="入院時刻 / time of admission: 19:30")
@click.option("--planned", type=Day(), help="退院予定日 / day on which discharge is foreseen")
@click.option("--discharged", type=Day(), help="退院日 / day of discharge")
@click.option("--done", multiple=True, metavar="STEP=DAY", help="済んだこと / e.g. information=2026-11-21")
@click.option("--on", type=Day(), help="見る日 / the day to look at it [today]")
@click.option("--hospital-class", type=click.Choice(["加算1", "加算2"]), help="病院の入退院支援加算")
@click.option("--ward", type=click.Choice(["general", "long-term"]), help="一般病棟か療養病棟")
@click.option("--rules", type=click.Path(path_type=Path), help="地域のルール / a region's own rule (TOML)")
@office_options
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True
)
@click.option("-o", "--out", type=click.Path(path_type=Path), help="保存先 / where to, instead of the screen")
@click.pass_obj
def command(
    lang: str,
    /,
    *,
    files: tuple[Path, ...],
    done: tuple[str, ...],
    on: date | None,
    rules: Path | None,
    closes: time | None,
    open_on: str | None,
    open_on_holidays: bool,
    form: str,
    out: Path | None,
    **known: Any,
) -> None:
    """入退院支援の予定 / the course of one stay, from its sheets (FILES) or from the days given.

    期限は祝日と営業時間を数えて決まり、過ぎたものは所見(step-overdue)になります。
    """
    from carelink.records import timeline as course

    office = office_of(closes, open_on, on_holidays=open_on_holidays)
    records, unread = records_of(files, _KINDS)
    say(unread, lang)
    stay = course.stay_of(records, done=_facts(done), **known)
    if stay is None:
        raise click.UsageError(
            "入院日が分かりません: --admitted / the day of admission is not known: --admitted"
        )
    line = course.timeline(stay, course.load(rules) if rules else None, office=office)
    day = on or today()
    report = line.report(day)
    text = _WRITERS[form](line, day, lang)
    if out is None:
        click.echo(text, nl=False)
    else:
        from carelink.converters.atomic import write_bytes

        write_bytes(out, text.encode())
        click.echo(str(out))
    if form != "json":
        say(report, lang)
    sys.exit(code_of(unread))


def _facts(done: Iterable[str]) -> dict[str, date]:
    facts = {}
    for said in done:
        fact, equals, day = said.partition("=")
        if not equals:
            raise click.BadParameter("information=2026-11-21 の形で / write STEP=DAY", param_hint="--done")
        facts[fact] = Day().convert(day, None, None)
    return facts


def _text(line: Timeline, on: date, lang: str) -> str:
    """Return one line per step: state, last day, what, who to whom."""
    from carelink.rendering.answers import Reading
    from carelink.rendering.timeline import STATES, day_of, only_of

    reading = Reading(lang, None)
    out = []
    for due in line:
        step = due.step
        act = f" ({'営業日では' if lang == 'ja' else 'office day'} {day_of(due.act_by, reading)})"
        moved = act if due.open and due.act_by != due.latest else ""
        out.append(
            f"{STATES[due.state(on)].in_(lang)}  {day_of(due.latest, reading)}{moved}"
            f"  {step.name.in_(lang)}{only_of(due, lang)}"
            f"\n      {step.giver.in_(lang)} → {step.receiver.in_(lang)}: {step.document.in_(lang)}"
        )
    return "\n".join(out) + "\n"


def _json(line: Timeline, on: date, lang: str) -> str:
    steps = [
        {
            "step": due.step.code,
            "fact": due.step.noted_as,
            "name": due.step.name.in_(lang),
            "from": due.step.giver.in_(lang),
            "to": due.step.receiver.in_(lang),
            "document": due.step.document.in_(lang),
            "earliest": due.earliest and due.earliest.isoformat(),
            "latest": due.latest and due.latest.isoformat(),
            "act_by": due.act_by and due.act_by.isoformat(),
            "open": due.open,
            "done": due.done and due.done.isoformat(),
            "state": due.state(on).value,
            "only": list(due.step.only),
            "basis": due.step.basis,
            "mark": due.step.mark,
        }
        for due in line
    ]
    return (
        json.dumps({"edition": line.course.edition, "on": on.isoformat(), "steps": steps}, ensure_ascii=False)
        + "\n"
    )


def _html(line: Timeline, on: date, lang: str) -> str:
    from carelink.rendering import timeline_page

    return timeline_page(line, on, lang=lang)


_WRITERS = {"text": _text, "json": _json, "html": _html}
