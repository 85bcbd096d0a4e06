"""A person's signature on the content, inside the parcel: HPKI card, PKCS#11 token, any X.509 certificate.

The parcel itself is signed by an organisation's software. A document that needs a professional's signature
(診療情報提供書, 主治医意見書) carries it in the manifest: a detached CMS SignedData with the CAdES attributes
(RFC 5652, ETSI EN 319 122-1), made and verified by pyHanko (extra ``signature``), which builds and checks the
certificate path as well. The private key never comes here: whoever holds it signs what it is given.

    made = signature.sign(content, card)                        # card: certificates and sign(data)
    parcel = seal(content, …, signatures=[made])
    opened = open(parcel, …)
    said = opened.manifest
    who = signature.verify(opened.content, said.signatures[0], roots=[hpki_root], at=said.issued)
"""

from __future__ import annotations

import asyncio
import io
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, TypeVar

from carelink.encryption.clock import moment
from carelink.errors import BrokenSealError, UntrustedSenderError, UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence
    from datetime import datetime

T = TypeVar("T")
HASH = "sha256"
HC_ROLE = "1.0.17090.0.1"  # id-hcpki-at-healthcareactor, ISO 17090-2: the profession in an HPKI certificate


class Card(Protocol):
    """What signs: a smart card, a token, a remote service."""

    @property
    def certificates(self) -> Sequence[bytes]:
        """The signer's certificate, then those above it, each in DER."""
        ...  # pragma: no cover

    def sign(self, data: bytes) -> bytes:
        """Return the signature of ``data`` with SHA-256, as the certificate's key says.

        RSA PKCS#1 v1.5 (CKM_SHA256_RSA_PKCS), or ECDSA (CKM_ECDSA_SHA256) with its halves in DER.
        """
        ...  # pragma: no cover


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signed, as a certificate of a trusted issuer says.

    :param name: common name of the certificate's subject
    :param roles: what the certificate says of the profession (hcRole), text as it stands; empty without it
    :param issuer: whoever vouches for it
    :param certificate: DER, to be kept with the document
    """

    name: str
    roles: tuple[str, ...]
    issuer: str
    certificate: bytes = field(repr=False)


def sign(content: bytes | BinaryIO, card: Card) -> bytes:
    """Return a detached signature of ``content`` (CMS SignedData in DER), to be sealed with it.

    :param content: the bytes, or a stream that is read to its end
    :raises UsageError: when the extra is not installed, or the card gives no certificate
    """
    library = _library()
    certificates = [library.certificate.load(der) for der in card.certificates]
    if not certificates:
        raise UsageError(
            Words("カードに証明書がありません。", "The card gives no certificate."),
            hint=Words("カードと PIN を確かめてください。", "Check the card and its PIN."),
        )
    registry = library.store()
    registry.register_multiple(certificates)
    signer = library.signer(card.sign, signing_cert=certificates[0], cert_registry=registry)
    signed = _now(signer.async_sign_general_data(_stream(content), HASH, detached=True, use_cades=True))
    der: bytes = signed.dump()
    return der


def verify(
    content: bytes | BinaryIO,
    signature: bytes,
    *,
    roots: Sequence[bytes],
    at: datetime | None = None,
    revocations: Sequence[bytes] = (),
) -> Signatory:
    """Return who signed ``content``, or raise.

    Nothing is fetched: certificates between come with the signature, revocation lists are handed in.

    :param roots: certificates of the issuers that are trusted (such as the HPKI root), DER
    :param at: when it was signed, so that a certificate that ended since still counts; now by default
    :param revocations: certificate revocation lists (DER); when given, every certificate must be covered
    :raises BrokenSealError: the signature is none, or of other content
    :raises UntrustedSenderError: no path to ``roots``, ended, revoked, or not for signing documents
    :raises UsageError: when the extra is not installed
    """
    library = _library()
    trusted = [library.certificate.load(der) for der in roots]
    context = library.context(
        trust_roots=trusted,
        moment=moment(at),
        allow_fetching=False,
        crls=list(revocations),
        revocation_mode="require" if revocations else "soft-fail",
    )
    try:
        signed = library.content_info.load(signature, strict=True)["content"]
        usage = library.usage(key_usage={"non_repudiation"})
        status = _now(
            library.validate(
                _stream(content), signed, signer_validation_context=context, key_usage_settings=usage
            )
        )
        found = _signatory(status.signing_cert)
    except Exception:  # noqa: BLE001  foreign bytes: whatever they upset, the answer is the same
        raise _broken() from None
    if not (status.intact and status.valid):
        raise _broken()
    if not status.bottom_line:
        raise _untrusted()
    return found


def _signatory(certificate: Any) -> Signatory:
    issuer = certificate.issuer.human_friendly
    name = certificate.subject.native.get("common_name") or certificate.subject.human_friendly
    return Signatory(str(name), tuple(_roles(certificate)), str(issuer), certificate.dump())


def _roles(certificate: Any) -> list[str]:
    """Return the texts in the hcRole attribute, whose parts are read by their form, not by a schema."""
    found: list[str] = []
    for attribute in certificate.subject_directory_attributes_value or ():
        if attribute["type"].dotted == HC_ROLE:
            for value in attribute["values"]:
                _texts(value.dump(), found, depth=8)
    return found


_STRINGS = {12: "utf-8", 18: "ascii", 19: "ascii"}  # UTF8String, NumericString, PrintableString
_CONSTRUCTED = 1


def _texts(der: bytes, found: list[str], *, depth: int) -> None:
    from asn1crypto import parser  # type: ignore[import-untyped]  # it has no types

    while der and depth:
        class_, method, tag, header, body, trailer = parser.parse(der)
        if method == _CONSTRUCTED:
            _texts(body, found, depth=depth - 1)
        elif class_ == 0 and tag in _STRINGS:
            found.append(body.decode(_STRINGS[tag]))
        der = der[len(header) + len(body) + len(trailer) :]


def _stream(content: bytes | BinaryIO) -> BinaryIO:
    return io.BytesIO(content) if isinstance(content, bytes) else content


def _now(work: Coroutine[Any, Any, T]) -> T:
    """Return what ``work`` gives. In a thread of its own: the caller may be inside an event loop already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


@dataclass(frozen=True, slots=True)
class _Library:
    certificate: Any
    content_info: Any
    store: Any
    context: Any
    signer: Any
    usage: Any
    validate: Callable[..., Coroutine[Any, Any, Any]]


def _library() -> _Library:
    try:
        from asn1crypto import cms, x509
        from pyhanko.sign.signers.pdf_cms import Signer
        from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
        from pyhanko.sign.validation.settings import KeyUsageConstraints
        from pyhanko_certvalidator import ValidationContext
        from pyhanko_certvalidator.registry import SimpleCertificateStore
    except ImportError:
        raise UsageError(
            Words("証明書の署名を扱う部品が入っていません。", "Support for certificates is not installed."),
            hint=Words("pip install 'carelink[signature]'", "pip install 'carelink[signature]'"),
        ) from None

    # It logs certificates that are refused, with the names of people in them; the answer is in our error.
    logging.getLogger(async_validate_detached_cms.__module__).setLevel(logging.CRITICAL)

    class CardSigner(Signer):
        """pyHanko's signer, of which only the last step is the card's."""

        def __init__(self, sign_: Callable[[bytes], bytes], **words: Any) -> None:
            super().__init__(**words)
            self._card = sign_

        async def async_sign_raw(
            self,
            data: bytes,
            digest_algorithm: str,
            dry_run: bool = False,  # noqa: FBT001, FBT002  pyHanko's signature
        ) -> bytes:
            if digest_algorithm != HASH:
                raise ValueError(digest_algorithm)
            return bytes(1024) if dry_run else self._card(data)

    return _Library(
        x509.Certificate,
        cms.ContentInfo,
        SimpleCertificateStore,
        ValidationContext,
        CardSigner,
        KeyUsageConstraints,
        async_validate_detached_cms,
    )


def _broken() -> BrokenSealError:
    return BrokenSealError(
        Words(
            "中の署名が壊れているか、別の内容の署名です。",
            "The inner signature is broken, or of other content.",
        ),
        hint=Words(
            "署名した人に、署名し直してもらってください。", "Ask the person who signed to sign it again."
        ),
    )


def _untrusted() -> UntrustedSenderError:
    return UntrustedSenderError(
        Words(
            "中の署名の証明書を信頼できません。", "The certificate of the inner signature cannot be trusted."
        ),
        hint=Words(
            "発行者、有効期間、失効、用途（否認防止）を確かめてください。",
            "Check issuer, validity, revocation and purpose (non-repudiation).",
        ),
    )
