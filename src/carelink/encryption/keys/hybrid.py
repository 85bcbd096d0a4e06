"""X-Wing keys of the suite CL1-XWING: ML-KEM-768 and X25519 together, so that both must fall.

The private key is the 32-byte seed of draft-connolly-cfrg-xwing-kem §5.2, the public key the two public keys
one after the other. ``cryptography`` has it from release 48, where its OpenSSL has ML-KEM. A member that uses
it does not upset the trust list of a machine that cannot: a key is read anywhere, and used where it can be.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, Any, NamedTuple

from carelink.errors import SealError, Words

if TYPE_CHECKING:
    from types import ModuleType

SEED = 32  # bytes
PUBLIC = 1184 + 32  # bytes: ML-KEM-768, X25519
ENCAPSULATED = 1088 + 32  # bytes that the sender's half of an agreement takes
_MLKEM_SEED, _MLKEM_PUBLIC = 64, 1184


class _Library(NamedTuple):
    hpke: ModuleType
    mlkem: ModuleType
    x25519: ModuleType


def is_here() -> bool:
    """Say whether this machine can use the suite."""
    try:
        generate()
    except SealError:
        return False
    return True


def generate() -> tuple[bytes, bytes]:
    """Return a fresh seed and the public key that belongs to it; SealError where the suite is missing."""
    seed = secrets.token_bytes(SEED)
    return seed, public_of(seed)


def public_of(seed: bytes) -> bytes:
    """Return the public key that belongs to ``seed``."""
    mlkem, x25519 = _halves(seed)
    return bytes(mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw())


def wrap(content_key: bytes, public: bytes, info: bytes) -> tuple[bytes, bytes]:
    """Return what the sender sends along, and ``content_key`` wrapped (HPKE base mode, RFC 9180 §6.1)."""
    library = _library()
    mlkem = library.mlkem.MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC])
    x25519 = library.x25519.X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC:])
    key = library.hpke.MLKEM768X25519PublicKey(mlkem, x25519)
    both = _suite(library).encrypt(content_key, key, info)
    return both[:ENCAPSULATED], both[ENCAPSULATED:]


def unwrap(encapsulated: bytes, wrapped: bytes, seed: bytes, info: bytes) -> bytes:
    """Return the content key in ``wrapped``; raises when it is not for ``seed``."""
    library = _library()
    key = library.hpke.MLKEM768X25519PrivateKey(*_halves(seed))
    content_key: bytes = _suite(library).decrypt(encapsulated + wrapped, key, info)
    return content_key


def _suite(library: _Library) -> Any:
    hpke = library.hpke
    return hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def _halves(seed: bytes) -> tuple[Any, Any]:
    from cryptography.exceptions import UnsupportedAlgorithm

    library = _library()
    expanded = hashlib.shake_256(seed).digest(_MLKEM_SEED + 32)
    try:
        mlkem = library.mlkem.MLKEM768PrivateKey.from_seed_bytes(expanded[:_MLKEM_SEED])
    except UnsupportedAlgorithm:  # built against an OpenSSL without ML-KEM
        raise _missing() from None
    return mlkem, library.x25519.X25519PrivateKey.from_private_bytes(expanded[_MLKEM_SEED:])


def _library() -> _Library:
    from cryptography.hazmat.primitives.asymmetric import x25519

    try:
        from cryptography.hazmat.primitives import hpke
        from cryptography.hazmat.primitives.asymmetric import mlkem
    except ImportError:
        raise _missing() from None
    if not hasattr(hpke, "MLKEM768X25519PublicKey"):
        raise _missing()
    return _Library(hpke, mlkem, x25519)


def _missing() -> SealError:
    return SealError(
        Words(
            "この端末の cryptography では CL1-XWING を使えません。",
            "The cryptography library on this machine does not have CL1-XWING.",
        ),
        hint=Words(
            "cryptography 48 以降の配布版を入れるか（pip install 'cryptography>=48'）、"
            "CL1-P256 か CL1-X25519 の鍵を使ってください。",
            "Install a wheel of cryptography 48 or later (pip install 'cryptography>=48'), "
            "or use keys of CL1-P256 or CL1-X25519.",
        ),
    )
