"""The letter: content, one line feed, and the signed manifest (JWS compact, RFC 7515 §3.1).

The manifest signs length and SHA-256 of the content, so content of any size is signed without being
encoded again. It stands last so that content can be sealed while it is being read; a compact JWS holds
no line feed, so the last line feed is the border.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from carelink.encryption import strict
from carelink.encryption.keys.trust import unknown_sender
from carelink.encryption.parcels import limits
from carelink.encryption.parcels.manifest import Manifest

if TYPE_CHECKING:
    from carelink.encryption.keys.key import Key, OwnKey
    from carelink.encryption.keys.trust import KnowsSigners

TYPE = "carelink+jws"
BORDER = b"\n"


def sign(manifest: Manifest, own: OwnKey) -> bytes:
    """Return the manifest signed with ``own``, as a compact JWS."""
    from carelink.encryption.parcels import jose

    header = strict.compact({"alg": own.public.kind.alg, "kid": own.kid, "typ": TYPE})
    text = f"{strict.encode(header.encode())}.{strict.encode(manifest.to_json().encode())}".encode("ascii")
    return text + b"." + strict.encode(jose.sign(text, own)).encode("ascii")


def read(plain: bytes, trust: KnowsSigners) -> tuple[bytes, Manifest, Key]:
    """Return content, manifest and signing key of a letter held in memory; raises as ``verify`` does."""
    content, border, signed = plain.rpartition(BORDER)
    manifest, key = verify(signed, trust)
    found = (len(content), hashlib.sha256(content).hexdigest())
    if not border or (manifest.length, manifest.sha256) != found:
        raise ValueError("not the content that was signed")
    return content, manifest, key


def verify(signed: bytes, trust: KnowsSigners) -> tuple[Manifest, Key]:
    """Return the manifest and the key of ours that verifies it.

    The key is found in ``trust`` by its name and brings its own algorithm; what the token says about
    the algorithm must agree and decides nothing.

    :raises UntrustedSenderError: when the key is unknown, revoked or not for signing
    :raises ValueError: for anything out of form, or a signature that does not verify
    """
    from carelink.encryption.parcels import jose

    if len(signed) > limits.MAX_MANIFEST:
        raise ValueError("the manifest is too large")
    text, _, signature = signed.rpartition(b".")
    head, _, payload = text.decode("ascii").partition(".")
    header = strict.parse(strict.decode(head).decode("utf-8"))
    if not isinstance(header, dict) or set(header) != {"alg", "kid", "typ"} or header["typ"] != TYPE:
        raise ValueError("not a header of ours")
    kid = header["kid"]
    key = trust.signer(kid).key(kid) if isinstance(kid, str) else None
    if key is None or key.kind.use != "sig" or key.status != "active":
        raise unknown_sender()
    if header["alg"] != key.kind.alg:
        raise ValueError("not the algorithm of this key")
    jose.verify(text, strict.decode(signature.decode("ascii")), key)
    manifest = Manifest.from_json(strict.decode(payload).decode("utf-8"))
    if manifest.sender.kid != kid:
        raise ValueError("signed by another key than it says")
    return manifest, key
