"""The algorithms of JOSE, from the library, each asked for by the name our suites give and no other.

The library's algorithms do the work; the framing around them (RFC 7515 §3.1, RFC 7516 §7.2.1) is read and
written in this room. Handing it whole tokens would mean letting it choose by the token's own ``alg``,
authenticate a header it has written again rather than the one that was sent, and change our header objects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc.jwe import GeneralJSONEncryption, JWERegistry, Recipient
from joserfc.jwk import ECKey, OKPKey
from joserfc.jws import JWSRegistry

from carelink.encryption import strict
from carelink.encryption.keys import hybrid
from carelink.encryption.keys.suites import BODY, KINDS, WRAP, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carelink.encryption.keys.key import Key, OwnKey

_MESSAGE = GeneralJSONEncryption({"enc": BODY})  # what the library asks the header of; never changed
_P256 = ec.SECP256R1()
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


def wrap(content_key: bytes, key: Key) -> tuple[dict[str, Any], bytes]:
    """Return what our half of the agreement adds to the header, and the content key wrapped for ``key``.

    For ECDH that is ``epk``, the ephemeral public key; for the hybrid ``ek``, the encapsulated key.
    """
    if key.kind.kty == "AKP":
        encapsulated, wrapped = hybrid.wrap(content_key, strict.decode(key.x), _bound_to(key))
        return {"ek": strict.encode(encapsulated)}, wrapped
    library = ECKey if key.kind.kty == "EC" else OKPKey
    ephemeral: Any = ec.generate_private_key(_P256) if key.kind.kty == "EC" else X25519PrivateKey.generate()
    recipient = _recipient(key.jose)
    recipient.ephemeral_key = library.import_key(ephemeral)
    agreed = _WRAP.encrypt_agreed_upon_key(_BODY, recipient)
    return {"epk": _spelled(key.kind, ephemeral.public_key())}, _WRAP.wrap_cek_with_auk(content_key, agreed)


def unwrap(wrapped: bytes, agreement: Mapping[str, Any], own: OwnKey) -> bytes:
    """Return the content key in ``wrapped``; raises when it is not for the key ``own``.

    :param agreement: what ``wrap`` added to the header
    """
    content_key: bytes
    if own.public.kind.kty == "AKP":
        encapsulated = strict.decode(agreement["ek"])
        content_key = hybrid.unwrap(encapsulated, wrapped, strict.decode(own.secret), _bound_to(own.public))
    else:
        recipient = _recipient(own.jose, epk=_point(own.public.kind, agreement["epk"]))
        content_key = _WRAP.unwrap_cek_with_auk(wrapped, _WRAP.decrypt_agreed_upon_key(_BODY, recipient))
    if len(content_key) * 8 != _BODY.cek_size:
        raise ValueError("not a content key")
    return content_key


def _bound_to(key: Key) -> bytes:
    """Return the HPKE ``info``: what a wrapped key is for, so that it counts nowhere else."""
    return f"carelink {key.kind.suite} {key.kid}".encode("ascii")


def _recipient(key: ECKey | OKPKey, **header: Any) -> Recipient[Any]:
    return Recipient(_MESSAGE, {"alg": WRAP, **header}, key)


def _spelled(kind: Kind, public: Any) -> dict[str, str]:
    if kind.kty == "OKP":
        return {"kty": kind.kty, "crv": kind.crv, "x": strict.encode(public.public_bytes_raw())}
    point = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    x, y = strict.encode(point[1:33]), strict.encode(point[33:])
    return {"kty": kind.kty, "crv": kind.crv, "x": x, "y": y}


def _point(kind: Kind, public: Mapping[str, str]) -> Any:
    if (kind.kty, kind.crv) != (public["kty"], public["crv"]):
        raise ValueError("not on the curve of the key")
    if kind.kty == "OKP":
        return X25519PublicKey.from_public_bytes(strict.decode(public["x"]))
    point = b"\x04" + strict.decode(public["x"]) + strict.decode(public["y"])
    return ec.EllipticCurvePublicKey.from_encoded_point(_P256, point)
