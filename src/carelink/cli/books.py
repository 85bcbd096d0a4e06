"""The commands that look into the store, or tell it something: no channel, no trust list."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from carelink.cli import pipes
from carelink.cli.exits import CLEAN, FINDINGS
from carelink.cli.keys import FILE, identity, say, speaking

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.exchange import Books

F = TypeVar("F", bound="Callable[..., object]")


def keeping(command: F) -> F:
    """Add ``--store`` and ``--as`` to a command."""
    store = click.option(
        "--store", help="台帳 / the file that remembers what was sent and received, or postgresql://…"
    )
    return speaking(store(command))


def opened(store: str | None, as_: Path, passphrase_file: Path | None) -> Books:
    """Open the store of an identity; ``NAME.sqlite`` here without ``--store``, as for ``send``."""
    from carelink.adapters import address
    from carelink.exchange import ledger

    me = identity(as_, passphrase_file)
    return ledger(store or Path(f"{address(me.name)}.sqlite"), identity=me)


def given(data: bytes, out: Path) -> None:
    """Write a result, or give it to the pipe."""
    from carelink.encryption import disk

    if out == pipes.PIPE:
        pipes.give(data)
    else:
        disk.write(out, data, overwrite=True)
        pipes.done(out)


@click.command("status")
@keeping
def status(store: str | None, as_: Path, passphrase_file: Path | None) -> None:
    """状況 / how far every message has come with every receiver; exit 1 when one needs a person."""
    with opened(store, as_, passphrase_file) as ours:
        rows = ours.status()
    for one in rows:
        last = one.last_sent.astimezone().strftime("%Y-%m-%d %H:%M") if one.last_sent else "-"
        click.echo(f"{one.state:10} {one.message:36} {last:16} {one.sends}  {one.kind:18} {one.receiver}")
    sys.exit(FINDINGS if any(one.state in {"unanswered", "rejected"} for one in rows) else CLEAN)


@click.group("journal")
def journal() -> None:
    """履歴 / the journal of everything sent, received and refused, in a chain of hashes."""


@journal.command("verify")
@click.option("--since", type=FILE, help="前の控え / a checkpoint made earlier, kept elsewhere")
@keeping
def verify(since: Path | None, store: str | None, as_: Path, passphrase_file: Path | None) -> None:
    """検証 / check every link, and that nothing was cut off since the checkpoint."""
    from carelink.cli.files import content

    with opened(store, as_, passphrase_file) as ours:
        done = ours.verify(content(since) if since else None)
    entries, head = done.checkpoint.entries, done.checkpoint.head
    if done.ok:
        say(
            f"{entries} 件、正しくつながっています。末尾 {head}",
            f"{entries} entries, all linked; head {head}",
        )
        sys.exit(CLEAN)
    reason = done.reason
    if reason is not None:
        say(f"{done.broken} 件目: {reason.ja}", f"entry {done.broken}: {reason.en}")
    sys.exit(FINDINGS)


@journal.command("checkpoint")
@click.option("-o", "--out", type=pipes.IN_OR_OUT, required=True, help="- : standard output")
@keeping
def checkpoint(out: Path, store: str | None, as_: Path, passphrase_file: Path | None) -> None:
    """控え / write a signed checkpoint; keep it elsewhere, or hand it to a neighbour."""
    with opened(store, as_, passphrase_file) as ours:
        given(ours.signed_checkpoint() + b"\n", out)


@journal.command("export")
@click.option("-o", "--out", type=pipes.IN_OR_OUT, required=True, help="- : standard output")
@keeping
def export(out: Path, store: str | None, as_: Path, passphrase_file: Path | None) -> None:
    """書き出し / write the journal as NDJSON of FHIR AuditEvents."""
    from carelink.exchange.journal import canonical

    with opened(store, as_, passphrase_file) as ours:
        given("".join(f"{canonical(one)}\n" for one in ours.journal()).encode(), out)


@click.command("disclosures")
@click.option("-o", "--out", type=pipes.IN_OR_OUT, required=True, help="- : standard output")
@keeping
def disclosures(out: Path, store: str | None, as_: Path, passphrase_file: Path | None) -> None:
    """第三者提供の記録 / write the record of provision to third parties as CSV; it names people."""
    from carelink.exchange.third_party import to_csv

    with opened(store, as_, passphrase_file) as ours:
        given(to_csv(ours.disclosures()), out)


@click.group("retention")
def retention() -> None:
    """保存期間 / what is past its time: 5 years, 3 for the record of provision; a town's rules come first."""


def _periods(years: tuple[str, ...]) -> dict[str, int]:
    found = {}
    for one in years:
        kind, _, number = one.partition("=")
        if not kind or not number.isdecimal():
            raise click.BadParameter("KIND=YEARS", param_hint="--years")
        found[kind] = int(number)
    return found


YEARS = click.option(
    "--years", multiple=True, metavar="KIND=YEARS", help="年数 / e.g. consultation=2, disclosure=3; repeat"
)


@retention.command("due")
@YEARS
@keeping
def due(years: tuple[str, ...], store: str | None, as_: Path, passphrase_file: Path | None) -> None:
    """確認 / count what is past its time; nothing is deleted."""
    from carelink.exchange import Periods

    with opened(store, as_, passphrase_file) as ours:
        found = ours.due(Periods({**Periods().years, **_periods(years)}))
    for kind, count in sorted(found.counts().items()):
        click.echo(f"{kind:20} {count}")
    say(f"保留 {found.held} 件", f"held: {found.held}")


@retention.command("delete")
@YEARS
@click.option("-o", "--out", type=pipes.IN_OR_OUT, required=True, help="削除の記録 / the signed record of it")
@keeping
def delete(
    years: tuple[str, ...], out: Path, store: str | None, as_: Path, passphrase_file: Path | None
) -> None:
    """削除 / delete what is past its time and write the signed record of what was."""
    from carelink.exchange import Periods

    with opened(store, as_, passphrase_file) as ours:
        made = ours.delete_due(Periods({**Periods().years, **_periods(years)}))
    if made is None:
        say("期間を過ぎたものはありません。", "Nothing is past its time.")
    else:
        given(made + b"\n", out)


@retention.command("hold")
@click.argument("message")
@click.option("--reason", required=True, help="理由 / why, for the officers")
@keeping
def hold(message: str, reason: str, store: str | None, as_: Path, passphrase_file: Path | None) -> None:
    """保留 / keep MESSAGE beyond its time."""
    with opened(store, as_, passphrase_file) as ours:
        ours.hold(message, reason)


@retention.command("release")
@click.argument("message")
@keeping
def release(message: str, store: str | None, as_: Path, passphrase_file: Path | None) -> None:
    """保留の解除 / let MESSAGE go the way of its class again."""
    with opened(store, as_, passphrase_file) as ours:
        ours.release(message)
