"""``carelink consent``: who agreed to what; and that it does not hold any more."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from carelink.cli.books import keeping, opened
from carelink.cli.keys import FILE

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID


@click.group("consent")
def command() -> None:
    """同意 / consents to tell others, for policies that ask for them."""


def _day(_: click.Context, __: click.Parameter, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter("YYYY-MM-DD") from None


@command.command("add")
@click.argument("record", type=FILE)
@click.option(
    "--method", type=click.Choice(["written", "oral", "posted"]), required=True, help="書面・口頭・掲示"
)
@click.option("--given", callback=_day, help="得た日 / the first day (today)")
@click.option("--until", callback=_day, help="末日 / the last day")
@click.option("--kind", "kinds", multiple=True, help="記録の種類 / kinds of records; all without it")
@click.option("--to", multiple=True, help="相手 / names of members; everybody without it")
@click.option("--purpose", "purposes", multiple=True, help="目的 / PurposeOfUse codes; all without it")
@keeping
def add(
    *,
    record: Path,
    method: str,
    given: date | None,
    until: date | None,
    kinds: tuple[str, ...],
    to: tuple[str, ...],
    purposes: tuple[str, ...],
    store: str | None,
    as_: Path,
    passphrase_file: Path | None,
) -> None:
    """登録 / put a consent on file of the person that RECORD is about."""
    import carelink
    from carelink.errors import UsageError, Words
    from carelink.exchange import Consent, subject_of

    subject = subject_of(carelink.read(record).to_fhir())
    if subject is None or not subject.keys:
        raise UsageError(
            Words("この記録からは本人を特定できません。", "The record does not say who the person is."),
            hint=Words(
                "被保険者番号、または氏名と生年月日のある記録を指定してください。",
                "Give a record with an insurance number, or with name and date of birth.",
            ),
        )
    facts = {"kinds": kinds, "to": to, "purposes": purposes, "until": until}
    made = Consent(subject.keys, method, given or date.today(), **facts)  # type: ignore[arg-type]  # noqa: DTZ011  the officer's day
    with opened(store, as_, passphrase_file) as ours:
        ours.keep_consent(made)
    click.echo(str(made.id))


@command.command("list")
@keeping
def list_(store: str | None, as_: Path, passphrase_file: Path | None) -> None:
    """一覧 / every consent on file; nobody can be read out of it."""
    with opened(store, as_, passphrase_file) as ours:
        for one in ours.consents():
            ends = one.withdrawn or one.until
            what = ",".join(one.kinds) or "*", ",".join(one.to) or "*", ",".join(one.purposes) or "*"
            state = "withdrawn" if one.withdrawn else "valid"
            click.echo(f"{one.id}  {state:9} {one.method:8} {one.given} {ends or '-':10}  {'  '.join(what)}")


@command.command("withdraw")
@click.argument("consent", type=click.UUID)
@click.option("--on", "day", callback=_day, help="撤回の日 / the first day without it (today)")
@keeping
def withdraw(
    consent: UUID, day: date | None, store: str | None, as_: Path, passphrase_file: Path | None
) -> None:
    """撤回 / note that CONSENT does not hold any more."""
    with opened(store, as_, passphrase_file) as ours:
        ours.withdraw_consent(consent, day)
