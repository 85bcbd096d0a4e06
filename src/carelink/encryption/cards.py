"""Where a person's signing key lies: a PKCS#12 file, or a token behind its PKCS#11 module (an HPKI card).

Both are a ``Card`` as ``signature.sign`` wants it. A token keeps the key: what is to be signed goes there and
the signature comes back. An HPKI card has two keys, one to log in and one to sign documents; the one whose
certificate says non-repudiation is taken (HPKI certificate policy, signing certificates).
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from carelink.errors import UsageError, Words, WrongKeyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cryptography.x509 import Certificate

MAX_FILE = 1024 * 1024  # bytes of a PKCS#12 file; real ones have a few thousand


@dataclass(frozen=True, slots=True)
class HeldCard:
    """A ``Card`` whose key is at hand.

    :param certificates: the signer's certificate, then those above it, each in DER
    """

    certificates: tuple[bytes, ...]
    _sign: Callable[[bytes], bytes] = field(repr=False)

    def sign(self, data: bytes) -> bytes:
        """Return the signature of ``data``, as ``signature.Card`` asks."""
        return self._sign(data)


def from_file(path: Path, passphrase: str | None = None) -> HeldCard:
    """Return the card in a PKCS#12 file (``.p12``, ``.pfx``; RFC 7292).

    :raises WrongKeyError: the passphrase does not fit, or it is no such file
    :raises UsageError: there is no such file, or it is too large to be one
    """
    from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except OSError:
        raise _no_file() from None
    if len(data) > MAX_FILE:
        raise _no_file()
    try:
        key, certificate, above = pkcs12.load_key_and_certificates(
            data, passphrase.encode() if passphrase else None
        )
    except Exception:  # noqa: BLE001  foreign bytes: whatever they upset, the answer is the same
        raise _shut() from None
    if certificate is None or key is None:
        raise _empty()
    chain = tuple(one.public_bytes(Encoding.DER) for one in (certificate, *above))
    return HeldCard(chain, _signing_with(key))


@contextmanager
def from_token(
    module: Path, pin: str, *, token: str | None = None, certificate: str | None = None
) -> Iterator[HeldCard]:
    """Give the card behind a PKCS#11 module while the ``with`` lasts, and leave the token after it.

    :param module: the library that the maker of card or reader provides (``.so``, ``.dll``, ``.dylib``)
    :param token: label of the token; needed when several are at hand
    :param certificate: label of the certificate to sign with; needed when several are for documents
    :raises WrongKeyError: the PIN is refused
    :raises UsageError: no extra, no module, no token, or no (or several) certificates for signing
    """
    library = _pkcs11()
    try:
        session = library.lib(str(module)).get_token(token_label=token).open(user_pin=pin)
    except library.exceptions.PinIncorrect:
        raise _shut() from None
    except Exception:  # noqa: BLE001  drivers upset in their own ways; what they say may name the holder
        raise _no_token() from None
    with session:
        yield _of_token(library, session, certificate)


def _of_token(library: Any, session: Any, label: str | None) -> HeldCard:
    from cryptography.x509 import load_der_x509_certificate

    attribute, kind = library.Attribute, library.ObjectClass
    held = [
        (load_der_x509_certificate(one[attribute.VALUE]), one)
        for one in session.get_objects({attribute.CLASS: kind.CERTIFICATE})
    ]
    fit = [
        (certificate, one)
        for certificate, one in held
        if (one[attribute.LABEL] == label if label is not None else _for_documents(certificate))
    ]
    if len(fit) != 1:
        raise _empty()
    certificate, one = fit[0]
    key = session.get_key(object_class=kind.PRIVATE_KEY, id=one[attribute.ID])
    others = [other for other, _ in held if other is not certificate]
    chain = (certificate, *_above(certificate, others))
    return HeldCard(tuple(map(_der, chain)), _signing_on_token(library, key))


def _for_documents(certificate: Certificate) -> bool:
    from cryptography.x509 import ExtensionNotFound, KeyUsage

    try:
        return certificate.extensions.get_extension_for_class(KeyUsage).value.content_commitment
    except ExtensionNotFound:
        return False


def _above(certificate: Certificate, others: list[Certificate]) -> Iterator[Certificate]:
    """Yield the issuer, its issuer and so on, as far as the token has them."""
    left, current = list(others), certificate
    while found := [one for one in left if one.subject == current.issuer]:
        current = found[0]
        left.remove(current)
        yield current


def _der(certificate: Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.DER)


def _signing_with(key: Any) -> Callable[[bytes], bytes]:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

    if isinstance(key, rsa.RSAPrivateKey):
        return lambda data: key.sign(data, padding.PKCS1v15(), hashes.SHA256())
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return lambda data: key.sign(data, ec.ECDSA(hashes.SHA256()))
    raise _empty()


def _signing_on_token(library: Any, key: Any) -> Callable[[bytes], bytes]:
    """Return what signs on the token: RSA there as a whole, ECDSA over a hash that is made here."""
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    mechanism = library.Mechanism

    def with_rsa(data: bytes) -> bytes:
        return bytes(key.sign(data, mechanism=mechanism.SHA256_RSA_PKCS))

    def with_ec(data: bytes) -> bytes:
        raw = bytes(key.sign(sha256(data).digest(), mechanism=mechanism.ECDSA))
        half = len(raw) // 2
        return encode_dss_signature(int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big"))

    kinds = {library.KeyType.RSA: with_rsa, library.KeyType.EC: with_ec}
    if key.key_type not in kinds:
        raise _empty()
    return kinds[key.key_type]


def _pkcs11() -> Any:
    try:
        import pkcs11
    except ImportError:
        raise UsageError(
            Words("カードを扱う部品が入っていません。", "Support for tokens is not installed."),
            hint=Words("pip install 'carelink[signature]'", "pip install 'carelink[signature]'"),
        ) from None
    return pkcs11


def _no_file() -> UsageError:
    return UsageError(
        Words("証明書のファイルを読めません。", "The certificate file cannot be read."),
        hint=Words(
            "PKCS#12（.p12、.pfx）の場所を確かめてください。", "Check where the .p12 or .pfx file is."
        ),
    )


def _no_token() -> UsageError:
    return UsageError(
        Words("カードにつながりません。", "The card cannot be reached."),
        hint=Words(
            "カードを差し、PKCS#11 モジュールの場所とトークンの名前を確かめてください。",
            "Insert the card; check the PKCS#11 module and the token's label.",
        ),
    )


def _empty() -> UsageError:
    return UsageError(
        Words(
            "署名に使う証明書が、ちょうど一つ見つかりません。",
            "There is not exactly one certificate to sign with.",
        ),
        hint=Words(
            "文書署名用（否認防止）の証明書の名前を指定してください。RSA か EC の鍵が要ります。",
            "Name the certificate for documents (non-repudiation); its key must be RSA or EC.",
        ),
    )


def _shut() -> WrongKeyError:
    return WrongKeyError(
        Words("カードの PIN、または合言葉が違います。", "The PIN or passphrase does not fit."),
        hint=Words(
            "回数を超えるとカードが閉じます。確かめてから入れてください。",
            "A card locks after some tries: check before you try again.",
        ),
    )
