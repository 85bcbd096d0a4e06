"""The manifest: what the sender signs about a parcel. It travels inside the encryption."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from carelink.encryption import strict
from carelink.encryption.clock import from_seconds, seconds
from carelink.encryption.keys.recipient import MAX_NAME
from carelink.encryption.parcels import limits

if TYPE_CHECKING:
    from datetime import datetime

Receipt = Literal["required", "none"]

_KID = re.compile(r"[A-Za-z0-9_-]{22}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MEDIA_TYPE = re.compile(
    r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}(; ?[ -~]{1,200})?"
)
_PURPOSE = re.compile(r"[A-Z0-9_-]{1,40}")
_PROFILE = re.compile(r"[!-~]{1,500}")


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation in a manifest, with the key of its that is meant."""

    kid: str
    name: str

    def __post_init__(self) -> None:
        """Refuse what is no key name, or no name of an organisation, with ValueError."""
        _in_form(self.kid, _KID)
        if (
            not isinstance(self.name, str)
            or not 0 < len(self.name) <= MAX_NAME
            or not self.name.isprintable()
        ):
            raise ValueError("not a name")

    def to_tree(self) -> dict[str, str]:
        """Return the party as it stands in the manifest."""
        return {"kid": self.kid, "name": self.name}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the sender says and signs about the content.

    :param id: the message, a UUID (it is seen outside, so never a number of a person); kept when sent again
    :param envelope: this sealing, a UUID; new every time
    :param sender: who signs, with which key; the name is the sender's own, the trust list decides
    :param to: everybody it is sealed for, so that nobody can pass it on as if it were meant for others
    :param issued: when it was sealed, UTC, whole seconds
    :param expires: until when it may be opened
    :param content_type: media type of the content
    :param profile: canonical URL of the profile the content claims, or None
    :param purpose: why it may be read: a code of HL7 v3 PurposeOfUse
    :param length: bytes of the content
    :param sha256: its SHA-256, 64 hexadecimal digits
    :param receipt: whether the sender waits for a receipt
    :param replaces: the message this one replaces, or None
    :param signatures: persons' signatures on the content (CMS, DER), to be verified by ``signature.verify``
    """

    id: str
    envelope: str
    sender: Party
    to: tuple[Party, ...]
    issued: datetime
    expires: datetime
    content_type: str
    profile: str | None
    purpose: str
    length: int
    sha256: str
    receipt: Receipt
    replaces: str | None
    signatures: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        """Refuse any value out of form with ValueError: a manifest that exists can be sent and read."""
        strict.uuid(self.id)
        strict.uuid(self.envelope)
        if not 0 < len(self.to) <= limits.MAX_RECIPIENTS:
            raise ValueError("no recipients, or too many")
        _in_form(self.content_type, _MEDIA_TYPE)
        _in_form(self.purpose, _PURPOSE)
        _in_form(self.sha256, _SHA256)
        if type(self.length) is not int or self.length < 0:
            raise ValueError("not a length")
        if self.receipt not in ("required", "none"):
            raise ValueError("not a wish for a receipt")
        if self.profile is not None:
            _in_form(self.profile, _PROFILE)
        if self.replaces is not None:
            strict.uuid(self.replaces)
        if sum(map(len, self.signatures)) > limits.MAX_SIGNATURES or not all(self.signatures):
            raise ValueError("signatures too large, or empty")

    def to_json(self) -> str:
        """Return the manifest as the payload of the signature: compact JSON."""
        tree = {
            "id": self.id,
            "env": self.envelope,
            "from": self.sender.to_tree(),
            "to": [party.to_tree() for party in self.to],
            "iat": seconds(self.issued),
            "exp": seconds(self.expires),
            "cty": self.content_type,
            "profile": self.profile,
            "purpose": self.purpose,
            "len": self.length,
            "sha256": self.sha256,
            "ack": self.receipt,
            "replaces": self.replaces,
            "sigs": [strict.encode(signature) for signature in self.signatures] or None,
        }
        return strict.compact({name: value for name, value in tree.items() if value is not None})

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Return the manifest in ``text``; ValueError unless every member is there and in form.

        Members of later releases are ignored: what a reader must understand raises the version outside.
        """
        tree = strict.parse(text)
        if type(tree) is not dict or type(tree.get("to")) is not list:
            raise ValueError("not a manifest")
        try:
            return cls(
                id=tree["id"],
                envelope=tree["env"],
                sender=_party(tree["from"]),
                to=tuple(_party(party) for party in tree["to"]),
                issued=from_seconds(tree["iat"]),
                expires=from_seconds(tree["exp"]),
                content_type=tree["cty"],
                profile=tree.get("profile"),
                purpose=tree["purpose"],
                length=tree["len"],
                sha256=tree["sha256"],
                receipt=tree["ack"],
                replaces=tree.get("replaces"),
                signatures=_signatures(tree.get("sigs", [])),
            )
        except KeyError:
            raise ValueError("a member is missing") from None


def _in_form(value: Any, form: re.Pattern[str]) -> str:
    if not isinstance(value, str) or form.fullmatch(value) is None:
        raise ValueError("a value out of form")
    return value


def _signatures(listed: Any) -> tuple[bytes, ...]:
    if type(listed) is not list:
        raise ValueError("not a list of signatures")
    return tuple(strict.decode(one) for one in listed)


def _party(tree: Any) -> Party:
    if type(tree) is not dict:
        raise ValueError("not a party")
    return Party(tree["kid"], tree["name"])
