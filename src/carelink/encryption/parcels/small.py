"""The small form: a letter in an envelope, whole in memory. Up to 4 MiB of content."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from carelink.encryption.parcels import envelope as envelopes
from carelink.encryption.parcels import letter
from carelink.encryption.parcels.addressing import check, ours

if TYPE_CHECKING:
    from datetime import datetime

    from carelink.encryption.keys.identity import Identity
    from carelink.encryption.keys.key import Key
    from carelink.encryption.keys.trust import KnowsSigners
    from carelink.encryption.parcels.addressing import Plan
    from carelink.encryption.parcels.manifest import Manifest


def seal(content: bytes, plan: Plan) -> tuple[bytes, Manifest]:
    """Return a small parcel with ``content``, and what was signed about it."""
    manifest = plan.manifest(len(content), hashlib.sha256(content).hexdigest())
    plain = b"".join((content, letter.BORDER, letter.sign(manifest, plan.own)))
    parcel = envelopes.wrap(
        plain, to=plan.keys, message=manifest.id, expires=manifest.expires, inside=envelopes.LETTER
    )
    return parcel, manifest


def open(  # noqa: A001  the verb of the field
    parcel: bytes, identity: Identity, trust: KnowsSigners, at: datetime
) -> tuple[bytes, Manifest, Key]:
    """Return content, manifest and signing key; raises CarelinkError, or anything else when it is broken."""
    envelope = envelopes.unfold(parcel, inside=envelopes.LETTER)
    entry, own = ours(envelope, identity, trust)
    content, manifest, key = letter.read(envelopes.unwrap(envelope, entry, own), trust)
    check(manifest, key, envelope, own.kid, at)
    return content, manifest, key
