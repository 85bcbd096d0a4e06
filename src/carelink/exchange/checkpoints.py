"""A checkpoint that proves itself: the journal's length and last hash, signed by whoever keeps the journal.

A compact JWS with ``typ`` ``carelink+checkpoint``. Hand it to a neighbour, or print it: whoever cuts off or
rewrites the journal later cannot make it agree again.
"""

from __future__ import annotations

import json as text
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from carelink.encryption import jws
from carelink.errors import BrokenSealError, ExpiredError, SealError, Words
from carelink.exchange.journal import Checkpoint

if TYPE_CHECKING:
    from carelink.encryption import Identity
    from carelink.encryption.keys.key import OwnKey
    from carelink.encryption.keys.trust import KnowsSigners

TYPE: Final = "carelink+checkpoint"
LARGEST: Final = 4096  # bytes


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint and who vouches for it.

    :param owner: name of the member, as our trust list has it
    """

    checkpoint: Checkpoint
    owner: str
    at: datetime


def signing_key(identity: Identity, at: datetime) -> OwnKey:
    """Return the key that signs at this moment.

    :raises ExpiredError: all have run out
    """
    own = identity.signing(at=at)
    if own is None:
        raise ExpiredError(
            Words("署名の鍵の期限が切れています。", "The signing keys have run out."),
            hint=Words("鍵を更新してください。", "Rotate the keys."),
        )
    return own


def sign(checkpoint: Checkpoint, identity: Identity, at: datetime) -> bytes:
    """Return the checkpoint, signed."""
    own = signing_key(identity, at)
    said = {"entries": checkpoint.entries, "head": checkpoint.head, "at": at.isoformat()}
    return jws.sign(text.dumps(said, sort_keys=True, separators=(",", ":")), own, TYPE)


def read(signed: bytes, trust: KnowsSigners) -> SignedCheckpoint:
    """Return a checkpoint, verified.

    :raises UntrustedSenderError: by a key that we do not know
    :raises BrokenSealError: altered, or none
    """
    try:
        payload, key = jws.verify(signed[:LARGEST].strip(), trust, TYPE)
        said = text.loads(payload)
        checkpoint = Checkpoint(int(said["entries"]), str(said["head"]))
        return SignedCheckpoint(checkpoint, trust.signer(key.kid).name, datetime.fromisoformat(said["at"]))
    except SealError:
        raise
    except Exception:  # noqa: BLE001  foreign bytes: whatever they upset, the answer is the same
        raise BrokenSealError(
            Words(
                "履歴の控えが壊れているか、控えではありません。", "This is no checkpoint, or an altered one."
            ),
            hint=Words("別に保管した控えを使ってください。", "Use one that was kept elsewhere."),
        ) from None
