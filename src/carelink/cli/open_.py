"""``carelink open``: what a parcel holds, whole and valid, or a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from carelink.cli import cards, pipes
from carelink.cli.keys import FILE, acting, identity, members, say
from carelink.errors import CarelinkError, UnreadableError, UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from carelink.encryption import Identity, Manifest, Trust
    from carelink.exchange import Catchment


@click.command("open")
@click.argument("parcel", type=pipes.IN_OR_OUT)
@click.option(
    "-o",
    "--out",
    type=pipes.IN_OR_OUT,
    help=".json .xml .html; default: PARCEL with the suffix .json; - : stdout",
)
@click.option(
    "--as-is",
    is_flag=True,
    help="記録でないもの / the bytes as they were sealed, whatever they are, of any size",
)
@click.option(
    "--resume",
    is_flag=True,
    help="途中から / with --as-is: keep what was read when it is interrupted, and go on there",
)
@click.option("--force", is_flag=True, help="上書き / replace OUT where it exists (with --as-is)")
@click.option(
    "--roots",
    multiple=True,
    type=FILE,
    help="発行者の証明書 / certificates of trusted issuers (HPKI root), to verify persons' signatures inside",
)
@acting
def command(
    *,
    parcel: Path,
    out: Path | None,
    as_is: bool,
    resume: bool,
    force: bool,
    roots: tuple[Path, ...],
    as_: Path,
    passphrase_file: Path | None,
    trust: Path,
) -> None:
    """開封 / open, verify and validate PARCEL, and write the record it holds; - is standard input."""
    known, ours = members(trust), identity(as_, passphrase_file)
    target = out or _named(parcel, as_is=as_is)
    if as_is:
        from carelink.encryption import open_file

        how: dict[str, Any] = {"trust": known, "overwrite": force, "resume": resume}
        found = open_file(pipes.source(parcel), pipes.target(target), ours, **how)
        manifest = found.manifest
        words = f"{found.sender.name}  {manifest.content_type}  {manifest.length:,} bytes"
        say(words, words)
        _persons(manifest, target, roots)
    else:
        _record(parcel, target, ours, known, roots)
    pipes.done(target)


def _named(parcel: Path, *, as_is: bool) -> Path:
    if parcel == pipes.PIPE:
        return pipes.PIPE
    if not as_is:
        return parcel.with_suffix(".json")
    if parcel.suffix != ".cle":
        raise UsageError(
            Words("書き出し先の名前が要ります。", "Say where to write it."),
            hint=Words("-o に名前を書いてください。", "Give a name with -o."),
        )
    return parcel.with_suffix("")


def _record(
    parcel: Path, target: Path, ours: Identity, known: Trust | Catchment, roots: Sequence[Path]
) -> None:
    import carelink
    from carelink.exchange import unfold

    try:
        found = unfold(pipes.everything(parcel), ours, trust=known)
    except UnreadableError as error:
        hint = error.hint
        raise UnreadableError(
            error.message,
            hint=Words(
                f"{hint.in_('ja')}記録でないものなら --as-is を付けてください。",
                f"{hint.in_('en')} If it is no record, open it with --as-is.",
            ),
            report=error.report,
        ) from None
    if roots:
        cards.tell(found.signatories(cards.certificates(roots)))
    else:
        cards.untold(len(found.manifest.signatures))
    if target == pipes.PIPE:
        from carelink.converters import formats

        pipes.give(formats.named("fhir-json").door.to_bytes(list(found.records)))
    else:
        carelink.write(found.records[0] if len(found.records) == 1 else found.records, target)


def _persons(manifest: Manifest, target: Path, roots: Sequence[Path]) -> None:
    """Verify the persons' signatures of a file that was written, or say that nobody did."""
    if not manifest.signatures or not roots or target == pipes.PIPE:
        cards.untold(len(manifest.signatures))
        return
    from carelink.cli.files import opened
    from carelink.encryption import signature

    trusted = cards.certificates(roots)
    try:
        for one in manifest.signatures:
            with opened(target) as file:
                cards.tell([signature.verify(file, one, roots=trusted, at=manifest.issued)])
    except CarelinkError:
        target.unlink(missing_ok=True)  # opened whole or not at all
        raise
