"""One public key and one private key, each of one kind and for one purpose."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from carelink.encryption import strict
from carelink.encryption.clock import SKEW, from_seconds, seconds
from carelink.encryption.keys import hybrid
from carelink.encryption.keys.suites import Kind, kind_of

if TYPE_CHECKING:
    from datetime import datetime

    from joserfc.jwk import ECKey, OKPKey

Status = Literal["active", "revoked"]

KID_LENGTH = 22  # letters of the RFC 7638 thumbprint: 132 bits, beyond any search for a second key


def digits(digest: bytes) -> str:
    """Return 8 groups of 5 decimal digits of a SHA-256 digest, for comparing on paper or by telephone."""
    number = f"{int.from_bytes(digest, 'big') % 10**40:040d}"
    return " ".join(number[start : start + 5] for start in range(0, 40, 5))


@dataclass(frozen=True)
class Key:
    """A public key: what it is for, its point on the curve, from when to when it may be used.

    :param kind: suite, use and algorithm; they follow from the curve and the use
    :param x: x coordinate (EC) or public key (OKP, AKP), base64url
    :param y: y coordinate (EC), base64url; None for the others
    :param begins: first moment of use, UTC
    :param ends: last moment of use, UTC
    :param status: "active", or "revoked" (never again, whatever the dates say)
    """

    kind: Kind
    x: str
    y: str | None
    begins: datetime
    ends: datetime
    status: Status = "active"

    @cached_property
    def thumbprint(self) -> str:
        """The RFC 7638 thumbprint (SHA-256, base64url)."""
        return strict.encode(self.digest)

    @cached_property
    def digest(self) -> bytes:
        """The 32 bytes behind the thumbprint."""
        return hashlib.sha256(strict.compact(dict(sorted(self.point.items()))).encode()).digest()

    @cached_property
    def kid(self) -> str:
        """The name of the key: the first letters of its thumbprint, so that it cannot be chosen."""
        return self.thumbprint[:KID_LENGTH]

    @property
    def fingerprint(self) -> str:
        """The thumbprint as 8 groups of 5 digits."""
        return digits(self.digest)

    @property
    def point(self) -> dict[str, str]:
        """The members of the key that RFC 7638 counts."""
        if self.kind.kty == "AKP":
            return {"kty": self.kind.kty, "alg": self.kind.alg, "pub": self.x}
        point = {"kty": self.kind.kty, "crv": self.kind.crv, "x": self.x}
        return point if self.y is None else {**point, "y": self.y}

    def is_valid(self, at: datetime) -> bool:
        """Say whether the key may be used at ``at``, allowing for clocks that differ."""
        return self.status == "active" and self.begins - SKEW <= at <= self.ends + SKEW

    def to_jwk(self) -> dict[str, Any]:
        """Return the key as a JSON Web Key (RFC 7517) with ``nbf``, ``exp`` and ``status`` beside."""
        return {
            **self.point,
            "kid": self.kid,
            "use": self.kind.use,
            "alg": self.kind.alg,
            "nbf": seconds(self.begins),
            "exp": seconds(self.ends),
            "status": self.status,
        }

    @classmethod
    def from_jwk(cls, jwk: Any) -> Key:
        """Return the key a JSON Web Key holds; ValueError unless it is exactly one of ours.

        Members we do not know are ignored, as RFC 7517 §4 asks; a private key is refused.
        """
        if not isinstance(jwk, dict) or _PRIVATE & set(jwk):
            raise ValueError("not a public key")
        kind = kind_of(jwk.get("kty"), jwk.get("crv"), jwk.get("use"))
        x: Any = jwk.get("pub" if jwk.get("kty") == "AKP" else "x")
        y, status = jwk.get("y"), jwk.get("status", "active")
        if kind is None or jwk.get("alg") != kind.alg or status not in ("active", "revoked"):
            raise ValueError("a key of no known kind")
        if not is_point(kind, x, y):
            raise ValueError("not a point")
        key = cls(kind, x, y, from_seconds(jwk.get("nbf")), from_seconds(jwk.get("exp")), status)
        if jwk.get("kid") != key.kid or key.begins >= key.ends:
            raise ValueError("the name of the key is not its thumbprint, or its dates are in the wrong order")
        if kind.kty != "AKP":
            _ = key.jose  # a point off the curve is refused now, not when it is used
        return key

    @cached_property
    def jose(self) -> ECKey | OKPKey:
        """The key as the JOSE library wants it (not a hybrid), parsed once: every parcel uses it."""
        return _library(self.kind).import_key(dict(self.point))


_PRIVATE = {"d", "priv"}


def _library(kind: Kind) -> type[ECKey | OKPKey]:
    from joserfc.jwk import ECKey, OKPKey

    return ECKey if kind.kty == "EC" else OKPKey


def is_point(kind: Kind, x: Any, y: Any) -> bool:
    """Say whether x and y are spelled as a point of this kind is spelled, and in no other way.

    X25519 ignores the highest bit of a key and takes numbers beyond its prime (RFC 7748 §5), so one key
    would have several spellings, hence several names, and an altered ephemeral key would go unnoticed.
    """
    if kind.kty == "EC":
        return _is_coordinate(x) and _is_coordinate(y)
    if y is not None or not _is_spelled(x, hybrid.PUBLIC if kind.kty == "AKP" else 32):
        return False
    number = int.from_bytes(strict.decode(x)[-32:], "little")  # of a hybrid key, its X25519 half
    return (number if kind.use == "enc" else number & _SIGNLESS) < _PRIME


_PRIME = 2**255 - 19
_SIGNLESS = 2**255 - 1  # the highest bit of an Ed25519 key is the sign of x (RFC 8032 §5.1.2)


def _is_coordinate(value: Any) -> bool:
    return _is_spelled(value, 32)  # bytes of every curve here, and of a hybrid's seed


def _is_spelled(value: Any, size: int) -> bool:
    try:
        return len(strict.decode(value)) == size
    except ValueError:
        return False


@dataclass(frozen=True)
class OwnKey:
    """A private key and the public key that belongs to it. Its repr shows the public half only."""

    public: Key
    secret: str = field(repr=False)

    @classmethod
    def generate(cls, kind: Kind, *, begins: datetime, ends: datetime) -> OwnKey:
        """Return a fresh key of ``kind`` from the system's source of randomness."""
        if kind.kty == "AKP":
            seed, public = hybrid.generate()
            return cls(Key(kind, strict.encode(public), None, begins, ends), strict.encode(seed))
        library: Any = _library(kind)
        jwk = library.generate_key(kind.crv).as_dict(private=True)
        return cls(Key(kind, jwk["x"], jwk.get("y"), begins, ends), jwk["d"])

    @property
    def kid(self) -> str:
        """The name of the key."""
        return self.public.kid

    @cached_property
    def jose(self) -> ECKey | OKPKey:
        """The private key as the JOSE library wants it, parsed once."""
        return _library(self.public.kind).import_key({**self.public.point, "d": self.secret})

    @classmethod
    def load(cls, public: Key, secret: Any) -> OwnKey:
        """Return the pair of ``public`` and ``secret``; ValueError when they do not belong together."""
        if not _is_coordinate(secret):
            raise ValueError("not a private key")
        own = cls(public, secret)
        # A swapped public half would make us wrap or sign for somebody else: derive it again and compare.
        if own._derived() != (public.x, public.y):
            raise ValueError("the two halves of a key do not belong together")
        return own

    def _derived(self) -> tuple[str, str | None]:
        if self.public.kind.kty == "AKP":
            return strict.encode(hybrid.public_of(strict.decode(self.secret))), None
        native: Any = self.jose.private_key
        derived: Any = _library(self.public.kind).import_key(native.public_key()).as_dict(private=False)
        return derived["x"], derived.get("y")
