"""``carelink seal``: a record, or any bytes, into a parcel that only its recipients can open."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from carelink.cli import cards, pipes
from carelink.cli.keys import acting, identity, members
from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from carelink.encryption.signature import Card


@click.command("seal")
@click.argument("source", type=pipes.IN_OR_OUT)
@click.option("--to", multiple=True, required=True, help="宛先の名前 / name of a member; may be repeated")
@click.option("-o", "--out", type=pipes.IN_OR_OUT, help="default: SOURCE.cle; - : standard output")
@click.option(
    "--armor", "armored", is_flag=True, help="文字だけの形 / as text, for mail and content-disarm gateways"
)
@click.option(
    "--as-is",
    "media",
    metavar="MEDIA-TYPE",
    help="記録でないもの / seal the bytes as they are, of any size (e.g. application/zip)",
)
@click.option("--force", is_flag=True, help="上書き / replace OUT where it exists")
@cards.signing
@acting
def command(
    *,
    source: Path,
    to: tuple[str, ...],
    out: Path | None,
    armored: bool,
    media: str | None,
    force: bool,
    as_: Path,
    passphrase_file: Path | None,
    trust: Path,
    **person: Any,
) -> None:
    """封緘 / read, validate and seal SOURCE for the members named with --to; - is standard input."""
    known = members(trust)
    sender = identity(as_, passphrase_file)
    words: dict[str, Any] = {"to": [known.recipient(name) for name in to], "sender": sender}
    target = out or (source if source == pipes.PIPE else _named(source, as_is=media is not None))
    with cards.cards(**person) as held:
        if media is None:
            _written(_record(source, words | {"cards": held}), target, armored=armored, force=force)
        else:
            words |= {"content_type": media, "signatures": _signed(source, held)}
            _bytes(source, target, words, armored=armored, force=force)
    pipes.done(target)


def _named(source: Path, *, as_is: bool) -> Path:
    """Return SOURCE.cle; a record changes its form, so its own suffix says nothing any more."""
    return source.with_name(f"{source.name}.cle") if as_is else source.with_suffix(".cle")


def _record(source: Path, words: dict[str, Any]) -> bytes:
    import carelink

    batch = carelink.read_all(pipes.everything(source) if source == pipes.PIPE else source)
    return carelink.seal(batch.records, **words)


def _bytes(source: Path, target: Path, words: dict[str, Any], *, armored: bool, force: bool) -> None:
    from carelink.encryption import seal_file

    if not armored:
        seal_file(pipes.source(source), pipes.target(target), overwrite=force, **words)
        return
    with tempfile.TemporaryFile() as parcel:
        seal_file(pipes.source(source), parcel, **words)
        _written(_mailable(parcel), target, armored=True, force=force)


def _signed(source: Path, held: Sequence[Card]) -> list[bytes]:
    """Return the persons' signatures of a file; a pipe passes once, and cannot be signed before."""
    if not held:
        return []
    if source == pipes.PIPE:
        raise UsageError(
            Words("標準入力には人の署名を付けられません。", "Standard input cannot be signed as a person."),
            hint=Words("ファイルの名前を指定してください。", "Name a file."),
        )
    from carelink.cli.files import opened
    from carelink.encryption import signature

    made = []
    for card in held:
        with opened(source) as file:
            made.append(signature.sign(file, card))
    return made


def _written(parcel: bytes, target: Path, *, armored: bool, force: bool) -> None:
    from carelink.encryption import armor, disk, refuse_parcel_beside_keys

    data = armor(parcel) if armored else parcel
    if target == pipes.PIPE:
        pipes.give(data)
        return
    refuse_parcel_beside_keys(target.parent)
    disk.write(target, data, overwrite=force)


def _mailable(parcel: BinaryIO) -> bytes:
    from carelink.encryption.parcels.armor import MAX_PARCEL

    if parcel.tell() > MAX_PARCEL:
        raise UsageError(
            Words("メールに載せるには大きすぎます。", "It is too large for mail."),
            hint=Words("--armor なしで封をしてください。", "Seal it without --armor."),
        )
    parcel.seek(0)
    return parcel.read()
