"""A person's own signature inside a parcel: with which card to sign, and whose issuers to trust."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import click

from carelink.cli.keys import FILE, passphrase_of, say
from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from carelink.encryption.cards import HeldCard
    from carelink.encryption.signature import Signatory

F = TypeVar("F", bound="Callable[..., object]")


def signing(command: F) -> F:
    """Add ``--sign-with``, ``--token``, ``--certificate`` and ``--pin-file`` to a command."""
    for option in (
        click.option("--pin-file", type=FILE, help="PIN のファイル / else it is asked for"),
        click.option("--certificate", help="証明書の名前 / label of the certificate, where several are fit"),
        click.option("--token", help="トークンの名前 / label of the token, where several are at hand"),
        click.option(
            "--sign-with",
            type=FILE,
            help="人の署名も付ける / also sign as a person: .p12 file, or PKCS#11 module (.so .dll .dylib)",
        ),
    ):
        command = option(command)
    return command


@contextmanager
def cards(
    sign_with: Path | None, token: str | None, certificate: str | None, pin_file: Path | None
) -> Iterator[Sequence[HeldCard]]:
    """Give the card that the options of ``signing`` name, or none, while the ``with`` lasts."""
    if sign_with is None:
        yield ()
        return
    from carelink.encryption import cards as held

    pin = passphrase_of(pin_file) if pin_file else click.prompt("PIN", hide_input=True, err=True)
    if sign_with.suffix.lower() in {".p12", ".pfx"}:
        yield (held.from_file(sign_with, pin),)
        return
    with held.from_token(sign_with, pin, token=token, certificate=certificate) as card:
        yield (card,)


def certificates(files: Sequence[Path]) -> list[bytes]:
    """Return the certificates in PEM or DER files, in DER.

    :raises UsageError: a file holds none
    """
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509 import load_der_x509_certificate, load_pem_x509_certificates

    from carelink.cli.files import content

    found = []
    for file in files:
        data = content(file)
        try:
            pem = b"-----BEGIN" in data
            found += load_pem_x509_certificates(data) if pem else [load_der_x509_certificate(data)]
        except ValueError:
            raise UsageError(
                Words("証明書のファイルではありません。", "Not a file of certificates."),
                hint=Words("PEM か DER の証明書を指定してください。", "Give certificates in PEM or DER."),
            ) from None
    return [one.public_bytes(Encoding.DER) for one in found]


def tell(signatories: Sequence[Signatory]) -> None:
    """Say who signed, in which profession, and who vouches for it."""
    for one in signatories:
        role = f" ({', '.join(one.roles)})" if one.roles else ""
        say(f"署名 {one.name}{role} 発行者 {one.issuer}", f"signed by {one.name}{role}, issuer {one.issuer}")


def untold(count: int) -> None:
    """Say that there are signatures nobody has verified yet."""
    if count:
        say(
            f"人の署名が {count} つあります。--roots に発行者の証明書を指定すると確かめます。",
            f"{count} personal signature(s) inside, not verified: name their issuers with --roots.",
        )
