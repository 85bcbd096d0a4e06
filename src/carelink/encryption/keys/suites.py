"""The suites: which curves and algorithms belong together. Fixed here, negotiated nowhere.

A key belongs to one kind, found from its curve and its use; the algorithm follows from the kind and
is never read from a token (RFC 8725 §3.1). Everything listed is on the CRYPTREC list of recommended
ciphers; there is no RSA1_5, no PBES2, no ``none``, and no compression inside the encryption.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Use = Literal["sig", "enc"]
SuiteName = Literal["CL1-P256", "CL1-X25519"]

WRAP = "ECDH-ES+A256KW"  # RFC 7518 §4.6: a fresh key agreement per recipient, wrapping one content key
BODY = "A256GCM"  # RFC 7518 §5.3


class Kind(NamedTuple):
    """One kind of key: the suite it belongs to, its use, its curve and the one algorithm it serves."""

    suite: SuiteName
    use: Use
    kty: Literal["EC", "OKP"]
    crv: str
    alg: str


KINDS = (
    Kind("CL1-P256", "sig", "EC", "P-256", "ES256"),
    Kind("CL1-P256", "enc", "EC", "P-256", WRAP),
    Kind("CL1-X25519", "sig", "OKP", "Ed25519", "Ed25519"),
    Kind("CL1-X25519", "enc", "OKP", "X25519", WRAP),
)
SUITES: tuple[SuiteName, ...] = ("CL1-P256", "CL1-X25519")


def kind_for(suite: str, use: str) -> Kind | None:
    """Return the kind of key that ``suite`` takes for ``use``."""
    return next((kind for kind in KINDS if (kind.suite, kind.use) == (suite, use)), None)


def kind_of(kty: object, crv: object, use: object) -> Kind | None:
    """Return the kind a JSON Web Key is of, or None when no suite knows it."""
    return next((kind for kind in KINDS if (kind.kty, kind.crv, kind.use) == (kty, crv, use)), None)
