"""The letter: content, one line feed, and the signed manifest (JWS compact, RFC 7515 §3.1).

The manifest signs length and SHA-256 of the content, so content of any size is signed without being
encoded again. It stands last so that content can be sealed while it is being read; a compact JWS holds
no line feed, so the last line feed is the border.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from carelink.encryption import jws
from carelink.encryption.parcels import limits
from carelink.encryption.parcels.manifest import Manifest

if TYPE_CHECKING:
    from carelink.encryption.keys.key import Key, OwnKey
    from carelink.encryption.keys.trust import KnowsSigners

TYPE = "carelink+jws"
BORDER = b"\n"


def sign(manifest: Manifest, own: OwnKey) -> bytes:
    """Return the manifest signed with ``own``."""
    return jws.sign(manifest.to_json(), own, TYPE)


def read(plain: bytes, trust: KnowsSigners) -> tuple[bytes, Manifest, Key]:
    """Return content, manifest and signing key of a letter held in memory; raises as ``verify`` does."""
    content, border, signed = plain.rpartition(BORDER)
    manifest, key = verify(signed, trust)
    found = (len(content), hashlib.sha256(content).hexdigest())
    if not border or (manifest.length, manifest.sha256) != found:
        raise ValueError("not the content that was signed")
    return content, manifest, key


def verify(signed: bytes, trust: KnowsSigners) -> tuple[Manifest, Key]:
    """Return the manifest and the key of ours that verifies it; raises as ``jws.verify`` does."""
    if len(signed) > limits.MAX_MANIFEST:
        raise ValueError("the manifest is too large")
    payload, key = jws.verify(signed, trust, TYPE)
    manifest = Manifest.from_json(payload)
    if manifest.sender.kid != key.kid:
        raise ValueError("signed by another key than it says")
    return manifest, key
