"""The algorithms of JOSE, from the library, each asked for by the name our suites give and no other.

The library's algorithms do the work; the framing around them (RFC 7515 §3.1, RFC 7516 §7.2.1) is read and
written in this room. Handing it whole tokens would mean letting it choose by the token's own ``alg``,
authenticate a header it has written again rather than the one that was sent, and change our header objects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from joserfc.jwe import GeneralJSONEncryption, JWERegistry, Recipient
from joserfc.jws import JWSRegistry

from carelink.encryption.keys.suites import BODY, KINDS, WRAP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carelink.encryption.keys.key import Key, OwnKey

_envelopes = JWERegistry(algorithms=[WRAP, BODY])
_WRAP: Any = _envelopes.get_alg(WRAP)
_BODY = _envelopes.get_enc(BODY)
_SIGN = {
    kind.alg: JWSRegistry(algorithms=[kind.alg]).get_alg(kind.alg) for kind in KINDS if kind.use == "sig"
}


def sign(data: bytes, own: OwnKey) -> bytes:
    """Return the signature of ``data`` with the one algorithm of the key ``own``."""
    return _SIGN[own.public.kind.alg].sign(data, own.jose)


def verify(data: bytes, signature: bytes, key: Key) -> None:
    """Raise ValueError unless ``signature`` is one of ``data`` with ``key``."""
    if not _SIGN[key.kind.alg].verify(data, signature, key.jose):
        raise ValueError("not a signature of this key")


class Sealed(NamedTuple):
    """What A256GCM makes of a plaintext."""

    iv: bytes
    ciphertext: bytes
    tag: bytes


def content_key() -> bytes:
    """Return a fresh key for one envelope."""
    return _BODY.generate_cek()


def encrypt(plain: bytes, content_key: bytes, protected: str) -> Sealed:
    """Return ``plain`` encrypted and bound to the protected header as it is sent."""
    iv = _BODY.generate_iv()
    return Sealed(iv, *_BODY.encrypt(plain, content_key, iv, protected.encode("ascii")))


def decrypt(sealed: Sealed, content_key: bytes, protected: str) -> bytes:
    """Return the plaintext; raises when it, the key or the protected header is another."""
    iv, ciphertext, tag = sealed
    return _BODY.decrypt(ciphertext, tag, content_key, iv, protected.encode("ascii"))


def wrap(content_key: bytes, key: Key) -> tuple[Mapping[str, Any], bytes]:
    """Return the ephemeral public key and the content key wrapped for ``key``."""
    recipient: Recipient[Any] = Recipient(GeneralJSONEncryption({"enc": BODY}), {"alg": WRAP}, key.jose)
    _WRAP.prepare_ephemeral_key(recipient)
    agreed = _WRAP.encrypt_agreed_upon_key(_BODY, recipient)
    return recipient.headers()["epk"], _WRAP.wrap_cek_with_auk(content_key, agreed)


def unwrap(wrapped: bytes, ephemeral: Mapping[str, Any], own: OwnKey) -> bytes:
    """Return the content key in ``wrapped``; raises when it is not for the key ``own``."""
    header = {"alg": WRAP, "epk": dict(ephemeral)}
    recipient: Recipient[Any] = Recipient(GeneralJSONEncryption({"enc": BODY}), header, own.jose)
    content_key: bytes = _WRAP.unwrap_cek_with_auk(wrapped, _WRAP.decrypt_agreed_upon_key(_BODY, recipient))
    if len(content_key) * 8 != _BODY.cek_size:
        raise ValueError("not a content key")
    return content_key
