"""The suites: which curves and algorithms belong together. Fixed here, negotiated nowhere.

A key belongs to one kind, found from its type, curve and use; the algorithm follows from the kind and
is never read from a token (RFC 8725 §3.1). Everything in ``SUITES`` is on the CRYPTREC list of recommended
ciphers; what is in ``OPT_IN`` is not. There is no RSA1_5, no PBES2, no ``none``, and no compression inside
the encryption.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Use = Literal["sig", "enc"]
SuiteName = Literal["CL1-P256", "CL1-X25519", "CL1-XWING"]

WRAP = "ECDH-ES+A256KW"  # RFC 7518 §4.6: a fresh key agreement per recipient, wrapping one content key
XWING = "carelink-XWING"  # HPKE MLKEM768-X25519, HKDF-SHA256, AES-256-GCM; JOSE has no final name for it yet
BODY = "A256GCM"  # RFC 7518 §5.3


class Kind(NamedTuple):
    """One kind of key: the suite it belongs to, its use, its type and curve, the one algorithm it serves."""

    suite: SuiteName
    use: Use
    kty: Literal["EC", "OKP", "AKP"]
    crv: str
    alg: str


KINDS = (
    Kind("CL1-P256", "sig", "EC", "P-256", "ES256"),
    Kind("CL1-P256", "enc", "EC", "P-256", WRAP),
    Kind("CL1-X25519", "sig", "OKP", "Ed25519", "Ed25519"),
    Kind("CL1-X25519", "enc", "OKP", "X25519", WRAP),
    Kind("CL1-XWING", "enc", "AKP", "", XWING),
)
SUITES: tuple[SuiteName, ...] = ("CL1-P256", "CL1-X25519")
OPT_IN: tuple[SuiteName, ...] = ("CL1-XWING",)
# A recording attacker of the far future can read, not sign, today's parcels: the hybrid signs with Ed25519.
_SIGNS_AS = {"CL1-XWING": "CL1-X25519"}


def kind_for(suite: str, use: str) -> Kind | None:
    """Return the kind of key that ``suite`` takes for ``use``."""
    if use == "sig":
        suite = _SIGNS_AS.get(suite, suite)
    return next((kind for kind in KINDS if (kind.suite, kind.use) == (suite, use)), None)


def kind_of(kty: object, crv: object, use: object) -> Kind | None:
    """Return the kind a JSON Web Key is of, or None when no suite knows it; AKP has no curve."""
    curve = crv if crv is not None else ""
    return next((kind for kind in KINDS if (kind.kty, kind.crv, kind.use) == (kty, curve, use)), None)


def label(suite: SuiteName) -> str:
    """Return the suite as it is shown to people: what is not on the CRYPTREC list says so."""
    return f"{suite} (CRYPTREC リスト外 / not CRYPTREC-listed)" if suite in OPT_IN else suite
