"""Signed text: a compact JWS (RFC 7515 §3.1) of which only the signer's key decides how it is verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carelink.encryption import strict
from carelink.encryption.keys.trust import unknown_sender

if TYPE_CHECKING:
    from carelink.encryption.keys.key import Key, OwnKey
    from carelink.encryption.keys.trust import KnowsSigners


def sign(payload: str, own: OwnKey, kind: str) -> bytes:
    """Return ``payload`` signed with ``own``; ``kind`` is the ``typ``, so that no text passes for another."""
    from carelink.encryption import jose

    header = strict.compact({"alg": own.public.kind.alg, "kid": own.kid, "typ": kind})
    text = f"{strict.encode(header.encode())}.{strict.encode(payload.encode())}".encode("ascii")
    return text + b"." + strict.encode(jose.sign(text, own)).encode("ascii")


def verify(signed: bytes, trust: KnowsSigners, kind: str) -> tuple[str, Key]:
    """Return the payload and the key of ours that verifies it.

    The key is found in ``trust`` by its name and brings its own algorithm; what the token says about the
    algorithm must agree and decides nothing.

    :raises UntrustedSenderError: when the key is unknown, revoked or not for signing
    :raises ValueError: for anything out of form, or a signature that does not verify
    """
    from carelink.encryption import jose

    text, _, signature = signed.rpartition(b".")
    head, _, payload = text.decode("ascii").partition(".")
    header = strict.parse(strict.decode(head).decode("utf-8"))
    if type(header) is not dict or set(header) != {"alg", "kid", "typ"} or header["typ"] != kind:
        raise ValueError("not a header of ours")
    kid = header["kid"]
    key = trust.signer(kid).key(kid) if isinstance(kid, str) else None
    if key is None or key.kind.use != "sig" or key.status != "active":
        raise unknown_sender()
    if header["alg"] != key.kind.alg:
        raise ValueError("not the algorithm of this key")
    jose.verify(text, strict.decode(signature.decode("ascii")), key)
    return strict.decode(payload).decode("utf-8"), key
