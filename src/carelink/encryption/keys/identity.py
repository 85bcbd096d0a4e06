"""Who speaks: a name, one key to sign with and one to be written to, and the old ones still of use."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from carelink.encryption import disk
from carelink.encryption.clock import moment
from carelink.encryption.keys import keyfile
from carelink.encryption.keys.key import OwnKey
from carelink.encryption.keys.recipient import Recipient
from carelink.encryption.keys.suites import OPT_IN, SUITES, SuiteName, Use, kind_for
from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from datetime import datetime

# Encryption keys are renewed yearly with 90 days of overlap, signing keys every two years.
LIFE: dict[Use, timedelta] = {"enc": timedelta(days=365 + 90), "sig": timedelta(days=2 * 365)}
KEPT = timedelta(days=90)  # an encryption key past its end still opens what is on the way: the longest expiry


@dataclass(frozen=True)
class Identity:
    """The private side of a member. Show nobody; give out ``.recipient``.

    :param name: the organisation, as the others know it
    :param keys: private keys; the newest valid one of each use is the current one
    """

    name: str
    keys: tuple[OwnKey, ...] = field(repr=False)

    @classmethod
    def generate(cls, name: str, *, suite: SuiteName = "CL1-P256", now: datetime | None = None) -> Identity:
        """Return a new identity with fresh keys.

        :param name: the organisation, one line, at most 120 letters; never a person
        :param suite: "CL1-P256" (NIST curve, read by every JOSE library and key card), "CL1-X25519", or
            "CL1-XWING" (X25519 and ML-KEM-768, against quantum computers to come; not CRYPTREC-listed)
        :param now: beginning of the keys' validity; the present moment by default
        :raises UsageError: for another suite or an impossible name
        :raises SealError: for CL1-XWING where the cryptography library is too old for it
        """
        if suite not in (*SUITES, *OPT_IN):
            raise UsageError(
                Words("知らない暗号スイートです。", "No such suite."),
                hint=Words(f"{' か '.join(SUITES)} を選んでください。", f"Choose {' or '.join(SUITES)}."),
            )
        uses: tuple[Use, ...] = ("sig", "enc")
        own = tuple(_fresh(suite, use, moment(now)) for use in uses)
        return cls(Recipient(name, tuple(key.public for key in own)).name, own)

    @cached_property
    def recipient(self) -> Recipient:
        """The public side, for the others: name and all public keys."""
        return Recipient(self.name, tuple(key.public for key in self.keys))

    @property
    def kid(self) -> str:
        """The name of the newest signing key; it stands as sender in every parcel."""
        return max((k.public.begins, k.kid) for k in self.keys if k.public.kind.use == "sig")[1]

    def own(self, kid: str) -> OwnKey | None:
        """Return the private key named ``kid``, if this identity holds it."""
        return next((key for key in self.keys if key.kid == kid), None)

    def signing(self, *, at: datetime) -> OwnKey | None:
        """Return the signing key of the moment, or None when all have run out."""
        key = self.recipient.newest("sig", at=at)
        return None if key is None else self.own(key.kid)

    def rotate(self, use: Use, *, begins: datetime | None = None, now: datetime | None = None) -> Identity:
        """Return this identity with one more key for ``use``, and without keys nobody can need any more.

        The old key stays valid until its own end, so the two overlap. Announce a signing key before it
        begins: the others must have it by then.

        :param begins: first moment of the new key; ``now`` by default
        """
        now = moment(now)
        suite = next(key.public.kind.suite for key in self.keys if key.public.kind.use == use)
        fresh = _fresh(suite, use, moment(begins) if begins else now)
        kept = tuple(key for key in self.keys if key.public.ends + KEPT >= now)
        return replace(self, keys=(*kept, fresh))

    def save(
        self,
        where: str | Path,
        passphrase: str | None = None,
        *,
        unprotected: bool = False,
        overwrite: bool = False,
    ) -> Path:
        """Write the identity to a file only its owner can read, and return the path.

        :param where: a file, or an existing folder (the file is then named after the key)
        :param passphrase: encrypts the private keys (scrypt, AES-256-GCM)
        :param unprotected: say so to write them without a passphrase
        :param overwrite: say so to replace an existing file (after ``rotate``)
        :raises UsageError: with neither a passphrase nor ``unprotected``, or a passphrase too short
        :raises StorageError: when the file exists or cannot be written
        :raises SealError: when the folder holds sealed parcels: a key never travels with what it opens
        """
        path = Path(where)
        if path.is_dir():
            path /= f"{self.kid}.identity.json"
        disk.refuse_key_beside_parcels(path.parent)
        data = keyfile.write(self.name, self.keys, passphrase, unprotected=unprotected)
        disk.write(path, data, overwrite=overwrite, private=True)
        return path

    @classmethod
    def load(cls, path: str | Path, passphrase: str | None = None) -> Identity:
        """Return the identity in a file that ``save`` wrote.

        :raises WrongKeyError: when the passphrase is missing or does not fit
        :raises SealError: when the file is not an identity or was altered
        :raises StorageError: when it cannot be read
        """
        name, keys = keyfile.read(disk.read(Path(path), limit=keyfile.MAX_SIZE), passphrase)
        return cls(name, keys)


def _fresh(suite: SuiteName, use: Use, begins: datetime) -> OwnKey:
    kind = kind_for(suite, use)
    assert kind is not None  # noqa: S101  for mypy: every suite has a kind for every use
    return OwnKey.generate(kind, begins=begins, ends=begins + LIFE[use])
