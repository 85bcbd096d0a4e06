"""Whom we know: the members whose signatures count and whom we may write to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from carelink.encryption import disk, strict
from carelink.encryption.keys.recipient import Recipient
from carelink.errors import CarelinkError, SealError, UntrustedSenderError, UsageError, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAGIC = "carelink-trust"
MAX_SIZE = 16 * 1024 * 1024
MAX_MEMBERS = 10_000


class KnowsSigners(Protocol):
    """What ``open`` asks of a trust: who signs with this key, or UntrustedSenderError."""

    def signer(self, kid: str) -> Recipient:
        """Return the member whose signing key is named ``kid``."""
        ...  # pragma: no cover

    def recipient(self, name_or_kid: str) -> Recipient:
        """Return the member of that name, or with a key of that name; UsageError when there is none."""
        ...  # pragma: no cover


class Trust:
    """An immutable set of known members. Adding one returns a new set.

    :param recipients: members; each name and each key may occur once
    :raises UsageError: when two members share a name or a key
    """

    __slots__ = ("_by_kid", "_by_name")

    def __init__(self, recipients: Iterable[Recipient] = ()) -> None:
        self._by_name: dict[str, Recipient] = {}
        self._by_kid: dict[str, Recipient] = {}
        for member in recipients:
            if member.name in self._by_name or any(key.kid in self._by_kid for key in member.keys):
                raise _twice()
            self._by_name[member.name] = member
            self._by_kid.update((key.kid, member) for key in member.keys)

    def __iter__(self) -> Iterator[Recipient]:
        return iter(self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)

    def __eq__(self, other: object) -> bool:
        return self._by_name == other._by_name if isinstance(other, Trust) else NotImplemented

    def __hash__(self) -> int:
        return hash(frozenset(self._by_kid))

    def __repr__(self) -> str:
        return f"Trust({len(self)} members)"

    def signer(self, kid: str) -> Recipient:
        """Return the member that signs with the key named ``kid``.

        :raises UntrustedSenderError: when no member has it, it is not for signing, or it was revoked
        """
        member = self._by_kid.get(kid)
        key = None if member is None else member.key(kid)
        if member is None or key is None or key.kind.use != "sig" or key.status != "active":
            raise unknown_sender()
        return member

    def recipient(self, name_or_kid: str) -> Recipient:
        """Return the member of that name, or with a key of that name.

        :raises UsageError: when there is none
        """
        # Keys first: a name can be chosen to look like somebody's key, a key's name cannot be chosen.
        member = self._by_kid.get(name_or_kid) or self._by_name.get(name_or_kid)
        if member is None:
            raise UsageError(
                Words("その相手は信頼リストにありません。", "No such member in the trust list."),
                hint=Words(
                    "名前を確かめるか、相手の公開鍵を信頼リストに加えてください。",
                    "Check the name, or add the member's public keys to the trust list.",
                ),
            )
        return member

    def name_of(self, kid: str) -> str | None:
        """Return the name of the member that has a key named ``kid``, or None."""
        member = self._by_kid.get(kid)
        return None if member is None else member.name

    def with_member(self, member: Recipient) -> Trust:
        """Return a trust with ``member`` added, or with its keys replaced when the name is known.

        A key that was revoked stays, and stays revoked, whatever the new file says about it.
        """
        known = self._by_name.get(member.name)
        revoked = {key.kid: key for key in known.keys if key.status == "revoked"} if known else {}
        keys = (*(key for key in member.keys if key.kid not in revoked), *revoked.values())
        merged = Recipient(member.name, keys)
        if known is None:
            return Trust([*self, merged])
        return Trust(merged if one is known else one for one in self)

    def without(self, name: str) -> Trust:
        """Return a trust that no longer knows ``name``."""
        return Trust(known for known in self if known.name != name)

    def revoke(self, name_or_kid: str) -> Trust:
        """Return a trust in which a key, or every key of a member, is revoked: kept, but never accepted.

        :raises UsageError: when there is no such key or member
        """
        member = self.recipient(name_or_kid)
        one = member.key(name_or_kid)
        keys = tuple(replace(key, status="revoked") if one in (None, key) else key for key in member.keys)
        return Trust(Recipient(m.name, keys) if m is member else m for m in self)

    def save(self, path: str | Path) -> Path:
        """Write the trust to a file (public keys only) and return the path; an existing file is replaced."""
        path = Path(path)
        disk.write(path, self.to_json(), overwrite=True)
        return path

    def to_json(self) -> bytes:
        """Return the trust as JSON: each member a JWKS with its name."""
        import json

        tree = {MAGIC: 1, "members": [member.to_jwks() for member in self]}
        return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode("utf-8")

    @classmethod
    def load(cls, path: str | Path) -> Trust:
        """Return the trust in a file that ``save`` wrote, or that holds one member's JWKS.

        :raises SealError: when it is not such a file
        :raises StorageError: when it cannot be read
        """
        return cls.from_json(disk.read(Path(path), limit=MAX_SIZE))

    @classmethod
    def from_json(cls, data: bytes) -> Trust:
        """Return the trust in ``data``; SealError when it is none."""
        try:
            tree = strict.parse(data.decode("utf-8"))
            listed = members_of(tree) if tree.get(MAGIC) == 1 else [tree]
            return cls(Recipient.from_jwks(member) for member in listed)
        except CarelinkError:
            raise
        except Exception as error:  # foreign bytes: whatever they upset, the answer is the same
            raise _not_a_trust() from error


def members_of(tree: Any) -> list[Any]:
    """Return what stands for the members in a trust list; ValueError when that is no list, or too long."""
    members = tree["members"]
    if type(members) is not list or len(members) > MAX_MEMBERS:
        raise ValueError("not a trust list")
    return members


def unknown_sender() -> UntrustedSenderError:
    """Return the one answer for every signature that does not count, whatever the reason."""
    return UntrustedSenderError(
        Words("差出人の署名の鍵を信頼していません。", "The sender's signing key is not trusted."),
        hint=Words(
            "差出人に鍵の指紋（5 桁×8）を電話か紙で確かめてから、信頼リストに加えてください。",
            "Compare the fingerprint (8 groups of 5 digits) with the sender by telephone or on paper, "
            "then add the key to the trust list.",
        ),
    )


def _twice() -> UsageError:
    return UsageError(
        Words("同じ名前か同じ鍵の相手が二つあります。", "Two members share a name or a key."),
        hint=Words("一方を消すか、名前を直してください。", "Remove one of them, or correct the name."),
    )


def _not_a_trust() -> SealError:
    return SealError(
        Words("信頼リストとして読めません。", "This is not a trust list."),
        hint=Words(
            "控えから戻すか、配った所に求めてください。", "Restore it from your backup, or ask its publisher."
        ),
    )
